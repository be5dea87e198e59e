import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { Clock } from '../../src/crawl/clock.ts';
import { crawl } from '../../src/crawl/crawl.ts';
import type { Coverage } from '../../src/crawl/coverage.ts';
import { userAgent } from '../../src/crawl/plan.ts';
import type { CrawlManners } from '../../src/crawl/plan.ts';
import { silentReporter } from '../../src/reporter.ts';
import { faults, impoliteness, servedSites, startArchive } from '../support/archive-server.ts';
import type { ArchiveServer } from '../support/archive-server.ts';
import { temporaryFolder } from '../support/folder.ts';
import { leapingClock } from '../support/leaping-clock.ts';
import { program } from '../support/program.ts';

async function serve(...options: Parameters<typeof startArchive>): Promise<ArchiveServer> {
  const server = await startArchive(...options);
  onTestFinished(() => server.close());
  return server;
}

function start(
  server: ArchiveServer,
  folder: string,
  clock: Clock,
  signal = new AbortController().signal,
  manners: Partial<CrawlManners> = {},
): Promise<Coverage> {
  return crawl({
    folder,
    flags: {
      sites: servedSites.map((domain) => ({ domain, ecosystem: domain.endsWith('.ru') ? 'russian' : 'western' })),
      from: '2022-03-01',
      to: '2022-03-20',
      collections: undefined,
      warcs: undefined,
      ccNews: undefined,
      index: server.address,
      data: server.address,
    },
    manners: {
      userAgent: userAgent('1', 'tester@example.org'),
      tries: 4,
      timeoutSeconds: 0.2,
      mostBytes: 1e9,
      retryFailed: false,
      ...manners,
    },
    report: silentReporter,
    signal,
    clock,
  });
}

/** Every file of a folder with its content; the address of the server differs between two of them. */
function contents(folder: string, { address }: ArchiveServer): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(
    files.map((name) => [name, readFileSync(join(folder, name), 'latin1').replaceAll(address, 'SERVER')]),
  );
}

test('the earliest capture that can be had of every page is kept, and the coverage says what is missing', async () => {
  const clock = leapingClock();
  const server = await serve(() => 'none', clock.now);
  const folder = temporaryFolder();
  const coverage = await start(server, folder, clock);
  expect(coverage.collections).toEqual(['TEST-2022-10']);
  const [russian, western, empty] = coverage.sites;
  expect(russian).toMatchObject({ captures: 21, pages: 7, kept: 7, lost: 0, later: 1, passedOver: { 301: 7 } });
  expect(russian?.failures).toEqual({ 'bad-gzip': 1 });
  expect(russian?.weeks.map(({ week, kept }) => [week, kept])).toEqual([
    ['2022-02-28', 6],
    ['2022-03-07', 1],
    ['2022-03-14', 0],
  ]);
  expect(western).toMatchObject({ kept: 7, later: 0, failures: {}, gaps: ['2022-03-07', '2022-03-14'] });
  expect(empty).toMatchObject({ captures: 0, kept: 0 });
  const text = gunzipSync(readFileSync(join(folder, 'warc/russian-00000.warc.gz'))).toString();
  expect(text.match(/<article><h1>[^<]*<\/h1><p>Seen on day \d/g)?.map((found) => found.slice(-13))).toEqual(
    ['3', '3', '3', '9', '3', '3', '3'].map((day) => `Seen on day ${day}`),
  );
  expect(impoliteness(server.log)).toEqual([]);
});

test('a server that misbehaves in every way changes nothing in the result, and is asked politely', async () => {
  const calm = leapingClock();
  const good = await serve(() => 'none', calm.now);
  const expected = temporaryFolder();
  await start(good, expected, calm);
  const clock = leapingClock();
  const server = await serve((_address, index) => faults[index % faults.length]!, clock.now);
  const folder = temporaryFolder();
  await start(server, folder, clock);
  expect(new Set(server.log.map(({ fault }) => fault))).toEqual(new Set(faults));
  expect(impoliteness(server.log)).toEqual([]);
  expect(contents(folder, server)).toEqual(contents(expected, good));
});

