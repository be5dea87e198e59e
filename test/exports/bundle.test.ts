import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeBundle } from '../../src/exports/bundle.ts';
import type { Bundle, BundleRequest } from '../../src/exports/bundle.ts';
import { parseAuthor, parseLicense, parseMoment } from '../../src/exports/bundle-about.ts';
import { sharing } from '../../src/exports/shared-columns.ts';
import { sharedConfig, withoutPlaces } from '../../src/exports/withhold.ts';
import { listZip } from '../../src/formats/zip.ts';
import { Database, parquet } from '../../src/store/database.ts';
import { allTables } from '../../src/store/label-tables.ts';
import { filesBelow, readManifest } from '../../src/store/manifest.ts';
import type { Study } from '../../src/store/study.ts';
import { temporaryFolder } from '../support/folder.ts';
import { exportFixture, secret, studyRows, withContext, writeManifest } from './fixture.ts';

const about = {
  title: 'The <strait> | a *study*',
  description: 'Invented.',
  authors: [],
  license: undefined,
  date: new Date('2031-04-01T10:00:30Z'),
};

async function bundled(study: Study, changes: Partial<BundleRequest> & { readonly out: string }): Promise<Bundle> {
  return await withContext(study, (context) =>
    writeBundle({
      context,
      study,
      manifest: readManifest(study),
      settings: {
        platform: 'weibo',
        firstSeenIsPublication: false,
        scope: { from: '2031-03-01', to: '2031-03-31' } as never,
      },
      about,
      formats: ['csv', 'parquet'],
      idsOnly: false,
      ...changes,
    }),
  );
}

interface Resource {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly hash: string;
  readonly schema: {
    readonly fields: readonly { readonly name: string; readonly type: string }[];
    readonly primaryKey?: readonly string[];
    readonly foreignKeys?: readonly {
      readonly fields: readonly string[];
      readonly reference: { readonly resource: string };
    }[];
  };
}

const read = (path: string): string => readFileSync(path, 'utf8');
const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
const resourcesOf = (folder: string): readonly Resource[] =>
  (JSON.parse(read(join(folder, 'datapackage.json'))) as { resources: Resource[] }).resources;

/** Every file as text, Parquet as the JSON of its rows. */
async function everything(folder: string): Promise<string> {
  using database = await Database.open();
  const texts: string[] = [];
  for (const path of await filesBelow(folder)) {
    texts.push(path.endsWith('.parquet') ? JSON.stringify(await database.rows(`FROM ${parquet(path)}`)) : read(path));
  }
  return texts.join('\n');
}

function leftOver(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tmp/u.test(name));
}

