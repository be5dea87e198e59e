/**
 * A study that means harm: every table of a finished one, as large as wanted, with names, texts and ids that
 * try to become markup, paths, queries or something else than they are. Made by SQL, since no pipeline would
 * take so long for so many narratives.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Database, sqlText } from '../../src/store/database.ts';
import { allTables } from '../../src/store/label-tables.ts';
import type { Table } from '../../src/store/table.ts';

/** Texts that try something. A browser that runs one of them sets `globalThis.harmed`. */
export const hostileTexts: readonly string[] = [
  '<script>globalThis.harmed = 1</script>',
  '"><img src=x onerror="globalThis.harmed = 2">',
  "' autofocus onfocus='globalThis.harmed = 3",
  '</title></textarea></style></script><svg onload="globalThis.harmed = 4">',
  'javascript:globalThis.harmed=5',
  '<a href="https://elsewhere.example/">elsewhere</a><iframe src="https://elsewhere.example/"></iframe>',
  '{{constructor.constructor("globalThis.harmed = 6")()}} ${globalThis.harmed = 7}',
  '&lt;b&gt; &amp;amp; &#x3c;script&#x3e;',
  '\u202eтекст задом наперёд\u202c \u2066isolated',
  'null\u0000byte and bell\u0007 and line\u2028separator',
  '\u200b\u200b\u00ad\ufeff',
  'أبجد הוז 12,600 ٪',
  '👩‍👩‍👧‍👦'.repeat(40),
  `Z${'\u0300\u0323\u0489'.repeat(300)}`,
  '\n\n\t \n',
  '',
  '=cmd|" /C calc"!A0',
  "Robert'); DROP TABLE items; --",
  '../../../../etc/passwd',
  'a/b?c=d#e%00&f',
  '__proto__',
  'constructor',
  '🇺🇦'.repeat(2000),
  '一'.repeat(5000),
];

export interface HostileOptions {
  /** Narratives of level 0, each with three posts, two articles and everything measured. */
  readonly narratives: number;
  /** Characters of the longest word. */
  readonly longestWord: number;
}

const ecosystems = ['china', '<b onclick="globalThis.harmed = 8">eco</b>', 'a/b?c=d#e%00', '__proto__', '\u202eأبجد'];

