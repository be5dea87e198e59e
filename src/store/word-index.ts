/**
 * The inverted index of the passages, the folder `index/`:
 *
 * - `terms.parquet`, sorted by term: `term`, `number` (its place, from 0), `passages` that have it
 * - `postings.parquet`, sorted by term and passage: `term` (number), `passage` (row in `passages.parquet`, from
 *   0), `frequency` of the term in it, `length` of the passage in terms
 * - `index.json`: how much there is
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest } from './manifest.ts';
import type { Study } from './study.ts';

/** What an index holds. */
export interface IndexCounts {
  readonly passages: number;
  readonly terms: number;
  /** Pairs of a term and a passage. */
  readonly postings: number;
  /** Sum of the lengths of all passages, in terms. */
  readonly length: number;
}

/** Paths of the files of an index. */
export function indexFiles(folder: string): { terms: string; postings: string; counts: string } {
  return {
    terms: join(folder, 'terms.parquet'),
    postings: join(folder, 'postings.parquet'),
    counts: join(folder, 'index.json'),
  };
}

/** The index of a study: its counts, `missing` where there is none, `stale` where it is of other passages. */
export function readIndexCounts(study: Study): IndexCounts | 'missing' | 'stale' {
  const files = indexFiles(study.artefact('index'));
  const { stages } = readManifest(study);
  if (stages['index'] === undefined || !Object.values(files).every((file) => existsSync(file))) return 'missing';
  if (stages['index'].inputs['passages'] !== stages['passages']?.outputs['passages']?.sha256) return 'stale';
  return JSON.parse(readFileSync(files.counts, 'utf8')) as IndexCounts;
}
