/** The built program on study folders. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { carryOut, command } from '../support/command.ts';
import { crosscurrent, temporaryFolder } from './program.ts';

async function newStudy(...flags: string[]): Promise<string> {
  const study = join(temporaryFolder(), 'my study');
  await carryOut('init', study, ...flags);
  return study;
}

const posts = [
  { id: '1', text: '海峡星期一早上对所有船只关闭。', published_at: '2031-03-01T08:00:00+08:00' },
  { id: '2', text: 'The strait was closed to all shipping on Monday morning.', published_at: '2031-03-02' },
  { id: '3', text: '' },
];

function write(study: string, name: string, content: string): string {
  const path = join(study, '..', name);
  writeFileSync(path, content);
  return path;
}

const ndjson = (records: readonly object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');

describe('init', () => {
  test('writes a configuration that is valid, and says what to do next', async () => {
    const folder = join(temporaryFolder(), 'study');
    const { stdout, stderr, code } = await crosscurrent([
      'init',
      folder,
      '--name',
      'A: "study"',
      '--from',
      '2031-03-01',
      '--to',
      '2031-03-31',
    ]);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toContain(`crosscurrent import posts POSTS.csv --study ${folder}\n`);
    expect(readdirSync(folder).sort()).toEqual([
      '.gitignore',
      'README.md',
      'crosscurrent.schema.json',
      'crosscurrent.yaml',
    ]);
    expect(readFileSync(join(folder, 'crosscurrent.yaml'), 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\/crosscurrent\.schema\.json\n/,
    );
    const status = await carryOut('status', '--study', folder, '--json');
    expect(JSON.parse(status.stdout)).toMatchObject({
      name: 'A: "study"',
      scope: { from: '2031-03-01', to: '2031-03-31' },
    });
  });

  test('every key that is commented out is a key, with a value that is allowed', async () => {
    const study = await newStudy();
    const path = join(study, 'crosscurrent.yaml');
    const [head = '', ...sections] = readFileSync(path, 'utf8').split(/^# embedder:/m);
    const options = `# embedder:${sections.join('')}`
      .split('\n')
      .filter((line) => /^# {1,3}\w+:/.test(line) && !line.includes(': …'))
      .map((line) => line.slice(2));
    expect(options.length).toBeGreaterThan(5);
    writeFileSync(path, `${head}${options.join('\n')}\n`);
    expect(await command(['status', '--study', study, '--quiet'])).toMatchObject({ stderr: '', code: 0 });
  });

  test('does not overwrite a study', async () => {
    const study = await newStudy();
    const before = readFileSync(join(study, 'crosscurrent.yaml'), 'utf8');
    const { stdout, stderr, code } = await crosscurrent(['init', study, '--name', 'other']);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toMatch(/^error: .* is a study already\nhint: /);
    expect(readFileSync(join(study, 'crosscurrent.yaml'), 'utf8')).toBe(before);
  });

  test('--json', async () => {
    const folder = join(temporaryFolder(), 'study');
    const { stdout } = await carryOut('init', folder, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ study: folder, files: expect.arrayContaining(['crosscurrent.yaml']) });
  });
});

describe('mistakes in crosscurrent.yaml exit with 2 and name the place', () => {
  test.each([
    ['scope:\n  from: yesterday\n', 'scope.from'],
    ['sceop: {}\n', 'sceop'],
    ['seed: -1\n', 'seed'],
    ['passages:\n  words: many\n', 'passages.words'],
    ['name: [unclosed\n', 'not valid YAML'],
  ])('%j', async (yaml, place) => {
    const study = await newStudy();
    writeFileSync(join(study, 'crosscurrent.yaml'), yaml);
    const { stdout, stderr, code } = await command(['run', '--study', study]);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toContain(place);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('import', () => {
  test('says what became of the records', async () => {
    const study = await newStudy();
    const file = write(study, 'posts.ndjson', ndjson(posts));
    const { stdout, stderr, code } = await crosscurrent(['import', 'posts', file, '--study', study]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^posts.ndjson +imported +- +ndjson +utf-8 +\d+ +2$/m);
    expect(stdout).toMatch(/^rejected +1 \(\w+/m);
  });

  test('--json is one document on stdout', async () => {
    const study = await newStudy();
    const file = write(study, 'posts.ndjson', ndjson(posts));
    const { stdout, code } = await crosscurrent(['import', 'posts', file, '--study', study, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ study, kind: 'post', read: 3, kept: 2 });
  });

  test('exits with 3 above --max-rejects, and the import stands', async () => {
    const study = await newStudy();
    const file = write(study, 'posts.ndjson', ndjson(posts));
    expect((await crosscurrent(['import', 'posts', file, '--study', study, '--max-rejects', '0'])).code).toBe(3);
    expect(JSON.parse((await carryOut('import', 'posts', file, '--study', study, '--json')).stdout)).toMatchObject({
      files: [{ status: 'unchanged' }],
    });
  });

  test('columns are mapped', async () => {
    const study = await newStudy();
    const file = write(study, 'posts.csv', 'key,words,when\n1,The strait was closed.,2031-03-01 08:00\n');
    const args = [
      'import',
      'posts',
      file,
      '--study',
      study,
      '--map',
      'id=key',
      '--map',
      'text=words',
      '--map',
      'published_at=when',
      '--zone',
      'Asia/Shanghai',
    ];
    const { stdout } = await carryOut(...args, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      kept: 1,
      files: [{ mapped: { id: 'key', text: 'words', published_at: 'when' } }],
    });
  });

  test.each([
    ['missing', undefined, 'does not exist'],
    ['empty', '', 'is empty'],
    ['of another kind', '%PDF-1.7 ', 'PDF'],
  ])('a file that is %s exits with 4', async (_kind, content, message) => {
    const study = await newStudy();
    const file = join(study, '..', 'input');
    if (content !== undefined) writeFileSync(file, content);
    const { stdout, stderr, code } = await command(['import', 'articles', file, '--study', study]);
    expect({ stdout, code }).toEqual({ stdout: '', code: 4 });
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(message);
  });

  test.each([
    [['--map', 'txet=body'], 'txet'],
    [['--zone', 'Mars/Olympus'], 'Mars/Olympus'],
    [['--language', 'klingon!'], 'klingon!'],
    [['--encoding', 'utf-99'], 'utf-99'],
    [['--format', 'docx'], 'docx'],
  ])('%j exits with 2', async (flags, message) => {
    const study = await newStudy();
    const file = write(study, 'posts.ndjson', ndjson(posts));
    const { stderr, code } = await command(['import', 'posts', file, '--study', study, ...flags]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('stages', () => {
  test('without imports, they exit with 4 and say what to import', async () => {
    const study = await newStudy();
    const { stderr, code } = await crosscurrent(['passages', '--study', study]);
    expect(code).toBe(4);
    expect(stderr).toContain('crosscurrent import posts');
  });

  test('an option given as a flag holds for one run', async () => {
    const study = await newStudy();
    await carryOut('import', 'posts', write(study, 'posts.ndjson', ndjson(posts)), '--study', study);
    const states = async (...flags: string[]): Promise<string[]> => {
      const { stdout } = await carryOut('passages', '--study', study, '--json', '--quiet', ...flags);
      return (JSON.parse(stdout) as { stages: { stage: string; status: string }[] }).stages.map(
        ({ stage, status }) => `${stage} ${status}`,
      );
    };
    expect(await states()).toEqual(['import done', 'passages done']);
    expect(await states()).toEqual(['import fresh', 'passages fresh']);
    expect(await states('--words', '50')).toEqual(['import fresh', 'passages done']);
    expect(await states('--words', '50')).toEqual(['import fresh', 'passages fresh']);
    expect(await states()).toEqual(['import fresh', 'passages done']);
    expect(await states('--force')).toEqual(['import fresh', 'passages done']);
    expect(existsSync(join(study, '.tmp'))).toBe(false);
  });

  test('an option that is not allowed exits with 2 and names the flag', async () => {
    const study = await newStudy();
    const { stderr, code } = await crosscurrent(['passages', '--study', study, '--tiny-words', '1000']);
    expect(code).toBe(2);
    expect(stderr).toContain('--tiny-words: ');
  });
});

describe('status and doctor', () => {
  test('status shows what is missing, and writes nothing', async () => {
    const study = await newStudy();
    const before = readdirSync(study).sort();
    const { stdout, stderr, code } = await crosscurrent(['status', '--study', study]);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toMatch(/^report +missing$/m);
    expect(readdirSync(study).sort()).toEqual(before);
  });

  test('doctor checks the machine and the model', async () => {
    const { stdout, code } = await crosscurrent(['doctor', '--json'], { cwd: temporaryFolder() });
    const { ok, findings } = JSON.parse(stdout) as { ok: boolean; findings: { name: string; status: string }[] };
    expect(findings.map(({ name }) => name)).toEqual([
      'node',
      'processor',
      'memory',
      'disk',
      'duckdb',
      'onnxruntime',
      'model',
    ]);
    expect(findings.filter(({ status }) => status === 'fail')).toEqual([]);
    expect({ ok, code }).toEqual({ ok: true, code: 0 });
  });

  test('doctor finds tables that do not belong together', async () => {
    const study = await newStudy();
    const file = write(study, 'posts.ndjson', ndjson(posts));
    await carryOut('import', 'posts', file, '--study', study);
    await carryOut('passages', '--study', study);
    writeFileSync(join(study, 'tables/items.parquet'), readFileSync(join(study, 'tables/rejects.parquet')));
    const { stdout, code } = await crosscurrent(['doctor', '--study', study]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^fail +tables +items lacks item_id/m);
  });
});
