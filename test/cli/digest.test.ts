/** Digests through the built program. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Digest } from '../../src/digest/model.ts';
import { Study } from '../../src/store/study.ts';
import { passageRows, writeTables } from '../digest/tables.ts';
import { carryOut, command } from '../support/command.ts';
import { program } from '../support/program.ts';

let folder = '';

const digest = async (...args: string[]) => program(['digest', ...args, '--study', folder]);
const json = async <Result>(...args: string[]): Promise<Result> =>
  JSON.parse((await carryOut('digest', ...args, '--study', folder, '--json')).stdout) as Result;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crosscurrent-digest-'));
  writeFileSync(join(folder, 'crosscurrent.yaml'), 'name: A small study\n');
  await writeTables(Study.open(folder));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('from a title to a page and a feed', async () => {
  expect((await digest('list')).stdout).toMatch(/^no digest yet/);
  const { id } = await json<Digest>('new', '--title', 'Strait', '--author', 'Keller', '--language', 'uk');
  expect(id).toBe('strait');
  await json('add', id, 'article:1#0', 'weibo:1#0', '--row', '--words', 'Two **voices**.');
  const added = await json<Digest>('add', id, 'article:1#0', '--part', 'No ship', '--translation', 'Жодне судно');
  expect(added).toMatchObject({
    revision: 3,
    blocks: [
      { kind: 'words' },
      { kind: 'row', quotes: [{ quoted: { passage_id: 'article:1#0' } }, { quoted: { passage_id: 'weibo:1#0' } }] },
      { kind: 'quote', parts: ['No ship'], translation: { text: 'Жодне судно', language: 'uk' } },
    ],
  });
  expect((await digest('list')).stdout).toMatch(/strait +Strait +uk +3 +3 /);
  const shown = (await digest('show', id)).stdout;
  expect(shown).toContain('> \\[…] No ship \\[…]');
  expect(shown).toContain('— **harbor-herald.example** · США · англійська · 7 березня 2031 р. (відомо лише день)');
  expect(await json('show', id, '--revision', '2')).toMatchObject({ revision: 2 });
  const printed = await digest('export', id, '--format', 'markdown');
  expect(printed.stdout).toBe(shown);
  const html = join(folder, 'strait.html');
  expect(await json('export', id, '--format', 'html', '--out', html)).toMatchObject({ format: 'html', file: html });
  expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>\n<html lang="uk">/);
  const feed = async () => (await digest('export', '--format', 'atom', '--base', 'https://example.org/d')).stdout;
  const first = await feed();
  expect(first).toContain('<title>A small study: дайджести</title>');
  expect(first).toContain('href="https://example.org/d/strait.html"');
  expect(await feed()).toBe(first);
  expect(JSON.parse((await digest('export', id, '--format', 'jsonfeed')).stdout)).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    items: [{ title: 'Strait', language: 'uk', authors: [{ name: 'Keller' }] }],
  });
});

test('what cannot be done is said, with the exit code', async () => {
  for (const [args, code, why] of [
    [['show', 'nothing'], 4, /there is no digest nothing\nhint: crosscurrent digest list/],
    [['show', '../../etc'], 4, /cannot be the id of a digest/],
    [['show', 'strait', '--revision', '9'], 4, /has no revision 9, only 1 to 3/],
    [['add', 'strait'], 2, /nothing to add/],
    [['add', 'strait', 'article:9#9'], 4, /no passage "article:9#9"/],
    [['add', 'strait', 'article:1#0', '--row'], 2, /a row holds 2 to 6 quotes/],
    [['add', 'strait', 'article:1#0', '--part', 'Ships pass'], 2, /does not stand in the passage/],
    [['export', '--format', 'html'], 2, /html holds one digest/],
    [['export', 'strait', '--format', 'atom', '--base', 'javascript:x'], 2, /no web address/],
    [['new', '--title', ' '], 2, /title/],
  ] as const) {
    const ended = await command(['digest', ...args, '--study', folder]);
    expect(ended.stderr).toMatch(why);
    expect(ended.code, ended.stderr).toBe(code);
  }
});

test('a study that has changed is noticed, and changes no quote', async () => {
  expect((await digest('check', 'strait')).code).toBe(0);
  const before = await json('show', 'strait');
  await writeTables(Study.open(folder), { passages: passageRows.slice(2) });
  const checked = await digest('check', 'strait');
  expect(checked.code).toBe(3);
  expect(checked.stdout).toMatch(/^3 quotes: 1 same, 0 changed, 2 gone/);
  expect(checked.stdout).toMatch(/1 +article:1#0 +gone +yes/);
  expect(await json('show', 'strait')).toEqual(before);
});

test('a deleted digest is in the trash', async () => {
  const { folder: trash } = await json<{ folder: string }>('delete', 'strait');
  expect(existsSync(join(trash, '000003.json'))).toBe(true);
  expect((await digest('show', 'strait')).code).toBe(4);
});
