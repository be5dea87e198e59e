/** A small study in four languages, searched as people do. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InterruptedError } from '../../src/errors.ts';
import { longestQuery, openSearch } from '../../src/search/open.ts';
import type { Search, SearchRequest, SearchResult } from '../../src/search/types.ts';
import { Study } from '../../src/store/study.ts';
import { temporaryFolder } from '../support/folder.ts';
import { makeIndex, makeStudy, texts } from './study.ts';

const minutes = 60_000;
let folder = '';
let study: Study;
let search: Search;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crosscurrent-search-'));
  study = await makeStudy(folder);
  search = await openSearch(study, { embedder: 'bundled' });
}, 5 * minutes);

afterAll(async () => {
  await search.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (text: string, more: Partial<SearchRequest> = {}): Promise<SearchResult> => search.query({ text, ...more });
const items = ({ passages }: SearchResult): string[] => passages.map(({ item_id }) => item_id.split(':')[1]!).sort();
const codes = ({ notes }: SearchResult): string[] => notes.map(({ code }) => code);

/** A copy of the study that a test may change. */
function copied(): Study {
  const path = join(temporaryFolder(), 'study');
  cpSync(study.folder, path, { recursive: true });
  return new Study(path);
}

test.each([
  ['en', 'The navy closed the strait with mines'],
  ['zh', '海军用水雷封锁海峡'],
  ['ru', 'Флот перекрыл пролив минами'],
  ['uk', 'Флот перекрив протоку мінами'],
])('a claim in %s finds those who say it in every language, and the narrative', async (language, claim) => {
  const found = await ask(claim, { by: 'meaning', limit: 5 });
  expect(found.language).toBe(language);
  const tell = items(found).filter((item) => ['a1', 'a2', 'a3', 'p1', 'p2'].includes(item));
  expect(tell.length).toBeGreaterThanOrEqual(4);
  const [narrative] = found.narratives;
  expect(narrative).toMatchObject({ posts: 2, measured: true, level: 0, meaning: { rank: 1, space: 'embedder' } });
  expect(narrative!.meaning!.cosine).toBeGreaterThan(0.1);
  expect(narrative!.passages.map(({ kind }) => kind)).toContain('post');
  expect(narrative!.passages.every(({ narrative_id }) => narrative_id === narrative!.narrative_id)).toBe(true);
});

test('each result says why it is there', async () => {
  const found = await ask('navy mines');
  const [first] = found.passages;
  expect(first).toMatchObject({ item_id: 'article:a1', ecosystem: 'american', words: { rank: 1, held: 1 } });
  expect(first!.meaning).toMatchObject({ space: 'sketch' });
  expect(first!.score).toBeCloseTo(1 / 61 + 1 / (60 + first!.meaning!.rank), 10);
  expect(first!.marks.map(({ start, end }) => first!.text.slice(start, end))).toEqual(['navy', 'mines']);
  const foreign = found.passages.find(({ item_id }) => item_id === 'article:a2')!;
  expect(foreign.words).toBeUndefined();
  expect(foreign.marks).toEqual([]);
});

test('words are found in their other forms, and Chinese inside what a segmenter would join', async () => {
  expect(items(await ask('ночью', { by: 'words' }))).toEqual(['a2']);
  expect(items(await ask('торговые суды', { by: 'words' }))).toEqual(['a2', 'a3']);
  expect(items(await ask('торгові', { by: 'words' }))).toEqual(['a2', 'a3']);
  expect(items(await ask('港外', { by: 'words' }))).toEqual(['p1', 'p2']);
  const single = await ask('葱', { by: 'words' });
  expect(items(single)).toEqual(['p3', 'p4']);
  const marked = single.passages.flatMap(({ text, marks }) => marks.map(({ start, end }) => text.slice(start, end)));
  expect(new Set(marked)).toEqual(new Set(['葱']));
});

test('marks are right in a text that means harm', async () => {
  const found = await ask('script low patience amp', { by: 'words' });
  const [{ text, marks }] = found.passages as [SearchResult['passages'][number]];
  expect(text).toContain('<script>');
  expect(marks.map(({ start, end }) => text.slice(start, end))).toEqual(['script', 'script', 'patience']);
});

