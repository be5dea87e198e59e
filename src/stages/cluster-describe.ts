/**
 * Describes narratives and writes their tables. Texts pass by once; what is kept of them is how many
 * passages hold each word, per language and for the groups that are open at the moment.
 */
import { keywordsOf, WordCounts, wordsOf } from '../kernels/keywords.ts';
import { sentences } from '../kernels/passage.ts';
import type { Rows } from '../kernels/rows.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import { similarities } from './cluster-levels.ts';
import type { Level } from './cluster-levels.ts';

/** Rows of a temporary table read together. */
const chunk = 8192;

/** Id of a narrative: `n<level>-<number>`. */
export function narrativeId(level: number, number: number): string {
  return `n${level}-${String(number).padStart(6, '0')}`;
}

/**
 * The table `labels`: for each passage (`place`, its row) and level the place of its group in the
 * level, the group's id and the similarity to its centre.
 */
export async function writeLabels(database: Database, rows: Rows, levels: readonly Level[]): Promise<void> {
  const table = await database.table([
    { name: 'place', type: 'INTEGER', about: '' },
    { name: 'level', type: 'INTEGER', about: '' },
    { name: 'place_in_level', type: 'INTEGER', about: '' },
    { name: 'narrative_id', type: 'VARCHAR', about: '' },
    { name: 'similarity', type: 'DOUBLE', about: '' },
  ]);
  for (const [number, level] of levels.entries()) {
    const similarity = similarities(rows, level);
    level.labels.forEach((group, place) => {
      table.append({
        place,
        level: number,
        place_in_level: group,
        narrative_id: narrativeId(number, level.numbers[group]!),
        similarity: similarity[place]!,
      });
    });
  }
  table.flush();
  await database.run(`CREATE TEMP VIEW labels AS SELECT * FROM ${table.name}`);
}

/** Writes the table of members, by level and then in the order of the passages. */
export async function writeMembers(database: Database, path: string): Promise<void> {
  await database.writeParquet(
    path,
    `SELECT passage_id, item_id, narrative_id, level, similarity
     FROM labels JOIN posts USING (place) ORDER BY level, place`,
  );
}

/**
 * Keywords of every narrative of every level, as JSON. Passages pass in an order in which the members
 * of a narrative follow each other at all levels at once.
 */
export async function keywordsOfLevels(
  database: Database,
  texts: readonly string[],
  levels: readonly Level[],
  limit: number,
): Promise<string[][]> {
  const overall = await countWords(database, texts, nestedRanks(levels));
  const found = levels.map((level) => Array.from({ length: level.numbers.length }, () => '{}'));
  const open = levels.map((): { group: number; counts: Map<string, WordCounts> } => ({ group: -1, counts: new Map() }));
  const finish = (level: number): void => {
    const { group, counts } = open[level]!;
    if (group < 0) return;
    const marks = [...counts.keys()].sort().flatMap((language) => {
      const best = keywordsOf(counts.get(language)!, overall.get(language)!, limit);
      return best.length === 0 ? [] : [[language, best] as const];
    });
    found[level]![group] = JSON.stringify(Object.fromEntries(marks));
  };
  const rows = readInChunks<{ place: number; language: string; words: string }>(database, 'ordered_words');
  for await (const { place, language, words } of rows) {
    const each = words === '' ? [] : words.split(' ');
    levels.forEach(({ labels }, level) => {
      if (open[level]!.group !== labels[place]) {
        finish(level);
        open[level] = { group: labels[place]!, counts: new Map() };
      }
      countsFor(open[level]!.counts, language).add(each);
    });
  }
  levels.forEach((_, level) => finish(level));
  await database.run('DROP TABLE ordered_words');
  return found;
}

/** Rank of each passage where the groups of the coarsest level follow each other, in them those of the next, and so on. */
function nestedRanks(levels: readonly Level[]): Int32Array {
  const { labels } = levels[0]!;
  const order = Int32Array.from(labels.keys());
  const fromCoarsest = [...levels].reverse();
  order.sort((a, b) => {
    for (const level of fromCoarsest) {
      const difference = level.labels[a]! - level.labels[b]!;
      if (difference !== 0) return difference;
    }
    return a - b;
  });
  const ranks = new Int32Array(labels.length);
  order.forEach((place, rank) => (ranks[place] = rank));
  return ranks;
}

