import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { carryOut, command } from '../support/command.ts';
import { rssFeed, serveFeeds } from '../support/feed-server.ts';
import { temporaryFolder } from '../support/folder.ts';
import { program } from '../support/program.ts';
import { journal, keptItems } from './polling.ts';

const contact = ['--contact', 'tester@example.org'];
const fast = ['--gap', '0.01', '--lost-pause', '0.1', '--timeout', '2', '--tries', '1'];

test('what was polled is imported without a flag, and only what is new by the next import', async () => {
  const server = await serveFeeds({});
  server.pages.set('/feed', { body: rssFeed([1, 2], 'https://example.com'), etag: '"1"' });
  server.pages.set('/page', { body: '<html>' });
  const work = temporaryFolder();
  const folder = join(work, 'feeds');
  writeFileSync(join(work, 'list.txt'), `${server.address}/feed\n${server.address}/page\n`);
  const first = await program(['feeds', folder, '--list', `western=${join(work, 'list.txt')}`, ...contact, ...fast]);
  expect(first).toMatchObject({ code: 4 });
  expect(first.stdout).toMatch(/2 feeds polled, 0 not modified, .* 1 failed, 2 new items, 0 changed/);
  expect(first.stdout).toContain('failed by reason (not-a-feed 1)');
  const study = join(work, 'study');
  await carryOut('init', study);
  const imported = async (): Promise<Record<string, unknown>> => {
    const { stdout } = await carryOut('import', 'articles', join(folder, 'items'), '--study', study, '--json');
    return JSON.parse(stdout) as Record<string, unknown>;
  };
  expect(await imported()).toMatchObject({
    read: 2,
    kept: 2,
    duplicates: 0,
    rejected: {},
    timeUnreadable: 0,
    unknownEcosystem: 0,
    skipped: [],
    precision: { second: 2 },
    basis: { feed: 2 },
    languages: { en: 2 },
    first: '2022-02-28T22:30:00.000Z',
  });
  server.pages.set('/feed', { body: rssFeed([[1, 'The harbour is closed'], 2, 3], 'https://example.com') });
  server.pages.delete('/page');
  writeFileSync(join(work, 'list.txt'), `${server.address}/feed\n`);
  const second = await program(['feeds', folder, '--list', join(work, 'list.txt'), ...contact, ...fast, '--json']);
  expect(second).toMatchObject({ code: 0 });
  expect(JSON.parse(second.stdout)).toMatchObject({ isWhole: true, feeds: [{ new: 1, changed: 1 }] });
  expect(await imported()).toMatchObject({ read: 2, files: [{ status: 'unchanged' }, { status: 'imported' }] });
  const third = await program(['feeds', folder, ...contact, ...fast]);
  expect(third).toMatchObject({ code: 0 });
  expect(third.stdout).toContain('nothing new');
});

test('a killed command loses nothing and keeps nothing twice', { timeout: 60_000 }, async () => {
  const server = await serveFeeds({});
  const paths = Array.from({ length: 12 }, (_, index) => `/feed/${index}`);
  for (const [index, path] of paths.entries())
    server.pages.set(path, {
      body: rssFeed([index * 2 + 1, index * 2 + 2], 'https://example.com'),
      etag: `"${index}"`,
    });
  const work = temporaryFolder();
  const folder = join(work, 'feeds');
  writeFileSync(join(work, 'list.txt'), paths.map((path) => server.address + path).join('\n'));
  const args = ['feeds', folder, '--list', join(work, 'list.txt'), ...contact, ...fast];
  for (const more of [3, 5, 4]) {
    const asked = server.log.length;
    const ended = await program(args, { when: () => server.log.length >= asked + more });
    expect(ended.signal).toBe('SIGKILL');
  }
  expect(await program(args)).toMatchObject({ code: 0 });
  const ids = keptItems(folder).map(({ id }) => id);
  expect(new Set(ids).size).toBe(24);
  expect(ids).toHaveLength(24);
  expect(readdirSync(join(folder, 'items')).filter((name) => name.startsWith('.'))).toEqual([]);
  expect(journal(folder).filter(({ items }) => items === 2)).toHaveLength(12);
});

test('--every goes on until Ctrl-C, which ends it in an orderly way', async () => {
  const server = await serveFeeds({});
  server.pages.set('/feed', { body: rssFeed([1], 'https://example.com') });
  const work = temporaryFolder();
  const folder = join(work, 'feeds');
  writeFileSync(join(work, 'list.txt'), `${server.address}/feed`);
  const args = ['feeds', folder, '--list', join(work, 'list.txt'), ...contact, ...fast, '--every', '30m'];
  const items = join(folder, 'items');
  const ended = await program(args, {
    when: () => existsSync(items) && readdirSync(items).some((name) => !name.startsWith('.')),
    signal: 'SIGINT',
    delayMilliseconds: 300,
  });
  expect(ended).toMatchObject({ code: 130 });
  expect(ended.stdout).toContain('1 new item,');
  expect(keptItems(folder)).toHaveLength(1);
  expect(existsSync(join(folder, '.lock'))).toBe(false);
});

test.each([
  [['--every', 'often'], '"often" is not a time such as 30m, 2h or 1d'],
  [['--every', '10s'], '"10s" is less than 1m'],
  [['--every', '1h', '--once', ...contact], '--once and --every exclude each other'],
  [['--every', '1h', '--json', ...contact], '--json prints one document'],
  [[], 'a contact is missing'],
  [[...contact], 'knows no feeds yet'],
])('%s is told as a mistake', async (args, message) => {
  const ended = await command(['feeds', join(temporaryFolder(), 'feeds'), ...args]);
  expect(ended).toMatchObject({ code: 2 });
  expect(ended.stderr).toContain(message);
});
