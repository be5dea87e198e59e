/** Digests on the disk: nothing is lost, and nobody overwrites anybody. */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { limits } from '../../src/digest/model.ts';
import {
  createDigest,
  deleteDigest,
  DigestConflict,
  listDigests,
  readDigest,
  readDigests,
  revisionsOf,
  saveDigest,
  slugOf,
} from '../../src/digest/store.ts';
import { packageRoot } from '../../src/package-root.ts';
import type { Study } from '../../src/store/study.ts';
import { bareStudy, hostileTexts, occasions, quoteOf, quotedWith } from './make.ts';

const head = { title: 'Who closed the strait?', language: 'en', author: 'M. Keller' } as const;
const words = (text: string) => ({ kind: 'words' as const, text });

test('a digest is made, saved, read again and listed', async () => {
  const study = bareStudy();
  const at = occasions();
  const made = await createDigest(study, head, at());
  expect(made).toMatchObject({ id: 'who-closed-the-strait', revision: 1, blocks: [] });
  const blocks = [
    words('Once *upon* a time'),
    quoteOf(quotedWith(), { parts: ['No ship has passed'], translation: { text: 'Ни один корабль', language: 'ru' } }),
    { kind: 'row' as const, quotes: [quoteOf(quotedWith()), quoteOf(quotedWith({ passage_id: 'weibo:1#0' }))] },
  ];
  const saved = await saveDigest(study, { ...made, title: ' New title ', blocks }, at());
  expect(saved).toMatchObject({ revision: 2, title: 'New title', created_at: made.created_at, uuid: made.uuid });
  expect(saved.updated_at > made.updated_at).toBe(true);
  expect(await readDigest(study, made.id)).toEqual(saved);
  expect(await readDigest(study, made.id, 1)).toEqual(made);
  expect(await revisionsOf(study, made.id)).toEqual([1, 2]);
  const again = await createDigest(study, head, at());
  expect(again.id).toBe('who-closed-the-strait-2');
  const { digests, damaged } = await listDigests(study);
  expect(digests.map(({ id, quotes, blocks }) => [id, quotes, blocks])).toEqual([
    [again.id, 0, 0],
    [made.id, 3, 3],
  ]);
  expect(damaged).toEqual([]);
});

test('a save that changes nothing writes nothing; one by a clock that was set back is still later', async () => {
  const study = bareStudy();
  const at = occasions();
  const early = at();
  const made = await createDigest(study, head, at());
  expect(await saveDigest(study, made, at())).toEqual(made);
  const saved = await saveDigest(study, { ...made, blocks: [words('x')] }, early);
  expect(saved.revision).toBe(2);
  expect(Date.parse(saved.updated_at)).toBe(Date.parse(made.updated_at) + 1);
});

test('of two saves of one revision the later is refused, with both at hand', async () => {
  const study = bareStudy();
  const made = await createDigest(study, head);
  const results = await Promise.allSettled(
    ['mine', 'yours', 'theirs'].map((text) => saveDigest(study, { ...made, blocks: [words(text)] })),
  );
  const saved = results.filter((result) => result.status === 'fulfilled');
  expect(saved).toHaveLength(1);
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    expect(result.reason).toBeInstanceOf(DigestConflict);
    const { saved: stands, refused } = result.reason as DigestConflict;
    expect(stands).toEqual(saved[0]!.value);
    expect(refused.blocks).not.toEqual(stands.blocks);
  }
  expect(await revisionsOf(study, made.id)).toEqual([1, 2]);
});

test('hostile texts come back as they were', async () => {
  const study = bareStudy();
  let digest = await createDigest(study, { title: hostileTexts[0], language: 'uk', author: hostileTexts[1] });
  for (const text of hostileTexts) {
    const quoted = quotedWith({ text: `${text} x`, title: text, author: text, site: text, url: text, ecosystem: text });
    digest = await saveDigest(study, { ...digest, blocks: [words(text), quoteOf(quoted)] });
    expect(await readDigest(study, digest.id)).toEqual(digest);
    expect(digest.blocks[1]).toEqual(quoteOf(quoted));
  }
  expect(await revisionsOf(study, digest.id)).toHaveLength(hostileTexts.length + 1);
});