/** Values of columns by name, as SQL over `i`, the number of the row; what is not named here follows from the type. */
function valueOf(table: Table, column: string, type: string): string {
  const bad = (shift: number): string => `hostile[1 + (i * 7 + ${shift}) % len(hostile)]`;
  // Every row that speaks of a narrative must name it in the same way.
  const narrativeOf = (number: string): string =>
    `('n0-' || (${number}) || CASE WHEN (${number}) % 11 = 0 THEN '/../<x>?"&#' ELSE '' END)`;
  const own = narrativeOf(`(i - 1) % $narratives + 1`);
  const item = (kind: string, number: string): string =>
    `('${kind}:' || (${number}) || CASE WHEN (${number}) % 13 = 0 THEN '#"><x' ELSE '' END)`;
  const isArticle = `(i - 1) % 5 >= 3`;
  const eco = `ecosystems[1 + (i * 3) % len(ecosystems)]`;
  const time = `(TIMESTAMPTZ '2022-02-01 00:00:00+00' + INTERVAL 1 MINUTE * (i * 37 % 120000))`;
  const common: Readonly<Record<string, string>> = {
    narrative_id: own,
    ecosystem: eco,
    level: '0',
    parent_id: 'NULL',
    label: bad(0),
    title: bad(1),
    text: `CASE WHEN i % 997 = 1 THEN repeat('x', $longest) ELSE ${bad(2)} || ' ' || ${bad(3)} END`,
    keywords: `to_json(map {'zh': [${bad(4)}, ${bad(5)}], '"><x': [${bad(6)}]})`,
    url: `CASE i % 4 WHEN 0 THEN 'javascript:globalThis.harmed=9' WHEN 1 THEN 'https://user:pass@elsewhere.example/' WHEN 2 THEN ${bad(7)} ELSE 'https://elsewhere.example/' || i END`,
    site: `CASE i % 5 WHEN 0 THEN ${bad(8)} ELSE 'site' || (i % 300) || '.example' END`,
    author: bad(9),
    language: `['zh', 'ru', 'uk', 'en', 'und', '"><x'][1 + i % 6]`,
    published_at: time,
    first_at: time,
    published_earliest: time,
    earliest: time,
    first_at_low: time,
    published_latest: `${time} + INTERVAL 1 DAY`,
    latest: `${time} + INTERVAL 1 DAY`,
    first_at_high: `${time} + INTERVAL 1 DAY`,
    first_post_at: time,
    last_post_at: `${time} + INTERVAL 3 DAY`,
    week: `TIMESTAMPTZ '2022-01-31 00:00:00+00' + INTERVAL 7 DAY * (i % 12)`,
    published_precision: `['second', 'minute', 'hour', 'day', 'unknown'][1 + i % 5]`,
    precision: `['second', 'minute', 'hour', 'day', 'unknown'][1 + i % 5]`,
    published_basis: `['feed', 'url', 'jsonld', 'fetch'][1 + i % 4]`,
    kind: `CASE WHEN ${isArticle} THEN 'article' ELSE 'post' END`,
    in_scope: 'true',
    engagement: `'{"likes": "' || 1 || '"}'`,
    source_ref: bad(10),
    detail: bad(11),
    slug: `'bad-' || (i % 5)`,
    stage: `'import'`,
    record: 'CAST(i AS VARCHAR)',
    posts: '3 + i % 50',
    counting: `['copies', 'groups'][1 + i % 2]`,
    baseline: `['raw', 'npmi_own', 'npmi_released', 'log_odds'][1 + (i // 2) % 4]`,
    winner: `ecosystems[1 + i % len(ecosystems)]`,
    runner_up: `ecosystems[1 + (i + 1) % len(ecosystems)]`,
    first_ecosystem: `ecosystems[1 + i % len(ecosystems)]`,
    is_winner: 'i % 4 = 0',
    separable: 'i % 3 = 0',
    order: `['before', 'after', 'undecidable'][1 + i % 3]`,
    outcome: `['first', 'not_first', 'undecidable'][1 + i % 3]`,
    against_platform: `['before', 'after', 'undecidable'][1 + i % 3]`,
    outcome_without_earliest: `['first', 'not_first', 'undecidable'][1 + i % 3]`,
    compared_with: `'other_ecosystems'`,
    word: bad(12),
    source: `ecosystems[1 + i % len(ecosystems)]`,
    target: `ecosystems[1 + (i + 2) % len(ecosystems)]`,
    model: `'hawkes'`,
    measure: `['first', 'before_platform'][1 + i % 2]`,
    question: `['share', 'association', 'first_appearance', 'influence'][1 + i % 4]`,
    times: `'interval'`,
    weighting: `'narratives'`,
    background: `'onset'`,
    specification: '1 + i % 7',
    is_study: 'i % 7 = 0',
    lambda: '0.5',
    post_passage_id: `${item('weibo', 'i')} || '#0'`,
    sha256: `sha256('' || i)`,
    syndication_group: 'NULL',
    repost_of: 'NULL',
    medoids: `[${item('weibo', '5 * (i - 1) + 1')} || '#0']`,
  };
  const special: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    items: {
      item_id: `CASE WHEN ${isArticle} THEN ${item('article', 'i')} ELSE ${item('weibo', 'i')} END`,
      platform: `CASE WHEN ${isArticle} THEN '' ELSE 'weibo' END`,
      ecosystem: `CASE WHEN ${isArticle} THEN ${eco} ELSE 'weibo' END`,
    },
    passages: {
      item_id: `CASE WHEN ${isArticle} THEN ${item('article', 'i')} ELSE ${item('weibo', 'i')} END`,
      passage_id: `(CASE WHEN ${isArticle} THEN ${item('article', 'i')} ELSE ${item('weibo', 'i')} END) || '#0'`,
    },
    narratives: { narrative_id: narrativeOf('i') },
    measured: { narrative_id: narrativeOf('i'), narratives: `[${narrativeOf('i')}]` },
    members: {
      narrative_id: narrativeOf('(i - 1) // 3 + 1'),
      item_id: item('weibo', '5 * ((i - 1) // 3) + (i - 1) % 3 + 1'),
      passage_id: `${item('weibo', '5 * ((i - 1) // 3) + (i - 1) % 3 + 1')} || '#0'`,
    },
    matches: {
      narrative_id: narrativeOf('(i - 1) // 2 + 1'),
      item_id: item('article', '5 * ((i - 1) // 2) + (i - 1) % 2 + 4'),
      passage_id: `${item('article', '5 * ((i - 1) // 2) + (i - 1) % 2 + 4')} || '#0'`,
      post_passage_id: `${item('weibo', '5 * ((i - 1) // 2) + 1')} || '#0'`,
      ecosystem: `ecosystems[1 + ((5 * ((i - 1) // 2) + (i - 1) % 2 + 4) * 3) % len(ecosystems)]`,
    },
    events: {
      narrative_id: narrativeOf('(i - 1) // 5 + 1'),
      item_id: `CASE WHEN ${isArticle} THEN ${item('article', 'i')} ELSE ${item('weibo', 'i')} END`,
      source: `CASE WHEN ${isArticle} THEN ${eco} ELSE 'weibo' END`,
      margin: `CASE WHEN ${isArticle} THEN (i % 100) / 1000.0 END`,
    },
    association: {
      narrative_id: narrativeOf('(i - 1) // 40 + 1'),
      ecosystem: `ecosystems[1 + (i - 1) % 5]`,
      baseline: `['raw', 'npmi_own', 'npmi_released', 'log_odds'][1 + ((i - 1) // 5) % 4]`,
      counting: `['copies', 'groups'][1 + ((i - 1) // 20) % 2]`,
      is_winner: '(i - 1) % 5 = ((i - 1) // 40) % 5',
    },
    association_tests: {
      narrative_id: narrativeOf('(i - 1) // 8 + 1'),
      baseline: `['raw', 'npmi_own', 'npmi_released', 'log_odds'][1 + (i - 1) % 4]`,
      counting: `['copies', 'groups'][1 + ((i - 1) // 4) % 2]`,
    },
    first_appearance: {
      narrative_id: narrativeOf('(i - 1) // 6 + 1'),
      ecosystem: `CASE WHEN (i - 1) % 6 = 5 THEN 'weibo' ELSE ecosystems[1 + (i - 1) % 6] END`,
      outcome: `CASE WHEN (i - 1) % 6 = 5 THEN NULL WHEN (i - 1) % 6 = 0 THEN 'first' ELSE 'not_first' END`,
      item_id: item('article', '5 * ((i - 1) // 6) + 4'),
    },
    first_movers: { narrative_id: narrativeOf('i') },
    share: { ecosystem: `ecosystems[1 + (i - 1) % 5]`, counting: `['copies', 'groups'][1 + (i - 1) // 5]` },
    sensitivity: { level: '0', counting: `'copies'` },
    network: {
      narratives: `[${own}]`,
      source_ecosystem: eco,
      target_ecosystem: `ecosystems[1 + (i * 3 + 1) % len(ecosystems)]`,
      source: bad(13),
      // Sites that articles have: of the fourth item of each five.
      target: `'site' || (5 * (i % 60) + 4) || '.example'`,
    },
    network_nodes: {
      site: `CASE WHEN i <= len(hostile) THEN hostile[i] ELSE 'site' || (5 * (i % 60) + 4) || '.example' END`,
    },
  };
  const found = special[table.name]?.[column] ?? common[column];
  if (found !== undefined) return found;
  switch (type) {
    case 'INTEGER':
    case 'BIGINT':
      return '1 + i % 40';
    case 'DOUBLE':
      return '((i * 7919) % 1000) / 1000.0';
    case 'BOOLEAN':
      return 'i % 2 = 0';
    case 'TIMESTAMPTZ':
      return time;
    case 'VARCHAR[]':
      return `[${bad(14)}]`;
    case 'BLOB':
      return 'NULL';
    default:
      return bad(15);
  }
}

