/** What the pages of judging look up: the sample, one pair with its texts, who judged what. */
import { existsSync } from 'node:fs';
import { annotatorName, readJudgements, standing } from '../../label/journal.ts';
import type { Judgement } from '../../label/journal.ts';
import { byPair, disputed, resolve } from '../../label/resolve.ts';
import { Judging } from '../../label/session.ts';
import { UserError } from '../../errors.ts';
import { parquet } from '../../store/database.ts';
import { stampOf } from '../stamp.ts';
import type { StudyReader } from '../study-reader.ts';

/** Characters of a text that are read; nobody judges by more. */
const readCharacters = 8100;

/** A pair of the sample, without its texts. */
export interface SampledPair {
  readonly pair_id: string;
  readonly item_id: string;
  readonly narrative_id: string;
}

/** The beginning of a text, and the length of all of it. */
export interface ShownText {
  readonly text: string;
  readonly language: string | null;
  /** Characters of the whole text. */
  readonly characters: number;
}

/** What an annotator is shown of a pair, and nothing else. */
export interface PairTexts {
  readonly narrative: ShownText;
  readonly posts: readonly ShownText[];
  readonly title: ShownText;
  readonly passage: ShownText;
}

/** What changes when the sample is drawn again; undefined where none was drawn. */
function sampleStamp({ study }: StudyReader): string | undefined {
  const path = study.artefact('label_pairs');
  return existsSync(path) ? stampOf(path) : undefined;
}

/** The pairs of the sample in the order in which they are judged; undefined where none was drawn. */
export async function sampledPairs(reader: StudyReader): Promise<readonly SampledPair[] | undefined> {
  const stamp = sampleStamp(reader);
  if (stamp === undefined) return undefined;
  return reader.once(`sampled pairs ${stamp}`, async () =>
    reader.rows<SampledPair>(
      `SELECT pair_id, item_id, narrative_id FROM ${parquet(reader.study.artefact('label_pairs'))} ORDER BY place`,
    ),
  );
}

interface PairRow {
  readonly texts: string[];
  readonly lengths: number[];
  readonly languages: string;
}

interface PairLanguages {
  readonly pair_id: string;
  readonly label: string | null;
  readonly posts: (string | null)[];
}

/**
 * Languages of the posts of every pair, found by their texts among the passages that may be shown; those of a
 * sample that the passages have left behind are not known.
 */
async function languagesOf(reader: StudyReader): Promise<ReadonlyMap<string, PairLanguages>> {
  return reader.once(`languages of pairs ${sampleStamp(reader)}`, async () => {
    const rows = await reader.rows<PairLanguages>(`
      WITH pairs AS (SELECT pair_id, narrative_id, post_passage_id, posts FROM ${parquet(reader.study.artefact('label_pairs'))}),
      ids AS (
        SELECT pair_id, post_passage_id AS passage_id FROM pairs
        UNION SELECT pair_id, unnest(n.medoids) FROM pairs JOIN narratives n USING (narrative_id)),
      texts AS (
        SELECT pair_id, md5(p.text) AS hash, min(p.language) AS language
        FROM ids JOIN passages p USING (passage_id) GROUP BY ALL),
      posts AS (
        SELECT pair_id, generate_subscripts(posts, 1) AS place, md5(unnest(posts)) AS hash FROM pairs),
      of_posts AS (
        SELECT posts.pair_id, list(texts.language ORDER BY place) AS posts
        FROM posts LEFT JOIN texts ON texts.pair_id = posts.pair_id AND texts.hash = posts.hash GROUP BY 1)
      SELECT pair_id, of_posts.posts, p.language AS label
      FROM pairs JOIN of_posts USING (pair_id) LEFT JOIN narratives n USING (narrative_id)
      LEFT JOIN passages p ON p.passage_id = n.medoids[1]`);
    return new Map(rows.map((row) => [row.pair_id, row]));
  });
}

