/** How ecosystems phrase the same narrative: the words by which their passages differ. */
import { z } from 'zod';
import { throwIfAborted } from '../errors.ts';
import { wordsOf } from '../kernels/keywords.ts';
import { logOddsRatio } from '../kernels/log-odds.ts';
import { defineStage } from '../stage.ts';
import type { StageContext, StageResult } from '../stage.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { tables } from '../store/tables.ts';

/** Rows of the temporary tables read together. */
const chunk = 4096;

/** A word is listed from this many standard deviations on. */
const leastZ = 1.96;

const options = z.strictObject({
  limit: z.number().int().min(1).max(100).default(10).describe('words per narrative, ecosystem and language, at most'),
  minCount: z
    .number()
    .int()
    .min(1)
    .default(3)
    .describe('passages of the ecosystem and narrative that hold a word, at least'),
  prior: z
    .number()
    .positive()
    .default(500)
    .describe('weight in words of the prior, spread as the matched passages of the language use them'),
});

type WordsOptions = z.infer<typeof options>;

/**
 * Writes the table `words`. Texts pass twice, the second time as the words they hold; what is kept in
 * memory is how many passages hold each word, per language and ecosystem and of the narrative at hand.
 */
export const words = defineStage({
  name: 'words',
  version: 1,
  brief: 'Find the words by which ecosystems phrase the same narrative differently',
  reads: ['passages', 'narratives', 'matches', 'measured', 'events'],
  writes: ['words'],
  uses: [],
  options,
  run: findWords,
});

async function findWords(context: StageContext<WordsOptions>): Promise<StageResult> {
  const { study, resources, report, signal } = context;
  using database = await study.database(resources);
  report.begin('reading matched passages');
  await matchedTexts(database, context);
  const corpora = await countCorpora(database, signal);
  report.end();
  throwIfAborted(signal);
  report.begin('comparing words');
  const writer = await database.table(tables.words.columns);
  let cells = 0;
  for await (const narrative of narrativesOf(database)) {
    throwIfAborted(signal);
    for (const { row, found } of compare(narrative, corpora, context.options)) {
      if (found.length > 0) cells += 1;
      for (const word of found) writer.append({ ...row, ...word });
    }
  }
  const rows = await writer.write(context.output('words'), 'narrative_id, language, ecosystem, rank');
  report.end();
  return { counts: { words: rows, cells } };
}

/**
 * Makes the temporary table `texts`: the passages that match each measured narrative, in the order of the
 * narratives; a text that several sites of an ecosystem carry comes once.
 */
async function matchedTexts(database: Database, { input }: StageContext<WordsOptions>): Promise<void> {
  await database.run(`CREATE TEMP VIEW narratives AS SELECT * FROM ${parquet(input('narratives'))}`);
  await database.run(`CREATE TEMP VIEW measured AS SELECT * FROM ${parquet(input('measured'))}`);
  // Matches are to level 0; each of its narratives stands for its ancestor at the measured level.
  await database.run(`
    CREATE TEMP TABLE texts AS
    WITH RECURSIVE standing AS (SELECT unnest(narratives) AS own, narrative_id AS measured_id, level FROM measured),
    up AS (
      SELECT narrative_id, narrative_id AS ancestor, parent_id FROM narratives WHERE level = 0
      UNION ALL
      SELECT up.narrative_id, n.narrative_id, n.parent_id FROM up JOIN narratives n ON n.narrative_id = up.parent_id
      WHERE n.level <= (SELECT max(level) FROM measured)),
    pairs AS (
      SELECT DISTINCT s.measured_id AS narrative_id, e.source AS ecosystem, m.passage_id
      FROM ${parquet(input('matches'))} m
      JOIN up USING (narrative_id) JOIN standing s ON s.own = up.ancestor
      JOIN ${parquet(input('events'))} e ON e.narrative_id = s.measured_id AND e.item_id = m.item_id)
    SELECT DISTINCT narrative_id, ecosystem, language, text
    FROM pairs JOIN ${parquet(input('passages'))} USING (passage_id)
    ORDER BY narrative_id, language, ecosystem, text`);
}

/** How many passages hold each word; `total` is the sum of these counts. */
class Corpus {
  passages = 0;
  total = 0;
  readonly counts = new Map<string, number>();

  add(found: Iterable<string>): void {
    this.passages += 1;
    for (const word of found) {
      this.counts.set(word, (this.counts.get(word) ?? 0) + 1);
      this.total += 1;
    }
  }

  of(word: string): number {
    return this.counts.get(word) ?? 0;
  }
}

/** Everything that matched, per language, and per ecosystem and language. */
interface Corpora {
  readonly languages: Map<string, Corpus>;
  readonly ecosystems: Map<string, Corpus>;
}

