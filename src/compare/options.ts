/** What of a study's options the comparison follows, as they were when it was measured. */
import type { Manifest } from '../store/manifest.ts';
import type { Cell } from './counts.ts';

/** Options of association, and the seed. */
export interface MeasuredWith {
  readonly smoothing: number;
  readonly prior: number | undefined;
  readonly reference: string | undefined;
  readonly level: number;
  readonly seed: number;
}

/** The options of the stage measure in `run.json`; the defaults where it says nothing. */
export function measuredWith({ stages }: Manifest): MeasuredWith {
  const record = stages['measure'];
  const options = (record?.options ?? {}) as Readonly<Record<string, unknown>>;
  const number = (name: string): number | undefined => {
    const value = options[name];
    return typeof value === 'number' ? value : undefined;
  };
  return {
    smoothing: number('smoothing') ?? 0,
    prior: number('prior'),
    reference: typeof options['reference'] === 'string' ? options['reference'] : undefined,
    level: number('level') ?? 0,
    seed: record?.seed ?? 1,
  };
}

/**
 * The reference ecosystem of the released baseline, chosen as the stage measure chooses it: the one asked
 * for, else `chinese` where it has a match, else the one with the fewest matches.
 */
export function referenceOf(cells: readonly Cell[], wanted: string | undefined): string | undefined {
  if (wanted !== undefined) return wanted;
  const totals = new Map<string, number>();
  for (const { ecosystem, copies } of cells) totals.set(ecosystem, (totals.get(ecosystem) ?? 0) + copies);
  if (totals.has('chinese')) return 'chinese';
  return [...totals].sort(([one, k], [other, l]) => k - l || (one < other ? -1 : 1))[0]?.[0];
}
