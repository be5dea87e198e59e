import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderOf, outcomes, precedes } from '../../src/kernels/first-appearance.ts';
import type { Span } from '../../src/kernels/first-appearance.ts';

const open = { earliest: -Infinity, latest: Infinity };
const at = (earliest: number, latest: number): Span => ({ earliest, latest });

const span = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 12 }), fc.nat(9), fc.nat(9))
  .map(([start, length, left, right]) => at(left === 0 ? -Infinity : start, right === 0 ? Infinity : start + length));
const spans = fc.array(span, { minLength: 1, maxLength: 5 });

describe('order of two', () => {
  test('intervals that touch are in order: the end is not part of the interval', () => {
    expect(precedes(at(0, 10), at(10, 20))).toBe(true);
    expect(precedes(at(0, 11), at(10, 20))).toBe(false);
  });

  test('overlaps and open sides are undecidable', () => {
    expect(orderOf(at(0, 10), at(5, 6))).toBe('undecidable');
    expect(orderOf(at(-Infinity, 5), at(9, 10))).toBe('before');
    expect(orderOf(at(0, 5), at(-Infinity, 10))).toBe('undecidable');
    expect(orderOf(at(9, Infinity), at(2, 9))).toBe('after');
    expect(orderOf(open, at(2, 9))).toBe('undecidable');
  });

  test('is antisymmetric', () => {
    const mirrored = { before: 'after', after: 'before', undecidable: 'undecidable' } as const;
    fc.assert(
      fc.property(span, span, (a, b) => {
        expect(orderOf(b, a)).toBe(mirrored[orderOf(a, b)]);
      }),
    );
  });
});

describe('outcomes among several', () => {
  test.each<[string, Span[], string[]]>([
    ['one precedes all', [at(5, 6), at(0, 5), at(7, 9)], ['not_first', 'first', 'not_first']],
    ['a tie at the front', [at(0, 5), at(0, 5), at(7, 9)], ['undecidable', 'undecidable', 'not_first']],
    ['a day over two minutes', [at(0, 1440), at(60, 61), at(90, 91)], ['undecidable', 'undecidable', 'not_first']],
    ['alone', [at(3, 4)], ['first']],
    ['alone with a bound from above', [at(-Infinity, 4)], ['first']],
    ['alone without a time', [open], ['undecidable']],
    ['another without a time', [at(3, 4), open], ['undecidable', 'undecidable']],
    ['none', [], []],
  ])('%s', (_, given, expected) => expect(outcomes(given)).toEqual(expected));

  test('agree with the definition, pair by pair', () => {
    fc.assert(
      fc.property(spans, (given) => {
        const others = (i: number): number[] => [...given.keys()].filter((j) => j !== i);
        for (const [i, outcome] of outcomes(given).entries()) {
          const lost = others(i).some((j) => precedes(given[j]!, given[i]!));
          const known = Number.isFinite(given[i]!.earliest) || Number.isFinite(given[i]!.latest);
          const won = known && others(i).every((j) => precedes(given[i]!, given[j]!));
          expect(outcome).toBe(won ? 'first' : lost ? 'not_first' : 'undecidable');
        }
      }),
    );
  });

  test('at most one is first, and then all others are not', () => {
    fc.assert(
      fc.property(spans, (given) => {
        const found = outcomes(given);
        const firsts = found.filter((outcome) => outcome === 'first').length;
        expect(firsts).toBeLessThanOrEqual(1);
        if (firsts === 1) expect(found.filter((outcome) => outcome === 'not_first')).toHaveLength(given.length - 1);
      }),
    );
  });

  test('widening an interval never decides what was undecidable', () => {
    fc.assert(
      fc.property(spans, fc.nat(), fc.nat(20), fc.nat(20), (given, pick, left, right) => {
        const place = pick % given.length;
        const wider = given.with(place, at(given[place]!.earliest - left, given[place]!.latest + right));
        const before = outcomes(given);
        for (const [i, outcome] of outcomes(wider).entries()) {
          if (outcome !== 'undecidable') expect(outcome).toBe(before[i]);
        }
      }),
    );
  });

  test('an order of the parties changes nothing', () => {
    fc.assert(
      fc.property(spans, (given) => {
        expect(outcomes(given.toReversed())).toEqual(outcomes(given).toReversed());
      }),
    );
  });
});

test.each([at(5, 5), at(5, 4), at(Number.NaN, 4), at(Infinity, Infinity)])(
  'the empty interval %j is a fault',
  (wrong) => {
    expect(() => outcomes([at(0, 1), wrong])).toThrow(RangeError);
    expect(() => precedes(wrong, at(0, 1))).toThrow(RangeError);
  },
);