const cellKey = (ecosystem: string, language: string): string => `${language} ${ecosystem}`;

interface Passage {
  readonly narrative_id: string;
  readonly ecosystem: string;
  readonly language: string;
  readonly words: string;
}

/** Counts all passages, and makes the temporary table `tokens` of the words they hold. */
async function countCorpora(database: Database, signal: AbortSignal): Promise<Corpora> {
  const corpora: Corpora = { languages: new Map(), ecosystems: new Map() };
  const column = (name: string) => ({ name, type: 'VARCHAR', about: '' }) as const;
  const tokens = await database.table(['narrative_id', 'ecosystem', 'language', 'words'].map(column));
  for await (const row of inChunks<Omit<Passage, 'words'> & { text: string }>(database, 'texts')) {
    throwIfAborted(signal);
    const { narrative_id, ecosystem, language, text } = row;
    const found = [...wordsOf(text, language)];
    corpusOf(corpora.languages, language).add(found);
    corpusOf(corpora.ecosystems, cellKey(ecosystem, language)).add(found);
    tokens.append({ narrative_id, ecosystem, language, words: found.join(' ') });
  }
  tokens.flush();
  await database.run('DROP TABLE texts');
  await database.run(`ALTER TABLE ${tokens.name} RENAME TO tokens`);
  return corpora;
}

function corpusOf(corpora: Map<string, Corpus>, key: string): Corpus {
  let found = corpora.get(key);
  if (found === undefined) corpora.set(key, (found = new Corpus()));
  return found;
}

/** One narrative in one language: the passages of each ecosystem. */
interface Narrative {
  readonly narrative_id: string;
  readonly language: string;
  readonly ecosystems: ReadonlyMap<string, Corpus>;
}

async function* narrativesOf(database: Database): AsyncGenerator<Narrative> {
  let open: (Omit<Narrative, 'ecosystems'> & { readonly ecosystems: Map<string, Corpus> }) | undefined;
  for await (const row of inChunks<Passage>(database, 'tokens')) {
    if (open === undefined || open.narrative_id !== row.narrative_id || open.language !== row.language) {
      if (open !== undefined) yield open;
      open = { narrative_id: row.narrative_id, language: row.language, ecosystems: new Map() };
    }
    corpusOf(open.ecosystems, row.ecosystem).add(row.words === '' ? [] : row.words.split(' '));
  }
  if (open !== undefined) yield open;
}

/** Rows of a temporary table in their order, without holding them all; other queries may run in between. */
async function* inChunks<T>(database: Database, table: string): AsyncGenerator<T> {
  for (let start = 0; ; start += chunk) {
    const rows = await database.rows<T>(
      `SELECT * FROM ${table} WHERE rowid >= ${start} AND rowid < ${start + chunk} ORDER BY rowid`,
    );
    yield* rows;
    if (rows.length < chunk) return;
  }
}

interface Found {
  readonly rank: number;
  readonly word: string;
  readonly count: number;
  readonly log_odds: number;
}

/** The words of each ecosystem in one narrative and language, highest log-odds first, ties by code unit. */
function* compare(
  { narrative_id, language, ecosystems }: Narrative,
  corpora: Corpora,
  { limit, minCount, prior }: WordsOptions,
): Generator<{ row: Record<string, string | number>; found: Found[] }> {
  const background = corpora.languages.get(language)!;
  for (const [ecosystem, own] of ecosystems) {
    const others = [...ecosystems].filter(([name]) => name !== ecosystem).map(([, corpus]) => corpus);
    const everywhere = corpora.ecosystems.get(cellKey(ecosystem, language))!;
    const size = others.length > 0 ? others.reduce((sum, { total }) => sum + total, 0) : everywhere.total - own.total;
    const scored: Omit<Found, 'rank'>[] = [];
    for (const [word, count] of size === 0 ? [] : own.counts) {
      if (count < minCount) continue;
      const other =
        others.length > 0 ? others.reduce((sum, corpus) => sum + corpus.of(word), 0) : everywhere.of(word) - count;
      const alpha = (prior * background.of(word)) / background.total;
      const z = logOddsRatio(count, own.total, other, size, alpha, prior);
      if (z >= leastZ) scored.push({ word, count, log_odds: z });
    }
    scored.sort((a, b) => b.log_odds - a.log_odds || (a.word < b.word ? -1 : 1));
    yield {
      row: {
        narrative_id,
        ecosystem,
        language,
        passages: own.passages,
        compared_with: others.length > 0 ? 'other_ecosystems' : 'other_narratives',
      },
      found: scored.slice(0, limit).map((word, place) => ({ rank: place + 1, ...word })),
    };
  }
}