/** Fills the table `ordered_words` with the words of each passage, and counts passages per word and language. */
async function countWords(
  database: Database,
  texts: readonly string[],
  ranks: Int32Array,
): Promise<Map<string, WordCounts>> {
  const overall = new Map<string, WordCounts>();
  const table = await database.table([
    { name: 'rank', type: 'INTEGER', about: '' },
    { name: 'place', type: 'INTEGER', about: '' },
    { name: 'language', type: 'VARCHAR', about: '' },
    { name: 'words', type: 'VARCHAR', about: '' },
  ]);
  let place = 0;
  for (const path of texts) {
    const passages = await database.rows<{ text: string; language: string }>(
      `SELECT text, language FROM ${parquet(path)}`,
    );
    for (const { text, language } of passages) {
      const words = [...wordsOf(text, language)];
      countsFor(overall, language).add(words);
      table.append({ rank: ranks[place]!, place, language, words: words.join(' ') });
      place += 1;
    }
  }
  table.flush();
  await database.run(
    `CREATE TEMP TABLE ordered_words AS SELECT place, language, words FROM ${table.name} ORDER BY rank`,
  );
  await database.run(`DROP TABLE ${table.name}`);
  return overall;
}

function countsFor(counts: Map<string, WordCounts>, language: string): WordCounts {
  let found = counts.get(language);
  if (found === undefined) counts.set(language, (found = new WordCounts()));
  return found;
}

/** What SQL knows of a narrative. */
interface Sums {
  readonly level: number;
  readonly place_in_level: number;
  readonly posts: number;
  readonly passages: number;
  readonly medoids: readonly string[];
  readonly text: string;
  readonly language: string;
  readonly first_post_at: Date | null;
  readonly last_post_at: Date | null;
}

/** Writes the table of narratives, by level and number. */
export async function writeNarratives(
  database: Database,
  path: string,
  {
    texts,
    items,
    levels,
    keywords,
    medoids,
    embedder,
  }: {
    readonly texts: readonly string[];
    readonly items: string;
    readonly levels: readonly Level[];
    readonly keywords: readonly (readonly string[])[];
    readonly medoids: number;
    readonly embedder: string;
  },
): Promise<void> {
  await database.run(
    `CREATE TEMP TABLE described AS
     WITH sums AS (
       SELECT level, place_in_level, count(*) AS passages, count(DISTINCT item_id) AS posts,
              min(published_at) AS first_post_at, max(published_at) AS last_post_at
       FROM labels JOIN posts USING (place)
       LEFT JOIN (SELECT item_id, published_at FROM ${parquet(items)} WHERE kind = 'post' AND in_scope) USING (item_id)
       GROUP BY level, place_in_level
     ), nearest AS (
       SELECT level, place_in_level, list(passage_id ORDER BY nearness) AS medoids
       FROM (SELECT level, place_in_level, place,
                    row_number() OVER (PARTITION BY level, place_in_level ORDER BY similarity DESC, place) AS nearness
             FROM labels) JOIN posts USING (place)
       WHERE nearness <= ${medoids} GROUP BY level, place_in_level
     )
     SELECT sums.*, medoids, text, language
     FROM sums JOIN nearest USING (level, place_in_level)
     JOIN (SELECT passage_id, text, language FROM ${parquet(texts)}) ON passage_id = medoids[1]
     ORDER BY level, place_in_level`,
  );
  const narratives = await database.table(tables.narratives.columns);
  for await (const sums of readInChunks<Sums>(database, 'described')) {
    const level = levels[sums.level]!;
    const marks = keywords[sums.level]![sums.place_in_level]!;
    const parent = level.parents[sums.place_in_level];
    narratives.append({
      narrative_id: narrativeId(sums.level, level.numbers[sums.place_in_level]!),
      level: sums.level,
      parent_id: parent === undefined ? null : narrativeId(sums.level + 1, levels[sums.level + 1]!.numbers[parent]!),
      posts: sums.posts,
      passages: sums.passages,
      label: labelOf(sums, (JSON.parse(marks) as Record<string, string[]>)[sums.language] ?? []),
      keywords: marks,
      medoids: sums.medoids,
      embedder,
      first_post_at: sums.first_post_at?.getTime(),
      last_post_at: sums.last_post_at?.getTime(),
    });
  }
  await narratives.write(path);
}

/** Rows of a temporary table in their order, without holding them all; other queries may run in between. */
async function* readInChunks<T>(database: Database, table: string): AsyncGenerator<T> {
  for (let start = 0; ; start += chunk) {
    const rows = await database.rows<T>(
      `SELECT * FROM ${table} WHERE rowid >= ${start} AND rowid < ${start + chunk} ORDER BY rowid`,
    );
    yield* rows;
    if (rows.length < chunk) return;
  }
}

/** The sentence of the medoid that holds most keywords, cut at 120 characters; ties go to the first. */
function labelOf(medoid: { text: string; language: string }, marks: readonly string[]): string {
  const found = sentences(medoid.text, medoid.language);
  const score = (sentence: string): number => marks.filter((mark) => sentence.toLowerCase().includes(mark)).length;
  const best = found.reduce((a, b) => (score(b) > score(a) ? b : a), found[0] ?? medoid.text);
  const characters = [...best];
  return characters.length <= 120 ? best : `${characters.slice(0, 119).join('')}…`;
}
