/**
 * Damages the fixtures of every source and reads them: no input may stop a reader with anything but a UserError,
 * and no row may be lost without a reject.
 *
 * Damage within one record must leave an item or a reject of every other one. Damage anywhere is only read.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { UserError } from '../src/errors.ts';
import { packingOf } from '../src/formats/bytes.ts';
import { columnReader } from '../src/formats/columns.ts';
import { makeItem } from '../src/formats/item.ts';
import { JsonWalker } from '../src/formats/json-walk.ts';
import { readRecords, recipeFor, recognise } from '../src/formats/open.ts';
import type { Recognised } from '../src/formats/open.ts';
import { surveyFile } from '../src/formats/survey.ts';
import { readWarcArticles } from '../src/formats/warc-pages.ts';
import type { ExtractedPage } from '../src/formats/warc-pages.ts';
import { packageRoot } from '../src/package-root.ts';

/** What came of the damaged inputs of one importer. */
export interface FuzzResult {
  readonly importer: string;
  readonly inputs: number;
  /** Inputs that were refused as a whole, with a UserError. */
  readonly refused: number;
  readonly items: number;
  readonly rejects: number;
  readonly seconds: number;
}

/** A reading in which something went wrong that must not. */
export class FuzzError extends Error {
  readonly input: Uint8Array;

  constructor(message: string, input: Uint8Array, cause?: unknown) {
    super(message, { cause });
    this.input = input;
  }
}

interface Fixture {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Where records lie: damage within one of these leaves the others whole. */
  readonly spans: readonly (readonly [number, number])[];
  readonly outcome: Outcome;
  readonly read: (content: Uint8Array) => Promise<Outcome>;
}

interface Outcome {
  readonly items: number;
  readonly rejects: number;
  readonly as: string;
}

const { signal } = new AbortController();

/** Reads some bytes as an import does; a UserError where they are refused as a whole. */
async function readAll(content: Uint8Array): Promise<Outcome> {
  const location = { path: 'fuzz', content };
  const survey = await surveyFile(location, signal);
  const recognised: Recognised = recognise('fuzz', survey, {});
  if (recognised.format === 'parquet') return { items: 0, rejects: 1, as: 'parquet' };
  const recipe = recipeFor(recognised);
  const columns = columnReader({}, recipe);
  let items = 0;
  let rejects = 0;
  for await (const records of readRecords({
    ...location,
    packing: packingOf(content),
    ...recognised,
    signal,
    memoryMegabytes: 64,
  })) {
    for (const record of records) {
      const item =
        'slug' in record ? record : makeItem(record, columns, { kind: 'post', source: 'fuzz', ...recipe?.defaults });
      if ('slug' in item) rejects += 1;
      else items += 1;
    }
  }
  return { items, rejects, as: `${recognised.source ?? '-'} ${recognised.format} ${recognised.encoding}` };
}

/** The fixtures of all importers, and one packed with gzip. */
export async function openFixtures(): Promise<Fixture[]> {
  const folder = join(packageRoot, 'test/fixtures/sources');
  const fixtures: Fixture[] = [];
  for (const name of readdirSync(folder)) {
    const input = readdirSync(join(folder, name)).find((file) => file.startsWith('input.'))!;
    const bytes = readFileSync(join(folder, name, input));
    fixtures.push({ name, bytes, spans: spansOf(bytes, name), outcome: await readAll(bytes), read: readAll });
  }
  const packed = gzipSync(fixtures.find(({ name }) => name === 'weibo-nghuyong')!.bytes);
  const archive = webArchive();
  return [
    ...fixtures,
    { name: 'gzip', bytes: packed, spans: [], outcome: await readAll(packed), read: readAll },
    { name: 'warc', bytes: archive, spans: [], outcome: await readArchive(archive), read: readArchive },
    {
      name: 'warc-gzip',
      bytes: gzipSync(archive),
      spans: [],
      outcome: await readArchive(gzipSync(archive)),
      read: readArchive,
    },
  ];
}

/** A WARC file of four pages. */
function webArchive(): Buffer {
  return Buffer.concat(
    [0, 1, 2, 3].map((number) => {
      const answer = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Page ${number}</title><p>Text.</p>`;
      const fields = `WARC-Type: response\r\nWARC-Date: 2022-03-01T12:15:00Z\r\nWARC-Target-URI: https://example.com/${number}\r\n`;
      return Buffer.from(`WARC/1.0\r\n${fields}Content-Length: ${answer.length}\r\n\r\n${answer}\r\n\r\n`);
    }),
  );
}

/** Reads a WARC file with an extractor that takes every page for an article. */
async function readArchive(content: Uint8Array): Promise<Outcome> {
  const file = { path: 'fuzz', content, packing: packingOf(content), encoding: 'utf-8', signal };
  const found = { items: 0, rejects: 0, as: 'warc' };
  const page = { title: 'a', author: null, language: null, publishedAt: null, publishedPrecision: null };
  const extract = (): ExtractedPage => ({ kind: 'article', text: 'b', publishedBasis: null, ...page });
  for await (const records of readWarcArticles(file, extract)) {
    for (const record of records) found['slug' in record ? 'rejects' : 'items'] += 1;
  }
  return found;
}

