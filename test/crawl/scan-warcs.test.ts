import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { Clock } from '../../src/crawl/clock.ts';
import { crawl } from '../../src/crawl/crawl.ts';
import type { Coverage } from '../../src/crawl/coverage.ts';
import type { CrawlManners, PlanFlags } from '../../src/crawl/plan.ts';
import { userAgent } from '../../src/crawl/plan.ts';
import { silentReporter } from '../../src/reporter.ts';
import { record, response } from '../formats/web-archive.ts';
import { faults, impoliteness, startArchive } from '../support/archive-server.ts';
import type { ArchiveServer } from '../support/archive-server.ts';
import { temporaryFolder } from '../support/folder.ts';
import { leapingClock } from '../support/leaping-clock.ts';
import { newsFiles } from '../support/news-files.ts';

const files = newsFiles(4000);

async function serve(
  faultOf: Parameters<typeof startArchive>[0],
  clock: Clock,
  served: ReadonlyMap<string, Buffer> = files,
): Promise<ArchiveServer> {
  const server = await startArchive(faultOf, clock.now, { files: served });
  onTestFinished(() => server.close());
  return server;
}

interface Start {
  readonly clock: Clock;
  readonly flags?: Partial<PlanFlags>;
  readonly manners?: Partial<CrawlManners>;
  readonly signal?: AbortSignal;
}

