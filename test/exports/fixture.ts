/** A study for the tests of exports: small, with hostile names, and with a secret in every text it holds. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { allTables, labelTables } from '../../src/store/label-tables.ts';
import type { LabelTableName } from '../../src/store/label-tables.ts';
import { exportContext } from '../../src/exports/context.ts';
import type { ExportContext } from '../../src/exports/context.ts';
import type { Export } from '../../src/exports/context.ts';
import type { Piece } from '../../src/exports/pieces.ts';
import { Database } from '../../src/store/database.ts';
import type { Manifest } from '../../src/store/manifest.ts';
import type { Study } from '../../src/store/study.ts';
import { StudyBuilder, writeStudy } from '../report/fixture.ts';
import type { Rows, StudyRows } from '../report/fixture.ts';

/** Stands in every text, title, author, label and remark of the study, and in no id. */
export const secret = 'GEHEIM';

/** Names no outlet should have. */
export const hostile = '<script>alert("1")</script>\u0000\u000b\u202e&]]>\ud800\\u{b}';

/** A quiet site, a hostile one, and one whose name a spreadsheet would run. */
export const sites = ['ria.example', hostile, '=HYPERLINK("http://x")'] as const;

const hour = 3_600_000;
const start = Date.parse('2031-03-05T06:00:00Z');

/** The rows: one narrative with two posts and articles of every precision, and one that is not measured. */
export function studyRows(names: readonly string[] = sites): StudyRows {
  const study = new StudyBuilder();
  study.post({
    id: 'weibo:1',
    text: `海峡 ${secret}`,
    language: 'zh',
    at: '2031-03-05T06:00:00Z',
    author: `${secret}-作者`,
    url: 'https://weibo.example/1',
  });
  study.post({ id: 'weibo:2', text: `${secret} 海峡`, language: 'zh', at: '2031-03-05T08:00:00Z' });
  const precisions = ['second', 'minute', 'day', 'unknown'] as const;
  const ids = names.flatMap((site, place) =>
    precisions.map((precision, index) =>
      study.article({
        id: `article:${place}-${precision}`,
        ecosystem: place === 0 ? 'ru' : 'ua',
        site,
        title: `${secret} title`,
        text: `=1+1 ${secret}\nпролив`,
        language: 'ru',
        precision,
        url: `https://a.example/${place}/${precision}`,
        ...(precision === 'unknown'
          ? {}
          : {
              at: precision === 'day' ? '2031-03-05T00:00:00Z' : new Date(start + (place + index) * hour).toISOString(),
            }),
      }),
    ),
  );
  study.narrative('n1', {
    label: `${secret} 海峡`,
    posts: ['weibo:1', 'weibo:2'],
    articles: ids,
    keywords: { zh: [secret] },
  });
  const { rows } = study.measure();
  for (const item of rows.items)
    Object.assign(item, { engagement: `{"likes":"${secret}"}`, source_ref: `${secret}.csv:1`, sha256: secret });
  const narrative = rows.narratives[0]!;
  rows.measured.push({ ...narrative, narratives: ['n1', 'n2'] });
  rows.narratives.push({ ...narrative, narrative_id: 'n2' });
  rows.events.push(
    ...rows.items.map((item): Rows[number] => ({
      narrative_id: 'n1',
      item_id: item['item_id'],
      source: item['kind'] === 'post' ? 'weibo' : item['ecosystem'],
      site: item['site'],
      published_at: item['published_at'],
      precision: item['published_precision'],
      earliest: item['published_earliest'],
      latest: item['published_latest'],
    })),
  );
  const places = ['weibo', ...names];
  rows.network_nodes.push(
    ...places.map((site, place) => ({
      site,
      ecosystem: place === 0 ? 'weibo' : place === 1 ? 'ru' : 'ua',
      narratives: 9 - place,
      first: 1,
      told: 1,
      alone: 1,
      sources: 1,
      targets: 1,
      passed_on: 1,
    })),
  );
  rows.network.push(
    ...places.slice(1).map((target, place) => ({
      place: place + 1,
      source: 'weibo',
      target,
      source_ecosystem: 'weibo',
      target_ecosystem: place === 0 ? 'ru' : 'ua',
      gain: 1.5,
      share: 0.5,
      cumulative_share: 0.5,
      copies: place + 1,
      syndicated: 0,
      before: 1,
      after: 0,
      undecided: 0,
      median_delay_hours: 2.5,
      support: 0.9,
      p_value: 0.01,
      is_thin: place > 0,
      narratives: ['n1'],
    })),
  );
  rows.network_ecosystems.push(
    {
      source: 'weibo',
      target: 'ru',
      edges: 1,
      copies: 1,
      by_chance: 0.5,
      by_chance_low: 0,
      by_chance_high: 1,
      p_value: 0.2,
    },
    {
      source: 'weibo',
      target: 'ua',
      edges: 2,
      copies: 5,
      by_chance: 0.5,
      by_chance_low: 0,
      by_chance_high: 1,
      p_value: 0.01,
    },
    { source: 'ru', target: 'ua', edges: 0, copies: 0 },
  );
  rows.rejects.push({
    stage: 'import',
    source: `${secret}.csv`,
    record: secret,
    slug: 'no-text',
    detail: `${secret} has no text`,
  });
  rows.edits.push(
    { edit: 1, kind: 'merge', narratives: ['n2'], to: 'n1', because: secret },
    { edit: 2, kind: 'rename', narratives: ['n1'], to: `${secret} 海峡`, because: null },
  );
  rows.words.push({
    narrative_id: 'n1',
    ecosystem: 'ru',
    language: 'ru',
    rank: 1,
    word: secret,
    count: 3,
    passages: 4,
    log_odds: 2,
    compared_with: 'other_ecosystems',
  });
  for (const passage of rows.passages) passage['text'] = `${secret} passage`;
  return rows;
}

