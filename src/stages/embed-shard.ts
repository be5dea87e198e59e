import { createEmbedder } from '../embedders/create.ts';
import type { EmbedderChoice } from '../embedders/create.ts';
import { Database, parquet } from '../store/database.ts';
import { writeVectors } from '../store/vector-files.ts';
import type { ShardTask } from './shard-files.ts';

export interface EmbedTask extends ShardTask {
  /** Passage shard. */
  readonly from: string;
}

/** Opens the shard function of the stage `embed`: a passage shard in, its vectors out. */
export async function openEmbedShard({
  choice,
  base,
}: {
  choice: EmbedderChoice;
  base: string;
}): Promise<(task: EmbedTask, signal: AbortSignal) => Promise<void>> {
  const embedder = await createEmbedder(choice, { base, threads: 1 });
  return async ({ from, to }, signal) => {
    using database = await Database.open({ threads: 1, memoryMegabytes: 256 });
    const passages = await database.rows<{ text: string }>(`SELECT text FROM ${parquet(from)}`);
    const data = await embedder.embed(
      passages.map((passage) => passage.text),
      signal,
    );
    await writeVectors(to, { data, rows: passages.length, columns: embedder.dimensions });
  };
}