test.each([
  ['Who closed the strait?', 'who-closed-the-strait'],
  ['谁封锁了海峡', 'digest'],
  ['../../etc/passwd', 'etc-passwd'],
  ['Ünïcödé & <b>', 'unicode-b'],
  ['con', 'digestcon'],
  ['-'.repeat(300), 'digest'],
  ['x'.repeat(300), 'x'.repeat(50)],
])('the slug of %j is %s', (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

test.each(['..', '.', '', '../x', 'a/b', 'a\\b', '.trash', 'A', 'a\0', 'a'.repeat(61), '-a', 'strait/000001'])(
  '%j is no id',
  async (id) => {
    const study = bareStudy();
    await expect(readDigest(study, id)).rejects.toThrow(/cannot be the id of a digest/);
    await expect(deleteDigest(study, id, 1)).rejects.toThrow(/cannot be the id of a digest/);
  },
);

test('what passes a limit is refused with the limit, and nothing is written', async () => {
  const study = bareStudy();
  const made = await createDigest(study, head);
  const longest = quotedWith({ text: '字'.repeat(limits.quoted) });
  const refused: [Partial<typeof made>, RegExp][] = [
    [{ title: '' }, /title/],
    [{ title: 'x'.repeat(limits.title + 1) }, /title: .*300/],
    [{ blocks: [words('x'.repeat(limits.words + 1))] }, /blocks\.0\.text: .*20000/],
    [{ blocks: Array.from({ length: limits.blocks + 1 }, () => words('x')) }, /blocks: .*500/],
    [{ blocks: Array.from({ length: 11 }, () => words('字'.repeat(limits.words))) }, /200000 characters together/],
    [{ blocks: [words(`- a\n\n${'- '.repeat(12)}a`)] }, /opens more than eleven lists/],
    [{ blocks: Array.from({ length: 140 }, () => quoteOf(longest)) }, /8000000/],
    [{ blocks: [{ kind: 'row', quotes: [quoteOf(quotedWith())] }] }, /quotes/],
    [{ blocks: [quoteOf(quotedWith(), { parts: ['Some ships passed'] })] }, /does not stand in the passage/],
    [{ blocks: [quoteOf({ ...quotedWith(), text: 'They lied.' })] }, /is not the one that was quoted/],
  ];
  for (const [change, why] of refused)
    await expect(saveDigest(study, { ...made, ...change }), String(why)).rejects.toThrow(why);
  expect(await revisionsOf(study, made.id)).toEqual([1]);
});

test('a file that was meddled with is named, and the list goes on without it', async () => {
  const study = bareStudy();
  const made = await createDigest(study, head);
  const other = await createDigest(study, head);
  const saved = await saveDigest(study, { ...made, blocks: [quoteOf(quotedWith())] });
  const path = study.path('digests', made.id, '000002.json');
  const content = readFileSync(path, 'utf8');
  for (const [damage, why] of [
    [content.slice(0, -20), /it is no JSON/],
    [content.replace('closed on Monday', 'closed by them'), /not the one that was quoted/],
    [content.replace('"revision": 2', '"revision": 3'), /says that it is revision 3/],
    [content.replace('"format": 1', '"format": 2'), /format/],
    [content.replace('"author"', '"writer"'), /writer/],
    [`${content}${' '.repeat(limits.file)}`, /at most 8000000/],
  ] as const) {
    expect(damage).not.toBe(content);
    writeFileSync(path, damage);
    await expect(readDigest(study, made.id)).rejects.toThrow(why);
    const { digests, damaged } = await listDigests(study);
    expect(digests.map(({ id }) => id)).toEqual([other.id]);
    expect(damaged).toEqual([{ id: made.id, message: expect.stringMatching(why) }]);
  }
  writeFileSync(path, content);
  expect(await readDigest(study, made.id)).toEqual(saved);
});

test('what is deleted is in the trash with its revisions, and a later revision is not deleted unseen', async () => {
  const study = bareStudy();
  for (const place of ['who-closed-the-strait', 'who-closed-the-strait.2']) {
    const made = await createDigest(study, head);
    await saveDigest(study, { ...made, blocks: [words('x')] });
    await expect(deleteDigest(study, made.id, 1)).rejects.toThrow(/has been changed/);
    expect(await deleteDigest(study, made.id, 2)).toBe(study.path('digests/.trash', place));
    expect(readdirSync(study.path('digests/.trash', place)).sort()).toEqual(['000001.json', '000002.json']);
    await expect(readDigest(study, made.id)).rejects.toThrow(/there is no digest/);
    await expect(saveDigest(study, made)).rejects.toThrow(/there is no digest/);
  }
  expect(await listDigests(study)).toEqual({ digests: [], damaged: [] });
});

test('a folder without a finished revision is no digest, and old unfinished files are swept', async () => {
  const study = bareStudy();
  mkdirSync(study.path('digests/empty'), { recursive: true });
  const old = study.path('digests/.new.tmp-1-1');
  writeFileSync(old, '{');
  writeFileSync(study.path('digests/.new.tmp-1-2'), '{');
  utimesSync(old, new Date(0), new Date(0));
  expect(await readDigests(study)).toEqual([]);
  await expect(readDigest(study, 'empty')).rejects.toThrow(/there is no digest/);
  await createDigest(study, { ...head, title: 'Empty' });
  expect(readdirSync(study.path('digests')).sort()).toEqual(['.new.tmp-1-2', 'empty']);
});

/** A process of its own that adds words to a digest, again where another was faster, and says how often it did. */
function writer(study: Study, id: string, name: string, times: number) {
  const source = `
    const { Study } = await import(${JSON.stringify(pathToFileURL(join(packageRoot, 'dist/store/study.js')).href)});
    const { readDigest, saveDigest, DigestConflict } = await import(${JSON.stringify(pathToFileURL(join(packageRoot, 'dist/digest/store.js')).href)});
    const study = Study.open(${JSON.stringify(study.folder)});
    for (let done = 0; done < ${times}; ) {
      const digest = await readDigest(study, ${JSON.stringify(id)});
      try {
        await saveDigest(study, { ...digest, blocks: [...digest.blocks, { kind: 'words', text: '${name} ' + done }] });
        done += 1;
        process.stdout.write('.');
      } catch (error) {
        if (!(error instanceof DigestConflict)) throw error;
      }
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let saves = 0;
  child.stdout.on('data', (bytes: Buffer) => (saves += bytes.length));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, ended, saves: () => saves };
}

test('two processes that write at once lose nothing', async () => {
  const study = bareStudy();
  const { id } = await createDigest(study, head);
  const writers = ['one', 'two'].map((name) => writer(study, id, name, 40));
  expect(await Promise.all(writers.map(({ ended }) => ended))).toEqual([0, 0]);
  const { blocks, revision } = await readDigest(study, id);
  expect(revision).toBe(81);
  const texts = blocks.map((block) => (block.kind === 'words' ? block.text : ''));
  for (const name of ['one', 'two'])
    expect(texts.filter((text) => text.startsWith(name))).toEqual(Array.from({ length: 40 }, (_, n) => `${name} ${n}`));
}, 60_000);

test('a process that is killed in the middle of a save leaves a digest that can be read, with all it saved', async () => {
  const study = bareStudy();
  const { id } = await createDigest(study, head);
  let least = 0;
  for (const milliseconds of [0, 1, 3, 7, 12, 20]) {
    const { child, ended, saves } = writer(study, id, `after ${milliseconds}`, 400);
    while (saves() === 0) await pause(1);
    await pause(milliseconds);
    child.kill('SIGKILL');
    await ended;
    const last = await readDigest(study, id);
    expect(last.blocks.length).toBe(last.revision - 1);
    expect(last.blocks.length).toBeGreaterThanOrEqual(least + saves());
    least = last.blocks.length;
    for (const revision of await revisionsOf(study, id)) await readDigest(study, id, revision);
    const next = await saveDigest(study, { ...last, blocks: [...last.blocks, words('and on')] });
    expect(next.revision).toBe(last.revision + 1);
    least += 1;
  }
}, 60_000);