describe('a bundle', () => {
  test('holds the tables with types, keys that hold, sizes and hashes', async () => {
    const folder = temporaryFolder();
    const study = await exportFixture(join(folder, 'study'));
    const out = join(folder, 'bundle');
    const { tables, rows } = await bundled(study, { out });
    const resources = resourcesOf(out);
    expect(resources.map(({ name }) => name)).toEqual(Object.keys(allTables));
    expect(tables.map(({ name }) => name)).toEqual(Object.keys(allTables));
    expect(rows).toBe(tables.reduce((sum, table) => sum + table.rows, 0));
    for (const { path, bytes, hash } of resources) {
      expect(statSync(join(out, path)).size).toBe(bytes);
      expect(hash).toBe(`sha256:${sha256(join(out, path))}`);
    }
    const of = (name: string): Resource => resources.find((resource) => resource.name === name)!;
    expect(
      of('items')
        .schema.fields.slice(0, 2)
        .map(({ type }) => type),
    ).toEqual(['string', 'string']);
    expect(of('items').schema.fields.find(({ name }) => name === 'published_at')!.type).toBe('datetime');
    expect(of('measured').schema.fields.find(({ name }) => name === 'medoids')!.type).toBe('array');
    expect(of('items').schema.primaryKey).toEqual(['item_id']);
    expect(of('matches').schema.foreignKeys!.map(({ fields, reference }) => [fields[0], reference.resource])).toEqual([
      ['narrative_id', 'narratives'],
      ['passage_id', 'passages'],
      ['item_id', 'items'],
      ['post_passage_id', 'passages'],
    ]);
    // The Parquet tables are those of the study, byte by byte.
    expect(sha256(join(out, 'tables/items.parquet'))).toBe(sha256(study.artefact('items')));
    expect(leftOver(folder)).toEqual([]);
  });

  test('names no key that does not hold', async () => {
    const folder = temporaryFolder();
    const rows = studyRows();
    rows.matches!.push({ ...rows.matches![0]!, item_id: 'article:gone', passage_id: 'article:gone#0' });
    rows.network_nodes!.push({ ...rows.network_nodes![0]! });
    const study = await exportFixture(join(folder, 'study'), rows);
    await bundled(study, { out: join(folder, 'bundle'), formats: ['csv'] });
    const resources = resourcesOf(join(folder, 'bundle'));
    const matches = resources.find(({ name }) => name === 'matches')!;
    expect(matches.schema.foreignKeys!.map(({ fields }) => fields[0])).toEqual(['narrative_id', 'post_passage_id']);
    expect(resources.find(({ name }) => name === 'network_nodes')!.schema.primaryKey).toBeUndefined();
  });

  test('names no place of the machine', async () => {
    const folder = temporaryFolder();
    const study = await exportFixture(join(folder, 'study'));
    await bundled(study, { out: join(folder, 'bundle') });
    const text = await everything(join(folder, 'bundle'));
    expect(text).not.toContain(folder);
    expect(text).not.toContain('/srv/private');
    const config = read(join(folder, 'bundle/crosscurrent.yaml'));
    expect(config).toContain('…/ru.txt');
    expect(config).toContain('/海峡|海/');
    expect(JSON.parse(read(join(folder, 'bundle/run.json')))).toMatchObject({
      stages: { import: { settings: { embedder: { onnx: '…/e5' } } } },
    });
  });

  test('is the same, byte by byte, whenever and in whatever zone it is made', async () => {
    const folder = temporaryFolder();
    const study = await exportFixture(join(folder, 'study'));
    const zone = process.env['TZ'];
    const hashes: string[] = [];
    try {
      for (const [index, TZ] of ['UTC', 'Asia/Shanghai'].entries()) {
        process.env['TZ'] = TZ;
        const { sha256: hash } = await bundled(study, { out: join(folder, `${index}.zip`) });
        hashes.push(hash!);
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[0]).toBe(sha256(join(folder, '0.zip')));
    const names = (await listZip(join(folder, '0.zip'))).map(({ name }) => name);
    expect(names[0]).toBe('ro-crate-metadata.json');
    await bundled(study, { out: join(folder, 'bundle') });
    expect(names.toSorted()).toEqual(
      (await filesBelow(join(folder, 'bundle'))).map((path) => relative(join(folder, 'bundle'), path)).toSorted(),
    );
  });

  test('has a crate in which every part is there and the run has its inputs and results', async () => {
    const folder = temporaryFolder();
    const study = await exportFixture(join(folder, 'study'));
    const out = join(folder, 'bundle');
    await bundled(study, {
      out,
      about: { ...about, authors: [parseAuthor('Ann Li (0000-0002-1825-0097)')], license: parseLicense('CC-BY-4.0') },
    });
    const graph = (JSON.parse(read(join(out, 'ro-crate-metadata.json'))) as { '@graph': Record<string, unknown>[] })[
      '@graph'
    ];
    const byId = new Map(graph.map((entity) => [entity['@id'], entity]));
    expect(byId.size).toBe(graph.length);
    const references = JSON.stringify(graph).matchAll(/\{"@id":"([^"]+)"\}/gu);
    for (const [, id] of references) if (!id!.startsWith('https://w3id.org/')) expect(byId.has(id)).toBe(true);
    const root = byId.get('./')!;
    expect(root).toMatchObject({
      name: about.title,
      license: { '@id': 'https://spdx.org/licenses/CC-BY-4.0' },
      author: { '@id': 'https://orcid.org/0000-0002-1825-0097' },
      datePublished: '2031-04-01T10:00:30Z',
    });
    const parts = (root['hasPart'] as { '@id': string }[]).map((part) => part['@id']);
    const files = (await filesBelow(out))
      .map((path) => relative(out, path))
      .filter((path) => path !== 'ro-crate-metadata.json');
    expect(parts.toSorted()).toEqual(files.toSorted());
    for (const part of parts)
      expect(byId.get(part)).toMatchObject({
        sha256: sha256(join(out, part)),
        contentSize: String(statSync(join(out, part)).size),
      });
    expect(byId.get('#run')).toMatchObject({
      '@type': 'CreateAction',
      instrument: { '@id': '#crosscurrent' },
      startTime: '2031-04-01T10:00:00Z',
      endTime: '2031-04-01T10:00:30Z',
    });
    expect(byId.get('#input-1')).toMatchObject({ identifier: `sha256:${'ab'.repeat(32)}` });
  });

  test('has a datasheet with figures from the tables, and blanks', async () => {
    const folder = temporaryFolder();
    const study = await exportFixture(join(folder, 'study'));
    await bundled(study, { out: join(folder, 'bundle'), formats: ['csv'] });
    const sheet = read(join(folder, 'bundle/datasheet.md'));
    expect(sheet).toContain('# Datasheet: The \\<strait\\> \\| a \\*study\\*');
    expect(sheet).toContain(
      '14 items in scope, 0 outside it. They were published from 2031-03-05 to 2031-03-05 (UTC).',
    );
    expect(sheet).toContain('| weibo | 2 | – | 100.0 % |');
    expect(sheet).toContain('| import | no-text | 1 |');
    expect(sheet).toContain('1 pair of articles and narratives was judged by 2 annotators');
    expect(sheet.match(/\[TO FILL IN: /gu)!.length).toBeGreaterThan(10);
  });
});

describe('a bundle of ids', () => {
  test('holds nothing of any text, title, author, label, remark or annotator', async () => {
    const folder = temporaryFolder();
    const study = await exportFixture(join(folder, 'study'));
    const whole = join(folder, 'whole');
    await bundled(study, { out: whole });
    // The secret is where it can be found, or the next lines would say nothing.
    expect((await everything(whole)).split(secret).length).toBeGreaterThan(100);
    const out = join(folder, 'ids');
    await bundled(study, { out, idsOnly: true });
    const text = await everything(out);
    expect(text).not.toContain(secret);
    for (const word of ['海峡 ', 'пролив', 'Wu ', 'Ann ', '作者']) expect(text, word).not.toContain(word);
    expect(text).toContain('https://weibo.example/1');
    expect(read(join(out, 'tables/judgements.csv'))).toContain('"annotator 1"');
    expect(read(join(out, 'tables/label_agreement.csv'))).toContain('"annotator 1","annotator 2"');
    expect(read(join(out, 'tables/edits.csv')).split('\r\n').slice(1, 3)).toEqual([
      '1,"merge","[""n2""]","n1"',
      '2,"rename","[""n1""]",',
    ]);
    expect(read(join(out, 'edits.yaml'))).toBe('# Names and reasons are held back.\n- {"merge":["n2"],"into":"n1"}\n');
    const items = resourcesOf(out).find(({ name }) => name === 'items')!;
    expect(items.schema.fields.map(({ name }) => name)).not.toContain('text');
    expect(items.schema.primaryKey).toEqual(['item_id']);
  });

  test('holds back every column of text that nobody decided about', () => {
    const kept = Object.keys(allTables).flatMap((name) =>
      sharing(name as 'items').kept.map((column) => `${name}.${column.name}`),
    );
    for (const column of [
      'items.text',
      'items.title',
      'items.author',
      'passages.text',
      'narratives.label',
      'measured.keywords',
      'rejects.detail',
      'judgements.note',
    ])
      expect(kept).not.toContain(column);
    // Figures and times are shared, whatever they are called.
    expect(kept).toContain('items.published_at');
    expect(kept).toContain('share.low');
  });
});

describe('no bundle is written', () => {
  test('over a folder that is there', async () => {
    const folder = temporaryFolder();
    const study = await exportFixture(join(folder, 'study'));
    await expect(bundled(study, { out: study.folder })).rejects.toThrow('is there already');
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(bundled(study, { out: file })).rejects.toThrow('is there already');
  });

  test('of tables that run.json does not speak of, as while a run is at work', async () => {
    const folder = temporaryFolder();
    const study = await exportFixture(join(folder, 'study'));
    writeFileSync(study.artefact('share'), readFileSync(study.artefact('association')));
    await expect(bundled(study, { out: join(folder, 'bundle') })).rejects.toThrow(
      'the table share is not the one that run.json speaks of',
    );
    expect(existsSync(join(folder, 'bundle'))).toBe(false);
    expect(leftOver(folder)).toEqual([]);
  });

  test('where it is interrupted', async () => {
    const folder = temporaryFolder();
    const study = await exportFixture(join(folder, 'study'));
    for (const name of ['bundle', 'bundle.zip']) {
      const controller = new AbortController();
      let tables = 0;
      const onTable = (): void => {
        tables += 1;
        if (tables === 3) controller.abort();
      };
      await expect(bundled(study, { out: join(folder, name), signal: controller.signal, onTable })).rejects.toThrow(
        'interrupted',
      );
      expect(existsSync(join(folder, name))).toBe(false);
      expect(leftOver(folder)).toEqual([]);
    }
  });

  test('of a study without tables', async () => {
    const folder = temporaryFolder();
    const study = await exportFixture(join(folder, 'study'));
    rmSync(study.path('tables'), { recursive: true });
    writeManifest(study);
    await expect(bundled(study, { out: join(folder, 'bundle') })).rejects.toThrow('no table has been written yet');
  });
});

test('places of the machine are known by their form', () => {
  expect(withoutPlaces('/home/ann/lists/cn.txt', '/study')).toBe('…/cn.txt');
  expect(withoutPlaces(String.raw`C:\Users\ann\cn.txt`, '/study')).toBe('…/cn.txt');
  expect(withoutPlaces('file:///home/ann/cn.txt', '/study')).toBe('…/cn.txt');
  expect(withoutPlaces('~/cn.txt', '/study')).toBe('…/cn.txt');
  expect(withoutPlaces('read from /study/lists and https://a.example/study', '/study')).toBe(
    'read from …/lists and https://a.example/study',
  );
  expect(withoutPlaces('sites/cn.txt', '/study')).toBe('sites/cn.txt');
  const yaml = 'name: /a/b\n# a comment\nsites: {cn: [a.cn, sites/cn.txt]}\n';
  expect(sharedConfig(yaml, '/study')).toBe(yaml);
});

test('authors, licences and days are checked', () => {
  expect(parseAuthor('Ann Li')).toEqual({ name: 'Ann Li', orcid: undefined });
  expect(parseAuthor('Ann Li (https://orcid.org/0000-0002-1694-233X)').orcid).toBe(
    'https://orcid.org/0000-0002-1694-233X',
  );
  expect(() => parseAuthor('Ann Li (0000-0002-1825-0098)')).toThrow('is not an ORCID');
  expect(() => parseAuthor(' ')).toThrow('is not a name');
  expect(parseLicense('CC0-1.0').url).toBe('https://spdx.org/licenses/CC0-1.0');
  expect(parseLicense('https://a.example/licence').name).toBe('https://a.example/licence');
  expect(() => parseLicense('do what you want')).toThrow('is not an SPDX name');
  expect(parseMoment('2031-03-31').toISOString()).toBe('2031-03-31T00:00:00.000Z');
  for (const bad of ['2031-02-30', '31.3.2031', '2031']) expect(() => parseMoment(bad), bad).toThrow('is not a day');
});
