import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf, sniffDelimiter } from '../../src/formats/csv.ts';
import { gist, read } from './reading.ts';

function cut(text: string, delimiter = ','): (readonly string[])[] {
  const lines = text.split('\n').map((line, index) => ({ number: index + 1, text: line.replace(/\r$/, '') }));
  return [...rowsOf(lines, delimiter)].map(({ cells }) => cells);
}

describe('rows', () => {
  it.each([
    ['a,b,c', [['a', 'b', 'c']]],
    ['a,,', [['a', '', '']]],
    ['"a,1","b ""x""",c', [['a,1', 'b "x"', 'c']]],
    [
      '"a\nb",c\nd,e',
      [
        ['a\nb', 'c'],
        ['d', 'e'],
      ],
    ],
    ['"",x', [['', 'x']]],
    ['5" gun,b', [['5" gun', 'b']]],
    ['"he said "no" twice",b', [['he said "no" twice', 'b']]],
    ['a\r\nb\r\n', [['a'], ['b']]],
    ['"a\n\n\nb"', [['a\n\n\nb']]],
  ])('%j', (text, expected) => {
    expect(cut(text)).toEqual(expected);
  });

  it('agrees with csv-parse on well-formed tables', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ї', '中', ',', ';', '"', '\n', ' ', '\t'), maxLength: 8 });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t'),
        (table, delimiter) => {
          const text = table
            .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter))
            .join('\n');
          const expected: string[][] = parse(text, { delimiter, relax_column_count: true });
          expect(cut(text, delimiter)).toEqual(expected);
          expect(expected).toEqual(table);
        },
      ),
    );
  });

  it('gives every line to exactly one row, whatever the quotes', () => {
    const line = fc.string({ unit: fc.constantFrom('a', ',', '"', ' '), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const starts = [
          ...rowsOf(
            lines.map((text, index) => ({ number: index + 1, text })),
            ',',
          ),
        ].map((row) => row.line);
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
        if (lines.length > 0) expect(starts[0]).toBe(1);
      }),
    );
  });
});

describe('sniffDelimiter', () => {
  it.each([
    [['a,b', '1,2'], ','],
    [['a;b', '1,5;2,5', '2,5;3'], ';'],
    [['a\tb', 'x, y\tz'], '\t'],
    [['text'], ','],
    [['id;text', '1;"a,b,c"', '2;"d,e,f"'], ';'],
    [['id,text', '1,"a;b;c;d"', '2,e;f;g;h'], ','],
  ])('%j', (lines, expected) => {
    expect(sniffDelimiter(lines)).toBe(expected);
  });
});

describe('CSV', () => {
  it('rejects ragged rows by line and goes on', async () => {
    const text = 'id,text,lang\n1,a,zh\n2,b\n3,"c\nd",ru\n4,e,uk,more\n5,f,en,,\nid,text,lang\n\n6,g,\n';
    const reading = await read(text);
    expect(reading.format).toBe('csv');
    expect(gist(reading)).toEqual([
      { id: '1', text: 'a', lang: 'zh' },
      '3: ragged-row',
      { id: '3', text: 'c\nd', lang: 'ru' },
      '6: ragged-row',
      { id: '5', text: 'f', lang: 'en' },
      '8: repeated-header',
      { id: '6', text: 'g', lang: '' },
    ]);
  });

  it('loses only the line on which a quote is never closed', async () => {
    const rows = Array.from({ length: 6000 }, (_, i) => `${i},row ${i}`);
    rows[10] = '10,"open';
    const { records } = await read(`id,text\n${rows.join('\n')}\n`);
    expect(records.length).toBe(6000);
    expect(records.filter((record) => 'slug' in record)).toMatchObject([{ place: '12', slug: 'open-quote' }]);
  });

  it('stays fast where every quote is open', async () => {
    const { records } = await read(`id,text\n${Array.from({ length: 5000 }, (_, i) => `${i},"x ${i}`).join('\n')}\n`);
    expect(records.length).toBe(5000);
  });

  it('names columns that have no name or the same name', async () => {
    expect(gist(await read('text,,text\na,b,c\n'))).toEqual([{ text: 'a', 'column 2': 'b', 'text 2': 'c' }]);
  });
});
