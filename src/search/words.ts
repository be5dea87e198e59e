/**
 * Search by words: BM25 (Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
 * Foundations and Trends in Information Retrieval 3(4), 2009, eq. 3.15) over the inverted index, in SQL.
 */
import type { DuckDBValue } from '@duckdb/node-api';
import { queryTermsOf, termsOf } from '../kernels/terms.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { indexFiles } from '../store/word-index.ts';
import type { IndexCounts } from '../store/word-index.ts';
import type { Mark } from './types.ts';

/** Saturation of the frequency of a term, and how far length counts: the usual values (ibid., section 3.6). */
const saturation = 1.2;
const byLength = 0.75;

/** Distinct terms of a query, at most; the rarest are kept. */
const mostTerms = 48;

/** Postings that are read for a query, at most; the rarest term is read in any case. */
const mostPostings = 4_000_000;

/** Whole numbers are added, whose sum does not depend on the order: units of a score. */
export const unit = 1e-6;

/** The distinct terms of a query. */
export interface QueryWords {
  /** Term to its word as it was typed first. */
  readonly exact: ReadonlyMap<string, string>;
  /** Single characters by which terms may begin. */
  readonly prefixes: ReadonlySet<string>;
}

/** The distinct terms of a query. */
export function wordsOfQuery(text: string): QueryWords {
  const exact = new Map<string, string>();
  const prefixes = new Set<string>();
  for (const { term, start, end, isPrefix } of queryTermsOf(text)) {
    if (isPrefix) prefixes.add(term);
    else if (!exact.has(term)) exact.set(term, text.slice(start, end));
  }
  return { exact, prefixes };
}

/** Part of the passages above which a word says little; of words of up to three letters, most of which are particles. */
const commonFrom = 0.2;
const shortCommonFrom = 0.05;
const shortWord = /^[\p{Script=Latin}\p{Script=Cyrillic}]{1,3}$/u;

/** The words of a query that are worth marking: without those that say little, unless there are no others. */
export function tellingWords(words: QueryWords, weights: ReadonlyMap<string, number>): QueryWords {
  const isTelling = (term: string): boolean =>
    (weights.get(term) ?? Infinity) * unit >= Math.log(1 / (shortWord.test(term) ? shortCommonFrom : commonFrom));
  const exact = new Map([...words.exact].filter(([term]) => isTelling(term)));
  const prefixes = new Set([...words.prefixes].filter(isTelling));
  return exact.size + prefixes.size === 0 ? words : { exact, prefixes };
}

/** Where words of a query stand in a text: in order, apart from each other. */
export function marksOf(text: string, { exact, prefixes }: QueryWords): Mark[] {
  if (exact.size === 0 && prefixes.size === 0) return [];
  const marks: { start: number; end: number }[] = [];
  for (const { term, start, end } of termsOf(text)) {
    let own: Mark | undefined;
    if (exact.has(term)) own = { start, end };
    else if (prefixes.size > 0) {
      const first = String.fromCodePoint(term.codePointAt(0)!);
      if (prefixes.has(first)) own = { start, end: start + firstLength(text, start) };
    }
    if (own === undefined) continue;
    const last = marks.at(-1);
    if (last !== undefined && own.start <= last.end) last.end = Math.max(last.end, own.end);
    else marks.push({ ...own });
  }
  return marks;
}

function firstLength(text: string, at: number): number {
  return text.codePointAt(at)! > 0xffff ? 2 : 1;
}

/** A passage that was found. */
export interface WordsHit {
  readonly place: number;
  /** BM25. */
  readonly score: number;
  /** How much of the query it holds: the inverse document frequencies of the terms found, of those of all terms, 0 to 1. */
  readonly held: number;
}

/** What was found by words, best first. */
export interface WordsFound {
  readonly passages: readonly WordsHit[];
  /** Groups by their best passage. */
  readonly groups: readonly (WordsHit & { readonly group: number })[];
  /** Words that were too frequent to be looked up, as typed. */
  readonly frequent: readonly string[];
  /** Inverse document frequency of each term of the query, and their sum, in units of 10⁻⁶. */
  readonly weights: ReadonlyMap<string, number>;
  readonly whole: number;
  /** Mean length of the passages, in terms. */
  readonly meanLength: number;
}

/** What a term adds to the score of a text. */
export function bm25(weight: number, frequency: number, length: number, meanLength: number): number {
  return (
    (weight * (saturation + 1) * frequency) /
    (frequency + saturation * (1 - byLength + (byLength * length) / meanLength))
  );
}