test('filters leave out what they say', async () => {
  const claim = 'The navy closed the strait with mines';
  expect((await ask(claim, { kind: 'post' })).passages.every(({ kind }) => kind === 'post')).toBe(true);
  expect(items(await ask(claim, { ecosystem: 'russian' }))).toEqual(['a2']);
  expect(items(await ask(claim, { language: 'uk' }))).toEqual(['a3']);
  const window = { from: Date.parse('2031-03-08'), until: Date.parse('2031-03-10') };
  expect(items(await ask(claim, window))).toEqual(['a1', 'a2', 'p4']);
  const all = await ask(claim);
  const inside = await ask(claim, { narrative: all.narratives[0]!.narrative_id });
  expect(inside.passages.length).toBeGreaterThan(1);
  expect(inside.narratives.map(({ narrative_id }) => narrative_id)).toEqual([all.narratives[0]!.narrative_id]);
  expect(new Set(inside.passages.map(({ narrative_id }) => narrative_id))).toEqual(
    new Set([all.narratives[0]!.narrative_id]),
  );
  const none = await ask(claim, { narrative: "n' OR 1=1" });
  expect([codes(none), none.passages, none.narratives]).toEqual([['unknown_narrative'], [], []]);
  expect((await ask(claim, { ecosystem: "x' OR '1'='1" })).passages).toEqual([]);
});

test('a narrative is found by the name that people gave it', async () => {
  const [narrative] = (await ask('海峡', { by: 'words' })).narratives;
  const edits = `- rename: ${narrative!.narrative_id}\n  to: The quokka affair\n`;
  const renamed = await makeStudy(temporaryFolder(), { edits });
  const opened = await openSearch(renamed, { embedder: 'bundled' });
  const found = await opened.query({ text: 'Quokkas', by: 'words' });
  expect(found.narratives).toMatchObject([{ label: 'The quokka affair', posts: 2, words: { rank: 1, held: 1 } }]);
  expect(found.narratives[0]!.marks).toEqual([{ start: 4, end: 10 }]);
  expect(found.passages).toEqual([]);
  await opened.close();
}, 120_000);

test('a narrative that is not measured is found where such are asked for', async () => {
  const measured = await ask('noodles', { limit: 100 });
  expect(measured.narratives.every((hit) => hit.measured)).toBe(true);
  const every = await ask('noodles', { limit: 100, unmeasured: true });
  expect(every.narratives.length).toBeGreaterThanOrEqual(measured.narratives.length);
});

test.each([
  ['nothing', '', ['empty']],
  ['blanks and null bytes', ' \0\n ', ['empty']],
  ['emoji', '😀🎉', ['no_words']],
  ['half a character', '\ud83d', ['no_words']],
  ['100 kB', 'strait mines '.repeat(8000), ['cut']],
  ['SQL', `'); DROP TABLE places; -- $1 ?`, []],
  ['quotes', `"the 'navy' \`closed\`"`, []],
  ['stop words', 'the and of', []],
  ['several languages', 'navy 海峡 пролив протоку', []],
])('%s as a query: a plain answer', async (_, text, expected) => {
  const found = await ask(text);
  expect(codes(found)).toEqual(expected);
  expect(found.text.length).toBeLessThanOrEqual(longestQuery);
  expect((await ask('navy')).passages.length).toBeGreaterThan(0);
});

test('a query in a language that the study does not have is answered', async () => {
  const found = await ask('Die Marine hat die Meerenge in der Nacht mit Minen gesperrt', { by: 'meaning' });
  expect(found.language).toBe('de');
  expect(items(found).length).toBeGreaterThan(0);
  expect((await ask('navy', { queryLanguage: 'xx' })).passages[0]!.item_id).toBe('article:a1');
});

test('queries beside each other answer as one after the other, and limits hold', async () => {
  const both = await Promise.all([
    ask('navy mines', { limit: 3 }),
    ask('葱油', { limit: 2 }),
    ask('navy mines', { limit: 3 }),
  ]);
  expect(both[0].passages).toEqual(both[2].passages);
  expect([both[0].passages.length, both[1].passages.length]).toEqual([3, 2]);
  await expect(ask('navy', { limit: 0 })).rejects.toThrow(RangeError);
  await expect(ask('navy', { limit: 101 })).rejects.toThrow(RangeError);
});

test('an aborted query ends', async () => {
  const aborted = AbortSignal.abort();
  await expect(search.query({ text: 'navy' }, aborted)).rejects.toThrow(InterruptedError);
});

