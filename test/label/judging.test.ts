import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pairsCsv, readJudgedCsv } from '../../src/label/csv.ts';
import { annotatorName, Journal, readJudgements, recordJudgement, standing } from '../../src/label/journal.ts';
import type { Word } from '../../src/label/journal.ts';
import { Judging, readAnswer } from '../../src/label/session.ts';
import { Study } from '../../src/store/study.ts';
import { temporaryFolder } from '../cli/program.ts';
import { judgement, pair } from './fixture.ts';

const pairs = ['a', 'b', 'c'].map((id, place) => pair(id, { place: place + 1 }));
const { signal } = new AbortController();

test('a session goes on behind what was judged, forward and back', () => {
  const judging = new Judging(pairs, new Map([['pair-a', 'no']]));
  expect(judging.pair?.item_id).toBe('b');
  judging.judge('yes');
  expect(judging.pair?.item_id).toBe('c');
  expect(judging.back()).toBe(true);
  expect([judging.pair?.item_id, judging.before]).toEqual(['b', 'yes']);
  expect(judging.back()).toBe(true);
  expect([judging.pair?.item_id, judging.before]).toEqual(['a', 'no']);
  expect(judging.back()).toBe(false);
  judging.judge('yes');
  judging.skip();
  expect(judging.pair).toBeUndefined();
  expect(judging.progress).toEqual({ judged: 2, pairs: 3 });
  expect(judging.back()).toBe(true);
  expect(judging.pair?.item_id).toBe('c');
});

test('a session can begin at any pair', () => {
  const judging = new Judging(pairs, new Map([['pair-b', 'no']]));
  expect(judging.goTo('pair-none')).toBe(false);
  expect(judging.pair?.item_id).toBe('a');
  expect(judging.earlier).toBeUndefined();
  expect(judging.goTo('pair-b')).toBe(true);
  expect([judging.pair?.item_id, judging.before, judging.earlier?.item_id]).toEqual(['b', 'no', 'a']);
  // Back leads to what was shown before, which is not always the pair before.
  judging.goTo('pair-a');
  judging.skip();
  expect([judging.pair?.item_id, judging.earlier?.item_id]).toEqual(['c', 'a']);
  judging.skip();
  expect([judging.pair, judging.earlier?.item_id]).toEqual([undefined, 'c']);
});

test('a judgement that is sent again is written once; another answer or remark is another line', async () => {
  const study = new Study(temporaryFolder());
  const record = async (word: Word, note = ''): Promise<number> =>
    (await recordJudgement(study, 'wu', { ...judgement('pair-a', word), note })).length;
  expect(await record('yes')).toBe(1);
  expect(await record('yes')).toBe(1);
  expect(await record('no')).toBe(2);
  expect(await record('yes')).toBe(3);
  expect(await record('yes', 'the date differs')).toBe(4);
  expect(await record('yes', 'the date differs')).toBe(4);
  expect((await readJudgements(study)).get('wu')!.map((entry) => entry.judgement)).toEqual(['yes', 'no', 'yes', 'yes']);
  // Whoever has the journal open is not disturbed, and named.
  writeFileSync(join(study.folder, 'labels/wu.jsonl.lock'), String(process.ppid));
  await expect(record('no')).rejects.toMatchObject({ holder: process.ppid });
});

test('answers are words or their first letters', () => {
  expect(['y', ' NO ', 'u', 'Back', 's', 'q'].map(readAnswer)).toEqual(['yes', 'no', 'unsure', 'back', 'skip', 'quit']);
  expect(['', 'yy', 'maybe'].map(readAnswer)).toEqual([undefined, undefined, undefined]);
});

test('names of annotators are folded, and cannot leave the folder', () => {
  expect(annotatorName('Wu')).toBe('wu');
  expect(annotatorName('М.Келлер')).toBe('м.келлер');
  for (const name of ['', '../wu', 'a/b', '.hidden', 'x'.repeat(41)]) expect(() => annotatorName(name)).toThrow('name');
});

test('a torn line is left out by readers, and cut off before the next one', async () => {
  const study = new Study(temporaryFolder());
  const journal = await Journal.open(study, 'wu');
  await journal.append([judgement('pair-a', 'yes')]);
  await journal.close();
  const path = join(study.folder, 'labels/wu.jsonl');
  appendFileSync(path, '{"pair_id":"pair-b","judg');
  expect((await readJudgements(study)).get('wu')).toHaveLength(1);
  expect(readFileSync(path, 'utf8')).toContain('"judg');
  const again = await Journal.open(study, 'wu');
  await again.append([judgement('pair-a', 'no')]);
  await again.close();
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(3);
  const said = (await readJudgements(study)).get('wu')!;
  expect(said.map((entry) => entry.judgement)).toEqual(['yes', 'no']);
  expect(standing(said).get('pair-a')?.judgement).toBe('no');
});

test('a line that is no judgement is named', async () => {
  const study = new Study(temporaryFolder());
  await (await Journal.open(study, 'wu')).close();
  writeFileSync(join(study.folder, 'labels/wu.jsonl'), '{"pair_id":"pair-a","judgement":"perhaps"}\n');
  await expect(readJudgements(study)).rejects.toThrow('wu.jsonl:1 is damaged');
});

test('a file of pairs can be filled in and taken back, however the spreadsheet saves it', async () => {
  const shown = [pair('a', { title: '=HYPERLINK("x")', passage: 'Two "quoted"\nlines, one comma' }), ...pairs.slice(1)];
  const csv = pairsCsv(shown, new Map([['pair-b', judgement('pair-b', 'no')]]), { bom: true });
  expect(csv.startsWith('\ufeff"pair_id","place"')).toBe(true);
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  for (const hidden of ['russian', '0.02', '0.5']) expect(csv).not.toContain(hidden);
  const file = join(temporaryFolder(), 'wu.csv');
  writeFileSync(file, csv);
  const read = await readJudgedCsv(file, shown, signal);
  expect(read).toMatchObject({ empty: 2, rejected: [] });
  expect(read.judgements.map(({ pair: { item_id }, judgement: word }) => [item_id, word])).toEqual([['b', 'no']]);

  writeFileSync(file, "judgement;note;pair_id\r\nYES;'=strait;pair-a\r\nu;;pair-b\r\n");
  const other = await readJudgedCsv(file, shown, signal);
  expect(other.judgements.map(({ judgement: word, note }) => [word, note])).toEqual([
    ['yes', '=strait'],
    ['unsure', ''],
  ]);
});

test('rows that cannot be taken are named with their line and reason', async () => {
  const file = join(temporaryFolder(), 'wu.csv');
  writeFileSync(
    file,
    'pair_id,judgement,note\npair-a,yes,\npair-a,yes,\npair-a,no,\npair-z,yes,\npair-b,perhaps,\npair-c,yes\n',
  );
  const read = await readJudgedCsv(file, pairs, signal);
  expect(read.judgements).toHaveLength(1);
  expect(read.rejected.map(({ record, slug }) => [record, slug])).toEqual([
    ['4', 'contradiction'],
    ['5', 'unknown-pair'],
    ['6', 'unknown-judgement'],
    ['7', 'ragged-row'],
  ]);
  writeFileSync(file, 'id,judgement\npair-a,yes\n');
  await expect(readJudgedCsv(file, pairs, signal)).rejects.toThrow('lacks the column pair_id');
  await expect(readJudgedCsv(`${file}x`, pairs, signal)).rejects.toThrow('does not exist');
});
