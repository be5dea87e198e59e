/** How long search takes on a finished study: opening it, the first query, and warm ones. */
import { stat } from 'node:fs/promises';
import { readConfig } from '../src/config.ts';
import { openSearch } from '../src/search/open.ts';
import { Database, parquet } from '../src/store/database.ts';
import { filesBelow, readManifest } from '../src/store/manifest.ts';
import { Study } from '../src/store/study.ts';

export interface QueryTimes {
  readonly passages: number;
  readonly open_milliseconds: number;
  readonly first_milliseconds: number;
  readonly queries: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** Processor time of a warm query, which other work on the machine disturbs less: mean, in milliseconds. */
  readonly cpu: number;
  /** Resident set after opening, and after the last query. */
  readonly rss_megabytes: readonly [number, number];
  readonly index_megabytes: number;
  /** Seconds of the last run of the stage `index`. */
  readonly index_seconds: number;
}

/** Searches for titles of articles and labels of narratives, each once, evenly spread over the study. */
export async function benchQueries(folder: string, queries: number): Promise<QueryTimes> {
  const study = Study.open(folder);
  const texts = await claimsOf(study, queries);
  const started = performance.now();
  const search = await openSearch(study, { embedder: readConfig(study).settings.embedder });
  const open_milliseconds = performance.now() - started;
  const megabytes = (): number => Math.round(process.memoryUsage.rss() / 1e6);
  const opened = megabytes();
  const times: number[] = [];
  let before = process.cpuUsage();
  for (const text of texts) {
    const asked = performance.now();
    await search.query({ text });
    times.push(performance.now() - asked);
    if (times.length === 1) before = process.cpuUsage();
  }
  const used = process.cpuUsage(before);
  await search.close();
  const [first, ...warm] = times as [number, ...number[]];
  const sorted = warm.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  const { index } = readManifest(study).stages;
  let bytes = 0;
  for (const file of await filesBelow(study.artefact('index'))) bytes += (await stat(file)).size;
  return {
    passages: index?.counts['passages'] ?? 0,
    open_milliseconds,
    first_milliseconds: first,
    queries: warm.length,
    p50: at(0.5),
    p95: at(0.95),
    max: sorted.at(-1)!,
    cpu: (used.user + used.system) / 1000 / Math.max(1, warm.length),
    rss_megabytes: [opened, megabytes()],
    index_megabytes: bytes / 1e6,
    index_seconds: index?.seconds ?? 0,
  };
}

async function claimsOf(study: Study, count: number): Promise<string[]> {
  using database = await Database.open();
  const rows = await database.rows<{ text: string }>(
    `SELECT text FROM (
       SELECT DISTINCT title AS text FROM ${parquet(study.table('items'))} WHERE kind = 'article' AND title <> '' AND in_scope
       UNION SELECT DISTINCT label FROM ${parquet(study.table('measured'))} WHERE label <> '')
     ORDER BY hash(text) LIMIT ${count}`,
  );
  return rows.map(({ text }) => text);
}
