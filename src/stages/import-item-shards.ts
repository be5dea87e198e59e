/** Shards of the items in scope: what the passages are cut from. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { throwIfAborted } from '../errors.ts';
import { moveIntoPlace, temporaryFor } from '../store/atomic.ts';
import { sqlText } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import type { Shard, Study } from '../store/study.ts';

/** Raised when the content of a shard is chosen or ordered differently. */
const shardVersion = 1;

/** A part of an import, in the order of the items. */
export interface Part {
  /** Place in the order of all parts, from 0. */
  readonly ordinal: number;
  readonly kind: 'post' | 'article';
  /** Id of the import. */
  readonly importId: string;
  /** Place in the import, from 0. */
  readonly number: number;
  readonly path: string;
}

/** Folder of the shards below the study. */
export const itemShardFolder = 'shards/items';

/**
 * Writes the shards that do not exist yet, one a part, and gives all of them in order. Reads the table
 * `decided` (part, record, item_id, language, sha256, in_scope).
 */
export async function writeItemShards(
  database: Database,
  study: Study,
  parts: readonly Part[],
  signal: AbortSignal,
): Promise<Shard[]> {
  await mkdir(study.path(itemShardFolder), { recursive: true });
  const hashes = await hashParts(database, parts);
  const shards: Shard[] = [];
  for (const part of parts) {
    throwIfAborted(signal);
    const { key, rows } = hashes.get(part.ordinal) ?? { key: '', rows: 0 };
    if (rows === 0) continue;
    const name = `${part.kind}-${part.importId}-${String(part.number).padStart(4, '0')}`;
    const file = `${itemShardFolder}/${name}-${key}.parquet`;
    if (!existsSync(study.path(file))) {
      const temporary = temporaryFor(study.path(file));
      try {
        await database.writeParquet(
          temporary,
          `SELECT item_id, ${part.kind === 'post' ? "'post'" : "'article'"} AS kind, p.language, title, text
           FROM (SELECT * FROM read_parquet(${sqlText(part.path)}, file_row_number = true)) p
           JOIN decided d ON d.part = ${part.ordinal} AND d.record = p.file_row_number
           WHERE d.in_scope ORDER BY d.record`,
        );
        await moveIntoPlace(temporary, study.path(file));
      } finally {
        await rm(temporary, { force: true });
      }
    }
    shards.push({ name, key, file, kind: part.kind, rows });
  }
  return shards;
}

/** Hash and size of the items in scope of every part. */
async function hashParts(
  database: Database,
  parts: readonly Part[],
): Promise<Map<number, { key: string; rows: number }>> {
  const hashes = new Map<number, { hash: ReturnType<typeof createHash>; rows: number }>();
  const query = 'SELECT part, item_id, language, sha256 FROM decided WHERE in_scope ORDER BY part, record';
  for await (const rows of database.batches<{ part: number; item_id: string; language: string; sha256: string }>(
    query,
  )) {
    for (const { part, item_id, language, sha256 } of rows) {
      let entry = hashes.get(part);
      if (entry === undefined) {
        entry = { hash: createHash('sha256').update(`${shardVersion}\n${parts[part]!.importId}\n`), rows: 0 };
        hashes.set(part, entry);
      }
      entry.hash.update(`${item_id}\t${language}\t${sha256}\n`);
      entry.rows += 1;
    }
  }
  return new Map([...hashes].map(([part, { hash, rows }]) => [part, { key: hash.digest('hex').slice(0, 16), rows }]));
}
