/**
 * Search across languages: narratives and passages by meaning and by words, merged by their ranks. What is
 * loaded once stays: models, vectors, and the places of passages in an in-memory database.
 */
import { availableParallelism } from 'node:os';
import type { EmbedderChoice } from '../embedders/create.ts';
import { throwIfAborted } from '../errors.ts';
import { openLanguageDetector } from '../formats/language.ts';
import { reciprocalRankFusion } from '../kernels/reciprocal-rank.ts';
import { Database } from '../store/database.ts';
import type { Study } from '../store/study.ts';
import { readIndexCounts } from '../store/word-index.ts';
import { readLabels, withLabels } from './labels.ts';
import { nearOf } from './near.ts';
import { readNarrativeRows, readPassageRows } from './hits.ts';
import type { PassageRow } from './hits.ts';
import { openMeaning } from './meaning.ts';
import type { Meaning, MeaningFound } from './meaning.ts';
import { allowedBy, conditionOf, readPlaces } from './places.ts';
import type { Places } from './places.ts';
import type { ByWords, NarrativeHit, PassageHit, Search, SearchNote, SearchRequest, SearchResult } from './types.ts';
import { findWords, marksOf, tellingWords, wordsOfQuery } from './words.ts';
import type { QueryWords, WordsFound, WordsHit } from './words.ts';

/** Characters of a query that are read: about four passages. */
export const longestQuery = 2000;

/** Best of each list that are merged. */
const depth = 200;

/** What meaning finds where it is not asked for. */
const noMeaning: Awaited<ReturnType<Meaning['find']>> = { notes: [] };

/** What search may use of the machine, and whose vectors the study has. */
export interface SearchOptions {
  /** `settings.embedder` of the study. */
  readonly embedder: EmbedderChoice;
  /** Memory of the database, in megabytes; default 512. */
  readonly memoryMegabytes?: number;
  /** Vectors that stay in memory, in megabytes; the others are read for each query. Default: as for the database. */
  readonly vectorMegabytes?: number;
  /** Threads of the database; default: one per core. */
  readonly threads?: number;
}