/** What is looked up: numbers of terms, and the weight of each. */
interface Lookup {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** Finds passages and groups. `condition` gives the condition on `places` with the number of its first value. */
export async function findWords(
  database: Database,
  folder: string,
  counts: IndexCounts,
  words: QueryWords,
  conditionFrom: (first: number) => { readonly sql: string; readonly values: readonly DuckDBValue[] },
  depth: number,
  groups: number,
): Promise<WordsFound> {
  const { lookups, frequent, weights } = await lookUp(database, folder, counts, words);
  const mean = Math.max(1, counts.length / Math.max(1, counts.passages));
  const whole = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const about = { frequent, weights, whole, meanLength: mean };
  if (lookups.length === 0) return { passages: [], groups: [], ...about };
  const { postings } = indexFiles(folder);
  const single = lookups.filter(({ from, to }) => from === to);
  const ranges = lookups.filter(({ from, to }) => from !== to);
  const weighted = (weight: string): string =>
    `round(${weight} * ${(saturation + 1) / unit} * frequency
       / (frequency + ${saturation} * (1 - ${byLength} + ${byLength} * length / ${mean})))::BIGINT`;
  const parts = ranges.map(
    ({ from, to, weight }) =>
      `SELECT passage, ${weighted(String(weight))} AS score, ${units(weight)} AS held FROM
         (SELECT passage, sum(frequency) AS frequency, any_value(length) AS length FROM ${parquet(postings)}
          WHERE term BETWEEN ${from} AND ${to} GROUP BY passage)`,
  );
  if (single.length > 0) {
    parts.push(
      `SELECT passage, ${weighted('weight')} AS score, held FROM ${parquet(postings)}
       JOIN (VALUES ${single.map(({ from, weight }) => `(${from}, ${weight}::DOUBLE, ${units(weight)})`).join(', ')}) w (number, weight, held)
         ON term = number
       WHERE term IN (${single.map(({ from }) => from).join(', ')})`,
    );
  }
  const { sql, values } = conditionFrom(1);
  const rows = await database.rows<{ which: number; id: number; score: number; held: number; place: number }>(
    `WITH hits AS MATERIALIZED (
       SELECT place, grp, sum(score)::BIGINT AS score, sum(held)::BIGINT AS held FROM (${parts.join(' UNION ALL ')}) JOIN places ON place = passage
       WHERE ${sql} GROUP BY place, grp)
     (SELECT 0 AS which, place AS id, score, held, place FROM hits ORDER BY score DESC, place LIMIT ${depth})
     UNION ALL
     (SELECT 1 AS which, grp AS id, max(score) AS score, first(held ORDER BY score DESC, place) AS held,
        first(place ORDER BY score DESC, place) AS place
      FROM hits WHERE grp >= 0 AND grp < ${groups} GROUP BY grp ORDER BY score DESC, grp LIMIT ${depth})`,
    values,
  );
  const sorted = rows.sort((a, b) => a.which - b.which || b.score - a.score || a.id - b.id);
  const hitOf = ({ place, score, held }: (typeof rows)[number]): WordsHit => ({
    place,
    score: score * unit,
    held: held / whole,
  });
  return {
    passages: sorted.filter(({ which }) => which === 0).map(hitOf),
    groups: sorted.filter(({ which }) => which === 1).map((row) => ({ group: row.id, ...hitOf(row) })),
    ...about,
  };
}

/** A weight as a whole number of units. */
const units = (weight: number): number => Math.round(weight / unit);

/** The numbers of the terms that some passage has, the rarest first, as far as their postings may be read. */
async function lookUp(
  database: Database,
  folder: string,
  { passages, postings: all }: IndexCounts,
  { exact, prefixes }: QueryWords,
): Promise<{ lookups: Lookup[]; frequent: string[]; weights: Map<string, number> }> {
  const { terms } = indexFiles(folder);
  const found: { term: string; word: string; from: number; to: number; passages: number }[] = [];
  if (exact.size > 0 && all > 0) {
    const names = [...exact.keys()];
    const rows = await database.rows<{ term: string; number: number; passages: number }>(
      `SELECT term, number, passages FROM ${parquet(terms)} WHERE term IN (${names.map((_, place) => `$${place + 1}`).join(', ')})`,
      names,
    );
    for (const { term, number, passages: held } of rows)
      found.push({ term, word: exact.get(term)!, from: number, to: number, passages: held });
  }
  for (const prefix of all > 0 ? prefixes : []) {
    const [row] = await database.rows<{ low: number | null; high: number; held: number }>(
      `SELECT min(number) AS low, max(number) AS high, sum(passages)::BIGINT AS held FROM ${parquet(terms)}
       WHERE term >= $1 AND term < $2`,
      [prefix, `${prefix}\u{10ffff}`],
    );
    if (row !== undefined && row.low !== null)
      found.push({ term: prefix, word: prefix, from: row.low, to: row.high, passages: row.held });
  }
  found.sort((a, b) => a.passages - b.passages || a.from - b.from);
  const lookups: Lookup[] = [];
  const frequent: string[] = [];
  // A character may stand in a passage more than once; its passages are then counted too high.
  const weightOf = (held: number): number => {
    const own = Math.min(held, passages);
    return Math.log(1 + (passages - own + 0.5) / (own + 0.5));
  };
  // What no passage has weighs most.
  const weights = new Map([...exact.keys(), ...prefixes].map((term) => [term, units(weightOf(0))]));
  let read = 0;
  for (const { term, word, from, to, passages: held } of found) {
    weights.set(term, units(weightOf(held)));
    read += held;
    if (lookups.length >= mostTerms || (read > mostPostings && lookups.length > 0)) {
      frequent.push(word);
      continue;
    }
    lookups.push({ from, to, weight: weightOf(held) });
  }
  return { lookups, frequent, weights };
}