test('a crawl that is stopped goes on where it was', async () => {
  const clock = leapingClock();
  const good = await serve(() => 'none', clock.now);
  const expected = temporaryFolder();
  await start(good, expected, clock);
  const server = await serve((_address, index) => (index % 5 === 0 ? '503' : 'none'), clock.now);
  const folder = temporaryFolder();
  for (const requests of [2, 9, 14, 20]) {
    const controller = new AbortController();
    const timer = setInterval(() => server.log.length >= requests && controller.abort(), 1);
    await start(server, folder, clock, controller.signal).catch(() => undefined);
    clearInterval(timer);
  }
  await start(server, folder, clock);
  expect(impoliteness(server.log)).toEqual([]);
  expect(contents(folder, server)).toEqual(contents(expected, good));
});

test('a crawl ends at its disk limit, and goes on to the same end under a higher one', async () => {
  const clock = leapingClock();
  const server = await serve(() => 'none', clock.now);
  const [expected, folder] = [temporaryFolder(), temporaryFolder()];
  await start(server, expected, clock);
  for (const mostBytes of [2000, 6000, 10_000]) {
    const held = new RegExp(`the crawl holds \\d+ bytes, and the limit is ${mostBytes}`);
    await expect(start(server, folder, clock, undefined, { mostBytes })).rejects.toThrow(held);
    const { 'pauses.json': _pauses, ...files } = contents(folder, server);
    expect(Object.values(files).join('').length).toBeLessThanOrEqual(mostBytes);
  }
  await start(server, folder, clock);
  expect(contents(folder, server)).toEqual(contents(expected, server));
});

test('lost pages stay lost until they are asked for again, and are then asked for politely', async () => {
  const clock = leapingClock();
  // Both captures of the first page lie in the first thousand bytes.
  const server = await serve((address) => (/bytes=(?:0|\d{3})-/.test(address) ? '503' : 'none'), clock.now);
  const folder = temporaryFolder();
  const first = await start(server, folder, clock, undefined, { tries: 1 });
  expect(first.sites[0]).toMatchObject({ pages: 7, lost: 1, failures: { 'http-503': 2 } });
  const asked = server.log.length;
  expect(await start(server, folder, clock)).toEqual(first);
  expect(server.log.length).toBe(asked);
  const last = await start(server, folder, clock, undefined, { retryFailed: true });
  expect(last.sites[0]).toMatchObject({ pages: 7, kept: 7, lost: 0 });
  expect(impoliteness(server.log)).toEqual([]);
});

test('a killed command ends with the undisturbed result, which can be imported', { timeout: 60_000 }, async () => {
  const good = await serve(() => 'none');
  const server = await serve((_address, index) => (index === 2 ? '503' : index === 9 ? 'cut' : 'none'));
  const lists = temporaryFolder();
  writeFileSync(join(lists, 'ru.txt'), 'example.ru # news\n');
  writeFileSync(join(lists, 'west.txt'), 'example.com\nempty.example.org\n');
  const argumentsFor = (folder: string, { address }: ArchiveServer): string[] => {
    const sites = ['--domains', `russian=${join(lists, 'ru.txt')}`, '--domains', `western=${join(lists, 'west.txt')}`];
    const window = ['--from', '2022-03-01', '--to', '2022-03-20', '--contact', 'tester@example.org'];
    const servers = ['--index', address, '--data', address, '--gap', '0.02', '--timeout', '1', '--tries', '2'];
    const lost = ['--lost-pause', '1'];
    return ['crawl', folder, ...sites, ...window, ...servers, ...lost];
  };
  const expected = temporaryFolder();
  expect(await program(argumentsFor(expected, good))).toMatchObject({ code: 0 });
  const folder = temporaryFolder();
  for (const requests of [4, 12]) {
    const ended = await program(argumentsFor(folder, server), { when: () => server.log.length >= requests });
    expect(ended.signal).toBe('SIGKILL');
  }
  const last = await program(argumentsFor(folder, server));
  expect(last).toMatchObject({ code: 0 });
  expect(last.stdout).toContain('bad-gzip 1');
  expect(impoliteness(server.log)).toEqual([]);
  expect(contents(folder, server)).toEqual(contents(expected, good));
  const study = join(lists, 'study');
  expect(await program(['init', study])).toMatchObject({ code: 0 });
  const imported = await program(['import', 'articles', join(folder, 'warc'), '--study', study, '--json']);
  expect(imported).toMatchObject({ code: 0 });
  expect(JSON.parse(imported.stdout)).toMatchObject({ kind: 'article', read: 14 });
});