/** Opens a study for search. A UserError where it has no passages yet. */
export async function openSearch(study: Study, options: SearchOptions): Promise<Search> {
  const { memoryMegabytes = 512, threads = availableParallelism(), embedder } = options;
  const { vectorMegabytes = memoryMegabytes } = options;
  study.table('passages');
  const database = await Database.open({ threads, memoryMegabytes });
  try {
    // The same few files are asked again and again.
    await database.run('SET parquet_metadata_cache = true');
    const places = await readPlaces(study, database);
    const meaning = await openMeaning(study, embedder, places, vectorMegabytes * 1e6);
    const labels = await readLabels(study, database, places);
    const detect = await openLanguageDetector();
    return {
      async query(request, signal) {
        const started = performance.now();
        const limit = request.limit ?? 10;
        if (!Number.isInteger(limit) || limit < 1 || limit > 100)
          throw new RangeError(`${limit} results cannot be found: from 1 to 100`);
        const { text, note } = textOf(request.text);
        const notes: SearchNote[] = note === undefined ? [] : [note];
        const language = request.queryLanguage ?? (text === '' ? 'und' : detect(text));
        const head = {
          text,
          language,
          language_basis: request.queryLanguage === undefined ? 'detected' : 'given',
        } as const;
        const answer = (found: Pick<SearchResult, 'narratives' | 'passages'>): SearchResult => ({
          ...head,
          ...found,
          near: nearOf(found.narratives),
          notes,
          milliseconds: performance.now() - started,
        });
        const scope = await scopeOf(database, places, request);
        if (scope === undefined) notes.push({ code: 'unknown_narrative' });
        if (text === '' || scope === undefined) return answer({ narratives: [], passages: [] });
        throwIfAborted(signal);
        if (places.groups.ids.length === 0) notes.push({ code: 'no_narratives' });

        const words = wordsOfQuery(text);
        const { by = 'both' } = request;
        // The database works on threads of its own.
        const [worded, { found: byMeaning, notes: ofMeaning }] = await Promise.all([
          by === 'meaning' ? undefined : wordsFound(study, database, request, scope, words, notes, places.passages),
          by === 'words' ? noMeaning : meaning.find({ text, language, ...scope, depth }, signal),
        ]);
        const byWords = worded && withLabels(worded, labels, words, scope.groups);
        notes.push(...ofMeaning);
        throwIfAborted(signal);
        return answer(await hitsOf({ study, database, places }, { words, byWords, byMeaning, limit, scope }));
      },
      async close() {
        await meaning.close();
        database.close();
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The text that is searched. Null bytes are blanks, half characters are replaced. */
function textOf(given: string): { text: string; note?: SearchNote } {
  const cut = given
    .slice(0, 2 * longestQuery)
    .replaceAll('\0', ' ')
    .trim();
  const text = cut.slice(0, longestQuery).toWellFormed();
  if (text === '') return { text, note: { code: 'empty' } };
  return given.trim().length > longestQuery ? { text, note: { code: 'cut', characters: longestQuery } } : { text };
}

/** What may be found. */
interface Scope {
  readonly group: number | undefined;
  readonly allowed: Uint8Array | undefined;
  readonly groups: Uint8Array;
  /** Groups with a number below this may be found. */
  readonly most: number;
}

/** What a request may find; undefined where it names a narrative that does not exist. */
async function scopeOf(database: Database, places: Places, request: SearchRequest): Promise<Scope | undefined> {
  const { groups } = places;
  const group = request.narrative === undefined ? undefined : groups.ids.indexOf(request.narrative);
  if (group === -1) return undefined;
  const allowed = await allowedBy(database, request, group, places.passages);
  const most = request.unmeasured === true || group !== undefined ? groups.ids.length : groups.measured;
  const wanted = new Uint8Array(groups.ids.length);
  if (allowed === undefined) wanted.fill(1, 0, most);
  else
    for (let place = 0; place < places.passages; place++) {
      const own = places.groupOf[place]!;
      if (allowed[place] === 1 && own >= 0 && own < most) wanted[own] = 1;
    }
  return { group, allowed, groups: wanted, most };
}

async function wordsFound(
  study: Study,
  database: Database,
  request: SearchRequest,
  scope: Scope,
  words: QueryWords,
  notes: SearchNote[],
  passages: number,
): Promise<WordsFound | undefined> {
  const counts = readIndexCounts(study);
  if (typeof counts === 'string' || counts.passages !== passages) {
    notes.push({ code: counts === 'missing' ? 'no_index' : 'old_index' });
    return undefined;
  }
  if (words.exact.size + words.prefixes.size === 0) {
    notes.push({ code: 'no_words' });
    return undefined;
  }
  const found = await findWords(
    database,
    study.artefact('index'),
    counts,
    words,
    (first) => conditionOf(request, scope.group, first),
    depth,
    scope.most,
  );
  if (found.frequent.length > 0) notes.push({ code: 'frequent_words', words: found.frequent });
  return found;
}

interface Found {
  readonly words: QueryWords;
  readonly byWords: WordsFound | undefined;
  readonly byMeaning: MeaningFound | undefined;
  readonly limit: number;
  readonly scope: Scope;
}

/** Merges what was found and reads what is shown of it. */
async function hitsOf(
  { study, database, places }: { study: Study; database: Database; places: Places },
  { words, byWords, byMeaning, limit, scope }: Found,
): Promise<Pick<SearchResult, 'narratives' | 'passages'>> {
  const passages = reciprocalRankFusion([
    byMeaning?.passages.map((id) => ({ id })) ?? [],
    byWords?.passages.map(({ place, held }) => ({ id: place, weight: held })) ?? [],
  ]);
  const groups = reciprocalRankFusion([
    byMeaning?.groups.map(({ group }) => ({ id: group })) ?? [],
    byWords?.groups.map(({ group, held }) => ({ id: group, weight: held })) ?? [],
  ]).slice(0, limit);
  const meaningOf = new Map(byMeaning?.groups.map((found) => [found.group, found]));
  const wordsOf = new Map(byWords?.groups.map((found) => [found.group, found]));
  const chosen = passages.slice(0, limit);
  const bestOf = bestPassages(
    places,
    groups.map(({ id }) => id),
    scope.allowed,
    byMeaning,
  );
  const shown = new Map(
    groups.map(({ id }) => [
      id,
      [...new Set([wordsOf.get(id)?.place ?? -1, ...(bestOf.get(id) ?? [])].filter((place) => place >= 0))],
    ]),
  );
  const needed = [...new Set([...chosen.map(({ id }) => id), ...[...shown.values()].flat()])];
  const ids = groups.map(({ id }) => places.groups.ids[id]!);
  const [rows, told] = await Promise.all([
    readPassageRows(study, database, needed),
    readNarrativeRows(study, database, ids),
  ]);
  const fused = new Map(passages.map((one) => [one.id, one]));
  const telling = byWords === undefined ? words : tellingWords(words, byWords.weights);
  const wordsHitOf = new Map(byWords?.passages.map((hit) => [hit.place, hit]));
  const passageHit = (place: number): PassageHit[] => {
    const row: PassageRow | undefined = rows.get(place);
    if (row === undefined) return [];
    const { place: _, ...own } = row;
    const [byMeaningRank, byWordsRank] = fused.get(place)?.ranks ?? [];
    const group = places.groupOf[place]!;
    return [
      {
        ...own,
        narrative_id: group < 0 ? null : places.groups.ids[group]!,
        score: fused.get(place)?.score ?? 0,
        ...(byMeaningRank === undefined
          ? {}
          : { meaning: { rank: byMeaningRank, cosine: byMeaning!.cosineOf(place), space: byMeaning!.spaceOf(place) } }),
        ...(byWordsRank === undefined ? {} : { words: reasonOf(byWordsRank, wordsHitOf.get(place)!) }),
        marks: marksOf(row.text, telling),
      },
    ];
  };
  const narratives = groups.flatMap(({ id, score, ranks }): NarrativeHit[] => {
    const row = told.get(places.groups.ids[id]!);
    if (row === undefined) return [];
    const near = meaningOf.get(id);
    const worded = wordsOf.get(id);
    return [
      {
        ...row,
        measured: id < places.groups.measured,
        score,
        ...(near === undefined
          ? {}
          : {
              meaning: {
                rank: ranks[0]!,
                cosine: near.cosine,
                space: byMeaning!.spaceOfGroups,
                finest: near.finest < 0 ? row.narrative_id : places.groups.finest[near.finest]!,
              },
            }),
        ...(worded === undefined ? {} : { words: reasonOf(ranks[1]!, worded) }),
        marks: marksOf(row.label, telling),
        passages: shown.get(id)!.flatMap(passageHit),
      },
    ];
  });
  return { narratives, passages: chosen.flatMap(({ id }) => passageHit(id)) };
}

function reasonOf(rank: number, { score, held }: WordsHit): ByWords {
  return { rank, score, held };
}

/** The nearest post and the nearest article of each group. */
function bestPassages(
  { groupOf, isPost }: Places,
  groups: readonly number[],
  allowed: Uint8Array | undefined,
  byMeaning: MeaningFound | undefined,
): Map<number, number[]> {
  if (byMeaning === undefined) return new Map();
  const best = new Map(groups.map((group) => [group, [-1, -1]]));
  for (let place = 0; place < groupOf.length; place++) {
    if (groupOf[place]! < 0 || allowed?.[place] === 0) continue;
    const own = best.get(groupOf[place]!);
    if (own === undefined) continue;
    const side = isPost[place] === 1 ? 0 : 1;
    if (own[side]! < 0 || byMeaning.cosineOf(place) > byMeaning.cosineOf(own[side]!)) own[side] = place;
  }
  return new Map([...best].map(([group, own]) => [group, own.filter((place) => place >= 0)]));
}
