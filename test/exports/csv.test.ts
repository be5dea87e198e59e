import { parse } from 'csv-parse/sync';
import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvCell, csvHeader, csvRecord, csvText } from '../../src/exports/csv.ts';

describe('csv', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1'])('disarms %j', (formula) => {
    expect(csvText(formula)).toBe(`"'${formula}"`);
  });

  test('quotes texts and nothing else', () => {
    expect(csvText('say "no",\r\nplease\u0000')).toBe('"say ""no"",\r\nplease␀"');
    const cell = (type: string, value: unknown): string =>
      csvCell(value, { name: 'x', type: type as 'VARCHAR', about: '' });
    expect(cell('VARCHAR', '123')).toBe('"123"');
    expect(cell('VARCHAR', '')).toBe('""');
    expect(cell('VARCHAR', null)).toBe('');
    expect(cell('DOUBLE', -0.5)).toBe('-0.5');
    expect(cell('BOOLEAN', false)).toBe('false');
    expect(cell('VARCHAR[]', ['a"', 'b'])).toBe(`"[""a\\"""",""b""]"`);
    expect(cell('TIMESTAMPTZ', new Date(0))).toBe('1970-01-01T00:00:00.000Z');
  });

  test('any text comes back from a parser, with an apostrophe at most before it', () => {
    const columns = [{ name: 'x', type: 'VARCHAR' }] as const;
    assert(
      property(string({ unit: 'binary' }), (text) => {
        const read = (raw: boolean): string =>
          parse<{ x: string }>(`${csvHeader(columns)}${csvRecord({ x: text }, columns, raw)}`, {
            columns: true,
            record_delimiter: '\r\n',
            skip_empty_lines: false,
          })[0]!.x;
        const kept = text.replaceAll('\u0000', '␀');
        expect(read(true)).toBe(kept);
        expect([kept, `'${kept}`]).toContain(read(false));
        expect(read(false)).not.toMatch(/^[=+\-@\t\r\n]/u);
      }),
    );
  });

  test('begins with a byte order mark only where asked', () => {
    expect(csvHeader([{ name: 'x' }], true)).toBe('\ufeff"x"\r\n');
    expect(csvHeader([{ name: 'x' }])).toBe('"x"\r\n');
  });
});
