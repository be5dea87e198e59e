/** Which part of the narratives each ecosystem wins when units of narratives are drawn with replacement. */
import type { Baseline, Surroundings } from './association-draws.ts';
import { seedFor } from './bootstrap.ts';
import { addWins, drawTimes } from './drawn-winners.ts';
import type { WonNarratives } from './drawn-winners.ts';
import { Random } from './random.ts';
import { atOnce, Unseen } from './share-draws.ts';
import type { DrawRequest } from './share-draws.ts';

/** One side of a comparison: its narratives with an article, and the unit each of them is drawn with. */
export interface WinnerSide {
  readonly narratives: WonNarratives;
  readonly unit: ArrayLike<number>;
  readonly surroundings: Pick<Surroundings, 'smoothing' | 'reference' | 'prior'>;
  /** Per ecosystem the narratives that one not seen stands for, as in `share-draws.ts`. Default: none. */
  readonly unseen?: readonly number[];
}

/** The part each ecosystem wins as it is, and per ecosystem under every draw; NaN where nothing is won. */
export interface DrawnWinners {
  readonly shares: Float64Array;
  readonly drawn: readonly Float64Array[];
}

/** Draws the same units for every side; a narrative comes as often as its unit. Ties are split. */
export function winnerDraws(
  sides: readonly WinnerSide[],
  baseline: Baseline,
  request: DrawRequest & { readonly units: number },
): DrawnWinners[] {
  return atOnce(winnersByDraw(sides, baseline, request));
}

/** The same, one draw at each step, for those who have others to serve between two draws. */
export function* winnersByDraw(
  sides: readonly WinnerSide[],
  baseline: Baseline,
  { units, draws, seed, together = false }: DrawRequest & { readonly units: number },
): Generator<undefined, DrawnWinners[]> {
  const random = new Random(seedFor(seed, 'narratives of the summary'));
  const added = new Unseen(sides[0]?.narratives.columns ?? 0, { seed, together });
  const times = new Uint16Array(units);
  const own = sides.map(({ narratives: { sums, columns } }) => ({
    times: new Uint16Array(sums.length).fill(1),
    once: [new Float64Array(sums.length).fill(1)],
    columns,
  }));
  const shareOf = (side: number, unseen?: readonly number[]): Float64Array => {
    const { narratives, surroundings } = sides[side]!;
    const { times: often, once, columns } = own[side]!;
    const won = new Float64Array(columns);
    addWins([won], baseline, narratives, often, once, surroundings);
    if (unseen !== undefined) added.add(won, unseen, side);
    const total = won.reduce((sum, part) => sum + part, 0);
    return won.map((part) => part / total);
  };
  const found = own.map(({ columns }, side) => ({
    shares: shareOf(side),
    drawn: Array.from({ length: columns }, () => new Float64Array(draws)),
  }));
  for (let draw = 0; draw < draws; draw++, yield) {
    drawTimes(times, random);
    for (const [side, { unit, unseen }] of sides.entries()) {
      const { times: often } = own[side]!;
      for (let row = 0; row < often.length; row++) often[row] = times[unit[row]!]!;
      for (const [e, share] of shareOf(side, unseen).entries()) found[side]!.drawn[e]![draw] = share;
    }
  }
  return found;
}