const judged: Readonly<Record<LabelTableName, Rows>> = {
  label_pairs: [
    {
      pair_id: 'pair-1',
      place: 1,
      item_id: 'article:0-second',
      passage_id: 'article:0-second#0',
      narrative_id: 'n1',
      post_passage_id: 'weibo:1#0',
      ecosystem: 'ru',
      languages: 'zh-ru',
      stratum: 'ru zh-ru',
      title: secret,
      passage: secret,
      narrative: secret,
      posts: [secret],
    },
  ],
  judgements: [
    {
      pair_id: 'pair-1',
      annotator: `Wu ${secret}`,
      judgement: 'yes',
      note: secret,
      judged_at: start,
      item_id: 'article:0-second',
      narrative_id: 'n1',
      is_current: true,
      in_sample: true,
    },
    {
      pair_id: 'pair-1',
      annotator: `Ann ${secret}`,
      judgement: 'no',
      note: null,
      judged_at: start,
      item_id: 'article:0-second',
      narrative_id: 'n1',
      is_current: true,
      in_sample: true,
    },
  ],
  label_agreement: [{ annotator: `Ann ${secret}`, other: `Wu ${secret}`, pairs: 1, agreement: 0 }],
  label_curve: [],
  label_thresholds: [],
  label_share: [],
};

/** Writes the study with its settings, edits, judgements and the record of a run. */
export async function exportFixture(folder: string, rows: StudyRows = studyRows()): Promise<Study> {
  const study = await writeStudy(folder, rows);
  using database = await Database.open();
  for (const name of Object.keys(labelTables) as LabelTableName[]) {
    const table = await database.table(labelTables[name].columns);
    for (const row of judged[name]) table.append(row);
    await table.write(study.artefact(name));
  }
  writeFileSync(
    study.configPath,
    `name: The strait\nabout: An invented study.\nscope: { from: 2031-03-01, to: 2031-03-31, posts: { keywords: { zh: [/海峡|海/] } } }\nsites:\n  # once ${folder}/lists/ru.txt\n  ru: [/srv/private/lists/ru.txt, ria.example]\nembedder: { onnx: /srv/private/models/e5 }\n`,
  );
  writeFileSync(
    study.path('edits.yaml'),
    `- merge: [n2]\n  into: n1\n  because: ${secret}\n- rename: n1\n  to: ${secret} 海峡\n`,
  );
  writeManifest(study);
  return study;
}

/** Writes a `run.json` that knows every table but those of judgements. */
export function writeManifest(study: Study): void {
  const outputs = Object.fromEntries(
    Object.keys(allTables)
      .filter((name) => !(name in labelTables) && existsSync(study.artefact(name as 'items')))
      .map((name) => {
        const path = study.artefact(name as 'items');
        return [
          name,
          { sha256: createHash('sha256').update(readFileSync(path)).digest('hex'), bytes: statSync(path).size },
        ];
      }),
  );
  const record = {
    fingerprint: 'f',
    version: 1,
    options: {},
    settings: { sites: { ru: ['/srv/private/lists/ru.txt'] }, embedder: { onnx: '/srv/private/models/e5' } },
    seed: 1,
    inputs: {},
    counts: {},
    rejected: 0,
    started_at: '2031-04-01T10:00:00.250Z',
    seconds: 30,
    peak_rss_megabytes: 100,
    workers: 2,
    versions: { crosscurrent: '0.1.0' },
  };
  const manifest: Manifest = {
    format: 1,
    stages: {
      import: {
        ...record,
        identity: {
          files: [{ kind: 'post', source: `${secret}.csv`, sha256: 'ab'.repeat(32) }],
          lists: { [`${study.folder}/lists/ru.txt`]: 'cd' },
        },
        outputs,
        notes: [`${secret}.csv: 1 row was not read`],
      },
      measure: { ...record, identity: { edits: [{ rename: 'n1', to: secret }] }, outputs: {} },
    },
  };
  writeFileSync(study.manifestPath, JSON.stringify(manifest, null, 2));
}

/** Runs work with the study as exports read it. */
export async function withContext<Result>(
  study: Study,
  work: (context: ExportContext) => Promise<Result>,
): Promise<Result> {
  using database = await Database.open();
  return await work(exportContext(study, database, 'weibo'));
}

/** The files of an export as texts, by name. */
export async function textsOf({ files }: Export): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const { name, pieces } of files) texts[name] = await textOf(pieces);
  return texts;
}

/** All pieces as one text. */
export async function textOf(pieces: AsyncIterable<Piece>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const piece of pieces) chunks.push(Buffer.from(piece));
  return Buffer.concat(chunks).toString('utf8');
}
