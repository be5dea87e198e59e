/** The tables of a study that quotes are taken from, small. */
import { mkdirSync } from 'node:fs';
import { Database } from '../../src/store/database.ts';
import type { Cell } from '../../src/store/database.ts';
import type { Study } from '../../src/store/study.ts';
import { tables } from '../../src/store/tables.ts';
import type { TableName } from '../../src/store/tables.ts';

type Rows = readonly Readonly<Record<string, Cell>>[];

export const itemRows: Rows = [
  {
    item_id: 'article:1',
    kind: 'article',
    site: 'harbor-herald.example',
    ecosystem: 'american',
    language: 'en',
    url: 'https://harbor-herald.example/1',
    title: 'Strait closed',
    text: 'The strait was closed on Monday.\nNo ship has passed since.\n\nPilots wait.',
    author: 'A. Writer',
    published_at: Date.UTC(2031, 2, 7),
    published_precision: 'day',
    published_basis: 'url',
    published_earliest: Date.UTC(2031, 2, 6, 10),
    published_latest: Date.UTC(2031, 2, 8, 12),
    in_scope: true,
  },
  {
    item_id: 'weibo:1',
    kind: 'post',
    platform: 'weibo',
    site: 'weibo.example',
    ecosystem: 'weibo',
    language: 'zh',
    url: 'https://weibo.example/1',
    text: '海峡关闭了。',
    author: 'user-1',
    published_at: Date.UTC(2031, 2, 7, 5, 40, 12),
    published_precision: 'second',
    published_basis: 'scraper_field',
    published_earliest: Date.UTC(2031, 2, 7, 5, 40, 12),
    published_latest: Date.UTC(2031, 2, 7, 5, 40, 13),
    in_scope: true,
  },
];

export const passageRows: Rows = [
  {
    passage_id: 'article:1#0',
    item_id: 'article:1',
    ordinal: 0,
    text: 'The strait was closed on Monday. No ship has passed since.',
    language: 'en',
  },
  { passage_id: 'article:1#1', item_id: 'article:1', ordinal: 1, text: 'Pilots wait.', language: 'en' },
  { passage_id: 'weibo:1#0', item_id: 'weibo:1', ordinal: 0, text: '海峡关闭了。', language: 'zh' },
  { passage_id: 'weibo:1#long', item_id: 'weibo:1', ordinal: 1, text: '长'.repeat(20_001), language: 'zh' },
];

const others: Partial<Record<TableName, Rows>> = {
  narratives: ['n0-000001', 'n0-000002'].map((narrative_id) => ({ narrative_id, level: 0, posts: 1, label: 'x' })),
  members: [
    { passage_id: 'weibo:1#0', item_id: 'weibo:1', narrative_id: 'n0-000002', level: 0, similarity: 0.9 },
    { passage_id: 'weibo:1#0', item_id: 'weibo:1', narrative_id: 'n1-000001', level: 1, similarity: 0.95 },
  ],
  matches: [
    ['n0-000001', 0.4],
    ['n0-000002', 0.6],
  ].map(([narrative_id, verified_score]) => ({
    narrative_id,
    verified_score,
    passage_id: 'article:1#0',
    item_id: 'article:1',
    ecosystem: 'american',
    score: 0.5,
  })),
};

/** Writes the tables of a study, with other items and passages where they are given. */
export async function writeTables(study: Study, { items = itemRows, passages = passageRows } = {}): Promise<void> {
  mkdirSync(study.path('tables'), { recursive: true });
  using database = await Database.open();
  for (const [name, rows] of Object.entries({ items, passages, ...others })) {
    const writer = await database.table(tables[name as TableName].columns);
    for (const row of rows) writer.append(row);
    await writer.write(study.artefact(name as TableName));
  }
}
