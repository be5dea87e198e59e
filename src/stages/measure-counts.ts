/** Which articles match which measured narratives, and the counts k(n,e) and shares made of them. */
import { shares } from '../kernels/share.ts';
import type { Database } from '../store/database.ts';
import { tables } from '../store/tables.ts';

/** `copies`: every article counts; `groups`: a syndication group counts once in each of its ecosystems. */
export const countings = ['copies', 'groups'] as const;

/** One of the two ways to count. */
export type Counting = (typeof countings)[number];

/** Everything that is counted. */
export interface Counts {
  /** Measured narratives in the order of their ids. */
  readonly narratives: readonly { readonly id: string; readonly matched: boolean }[];
  /** Ecosystems of the articles in scope, in the order of their names. */
  readonly ecosystems: readonly string[];
  /** k(n,e), row-major: a row a narrative, a column an ecosystem. */
  readonly k: Readonly<Record<Counting, Float64Array>>;
  /** Per ecosystem: all articles in scope, and those with a match to any measured narrative. */
  readonly articles: Readonly<Record<Counting, readonly number[]>>;
  readonly matched: Readonly<Record<Counting, readonly number[]>>;
  /** Levels of narratives there are, and narratives at the measured one. */
  readonly levels: number;
  readonly atLevel: number;
}

/** Counts what `findEvents` found. */
export async function countMatched(database: Database, level: number): Promise<Counts> {
  const [found] = await database.rows<{ levels: number; at_level: number }>(
    `SELECT coalesce(max(level) + 1, 0) AS levels, count(*) FILTER (level = ${level}) AS at_level FROM narratives`,
  );
  const articles = await perEcosystem(database, 'articles');
  const matched = await perEcosystem(database, '(SELECT DISTINCT ecosystem, item_id, syndication_group FROM matched)');
  const ecosystems = [...articles.keys()];
  const column = new Map(ecosystems.map((name, place) => [name, place]));
  const ids = await database.rows<{ narrative_id: string }>('SELECT narrative_id FROM measured ORDER BY narrative_id');
  const row = new Map(ids.map(({ narrative_id }, place) => [narrative_id, place]));

  const k = {
    copies: new Float64Array(ids.length * ecosystems.length),
    groups: new Float64Array(ids.length * ecosystems.length),
  };
  const cells = await database.rows<Tally & { narrative_id: string; ecosystem: string }>(
    tallySql('matched', 'narrative_id, ecosystem'),
  );
  const withMatch = new Set<string>();
  for (const cell of cells) {
    const place = row.get(cell.narrative_id)! * ecosystems.length + column.get(cell.ecosystem)!;
    k.copies[place] = cell.copies;
    k.groups[place] = cell.groups;
    withMatch.add(cell.narrative_id);
  }
  const ofAll = (from: ReadonlyMap<string, Tally>, counting: Counting): number[] =>
    ecosystems.map((name) => from.get(name)?.[counting] ?? 0);
  return {
    narratives: ids.map(({ narrative_id }) => ({ id: narrative_id, matched: withMatch.has(narrative_id) })),
    ecosystems,
    k,
    articles: { copies: ofAll(articles, 'copies'), groups: ofAll(articles, 'groups') },
    matched: { copies: ofAll(matched, 'copies'), groups: ofAll(matched, 'groups') },
    levels: found!.levels,
    atLevel: found!.at_level,
  };
}

type Tally = Readonly<Record<Counting, number>>;

/** Both countings per ecosystem of a table of distinct articles, in the order of the names. */
async function perEcosystem(database: Database, articles: string): Promise<Map<string, Tally>> {
  const rows = await database.rows<Tally & { ecosystem: string }>(
    `${tallySql(articles, 'ecosystem')} ORDER BY ecosystem`,
  );
  return new Map(rows.map(({ ecosystem, ...tally }) => [ecosystem, tally]));
}

/** Both countings of the rows of a table or query, each an article, per value of the keys. */
function tallySql(articles: string, keys: string): string {
  return `
    SELECT ${keys}, sum(copies)::BIGINT AS copies, sum(groups)::BIGINT AS groups FROM (
      SELECT ${keys}, count(*) AS copies, count(*) AS groups FROM ${articles} WHERE syndication_group IS NULL GROUP BY ${keys}
      UNION ALL
      SELECT ${keys}, count(*), 1 FROM ${articles} WHERE syndication_group IS NOT NULL GROUP BY ${keys}, syndication_group)
    GROUP BY ${keys}`;
}

/** Writes the table `share`: an ecosystem without a match has a row too. */
export async function writeShare(database: Database, counts: Counts, path: string): Promise<void> {
  const writer = await database.table(tables.share.columns);
  for (const counting of countings) {
    const matched = counts.matched[counting];
    const articles = counts.articles[counting];
    for (const [place, ratios] of shares(matched, articles).entries()) {
      writer.append({
        ecosystem: counts.ecosystems[place],
        counting,
        articles: articles[place],
        matched: matched[place],
        ...ratios,
      });
    }
  }
  await writer.write(path, 'counting, ecosystem');
}