/** Lines of tables and lines of objects, elements of documents and of XML. */
function spansOf(bytes: Buffer, name: string): [number, number][] {
  const text = bytes.toString('latin1');
  if (/<(?:rss|\w+:feed|urlset)/.test(text)) return matches(text, /<(?:a:)?(item|entry|url)>[\s\S]*?<\/(?:a:)?\1>/g);
  if (/^\s*[{[]/.test(text) && !/^\{.*\}\r?\n/.test(text)) {
    const paths = [['*'], ['weibo', '*'], ['articles', '*'], ['items', '*'], ['messages', '*']];
    return new JsonWalker(name === 'news-please' ? [[]] : paths)
      .push(text)
      .map((element): [number, number] => [text.indexOf(element.text), element.text.length])
      .map(([start, length]) => [start, start + length]);
  }
  // The first line may be the header.
  return matches(text, /\n[^\r\n]+/g);
}

function matches(text: string, pattern: RegExp): [number, number][] {
  return [...text.matchAll(pattern)].map((found) => [found.index + 1, found.index + found[0].length]);
}

/** A seeded generator of whole numbers below a bound (mulberry32). */
export function randomBelow(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * bound);
  };
}

const pieces = [
  '"',
  ',',
  '\n',
  '\r\n',
  '{',
  '}',
  '[',
  ']',
  '<',
  '>',
  '&',
  ':',
  ';',
  '\t',
  '\\',
  '\0',
  '万',
  '\ufeff',
  'null',
  '1e400',
]
  .concat([
    '-1',
    '</item>',
    '<item>',
    ']]>',
    '<![CDATA[',
    '\\u0000',
    '\\ud800',
    '99999999999999999999',
    '__proto__',
    '+08:00',
  ])
  .map((piece) => Buffer.from(piece));

/** Damages some bytes between two places once. */
function damage(bytes: Uint8Array, from: number, to: number, random: (bound: number) => number): Uint8Array {
  const at = from + random(Math.max(1, to - from));
  const length = Math.min(1 + random(random(4) === 0 ? 40 : 4), Math.max(0, to - at));
  const put: Uint8Array[] = [
    // Deleted, inserted, overwritten with noise, doubled, a bit turned over.
    () => new Uint8Array(0),
    () => Buffer.concat([pieces[random(pieces.length)]!, bytes.subarray(at, at + length)]),
    () => Uint8Array.from({ length }, () => random(256)),
    () => Buffer.concat([bytes.subarray(at, at + length), bytes.subarray(at, at + length)]),
    () => bytes.subarray(at, at + length).map((byte) => byte ^ (1 << random(8))),
  ]
    .slice(random(5))
    .slice(0, 1)
    .map((make) => make());
  return Buffer.concat([bytes.subarray(0, at), ...put, bytes.subarray(at + length)]);
}

/** Damages a fixture so many times; a FuzzError carries the input that went wrong. */
export async function fuzz(fixture: Fixture, inputs: number, seed: number): Promise<FuzzResult> {
  const random = randomBelow(seed);
  const started = performance.now();
  const { bytes, spans, outcome } = fixture;
  const expected = outcome.items + outcome.rejects;
  const total = { refused: 0, items: 0, rejects: 0 };
  for (let i = 0; i < inputs; i++) {
    const isLocal = spans.length > 0 && random(2) === 0;
    const [from, to] = isLocal ? spans[random(spans.length)]! : [0, bytes.length];
    let input = damage(bytes, from, to, random);
    if (!isLocal) for (let more = random(4); more > 0; more--) input = damage(input, 0, input.length, random);
    if (!isLocal && random(10) === 0) input = input.subarray(0, random(input.length));
    let found: Outcome;
    try {
      found = await fixture.read(input);
    } catch (error) {
      if (!(error instanceof UserError))
        throw new FuzzError(`${fixture.name}, input ${i} of seed ${seed}: ${String(error)}`, input, error);
      total.refused += 1;
      continue;
    }
    total.items += found.items;
    total.rejects += found.rejects;
    // A repost may lose its original with the damage; everything else is an item or a reject.
    const fewest = expected - (fixture.name.startsWith('weibo-') ? 2 : 1);
    if (isLocal && found.as === outcome.as && found.items + found.rejects < fewest && found.rejects <= outcome.rejects)
      throw new FuzzError(`${fixture.name}, input ${i} of seed ${seed}: ${JSON.stringify({ found, outcome })}`, input);
  }
  return { importer: fixture.name, inputs, ...total, seconds: (performance.now() - started) / 1000 };
}