test('without an index, or with that of other passages, meaning still answers', async () => {
  const own = copied();
  rmSync(own.artefact('index'), { recursive: true });
  const opened = await openSearch(own, { embedder: 'bundled' });
  const found = await opened.query({ text: 'The navy closed the strait' });
  expect(codes(found)).toEqual(['no_index']);
  expect(found.passages[0]!.item_id).toBe('article:a1');
  expect((await opened.query({ text: 'navy', by: 'words' })).passages).toEqual([]);
  await makeIndex(own);
  expect(codes(await opened.query({ text: 'navy' }))).toEqual([]);
  const manifest = JSON.parse(readFileSync(own.manifestPath, 'utf8')) as { stages: { index: { inputs: object } } };
  manifest.stages.index.inputs = { passages: 'other' };
  writeFileSync(own.manifestPath, JSON.stringify(manifest));
  expect(codes(await opened.query({ text: 'navy' }))).toEqual(['old_index']);
  await opened.close();
});

test('a server that cannot be reached leaves sketches and words', async () => {
  const own = copied();
  const id = 'http-m-384';
  for (const name of ['vectors', 'means'] as const) {
    const content = JSON.parse(readFileSync(own.artefact(name), 'utf8')) as object;
    writeFileSync(own.artefact(name), JSON.stringify({ ...content, embedder: id }));
  }
  const opened = await openSearch(own, { embedder: { http: 'http://127.0.0.1:9/v1', model: 'm', dimensions: 384 } });
  const found = await opened.query({ text: 'The navy closed the strait with mines' });
  expect(codes(found)).toEqual(['sketches_only']);
  expect(found.passages[0]).toMatchObject({ item_id: 'article:a1', meaning: { space: 'sketch' } });
  expect(found.narratives[0]).toMatchObject({ posts: 2, meaning: { space: 'sketch' } });
  await opened.close();
});

test('a study of another embedder is not compared with it', async () => {
  const opened = await openSearch(study, { embedder: { http: 'http://127.0.0.1:9/v1', model: 'm', dimensions: 3 } });
  const found = await opened.query({ text: 'navy' });
  expect(found.notes[0]).toMatchObject({ code: 'sketches_only', reason: expect.stringContaining('two vector spaces') });
  await opened.close();
});

test(
  'a study without narratives, and one without articles, are searched for passages',
  async () => {
    const own = copied();
    for (const name of ['narratives', 'members', 'matches', 'measured'] as const) rmSync(own.artefact(name));
    const opened = await openSearch(own, { embedder: 'bundled' });
    const found = await opened.query({ text: 'navy mines' });
    expect([codes(found), found.narratives, found.passages[0]!.item_id]).toEqual([['no_narratives'], [], 'article:a1']);
    await opened.close();

    const posts = await makeStudy(temporaryFolder(), {
      own: texts.filter(({ ecosystem }) => ecosystem === undefined),
      last: 'cluster',
    });
    const ofPosts = await openSearch(posts, { embedder: 'bundled' });
    const near = await ofPosts.query({ text: 'The navy closed the strait with mines' });
    expect(
      near.passages
        .slice(0, 2)
        .map(({ item_id }) => item_id)
        .sort(),
    ).toEqual(['weibo:p1', 'weibo:p2']);
    expect(near.narratives[0]!.posts).toBeGreaterThan(0);
    await ofPosts.close();
  },
  2 * minutes,
);

test(
  'an exact study has one space',
  async () => {
    const exact = await makeStudy(temporaryFolder(), { config: { exact: true } });
    const opened = await openSearch(exact, { embedder: 'bundled' });
    const found = await opened.query({ text: 'The navy closed the strait with mines', by: 'meaning', limit: 5 });
    expect(items(found)).toEqual(['a1', 'a2', 'a3', 'p1', 'p2']);
    expect(new Set(found.passages.map(({ meaning }) => meaning!.space))).toEqual(new Set(['embedder']));
    await opened.close();
  },
  2 * minutes,
);

test('vectors that do not fit the memory are read from disk, with the same answer', async () => {
  const small = await openSearch(study, { embedder: 'bundled', memoryMegabytes: 64, vectorMegabytes: 0 });
  const [here, there] = [await ask('navy mines'), await small.query({ text: 'navy mines' })];
  expect(there.passages).toEqual(here.passages);
  await small.close();
});
