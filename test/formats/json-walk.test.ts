import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonWalker } from '../../src/formats/json-walk.ts';
import type { JsonElement, JsonPath } from '../../src/formats/json-walk.ts';
import { gist, read } from './reading.ts';

/** The elements of a text that comes in pieces of some length. */
function walk(text: string, paths: readonly JsonPath[], length = text.length): JsonElement[] {
  const walker = new JsonWalker(paths);
  const found: JsonElement[] = [];
  for (let at = 0; at < text.length; at += length) found.push(...walker.push(text.slice(at, at + length)));
  return [...found, ...walker.end()];
}

describe('JsonWalker', () => {
  it('finds the elements of any array, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 9 }),
        (values, indent, length) => {
          const text = JSON.stringify(values, null, indent);
          expect(walk(text, [['*']], length).map((element) => JSON.parse(element.text) as unknown)).toEqual(
            JSON.parse(JSON.stringify(values)),
          );
        },
      ),
    );
  });

  it('finds records deep within, with what stands around them', () => {
    const document = {
      name: 'a',
      user: { id: 1, list: [{ x: 1 }] },
      chats: { list: [{ name: 'b', messages: [{ n: 1 }, { n: 2 }] }, { messages: [{ n: 3 }] }] },
    };
    for (const length of [1, 7, 1000]) {
      const found = walk(JSON.stringify(document, null, 1), [['chats', 'list', '*', 'messages', '*']], length);
      expect(found.map(({ text, within }) => [JSON.parse(text), within['name'], within['user.id']])).toEqual([
        [{ n: 1 }, 'b', 1],
        [{ n: 2 }, 'b', 1],
        [{ n: 3 }, 'a', 1],
      ]);
    }
  });

  it('tells the line of each record', () => {
    expect(walk('[\n{"a":1},\n\n  {"a":\n2}]', [['*']]).map(({ line }) => line)).toEqual([2, 4]);
  });

  it('tells what stands behind the document, and brackets where a key should be', () => {
    expect(walk('{"list":[{"a":1}]} {"a":2}', [['list', '*']]).map(({ fault }) => fault)).toEqual([
      undefined,
      'misplaced',
    ]);
    expect(walk('{"list":[{"a":1}],{"a":2}', [['list', '*']]).map(({ fault }) => fault)).toEqual([
      undefined,
      'misplaced',
    ]);
  });
});

describe('JSON documents', () => {
  it('are read from their only array of objects, or are a record themselves', async () => {
    expect(gist(await read('{\n "total": 2,\n "results": [{"text": "a"}, {"text": "b"}]\n}'))).toEqual([
      { text: 'a' },
      { text: 'b' },
    ]);
    const page = { text: 'a', images: [{ src: 'x' }] };
    expect(gist(await read(JSON.stringify(page, null, 2)))).toEqual([page]);
    expect(gist(await read(`${JSON.stringify(page, null, 2)}\n`.repeat(2)))).toEqual([page, page]);
  });

  it('may be longer than any line is read', async () => {
    const text = 'x'.repeat(1_000_000);
    const { records } = await read(`[${Array.from({ length: 20 }, () => JSON.stringify({ text })).join(',')}]`);
    expect(records).toHaveLength(20);
  });

  it('lose no record to one before it that is not closed', async () => {
    const rest = '{"id":2,"text":"b"},{"id":3,"text":"c"}';
    expect(gist(await read(`[{"id":1,"text":"a",${rest}]`))).toEqual([
      '1: malformed-json',
      { id: 2, text: 'b' },
      { id: 3, text: 'c' },
    ]);
    expect(gist(await read(`[{"id":1,"text":"a},${rest}]`))).toEqual([
      '1: malformed-json',
      { id: 2, text: 'b' },
      { id: 3, text: 'c' },
    ]);
  });

  it('reject what is not of the encoding', async () => {
    const bytes = Buffer.from('[{"text":"слово"},{"text":"слово"},{"text":"\ufffd"}]');
    bytes[bytes.indexOf('}') + 14] = 0xff;
    expect(gist(await read(bytes, { encoding: 'utf-8' }))[0]).toEqual({ text: 'слово' });
    expect(gist(await read(bytes, { encoding: 'utf-8' }))[1]).toBe('1: encoding');
  });
});
