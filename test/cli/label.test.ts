/** Judging a study through the built program. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Database, parquet } from '../../src/store/database.ts';
import { run, succeed, unfinished, writeConfig } from '../support/demo-study.ts';
import { copyStudy, sharedSmallStudy } from '../support/finished-demo.ts';
import { temporaryFolder } from '../support/folder.ts';
import { program } from '../support/program.ts';

const minutes = 60_000;
let folder = '';
let study = '';

async function rows<Row>(table: string, more = ''): Promise<Row[]> {
  using database = await Database.open();
  return await database.rows<Row>(`SELECT * FROM ${parquet(join(study, `tables/${table}.parquet`))} ${more}`);
}

const lines = (annotator: string): Record<string, string>[] =>
  readFileSync(join(study, `labels/${annotator}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>);

const label = async (...args: string[]): Promise<Record<string, never>> =>
  JSON.parse((await succeed('label', ...args, '--study', study, '--json')).stdout) as Record<string, never>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crosscurrent-label-'));
  study = copyStudy(await sharedSmallStudy(), join(folder, 'study'));
}, 5 * minutes);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(
  'nothing can be judged before a sample is drawn',
  async () => {
    const { code, stderr } = await program(['label', '--annotator', 'wu', '--study', study], { input: 'y\n' });
    expect(code).toBe(4);
    expect(stderr).toMatch(/^error: no sample has been drawn yet\nhint: crosscurrent label sample/);
  },
  5 * minutes,
);

test(
  'the sample stands for the articles that match, as the table share counts them',
  async () => {
    const { code, stderr } = await program(['label', 'sample', '--pairs', '2', '--study', study]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/2 pairs cannot stand for \d+ strata/);
    const drawn = (await label('sample', '--pairs', '14')) as unknown as {
      articles: number;
      found: { ecosystem: string; counting: string; above: string; articles: number }[];
    };
    const share = await rows<{ ecosystem: string; counting: string; matched: number }>('share');
    expect(share.length).toBeGreaterThan(2);
    for (const { ecosystem, counting, matched } of share) {
      const found = drawn.found.find(
        (row) => row.ecosystem === ecosystem && row.counting === counting && row.above === 'threshold',
      );
      expect(found?.articles ?? 0, `${ecosystem} ${counting}`).toBe(matched);
    }
    const pairs = await rows<{ pair_id: string; stratum: string; population: number; posts: string[] }>('label_pairs');
    expect(pairs).toHaveLength(14);
    const strata = new Map(pairs.map((pair) => [pair.stratum, pair.population]));
    expect([...strata.values()].reduce((sum, size) => sum + size, 0)).toBe(drawn.articles);
    for (const { posts } of pairs) expect(posts.length).toBeGreaterThan(0);
  },
  5 * minutes,
);

test(
  'judging from a pipe, back and forth, and on again',
  async () => {
    const judged = await program(['label', '--annotator', 'Wu', '--study', study], {
      input: 'y\nperhaps\nn\nb\nu\ns\ny\nq\ny\n',
    });
    expect(judged.code, judged.stderr).toBe(0);
    expect(judged.stdout).toMatch(/NARRATIVE {2}\S[\s\S]+ARTICLE {2}\S/);
    expect(judged.stdout).toContain('"perhaps" is none of yes, no, unsure');
    expect(judged.stdout).toContain('You said no.');
    expect(judged.stdout).toContain('4 judged now, 3 of 14 in the sample by wu');
    for (const hidden of ['american', 'russian', 'threshold', 'margin']) expect(judged.stdout).not.toContain(hidden);
    const pairs = (await rows<{ pair_id: string }>('label_pairs', 'ORDER BY place')).map(({ pair_id }) => pair_id);
    expect(lines('wu').map(({ pair_id, judgement }) => [pairs.indexOf(pair_id!), judgement])).toEqual([
      [0, 'yes'],
      [1, 'no'],
      [1, 'unsure'],
      [3, 'yes'],
    ]);
    const current = await rows('judgements', 'WHERE is_current');
    expect(current).toHaveLength(3);
  },
  5 * minutes,
);

test(
  'a killed session loses nothing that was answered',
  async () => {
    const killed = await program(['label', '--annotator', 'kim', '--study', study], {
      input: 'y\nn\ny\n',
      isOpen: true,
      when: () => {
        const journal = join(study, 'labels/kim.jsonl');
        return existsSync(journal) && readFileSync(journal, 'utf8').split('\n').length === 4;
      },
    });
    expect(killed.signal).toBe('SIGKILL');
    const again = await program(['label', '--annotator', 'kim', '--study', study], { input: 'n\n' });
    expect(again.stdout).toContain('1 judged now, 4 of 14');
    expect(lines('kim').map(({ judgement }) => judgement)).toEqual(['yes', 'no', 'yes', 'no']);
  },
  5 * minutes,
);

test(
  'judging in a spreadsheet: rejected rows are named, and the exit code is 3',
  async () => {
    const file = join(temporaryFolder(), 'wu.csv');
    await label('export', file, '--annotator', 'wu', '--bom');
    const text = readFileSync(file, 'utf8');
    expect(text.startsWith('\ufeff')).toBe(true);
    const filled = text.replaceAll(/,,\r\n/g, ',"yes","checked"\r\n');
    writeFileSync(file, `${filled}"pair-unknown",1,"","","","","yes",""\r\n`);
    const { code, stdout } = await program(['label', 'import', file, '--annotator', 'wu', '--study', study, '--json']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      taken: 11,
      unchanged: 3,
      empty: 0,
      rejected: [{ slug: 'unknown-pair' }],
    });
    const again = await program(['label', 'import', file, '--annotator', 'wu', '--study', study, '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ taken: 0, unchanged: 14 });
  },
  5 * minutes,
);

test(
  'the report gives agreement, curves, thresholds and shares, and the same bytes again',
  async () => {
    const report = (await label('report')) as unknown as {
      judged: number;
      agreement: { pairs: number }[];
      shares: { ecosystem: string; share: { value: number; low: number; high: number } }[];
      isStale: boolean;
    };
    expect(report).toMatchObject({
      judged: 14,
      isStale: false,
      agreement: [{ annotator: 'kim', other: 'wu', pairs: 4 }],
    });
    expect(report.shares.length).toBeGreaterThan(0);
    const bytes = (): Buffer[] =>
      ['judgements', 'label_agreement', 'label_curve', 'label_thresholds', 'label_share'].map((name) =>
        readFileSync(join(study, `tables/${name}.parquet`)),
      );
    const first = bytes();
    await label('report');
    expect(bytes()).toEqual(first);
    for (const row of await rows<Record<string, number>>('label_share')) {
      expect(row['share_low']).toBeLessThanOrEqual(row['share']!);
      expect(row['share_high']).toBeGreaterThanOrEqual(row['share']!);
    }
    const text = (await succeed('label', 'report', '--study', study)).stdout;
    expect(text).toMatch(/^14 of 14 pairs judged/);
    expect(text).toMatch(/^kim and wu: 4 pairs, /m);
    expect(text).toMatch(/^articles with a match +found +share/m);
    expect(unfinished(study)).toEqual([]);
  },
  5 * minutes,
);

test(
  'a sample grows and keeps what was judged; a rerun of the stages touches none of it',
  async () => {
    const before = lines('wu');
    const shrunk = await program(['label', 'sample', '--pairs', '13', '--study', study]);
    expect(shrunk.code).toBe(2);
    expect(shrunk.stderr).toContain('a sample only grows');
    expect(await label('sample', '--pairs', '17')).toMatchObject({ pairs: 17, judged: 14, judged_outside: 0 });
    writeConfig(study, 'measure: { minPosts: 2 }\nmatch: { thresholds: { default: 0.5 } }');
    await run(study);
    expect(lines('wu')).toEqual(before);
    const stale = await program(['label', 'report', '--study', study]);
    expect(stale.code).toBe(0);
    expect(stale.stderr).toContain('the study has changed since the sample was drawn');
  },
  5 * minutes,
);