/** Rows of each table for so many narratives. */
function rowsOf(name: string, narratives: number): number {
  const each: Readonly<Record<string, number>> = {
    items: 5,
    passages: 5,
    events: 5,
    members: 3,
    matches: 2,
    near: 1,
    narratives: 1,
    measured: 1,
    association: 40,
    association_tests: 8,
    first_appearance: 6,
    first_movers: 1,
    words: 2,
  };
  const fixed: Readonly<Record<string, number>> = {
    share: 10,
    first_summary: 40,
    first_leads: 5,
    coverage: 2000,
    rejects: 5000,
    network: 2000,
    network_nodes: 2000,
    edits: 0,
  };
  return each[name] === undefined ? (fixed[name] ?? 30) : each[name] * narratives;
}

/** Writes the study into a new folder; judgements it has none. */
export async function writeHostileStudy(folder: string, { narratives, longestWord }: HostileOptions): Promise<void> {
  mkdirSync(join(folder, 'tables'), { recursive: true });
  writeFileSync(
    join(folder, 'crosscurrent.yaml'),
    `name: ${JSON.stringify(`<script>globalThis.harmed = 10</script> \u202e study`)}\nabout: ${JSON.stringify(hostileTexts[1])}\n`,
  );
  writeFileSync(join(folder, 'run.json'), '{"format": 1, "stages": {}}\n');
  using database = await Database.open();
  const list = (texts: readonly string[]): string =>
    `[${texts.map((text) => text.split('\0').map(sqlText).join(' || chr(0) || ')).join(', ')}]`;
  for (const table of Object.values(allTables)) {
    if (table.name.startsWith('label_') || table.name === 'judgements') continue;
    const values = table.columns.map(
      ({ name, type }) =>
        `CAST(${valueOf(table, name, type).replaceAll('$narratives', String(narratives)).replaceAll('$longest', String(longestWord))} AS ${type}) AS "${name}"`,
    );
    await database.writeParquet(
      join(folder, 'tables', `${table.name}.parquet`),
      `SELECT ${values.join(', ')} FROM range(1, ${rowsOf(table.name, narratives) + 1}) AS r(i), (SELECT ${list(hostileTexts)} AS hostile, ${list(ecosystems)} AS ecosystems)`,
    );
  }
}