function start(folder: string, { address }: { address: string }, options: Start): Promise<Coverage> {
  const { clock, flags = { ccNews: true }, manners = {}, signal = new AbortController().signal } = options;
  return crawl({
    folder,
    flags: {
      sites: [
        { domain: 'example.ru', ecosystem: 'russian' },
        { domain: 'example.com', ecosystem: 'western' },
        { domain: 'empty.example.org', ecosystem: 'western' },
      ],
      from: '2022-03-01',
      to: '2022-03-20',
      collections: undefined,
      warcs: undefined,
      ccNews: undefined,
      index: address,
      data: address,
      ...flags,
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

/** A clock that goes on by more than a second whenever it is looked at: everything is written down at once. */
function hastyClock(): Clock {
  const clock = leapingClock();
  let looks = 0;
  return { now: () => clock.now() + 1001 * ++looks, sleep: clock.sleep };
}

/** Every file of a folder with its content; the address of the server differs between two of them. */
function contents(folder: string, { address }: { address: string }): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const found = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(
    found.map((name) => [name, readFileSync(join(folder, name), 'latin1').replaceAll(address, 'SERVER')]),
  );
}

/** Addresses and times of the records of an ecosystem. */
function kept(folder: string, ecosystem: string): string[] {
  const text = gunzipSync(readFileSync(join(folder, `warc/${ecosystem}-00000.warc.gz`))).toString();
  return [...text.matchAll(/WARC-Date: (\S+)\r\nWARC-Target-URI: (\S+)/g)].map(([, time, url]) => `${url} ${time}`);
}

test('the files of CC-NEWS are read through: sites, window and the earliest capture decide', async () => {
  const clock = leapingClock();
  const server = await serve(() => 'none', clock);
  const folder = temporaryFolder();
  const coverage = await start(folder, server, { clock });
  expect(coverage.files).toMatchObject({ files: 3, outsideWindow: 2, read: 3, damaged: { 'bad-member': 1 } });
  const [russian, western, empty] = coverage.sites;
  expect(russian).toMatchObject({
    captures: 30,
    pages: 19,
    kept: 19,
    lost: 0,
    passedOver: { '-': 3, 301: 3, 'not-a-page': 3 },
  });
  expect(western).toMatchObject({ captures: 21, kept: 21, gaps: ['2022-03-14'] });
  expect(western?.weeks.map((week) => week.kept)).toEqual([14, 7, 0]);
  expect(empty).toMatchObject({ captures: 0, kept: 0 });
  // Both files of the list that are outside the window were never asked for.
  expect(server.log.map(({ address }) => address.replace(/.*\//, ''))).toEqual([
    'warc.paths.gz',
    'warc.paths.gz',
    'CC-NEWS-20220228230000-00002.warc.gz bytes=0-',
    'CC-NEWS-20220301060000-00003.warc.gz bytes=0-',
    'CC-NEWS-20220310060000-00004.warc.gz bytes=0-',
  ]);
  const records = kept(folder, 'russian');
  expect(records).toContain('https://example.ru/again 2022-03-06T08:00:00Z');
  expect(records.filter((line) => line.includes('/again'))).toHaveLength(1);
  expect(records.filter((line) => /before|damaged|odd/.test(line))).toEqual([]);
  // Verbatim: every record stands in one of the files as it stands here.
  const whole = readFileSync(join(folder, 'warc/western-00000.warc.gz'));
  const journal = readFileSync(join(folder, 'journal/example.com.jsonl'), 'utf8').trim().split('\n');
  for (const line of journal) {
    const { kept: place } = JSON.parse(line) as {
      kept: { offset: number; length: number; from: { filename: string; offset: number } };
    };
    const { offset, filename } = { ...place.from };
    expect(whole.subarray(place.offset, place.offset + place.length)).toEqual(
      files.get(filename)!.subarray(offset, offset + place.length),
    );
  }
  expect(impoliteness(server.log)).toEqual([]);
  // What was only needed on the way is gone, and going on changes nothing.
  expect(readdirSync(join(folder, 'scan')).filter((name) => name.endsWith('.warc.gz'))).toEqual([]);
  const before = contents(folder, server);
  const asked = server.log.length;
  expect(await start(folder, server, { clock })).toEqual(coverage);
  expect(server.log).toHaveLength(asked);
  expect(contents(folder, server)).toEqual(before);
});

test('a server that misbehaves changes nothing in the result, and is asked politely', async () => {
  const calm = leapingClock();
  const good = await serve(() => 'none', calm);
  const expected = temporaryFolder();
  await start(expected, good, { clock: calm });
  // A byte that is wrong on the way is not told from one that is wrong in the file.
  const kinds = faults.filter((fault) => fault !== 'bad-gzip');
  for (let shift = 0; shift < kinds.length; shift++) {
    const clock = leapingClock();
    const server = await serve((_address, index) => kinds[(index + shift) % kinds.length]!, clock);
    const folder = temporaryFolder();
    await start(folder, server, { clock });
    expect(impoliteness(server.log)).toEqual([]);
    expect(contents(folder, server)).toEqual(contents(expected, good));
  }
});

test('a scan that is stopped anywhere goes on behind the last record it wrote down', async () => {
  const calm = leapingClock();
  const server = await serve(() => 'none', calm);
  const expected = temporaryFolder();
  await start(expected, server, { clock: calm });
  const folder = temporaryFolder();
  let stops = 0;
  for (let looks = 40; ; looks += 23) {
    const clock = hastyClock();
    const controller = new AbortController();
    let left = looks;
    const counting: Clock = {
      now: () => {
        if (--left === 0) controller.abort();
        return clock.now();
      },
      sleep: clock.sleep,
    };
    try {
      await start(folder, server, { clock: counting, signal: controller.signal });
      break;
    } catch {
      stops += 1;
      tear(folder);
    }
  }
  expect(stops).toBeGreaterThan(2);
  expect(server.log.some(({ address }) => /bytes=[1-9]\d*-$/.test(address))).toBe(true);
  const { 'pauses.json': _pauses, ...found } = contents(folder, server);
  expect(found).toEqual(contents(expected, server));
});

/** What a killed process may leave: bytes that nothing speaks of yet. */
function tear(folder: string): void {
  for (const part of ['scan', 'warc', 'journal']) {
    mkdirSync(join(folder, part), { recursive: true });
    for (const name of readdirSync(join(folder, part)))
      if (/\.(?:jsonl|gz)$/.test(name)) appendFileSync(join(folder, part, name), '{"kind":"pa');
  }
}

test('a file that could not be read is asked for again, and may still hold the earliest capture', async () => {
  const clock = leapingClock();
  const server = await serve(() => 'none', clock);
  const expected = temporaryFolder();
  await start(expected, server, { clock });
  const last = 'crawl-data/CC-NEWS/2022/03/CC-NEWS-20220310060000-00004.warc.gz';
  const fewer = await serve(() => 'none', clock, new Map([...files].filter(([name]) => name !== last)));
  const folder = temporaryFolder();
  const coverage = await start(folder, fewer, { clock });
  expect(coverage).toMatchObject({ isWhole: false, unread: [{ what: last, reason: 'http-404' }] });
  expect(kept(folder, 'russian')).toContain('https://example.ru/again 2022-03-07T08:00:00Z');
  // The address belongs to the plan: only the server behind it changes.
  const plan = readFileSync(join(folder, 'crawl.json'), 'utf8');
  writeFileSync(join(folder, 'crawl.json'), plan.replaceAll(fewer.address, server.address));
  expect(await start(folder, server, { clock })).toMatchObject({ isWhole: true, unread: [] });
  expect(contents(folder, server)).toEqual(contents(expected, server));
});

test('files and lists of this machine are read without any request', async () => {
  const clock = leapingClock();
  const server = await serve(() => 'none', clock);
  const lists = temporaryFolder();
  for (const [path, bytes] of files) {
    mkdirSync(join(lists, path, '..'), { recursive: true });
    writeFileSync(join(lists, path), bytes);
  }
  const paths = [...files.keys()].filter((path) => path.endsWith('.warc.gz'));
  writeFileSync(join(lists, 'some.txt'), `# two of them\n${paths[1]}\r\n\n${join(lists, paths[2]!)}\n`);
  const folder = temporaryFolder();
  const warcs = [join(lists, 'some.txt'), join(lists, paths[3]!)];
  const coverage = await start(folder, server, { clock, flags: { warcs } });
  expect(coverage).toMatchObject({ isWhole: true, files: { files: 3, read: 3 } });
  expect(kept(folder, 'russian')).toContain('https://example.ru/again 2022-03-06T08:00:00Z');
  expect(server.log).toEqual([]);
  // The same paths in a list that finds no such file are of the server.
  const remote = temporaryFolder();
  writeFileSync(
    join(remote, 'some.paths.gz'),
    gzipSync(`s3://commoncrawl/${paths[1]}\n${server.address}/${paths[2]}\n${paths[3]}`),
  );
  const other = await start(remote, server, { clock, flags: { warcs: [join(remote, 'some.paths.gz')] } });
  expect(other.sites).toEqual(coverage.sites);
});

test('the disk limit holds for what is read through as well', async () => {
  const clock = leapingClock();
  const server = await serve(() => 'none', clock);
  const [expected, folder] = [temporaryFolder(), temporaryFolder()];
  await start(expected, server, { clock });
  for (const mostBytes of [3000, 60_000, 180_000]) {
    await expect(start(folder, server, { clock: hastyClock(), manners: { mostBytes } })).rejects.toThrow(
      'the limit is',
    );
    const { 'pauses.json': _pauses, 'scan/at.json': _at, ...rest } = contents(folder, server);
    expect(Object.values(rest).join('').length).toBeLessThanOrEqual(mostBytes);
  }
  await start(folder, server, { clock });
  const { 'pauses.json': _pauses, ...found } = contents(folder, server);
  expect(found).toEqual(contents(expected, server));
});

test('what is no WARC file of single records is told by name and reason', async () => {
  const clock = leapingClock();
  const server = await serve(() => 'none', clock);
  const folder = temporaryFolder();
  const one = record('response', response('<p>text'));
  const sources: [string, string | Buffer][] = [
    ['page.warc.gz', '<html>Not here</html>'],
    ['joined.warc.gz', gzipSync(Buffer.concat([one, one]))],
    ['empty.warc.gz', ''],
  ];
  for (const [name, bytes] of sources) writeFileSync(join(folder, name), bytes);
  const warcs = sources.map(([name]) => join(folder, name));
  const coverage = await start(join(folder, 'crawl'), server, { clock, flags: { warcs } });
  expect(coverage.unread).toEqual([
    { what: warcs[0], reason: 'not-a-warc' },
    { what: warcs[1], reason: 'joined-records' },
  ]);
  writeFileSync(join(folder, 'list.txt'), 'page.warc.gz\nindex.html\n');
  const wrong = { clock, flags: { warcs: [join(folder, 'list.txt')] } };
  await expect(start(join(folder, 'other'), server, wrong)).rejects.toThrow(
    'is neither a WARC file nor a list of them',
  );
  const none = { clock, flags: { warcs: [join(folder, 'none.warc.gz')] } };
  await expect(start(join(folder, 'third'), server, none)).rejects.toThrow('none.warc.gz does not exist');
  const both = { clock, flags: { ccNews: true, collections: ['A'] } };
  await expect(start(join(folder, 'fourth'), server, both)).rejects.toThrow('--collection names parts of the index');
});
