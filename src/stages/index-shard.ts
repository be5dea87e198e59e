import { throwIfAborted } from '../errors.ts';
import { termsOf } from '../kernels/terms.ts';
import { moveIntoPlace, temporaryFor } from '../store/atomic.ts';
import { Database, parquet } from '../store/database.ts';
import type { Column } from '../store/tables.ts';
import type { ShardTask } from './shard-files.ts';

export interface IndexTask extends ShardTask {
  /** Passage shard. */
  readonly from: string;
}

/** Columns of a shard of terms: a row for each passage and term in it. */
const columns: Column[] = [
  { name: 'term', type: 'VARCHAR', about: 'the term' },
  { name: 'row', type: 'INTEGER', about: 'place of the passage in its shard' },
  { name: 'frequency', type: 'INTEGER', about: 'how often the passage has it' },
  { name: 'length', type: 'INTEGER', about: 'terms of the passage' },
];

/** Opens the shard function of the stage `index`: a passage shard in, the terms of its passages out; gives the sum of their lengths. */
export async function openIndexShard(): Promise<(task: IndexTask, signal: AbortSignal) => Promise<void>> {
  return async ({ from, to }, signal) => {
    using database = await Database.open({ threads: 1, memoryMegabytes: 256 });
    const writer = await database.table(columns);
    let row = 0;
    for await (const passages of database.batches<{ text: string }>(`SELECT text FROM ${parquet(from)}`)) {
      throwIfAborted(signal);
      for (const { text } of passages) {
        const terms = termsOf(text);
        const frequencies = new Map<string, number>();
        for (const { term } of terms) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
        for (const [term, frequency] of frequencies) writer.append({ term, row, frequency, length: terms.length });
        row += 1;
      }
    }
    const temporary = temporaryFor(to);
    await writer.write(temporary, 'term, row');
    await moveIntoPlace(temporary, to);
  };
}
