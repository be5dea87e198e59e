import { expect, test } from 'vitest';
import { npmiOwn } from '../../src/kernels/association.ts';
import { seedFor } from '../../src/kernels/bootstrap.ts';
import { wonNarratives } from '../../src/kernels/drawn-winners.ts';
import { Random } from '../../src/kernels/random.ts';
import { winnerDraws } from '../../src/kernels/winner-draws.ts';
import { winners, winnerShares } from '../../src/kernels/winners.ts';

const columns = 3;
const surroundings = { smoothing: 0, reference: 0, prior: 1 };
/** Seven narratives in four units. */
const counts = [
  [4, 1, 0],
  [2, 3, 1],
  [0, 5, 5],
  [1, 0, 0],
  [6, 2, 2],
  [0, 0, 3],
  [1, 1, 1],
];
const unit = [0, 0, 1, 2, 3, 3, 3];

test('each draw has the winners of the narratives that were drawn, as if there were no others', () => {
  const side = { narratives: wonNarratives(Float64Array.from(counts.flat()), columns, 0), unit, surroundings };
  const [found] = winnerDraws([side], 'npmi_own', { units: 4, draws: 30, seed: 9 });
  const whole = counts.flat();
  expect([...found!.shares]).toEqual([...winnerShares(winners(npmiOwn(whole, columns), whole, columns), columns)]);

  const random = new Random(seedFor(9, 'narratives of the summary'));
  for (let draw = 0; draw < 30; draw++) {
    const units = Array.from({ length: 4 }, () => random.below(4));
    const drawn = units.flatMap((one) => counts.filter((_, row) => unit[row] === one)).flat();
    const expected = winnerShares(winners(npmiOwn(drawn, columns), drawn, columns), columns);
    for (let e = 0; e < columns; e++) expect(found!.drawn[e]![draw]).toBeCloseTo(expected[e]!, 10);
  }
});

test('sides are drawn together: equal sides never differ', () => {
  const side = { narratives: wonNarratives(Float64Array.from(counts.flat()), columns, 0), unit, surroundings };
  const [one, other] = winnerDraws([side, side], 'log_odds', { units: 4, draws: 30, seed: 9 });
  expect(one).toEqual(other);
});
