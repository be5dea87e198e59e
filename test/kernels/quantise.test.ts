import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotQuantised, quantiseRows, unitRows } from '../../src/kernels/quantise.ts';
import { dotRows, normaliseRows } from '../../src/kernels/vectors.ts';

const columns = 48;
const unit = fc
  .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: columns, maxLength: columns })
  .map((row) => normaliseRows(Float32Array.from(row), columns));

describe('rows at 8 bits', () => {
  it('stay unit vectors close to what they were', () => {
    fc.assert(
      fc.property(unit, (row) => {
        fc.pre(row.some((value) => value !== 0));
        const stored = quantiseRows({ data: row, rows: 1, columns });
        const back = unitRows(stored);
        expect(dotRows(back.data, 0, back.data, 0, columns)).toBeCloseTo(1, 5);
        expect(dotRows(back.data, 0, row, 0, columns)).toBeGreaterThan(0.999);
        expect(dotQuantised(row, 0, stored, 0)).toBeCloseTo(1, 2);
      }),
    );
  });

  it('do not change when they are rounded again', () => {
    fc.assert(
      fc.property(unit, (row) => {
        const once = quantiseRows({ data: row, rows: 1, columns });
        expect(quantiseRows(unitRows(once)).data).toEqual(once.data);
      }),
    );
  });

  it('keep a row of zeros', () => {
    const stored = quantiseRows({ data: new Float32Array(4), rows: 2, columns: 2 });
    expect([...stored.scales]).toEqual([0, 0]);
    expect([...unitRows(stored).data]).toEqual([0, 0, 0, 0]);
  });

  it('refuse what does not fit', () => {
    expect(() => unitRows({ data: new Int8Array(3), scales: new Float32Array(1), rows: 1, columns: 2 })).toThrow(
      RangeError,
    );
  });
});