/** The texts of a pair; undefined where it is not in the sample (any more). */
export async function pairTexts(
  reader: StudyReader,
  pair: string,
  signal: AbortSignal,
): Promise<PairTexts | undefined> {
  const [row, languages] = await Promise.all([
    reader.row<PairRow>(
      `WITH pair AS (
        SELECT list_concat([narrative, title, passage], posts) AS texts, languages
        FROM ${parquet(reader.study.artefact('label_pairs'))} WHERE pair_id = $1)
      SELECT languages, list_transform(texts, lambda text: left(text, ${readCharacters})) AS texts,
        list_transform(texts, lambda text: length(text)) AS lengths FROM pair`,
      [pair],
      signal,
    ),
    languagesOf(reader),
  ]);
  if (row === undefined) return undefined;
  const [ofPost, ofArticle] = row.languages.split('-') as [string, string];
  const known = languages.get(pair);
  const [narrative, title, passage, ...posts] = row.texts.map((text, place) => ({
    text,
    characters: Number(row.lengths[place]),
  }));
  return {
    narrative: { ...narrative!, language: known?.label ?? ofPost },
    title: { ...title!, language: ofArticle },
    passage: { ...passage!, language: ofArticle },
    posts: posts.map((post, place) => ({ ...post, language: known?.posts[place] ?? ofPost })),
  };
}

/** Where an annotator stands, and what is to be shown. */
export interface Place {
  readonly annotator: string;
  readonly judging: Judging<SampledPair>;
  /** The judgement that stands of the pair that is shown. */
  readonly before: Judgement | undefined;
}

/** What is asked for: one pair, or the first without a judgement behind another, or the first of all. */
export interface Wanted {
  readonly pair?: string;
  readonly after?: string;
  /** Only pairs on which others disagree. */
  readonly isDisputed: boolean;
}

/** Finds out what an annotator is to be shown. Undefined where the pair is not among those to be judged. */
export async function placeOf(
  reader: StudyReader,
  pairs: readonly SampledPair[],
  annotator: string,
  { pair, after, isDisputed }: Wanted,
): Promise<Place | undefined> {
  const judgements = await readJudgements(reader.study);
  const open = isDisputed ? disputed(byPair(judgements), annotator) : undefined;
  const own = standing(judgements.get(annotator) ?? []);
  const judging = new Judging(
    open === undefined ? pairs : pairs.filter(({ pair_id }) => open.has(pair_id)),
    new Map([...own].map(([id, { judgement }]) => [id, judgement])),
  );
  if (pair !== undefined && !judging.goTo(pair)) return undefined;
  if (pair === undefined && after !== undefined) {
    // Where the pair has left the list meanwhile, the first one without a judgement is as good.
    if (judging.goTo(after)) judging.skip();
  }
  const shown = judging.pair;
  return { annotator, judging, before: shown === undefined ? undefined : own.get(shown.pair_id) };
}

/** How far an annotator is. */
export interface Annotator {
  readonly name: string;
  /** Pairs of the sample with a judgement. */
  readonly judged: number;
  /** Pairs on which others disagree and this one has said nothing yet. */
  readonly open: number;
}

/** How far everybody is. */
export interface Standing {
  readonly annotators: readonly Annotator[];
  /** Pairs of the sample that anybody judged. */
  readonly judged: number;
  /** Pairs on which annotators differ and no majority decided. */
  readonly open: number;
  /** Judged pairs that are not in the sample. */
  readonly outside: number;
  /** Judgements that were ever given. */
  readonly judgements: number;
}

/** Counts what was judged. */
export async function standingOf(reader: StudyReader, pairs: readonly SampledPair[]): Promise<Standing> {
  const judgements = await readJudgements(reader.study);
  const drawn = new Set(pairs.map(({ pair_id }) => pair_id));
  const said = byPair(judgements);
  const inSample = new Map([...said].filter(([pair]) => drawn.has(pair)));
  return {
    annotators: [...judgements.keys()].map((name) => ({
      name,
      judged: [...inSample.values()].filter((by) => by.has(name)).length,
      open: [...disputed(inSample, name)].filter((pair) => !inSample.get(pair)!.has(name)).length,
    })),
    judged: inSample.size,
    open: [...inSample.values()].filter((by) => new Set(by.values()).size > 1 && resolve([...by.values()]) === 'unsure')
      .length,
    outside: said.size - inSample.size,
    judgements: [...judgements.values()].reduce((sum, given) => sum + given.length, 0),
  };
}

/** The name of an annotator as it is kept; undefined where it cannot be one. */
export function nameOf(given: string): string | undefined {
  try {
    return annotatorName(given);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
