/** Where the rows behind the figures of data quality are. */
import { address } from '../page.ts';
import type { CopiesQuery } from './copies.ts';
import type { ItemsQuery } from './items.ts';
import type { RejectsQuery } from './rejects.ts';

export const qualityPath = '/quality';
export const itemsPath = '/quality/items';
export const copiesPath = '/quality/copies';
export const rejectsPath = '/quality/rejects';

/** Items that fit. */
export function itemsAddress(query: Partial<ItemsQuery>): string {
  return address(itemsPath, query);
}

/** Texts with copies that fit. */
export function copiesAddress(query: Partial<CopiesQuery>): string {
  return address(copiesPath, query);
}

/** Rejected records that fit. */
export function rejectsAddress(query: Partial<RejectsQuery>): string {
  return address(rejectsPath, query);
}
