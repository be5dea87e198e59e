/**
 * Shards of the items, one a part of an import: the table of items is these joined end to end, and the
 * passages are cut from them.
 */
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { throwIfAborted } from '../errors.ts';
import { keepOnly, moveIntoPlace, temporaryFor } from '../store/atomic.ts';
import { sqlText } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import type { Shard, Study } from '../store/study.ts';
import { tables } from '../store/tables.ts';

/** Raised when items in scope are chosen, ordered or told apart differently: everything after them is computed anew. */
const scopeVersion = 1;

/** Raised when the columns of a shard are filled differently. */
const shardVersion = 3;

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

/** The shards of all items. */
export interface ItemShards {
  /** Files below the study folder with all items, in order. */
  readonly files: readonly string[];
  /** Those with items in scope. Their keys and rows are of these items alone. */
  readonly inScope: readonly Shard[];
}

/** What a shard will hold. */
interface Planned {
  readonly part: Part;
  readonly file: string;
  readonly scopeKey: string;
  readonly inScope: number;
}

/** Folder of the shards below the study. */
const folder = 'shards/items';

/** Columns of items that `decided` holds; the others come from the parts. */
const decidedColumns = [
  'item_id',
  'kind',
  'platform',
  'ecosystem',
  'published_at',
  'published_earliest',
  'published_latest',
  'published_zone',
  'syndication_group',
  'in_scope',
];

/**
 * Writes the shards that do not exist yet, several at a time where there are workers. Reads the table
 * `decided`: `decidedColumns`, part, record, language, sha256, kept.
 */
export async function writeItemShards(
  database: Database,
  study: Study,
  parts: readonly Part[],
  workers: number,
  signal: AbortSignal,
): Promise<ItemShards> {
  await mkdir(study.path(folder), { recursive: true });
  const planned = await planShards(database, parts);
  const missing = planned.filter(({ file }) => !existsSync(study.path(file)));
  // A shard is a single row group, which one thread writes: connections beside each other use the cores.
  await database.sideBySide(Math.min(workers, missing.length), async (connection) => {
    for (let next = missing.shift(); next !== undefined; next = missing.shift()) {
      throwIfAborted(signal);
      await writeShard(connection, next.part, study.path(next.file));
    }
  });
  return {
    files: planned.map(({ file }) => file),
    inScope: planned
      .filter(({ inScope }) => inScope > 0)
      .map(({ part, file, scopeKey, inScope }) => ({
        name: nameOf(part),
        key: scopeKey,
        file,
        kind: part.kind,
        rows: inScope,
      })),
  };
}

/** Deletes the shards of earlier runs. */
export async function dropOldItemShards(study: Study, { files }: ItemShards): Promise<void> {
  await keepOnly(
    study.path(folder),
    files.map((file) => basename(file)),
  );
}

/** Parts whose hashes are computed at once: so many of their rows fit into memory as text. */
const plannedAtOnce = 32;

/** The shards of the parts that hold any item; the name of a file pins all its values. */
async function planShards(database: Database, parts: readonly Part[]): Promise<Planned[]> {
  const planned: Planned[] = [];
  for (let start = 0; start < parts.length; start += plannedAtOnce) {
    const some = parts.slice(start, start + plannedAtOnce);
    const found = await database.rows<{ part: number; kept: number; in_scope: number; scope: string; whole: string }>(
      `SELECT part, count(*) FILTER (kept) AS kept, count(*) FILTER (in_scope) AS in_scope,
         sha256(head.scope || string_agg(item_id || chr(9) || language || chr(9) || sha256 || chr(10), '' ORDER BY record) FILTER (in_scope)) AS scope,
         sha256(head.whole || string_agg(row(record, ${decidedColumns.join(', ')})::VARCHAR, chr(10) ORDER BY record) FILTER (kept)) AS whole
       FROM decided JOIN (VALUES ${some.map(headOf).join(', ')}) head(part, scope, whole) USING (part)
       WHERE part BETWEEN ${some[0]!.ordinal} AND ${some.at(-1)!.ordinal} GROUP BY part, head.scope, head.whole ORDER BY part`,
    );
    for (const { part: ordinal, kept, in_scope, scope, whole } of found) {
      if (kept === 0) continue;
      const part = parts[ordinal]!;
      planned.push({
        part,
        file: `${folder}/${nameOf(part)}-${whole.slice(0, 16)}.parquet`,
        scopeKey: in_scope === 0 ? '' : scope.slice(0, 16),
        inScope: in_scope,
      });
    }
  }
  return planned;
}

/** What the hashes of a part begin with. */
function headOf({ ordinal, importId, number }: Part): string {
  const scope = `${scopeVersion}\n${importId}\n`;
  const whole = `${shardVersion}\n${importId}\n${number}\n`;
  return `(${ordinal}, ${sqlText(scope)}, ${sqlText(whole)})`;
}

function nameOf({ kind, importId, number }: Part): string {
  return `${kind}-${importId}-${String(number).padStart(4, '0')}`;
}

async function writeShard(database: Database, part: Part, path: string): Promise<void> {
  const columns = tables.items.columns.map(({ name, type }) => {
    if (name === 'repost_of')
      return `CASE WHEN d.kind = 'post' THEN d.platform || ':' || r.repost_of ELSE 'article:' || r.repost_of END AS repost_of`;
    return `${decidedColumns.includes(name) ? 'd' : 'r'}.${name}::${type} AS ${name}`;
  });
  const temporary = temporaryFor(path);
  try {
    // Row beside row: the texts stream through in the order of the file and are never sorted.
    await database.writeParquet(
      temporary,
      `SELECT ${columns.join(', ')} FROM read_parquet(${sqlText(part.path)}) r
       POSITIONAL JOIN (SELECT * FROM decided WHERE part = ${part.ordinal} ORDER BY record) d WHERE d.kept`,
    );
    await moveIntoPlace(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}
