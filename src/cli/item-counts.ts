import { existsSync } from 'node:fs';
import { Database, parquet } from '../store/database.ts';
import type { Study } from '../store/study.ts';

/** How many items there are of a kind and ecosystem, how many are in scope, and which days they span. */
export interface ItemCount {
  readonly kind: string;
  readonly ecosystem: string | null;
  readonly items: number;
  readonly in_scope: number;
  /** First and last day of publication, UTC, among those in scope. */
  readonly first: string | null;
  readonly last: string | null;
}

/** Counts of the items of a study; empty where the import stage has not run. */
export async function itemCounts(study: Study): Promise<ItemCount[]> {
  const path = study.artefact('items');
  if (!existsSync(path)) return [];
  using database = await Database.open();
  // Awaited here, since the database closes at the end of this function.
  return await database.rows<ItemCount>(`
    SELECT
      kind,
      ecosystem,
      count(*) AS items,
      count(*) FILTER (in_scope) AS in_scope,
      strftime(min(published_at) FILTER (in_scope), '%Y-%m-%d') AS first,
      strftime(max(published_at) FILTER (in_scope), '%Y-%m-%d') AS last
    FROM ${parquet(path)}
    GROUP BY kind, ecosystem
    ORDER BY kind DESC, items DESC, ecosystem`);
}
