import { z } from 'zod';
import { joinParquet, rowsOfParquet } from '../formats/parquet-join.ts';
import { defaultLimits } from '../kernels/passage.ts';
import { defineStage } from '../stage.ts';
import { sha256OfJson, writeFileAtomic } from '../store/atomic.ts';
import type { Database } from '../store/database.ts';
import type { Shard, ShardIndex } from '../store/study.ts';
import { tables } from '../store/tables.ts';
import type { PassagesTask } from './passages-shard.ts';
import { dropOldShards, writeShards } from './shard-files.ts';

const options = z.strictObject({
  words: z.number().int().min(10).max(300).default(defaultLimits.words).describe('longest passage, in words'),
  characters: z
    .number()
    .int()
    .min(16)
    .max(480)
    .default(defaultLimits.characters)
    .describe('longest Chinese passage, in characters'),
  tinyWords: z
    .number()
    .int()
    .min(0)
    .max(100)
    .default(defaultLimits.tinyWords)
    .describe('a paragraph below this many words joins its neighbour'),
  title: z
    .boolean()
    .default(true)
    .describe('put the title of an article before its text, unless the text begins with it'),
});

const version = 2;

/** Cuts the items in scope into passages. */
export const passages = defineStage({
  name: 'passages',
  version,
  brief: 'Cut items into passages of whole sentences, about 100 words each',
  reads: ['item-shards'],
  writes: ['passages', 'passage-shards'],
  uses: [],
  options,
  async run({ study, options, resources, report, signal, output }) {
    const items = (await study.shards('item-shards')).shards;
    const shards = items.map((item): Shard => {
      const key = sha256OfJson({ stage: 'passages', version, options, input: item.key }).slice(0, 16);
      return { ...item, key, file: `shards/passages/${item.name}-${key}.parquet` };
    });
    await writeShards({
      kind: 'passages',
      label: 'passages',
      unit: 'items',
      setup: options,
      tasks: shards.map((shard, place): PassagesTask => ({
        kind: shard.kind,
        from: study.path(items[place]!.file),
        to: study.path(shard.file),
      })),
      weights: items.map((item) => item.rows),
      resources,
      report,
      signal,
    });
    const files = shards.map((shard) => study.path(shard.file));
    const rows = await rowsOfParquet(files);
    const index: ShardIndex = { shards: shards.map((shard, place) => ({ ...shard, rows: rows[place]! })) };
    const total =
      files.length === 0
        ? await writeEmpty(await study.database(resources), output('passages'))
        : await joinParquet(files, output('passages'), signal);
    await writeFileAtomic(output('passage-shards'), `${JSON.stringify(index, null, 1)}\n`);
    const rowsOf = (kind: string): number =>
      index.shards.reduce((sum, shard) => sum + (shard.kind === kind ? shard.rows : 0), 0);
    return {
      counts: { passages: total, of_posts: rowsOf('post'), of_articles: rowsOf('article') },
      sweep: () => dropOldShards(study.path('shards/passages'), shards),
    };
  },
});

async function writeEmpty(database: Database, path: string): Promise<number> {
  using opened = database;
  const writer = await opened.table(tables.passages.columns);
  // Awaited here, since the database is closed on the way out.
  return await writer.write(path);
}
