/** The terms of all passages, by which people search them by words. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { throwIfAborted } from '../errors.ts';
import { defineStage } from '../stage.ts';
import { sha256OfJson, writeFileAtomic } from '../store/atomic.ts';
import { parquet, sqlText } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { indexFiles } from '../store/word-index.ts';
import type { IndexCounts } from '../store/word-index.ts';
import type { Shard, ShardIndex } from '../store/study.ts';
import type { IndexTask } from './index-shard.ts';
import { dropOldShards, writeShards } from './shard-files.ts';

const version = 1;

/**
 * Writes the inverted index of the passages: a term, and every passage that has it. Passage shards are cut
 * into terms on worker threads; the shards of terms stay, so that added items cost only themselves, and are
 * then sorted together by term.
 */
export const indexStage = defineStage({
  name: 'index',
  version,
  brief: 'List the terms of the passages, for search by words',
  reads: ['passages', 'passage-shards'],
  writes: ['term-shards', 'index'],
  uses: [],
  options: z.strictObject({}),
  async run({ study, resources, report, signal, output }) {
    const passages = (await study.shards('passage-shards')).shards;
    const shards = passages.map((passage): Shard => {
      const key = sha256OfJson({ stage: 'index', version, input: passage.key }).slice(0, 16);
      return { ...passage, key, file: `shards/terms/${passage.name}-${key}.parquet` };
    });
    await writeShards({
      kind: 'index',
      label: 'terms',
      unit: 'passages',
      setup: undefined,
      tasks: shards.map((shard, place): IndexTask => ({
        from: study.path(passages[place]!.file),
        to: study.path(shard.file),
      })),
      weights: passages.map(({ rows }) => rows),
      resources,
      report,
      signal,
    });
    const index: ShardIndex = { shards };
    await writeFileAtomic(output('term-shards'), `${JSON.stringify(index, null, 1)}\n`);
    throwIfAborted(signal);

    report.begin('sorting terms');
    using database = await study.database(resources);
    const counts = await joinShards(
      database,
      shards.map(({ file, rows }) => ({ path: study.path(file), rows })),
      output('index'),
    );
    report.end();
    return {
      counts: { passages: counts.passages, terms: counts.terms, postings: counts.postings },
      sweep: () => dropOldShards(study.path('shards/terms'), shards),
    };
  },
});

/** Joins shards of terms, sorted by term and passage; passages are numbered as in the table `passages`. */
async function joinShards(
  database: Database,
  shards: readonly { readonly path: string; readonly rows: number }[],
  folder: string,
): Promise<IndexCounts> {
  await mkdir(folder, { recursive: true });
  const files = indexFiles(folder);
  await database.run('CREATE TEMP TABLE starts (file VARCHAR, start INTEGER)');
  let passages = 0;
  for (const { path, rows } of shards) {
    await database.run(`INSERT INTO starts VALUES (${sqlText(path)}, ${passages})`);
    passages += rows;
  }
  const held = shards.filter(({ rows }) => rows > 0).map(({ path }) => path);
  const source =
    held.length === 0
      ? "(SELECT '' AS term, 0 AS row, 0 AS frequency, 0 AS length, '' AS filename WHERE false)"
      : `read_parquet([${held.map(sqlText).join(', ')}], filename = true)`;
  await database.run(`
    CREATE TEMP TABLE terms AS
    SELECT term, (row_number() OVER (ORDER BY term) - 1)::INTEGER AS number, passages
    FROM (SELECT term, count(*)::INTEGER AS passages FROM ${source} GROUP BY term)
    ORDER BY term`);
  const terms = await database.writeParquet(files.terms, 'SELECT term, number, passages FROM terms ORDER BY number', {
    rowGroup: 8192,
  });
  const postings = await database.writeParquet(
    files.postings,
    `SELECT number AS term, start + row AS passage, frequency, length
     FROM ${source} JOIN starts ON filename = file JOIN terms USING (term)
     ORDER BY number, passage`,
    { rowGroup: 65_536, deltas: true },
  );
  const [lengths] = await database.rows<{ sum: number | null }>(
    held.length === 0 ? 'SELECT 0 AS sum' : `SELECT sum(frequency)::BIGINT AS sum FROM ${parquet(held)}`,
  );
  const counts: IndexCounts = { passages, terms, postings, length: Number(lengths!.sum ?? 0) };
  await writeFileAtomic(files.counts, `${JSON.stringify(counts)}\n`);
  return counts;
}
