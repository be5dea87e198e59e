/** Names that people gave narratives: no passage has their words, so they are searched by themselves. */
import { existsSync } from 'node:fs';
import { termsOf } from '../kernels/terms.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import type { Study } from '../store/study.ts';
import type { Places } from './places.ts';
import { bm25, unit } from './words.ts';
import type { QueryWords, WordsFound } from './words.ts';

/** A label that is not the sentence of a post. */
export interface Label {
  readonly group: number;
  /** Terms of it, and how many. */
  readonly terms: ReadonlySet<string>;
  readonly length: number;
}

/** Reads the labels that an edit gave. */
export async function readLabels(study: Study, database: Database, { groups }: Places): Promise<Label[]> {
  if (!existsSync(study.artefact('measured')) || !existsSync(study.artefact('narratives'))) return [];
  const rows = await database.rows<{ narrative_id: string; label: string }>(
    `SELECT narrative_id, m.label FROM ${parquet(study.artefact('measured'))} m
     JOIN ${parquet(study.artefact('narratives'))} n USING (narrative_id) WHERE m.label <> n.label ORDER BY narrative_id`,
  );
  const placeOf = new Map(groups.ids.map((id, place) => [id, place]));
  return rows.flatMap(({ narrative_id, label }) => {
    const group = placeOf.get(narrative_id);
    const terms = termsOf(label).map(({ term }) => term);
    return group === undefined ? [] : [{ group, terms: new Set(terms), length: terms.length }];
  });
}

/** What was found by words, with the narratives whose label is better than their best passage. */
export function withLabels(
  found: WordsFound,
  labels: readonly Label[],
  { exact, prefixes }: QueryWords,
  wanted: Uint8Array,
): WordsFound {
  const best = new Map(found.groups.map((hit) => [hit.group, hit]));
  for (const { group, terms, length } of labels) {
    if (wanted[group] === 0) continue;
    const has = (term: string): boolean =>
      terms.has(term) || (prefixes.has(term) && [...terms].some((one) => one.startsWith(term)));
    let score = 0;
    let held = 0;
    for (const term of [...exact.keys(), ...prefixes]) {
      if (!has(term)) continue;
      const weight = found.weights.get(term)!;
      score += bm25(weight * unit, 1, length, found.meanLength);
      held += weight;
    }
    if (score > (best.get(group)?.score ?? 0)) best.set(group, { group, score, held: held / found.whole, place: -1 });
  }
  return { ...found, groups: [...best.values()].sort((a, b) => b.score - a.score || a.group - b.group) };
}
