import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/formats/json.ts';
import { gist, read } from './reading.ts';

describe('parseJson', () => {
  it('keeps all digits of long whole numbers', () => {
    expect(
      parseJson(
        '{"id":1234567890123456789,"n":[-99999999999999999999],"f":1234567890123456.5,"s":"12345678901234567890"}',
      ),
    ).toEqual({
      id: '1234567890123456789',
      n: ['-99999999999999999999'],
      f: 1234567890123456.5,
      s: '12345678901234567890',
    });
  });

  it('leaves digits in strings alone, whatever is escaped before them', () => {
    const value = { a: '\\"1234567890123456789', b: 'x\\', c: '"1234567890123456789 : 1234567890123456789"' };
    expect(parseJson(JSON.stringify(value))).toEqual(value);
  });

  it('reads what Python writes for missing numbers', () => {
    expect(parseJson('{"a":NaN,"b":-Infinity,"c":[Infinity],"d":"NaN"}')).toEqual({
      a: null,
      b: null,
      c: [null],
      d: 'NaN',
    });
  });

  it('agrees with JSON.parse on everything JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        if (/\d{16}/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, ''))) return;
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});

describe('NDJSON', () => {
  it('turns every line that is no object into an unread record', async () => {
    const text = '{"text":"a"}\r\n\n{"text":\n[1]\n"x"\nnull\n{"text":"b"} trailing\n  {"text":"c"}';
    const reading = await read(text);
    expect(reading.format).toBe('ndjson');
    expect(gist(reading)).toEqual([
      { text: 'a' },
      '3: malformed-json',
      '4: not-an-object',
      '5: not-an-object',
      '6: not-an-object',
      '7: malformed-json',
      { text: 'c' },
    ]);
  });

  it('reads lines longer than a chunk and refuses those without end', async () => {
    const long = 'x'.repeat(700_000);
    const endless = 'y'.repeat(17 * 1024 * 1024);
    const reading = await read(`{"text":"${long}"}\n{"text":"${endless}"}\n{"text":"z"}\n`);
    expect(gist(reading)).toEqual([{ text: long }, '2: too-long', { text: 'z' }]);
  });
});

describe('JSON array', () => {
  it('reads elements wherever the lines break', async () => {
    const value = [{ text: 'a, ] "b' }, { text: 'c', user: { name: 'd', list: [1, [2]] } }, { text: 'e\\' }];
    for (const text of [
      JSON.stringify(value),
      JSON.stringify(value, null, 4),
      `\ufeff \n[\n${value.map((one) => JSON.stringify(one)).join('\n,\n')}\n]\n`,
    ]) {
      const reading = await read(text);
      expect(reading.format).toBe('json');
      expect(gist(reading)).toEqual(value);
    }
  });

  it('loses one malformed element only, and tells when the file is cut off', async () => {
    expect(gist(await read('[{"text":"a"},\n{"text":oops},\n7,\n{"text":"b"},\n{"te'))).toEqual([
      { text: 'a' },
      '2: malformed-json',
      '3: not-an-object',
      { text: 'b' },
      '5: malformed-json',
    ]);
  });

  it('may be empty', async () => {
    expect((await read('[]')).records).toEqual([]);
  });
});
