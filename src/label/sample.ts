/** How pairs are drawn: strata of ecosystem × language pair × band of margins, and permanent random numbers. */
import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import { powerAllocation } from '../kernels/power-allocation.ts';
import type { Unit } from './frame.ts';

/** What decides a sample, besides the frame. */
export interface Design {
  /** Pairs in the sample. */
  readonly pairs: number;
  /** Rising margins at which a band ends and the next begins; 0, where matches begin, is among them. */
  readonly bands: readonly number[];
  /** Pairs a stratum gets before any gets more, as far as it has them. */
  readonly atLeast: number;
  readonly seed: number;
}

/** A drawn article. */
export interface Drawn extends Unit {
  /** Order in which pairs are judged, from 1. */
  readonly place: number;
  readonly stratum: string;
  /** Articles of the stratum: in the frame, and in the sample. */
  readonly population: number;
  readonly sampled: number;
}

/** Articles of a language pair below which an ecosystem has no strata of its own for it. */
const fewest = 20;

/**
 * Draws a sample: in every stratum the articles with the smallest random numbers, which follow from the seed
 * and the article alone (permanent random numbers: Ohlsson, "Coordination of Samples Using Permanent Random
 * Numbers", 1995). So a larger sample holds the smaller one, and after other thresholds most articles are
 * drawn again. The allocation is {@link powerAllocation}'s. Pairs stand in the order in which it gives them
 * out, so that whoever judges the first k has judged a sample of k.
 *
 * Shorter than `pairs` where the frame is. A UserError where there are more strata than pairs.
 */
export function drawSample(frame: readonly Unit[], { pairs, bands, atLeast, seed }: Design): Drawn[] {
  const strata = stratified(frame, bands);
  if (strata.size > pairs) {
    throw new UserError(`${pairs} pairs cannot stand for ${strata.size} strata of ecosystem, languages and score`, {
      hint: `take at least ${strata.size} pairs, better ${4 * strata.size}, or fewer bands (--bands 0)`,
    });
  }
  // In an order of its own kind, so that whoever judges cannot tell a band from what came before.
  const names = [...strata.keys()].sort((a, b) => compare(numberOf(seed, a), numberOf(seed, b)) || compare(a, b));
  const queues = names.map((name) => {
    const numbered = strata.get(name)!.map((unit) => ({ unit, number: numberOf(seed, unit.item_id) }));
    numbered.sort((a, b) => compare(a.number, b.number));
    return numbered.map(({ unit }) => unit);
  });
  const order = powerAllocation(
    queues.map((queue) => queue.length),
    pairs,
    atLeast,
  );
  const sampled = names.map(() => 0);
  for (const stratum of order) sampled[stratum]! += 1;
  const next = names.map(() => 0);
  return order.map((stratum, place) => ({
    ...queues[stratum]![next[stratum]!++]!,
    place: place + 1,
    stratum: names[stratum]!,
    population: queues[stratum]!.length,
    sampled: sampled[stratum]!,
  }));
}

/** The units by the name of their stratum. */
function stratified(frame: readonly Unit[], bands: readonly number[]): Map<string, Unit[]> {
  const counts = new Map<string, number>();
  const kind = ({ ecosystem, languages }: Unit): string => `${ecosystem} ${languages}`;
  for (const unit of frame) counts.set(kind(unit), (counts.get(kind(unit)) ?? 0) + 1);
  const strata = new Map<string, Unit[]>();
  for (const unit of frame) {
    const name = `${counts.get(kind(unit))! < fewest ? `${unit.ecosystem} other` : kind(unit)} ${bandOf(unit.margin, bands)}`;
    const stratum = strata.get(name);
    if (stratum === undefined) strata.set(name, [unit]);
    else stratum.push(unit);
  }
  return strata;
}

/** Name of the band a margin lies in, its lower end included: `below -0.05`, `-0.05 to 0`, `from 0.1`. */
export function bandOf(margin: number, bands: readonly number[]): string {
  const above = bands.filter((edge) => margin >= edge).length;
  if (above === 0) return `below ${bands[0]}`;
  return above === bands.length ? `from ${bands[above - 1]}` : `${bands[above - 1]} to ${bands[above]}`;
}

/** A random number, the same for the same seed and text: hexadecimal digits, to be compared as text. */
function numberOf(seed: number, text: string): string {
  return createHash('sha256').update(`${seed}\n${text}`).digest('hex');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
