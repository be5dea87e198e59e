import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { userAgent } from '../../src/crawl/plan.ts';
import { InterruptedError } from '../../src/errors.ts';
import { pollFeeds } from '../../src/feeds/feeds.ts';
import { silentReporter } from '../../src/reporter.ts';
import { rssFeed, serveFeeds } from '../support/feed-server.ts';
import { temporaryFolder } from '../support/folder.ts';
import { journal, keptItems, leapingClock, poll } from './polling.ts';

test('what is new is kept with its own time, and when and where it was seen beside it', async () => {
  const server = await serveFeeds({});
  const feed = `${server.address}/feed.xml`;
  server.pages.set('/feed.xml', { body: rssFeed([1, 2], server.address), etag: '"a"' });
  const folder = temporaryFolder();
  const before = new Date().toISOString();
  const round = await poll(folder, [feed]);
  expect(round).toMatchObject({ isWhole: true, feeds: [{ outcome: 'read', items: 2, new: 2, changed: 0 }] });
  const [first] = keptItems(folder);
  expect(first).toMatchObject({
    id: '127.0.0.1:1',
    url: `${server.address}/news/1`,
    title: 'The harbour opens again, part 1',
    text: 'After the storm of day 1 the ships came back.',
    language: 'en',
    ecosystem: 'western',
    published_at: 'Tue, 01 Mar 2022 01:30:00 +0300',
    published_basis: 'feed',
    version: 1,
    feed: { url: feed, status: 200, etag: '"a"', line: '3' },
    given: { guid: '1', description: '<p>After the storm of day 1 the ships came back.</p>' },
  });
  expect(first?.['fetched_at']).toBe(first?.['first_seen_at']);
  expect(String(first?.['fetched_at']) > before).toBe(true);
  expect(server.log.map(({ headers }) => headers['user-agent'])).toEqual(
    Array.from({ length: 2 }, () => 'crosscurrent/1 (+tester@example.org)'),
  );
});

test('a feed is asked for under conditions, and only what is new or changed is kept', async () => {
  const server = await serveFeeds({});
  const { address, pages } = server;
  const feed = `${address}/feed.xml`;
  const folder = temporaryFolder();
  pages.set('/feed.xml', { body: rssFeed([1, 2], address), etag: '"a"' });
  await poll(folder, [feed]);
  expect((await poll(folder, [feed])).feeds).toMatchObject([{ outcome: 'not-modified' }]);
  pages.set('/feed.xml', { body: rssFeed([[1, 'The harbour is closed'], 2, 3], address), modified: 'yesterday' });
  expect((await poll(folder, [feed])).feeds).toMatchObject([{ outcome: 'read', items: 3, new: 1, changed: 1 }]);
  expect(await poll(folder, [feed])).toMatchObject({ file: null, feeds: [{ outcome: 'not-modified' }] });
  // The first version again is nothing new.
  pages.set('/feed.xml', { body: rssFeed([1, 2, 3], address) });
  expect((await poll(folder, [feed])).feeds).toMatchObject([{ outcome: 'read', new: 0, changed: 0 }]);
  // Without ETag and Last-Modified the body tells.
  expect((await poll(folder, [feed])).feeds).toMatchObject([{ outcome: 'not-modified' }]);
  expect(server.asked().filter((line) => line.startsWith('/feed'))).toEqual(
    [200, 304, 200, 304, 200, 200].map((status) => `/feed.xml ${status}`),
  );
  const items = keptItems(folder);
  expect(items.map(({ id, version }) => [id, version])).toEqual([
    ['127.0.0.1:1', 1],
    ['127.0.0.1:2', 1],
    ['127.0.0.1:1', 2],
    ['127.0.0.1:3', 1],
  ]);
  expect(items[3]).toMatchObject({ feed: { read_before_at: journal(folder)[1]?.['at'] } });
  expect(readdirSync(join(folder, 'items'))).toHaveLength(2);
});

test('an item of two feeds is kept once, and one id means different items on different sites', async () => {
  const one = await serveFeeds({});
  const other = await serveFeeds({});
  one.pages.set('/a.xml', { body: rssFeed([1, 2], 'https://example.com') });
  one.pages.set('/b.xml', { body: rssFeed([2, 3], 'https://example.com') });
  other.pages.set('/a.xml', { body: rssFeed([1], 'https://example.org') });
  const folder = temporaryFolder();
  const feeds = [`${one.address}/a.xml`, `${one.address}/b.xml`, `${other.address}/a.xml`];
  expect((await poll(folder, feeds)).feeds.map((feed) => feed.new)).toEqual([2, 1, 1]);
  expect(new Set(keptItems(folder).map(({ id }) => id)).size).toBe(4);
});

test('a time of change bounds a publication and does not become it', async () => {
  const server = await serveFeeds({});
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>tag:example.org,2022:1</id><title>One</title>
<link href="/news/1"/><updated>2022-03-01T10:00:00Z</updated></entry><entry><id>urn:x:2</id><title>Two</title>
<published>2022-03-01</published><updated>2022-03-02T10:00:00Z</updated></entry><entry><id>urn:x:3</id><title>Three</title>
<updated>2122-03-02T10:00:00Z</updated></entry></feed>`;
  server.pages.set('/atom', { body: atom });
  const json = {
    version: 'https://jsonfeed.org/version/1.1',
    items: [{ id: '7', url: 'https://example.org/7', title: 'Seven', content_html: '<p>Text</p>' }],
  };
  server.pages.set('/json', { body: JSON.stringify(json) });
  const folder = temporaryFolder();
  await poll(folder, [`${server.address}/atom`, `${server.address}/json`]);
  const [one, two, three, seven] = keptItems(folder);
  expect(one).toMatchObject({ url: `${server.address}/news/1`, first_seen_at: '2022-03-01T10:00:00Z' });
  expect(one).not.toHaveProperty('published_at');
  expect(two).toMatchObject({ published_at: '2022-03-01', published_basis: 'feed', site: '127.0.0.1' });
  expect(two?.['first_seen_at']).toBe(two?.['fetched_at']);
  expect(three?.['first_seen_at']).toBe(three?.['fetched_at']);
  expect(seven).toMatchObject({ id: 'example.org:7', text: 'Text' });
  expect(seven).not.toHaveProperty('published_basis');
});

test('robots.txt is asked for once a host and followed, on the way of redirects too', async () => {
  const clock = leapingClock();
  const other = await serveFeeds({ '/robots.txt': { body: 'User-agent: crosscurrent\nDisallow: /' } }, clock.now);
  const server = await serveFeeds(
    {
      '/robots.txt': { body: 'User-agent: *\nDisallow: /private/\nCrawl-delay: 30' },
      '/private/feed': { body: rssFeed([1], 'https://example.com') },
      '/open': { body: rssFeed([2], 'https://example.com') },
      '/away': { status: 302, headers: { location: `${other.address}/feed` } },
    },
    clock.now,
  );
  const round = await poll(
    temporaryFolder(),
    ['/private/feed', '/open', '/away'].map((path) => server.address + path),
    { clock },
  );
  expect(round).toMatchObject({
    isWhole: true,
    feeds: [{ outcome: 'disallowed', reason: 'robots' }, { outcome: 'read' }, { outcome: 'disallowed' }],
  });
  expect(server.asked()).toEqual(['/robots.txt 200', '/open 200', '/away 302']);
  expect(other.asked()).toEqual(['/robots.txt 200']);
  for (const [index, { at, open }] of server.log.entries()) {
    expect(open).toBe(0);
    if (index > 0) expect(at - server.log[index - 1]!.at).toBeGreaterThanOrEqual(30_000);
  }
});

test('a host whose robots.txt cannot be had is left alone for now; one that refuses it has none', async () => {
  const server = await serveFeeds({ '/robots.txt': { status: 500 } });
  const { pages } = server;
  pages.set('/feed', { body: rssFeed([1], 'https://example.com') });
  const feed = `${server.address}/feed`;
  const folder = temporaryFolder();
  const clock = leapingClock();
  expect(await poll(folder, [feed], { clock })).toMatchObject({
    isWhole: false,
    feeds: [{ reason: 'robots-unreachable', detail: expect.stringContaining('/robots.txt answered 500') }],
  });
  expect(server.asked()).toEqual(['/robots.txt 500', '/robots.txt 500']);
  pages.set('/robots.txt', { status: 403 });
  expect((await poll(folder, [feed], { clock })).feeds).toMatchObject([{ outcome: 'read' }]);
  expect(server.asked()).toEqual(['/robots.txt 403', '/feed 200']);
  pages.set('/robots.txt', { body: `${'#'.repeat(600 * 1024)}\nUser-agent: *\nDisallow: /` });
  expect((await poll(folder, [feed], { clock })).feeds).toMatchObject([{ outcome: 'not-modified' }]);
});

test('an address that moved for good is asked for there, until that fails', async () => {
  const server = await serveFeeds({});
  const { address, pages } = server;
  pages.set('/old', { status: 301, headers: { location: '/new' } });
  pages.set('/new', { body: rssFeed([1], address), etag: '"n"' });
  const folder = temporaryFolder();
  const feeds = [`${address}/old`];
  expect((await poll(folder, feeds)).feeds).toMatchObject([{ outcome: 'read', moved: `${address}/new` }]);
  expect((await poll(folder, feeds)).feeds).toMatchObject([{ outcome: 'not-modified', moved: `${address}/new` }]);
  expect(server.asked()).toEqual(['/robots.txt 404', '/old 301', '/new 200', '/robots.txt 404', '/new 304']);
  pages.delete('/new');
  pages.set('/old', { body: rssFeed([1], address), etag: '"n"' });
  expect((await poll(folder, feeds)).feeds).toMatchObject([{ outcome: 'failed', reason: 'http-404' }]);
  // Not under the conditions of the address it had moved to.
  expect((await poll(folder, feeds)).feeds).toMatchObject([{ outcome: 'read', new: 0, moved: undefined }]);
  pages.set('/old', { status: 302, headers: { location: '/other' } });
  pages.set('/other', { body: rssFeed([1, 2], address) });
  expect((await poll(folder, feeds)).feeds).toMatchObject([{ outcome: 'read', new: 1, moved: undefined }]);
  // An address that moves without a change is remembered too.
  pages.set('/other', { body: rssFeed([1, 2], address), etag: '"o"' });
  await poll(folder, feeds);
  pages.set('/old', { status: 308, headers: { location: '/other' } });
  server.asked();
  for (let round = 0; round < 2; round++) await poll(folder, feeds);
  expect(server.asked().filter((line) => !line.startsWith('/robots'))).toEqual([
    '/old 308',
    '/other 304',
    '/other 304',
  ]);
  pages.delete('/other');
  await poll(folder, feeds);
  pages.set('/old', { status: 301, headers: { location: '/old' } });
  expect((await poll(folder, feeds)).feeds).toMatchObject([{ outcome: 'failed', reason: 'redirects' }]);
});

test('Retry-After is waited for, or the host is left alone by the next runs too', async () => {
  const clock = leapingClock();
  const server = await serveFeeds({}, clock.now);
  const { address, pages } = server;
  const folder = temporaryFolder();
  const feeds = [`${address}/feed`];
  pages.set('/feed', { status: 503, headers: { 'retry-after': '40' } });
  expect((await poll(folder, feeds, { clock })).feeds).toMatchObject([{ outcome: 'failed', reason: 'http-503' }]);
  const [, first, second] = server.log;
  expect(second!.at - first!.at).toBeGreaterThanOrEqual(40_000);
  pages.set('/feed', { status: 429, headers: { 'retry-after': '7200' } });
  expect((await poll(folder, feeds, { clock })).feeds).toMatchObject([{ outcome: 'failed', reason: 'asked-to-wait' }]);
  server.asked();
  expect((await poll(folder, feeds, { clock })).feeds).toMatchObject([{ outcome: 'failed', reason: 'asked-to-wait' }]);
  expect(server.asked()).toEqual([]);
  clock.leap(7_200_000);
  pages.set('/feed', { body: rssFeed([1], address) });
  expect((await poll(folder, feeds, { clock })).feeds).toMatchObject([{ outcome: 'read' }]);
});

test('a feed that cannot be read fails with its reason, and the others go on', async () => {
  const server = await serveFeeds({});
  const good = rssFeed([1, 2, 3], server.address);
  const broken = good.replace('<guid isPermaLink="false">2</guid>', '<guid').replace('</item>\n<item', '\n<item');
  const cases = {
    '/good': { body: good },
    '/packed': { body: gzipSync(good), headers: { 'content-encoding': 'gzip' } },
    '/page': { body: '<!doctype html><html><title>News</title></html>' },
    '/text': { body: 'No feed here, only words.\n' },
    '/empty': { body: '' },
    '/other': { body: '{"items":[{"title":"One"}]}' },
    '/cut': { body: '<rss><channel><title>News</title><item><title>One' },
    '/damaged': { body: broken },
    '/long': { body: `${good}${' '.repeat(100_000)}` },
    '/bomb': { body: gzipSync(' '.repeat(100_000)) },
    '/bad-gzip': { body: gzipSync(good).subarray(0, 60) },
    '/none': { status: 410 },
  };
  for (const [path, page] of Object.entries(cases)) server.pages.set(path, page);
  const folder = temporaryFolder();
  const round = await poll(
    folder,
    Object.keys(cases).map((path) => server.address + path),
    { mostBytes: 50_000 },
  );
  const found = round.feeds.map(({ url, outcome, reason }) => `${new URL(url).pathname} ${reason ?? outcome}`);
  expect(found).toEqual([
    '/good read',
    '/packed read',
    '/page not-a-feed',
    '/text not-a-feed',
    '/empty not-a-feed',
    '/other not-a-feed',
    '/cut malformed-feed',
    '/damaged read',
    '/long too-long',
    '/bomb too-long',
    '/bad-gzip bad-gzip',
    '/none http-410',
  ]);
  expect(round.isWhole).toBe(false);
  expect(round.feeds.find(({ url }) => url.endsWith('/damaged'))?.unread).toMatchObject({ 'malformed-xml': 1 });
  expect(journal(folder).find(({ feed }) => String(feed).endsWith('/page'))).toMatchObject({
    reason: 'not-a-feed',
    detail: 'it is a page; a feed or a sitemap is expected',
  });
});

test('the latest sitemaps of an index are polled, packed ones too, where the index says they changed', async () => {
  const server = await serveFeeds({});
  const { address, pages } = server;
  const news = (number: number): string =>
    `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>${address}/n/${number}</loc><news:news><news:publication_date>2022-03-01</news:publication_date><news:title>News ${number}</news:title></news:news></url>
<url><loc>${address}/about</loc></url></urlset>`;
  const index = (...maps: string[]): string =>
    `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${maps.join('')}</sitemapindex>`;
  const map = (path: string, day: string): string =>
    `<sitemap><loc>${address}${path}</loc>${day === '' ? '' : `<lastmod>${day}</lastmod>`}</sitemap>`;
  const body = index(map('/1', '2022-01-01'), map('/2.gz', '2022-03-01'), map('/index', ''), map('/3', '2022-02-01'));
  pages.set('/index', { body });
  pages.set('/1', { body: news(1) });
  pages.set('/2.gz', { body: gzipSync(news(2)) });
  pages.set('/3', { body: news(3) });
  const folder = temporaryFolder();
  const feeds = [`${address}/index`];
  const round = await poll(folder, feeds, { mostSitemaps: 3 });
  expect(round.feeds).toMatchObject([
    { outcome: 'read', sitemapsLeftOut: 1 },
    { url: `${address}/2.gz`, outcome: 'read', new: 1, unread: { 'not-news': 1 } },
    { url: `${address}/3`, outcome: 'read', new: 1 },
  ]);
  expect(keptItems(folder)[0]).toMatchObject({
    id: `${address}/n/2`,
    title: 'News 2',
    published_at: '2022-03-01',
    published_basis: 'sitemap',
  });
  server.asked();
  pages.set('/index', { body: body.replace('2022-03-01', '2022-03-02') });
  await poll(folder, feeds, { mostSitemaps: 3 });
  expect(server.asked()).toEqual(['/robots.txt 404', '/index 200', '/2.gz 200']);
  for (const [path, next] of [
    ['/index', '/deep'],
    ['/deep', '/deeper'],
    ['/deeper', '/deepest'],
  ] as const)
    pages.set(path, { body: index(map(next, '')) });
  expect((await poll(folder, feeds)).feeds.map(({ outcome, reason }) => reason ?? outcome)).toEqual([
    'read',
    'read',
    'index-too-deep',
  ]);
});

test('what a killed process had written without telling is cut off and fetched again', async () => {
  const server = await serveFeeds({});
  const { address, pages } = server;
  pages.set('/a', { body: rssFeed([1], 'https://example.com'), etag: '"a"' });
  pages.set('/b', { body: rssFeed([2], 'https://example.com'), etag: '"b"' });
  const folder = temporaryFolder();
  const feeds = [`${address}/a`, `${address}/b`];
  await poll(folder, feeds);
  const expected = keptItems(folder).map(({ id }) => id);
  // As if it had been killed between the items of the second feed and their line in the journal.
  const [name = ''] = readdirSync(join(folder, 'items'));
  renameSync(join(folder, 'items', name), join(folder, 'items', `.${name}`));
  appendFileSync(join(folder, 'items', `.${name}`), '{"id":"torn');
  const told = readFileSync(join(folder, 'polls.jsonl'), 'utf8');
  const [line = ''] = told.split('\n');
  writeFileSync(join(folder, 'polls.jsonl'), `${line}\n${told.slice(line.length + 1, line.length + 30)}`);
  expect((await poll(folder, feeds)).feeds).toMatchObject([{ outcome: 'not-modified' }, { outcome: 'read', new: 1 }]);
  expect(keptItems(folder).map(({ id }) => id)).toEqual(expected);
  expect(readdirSync(join(folder, 'items')).every((file) => !file.startsWith('.'))).toBe(true);
  writeFileSync(join(folder, 'polls.jsonl'), 'no JSON\n');
  await expect(poll(folder, feeds)).rejects.toThrow(/polls\.jsonl:1 is damaged/);
});

test('a round that is stopped keeps what it has, and the next one brings the rest', async () => {
  const server = await serveFeeds({});
  const paths = ['/1', '/2', '/3', '/4'];
  for (const path of paths)
    server.pages.set(path, { body: rssFeed([Number(path.slice(1))], 'https://example.com'), etag: path });
  const folder = temporaryFolder();
  const feeds = paths.map((path) => ({ url: server.address + path }));
  const controller = new AbortController();
  const { sleep, now } = leapingClock();
  const stopped = pollFeeds({
    folder,
    feeds,
    manners: { userAgent: userAgent('1', 'tester@example.org'), tries: 2, timeoutSeconds: 1 },
    report: { ...silentReporter, advance: () => controller.abort() },
    signal: controller.signal,
    clock: { sleep, now },
  });
  await expect(stopped).rejects.toBeInstanceOf(InterruptedError);
  expect(keptItems(folder).map(({ id }) => id)).toEqual(['example.com:1']);
  expect(readdirSync(join(folder, 'items'))[0]).toMatch(/^2/);
  expect((await poll(folder, feeds)).feeds.map(({ outcome }) => outcome)).toEqual([
    'not-modified',
    'read',
    'read',
    'read',
  ]);
  expect(keptItems(folder)).toHaveLength(4);
});

test('hosts that fail at the same time are all left alone', async () => {
  const clock = leapingClock();
  const servers = [];
  for (let host = 0; host < 6; host++)
    servers.push(await serveFeeds({ '/feed': { status: 503, headers: { 'retry-after': '7200' } } }, clock.now));
  const folder = temporaryFolder();
  const feeds = servers.map(({ address }) => `${address}/feed`);
  const round = await poll(folder, feeds, { clock });
  expect(round.feeds.every(({ outcome }) => outcome === 'failed')).toBe(true);
  const pauses = JSON.parse(readFileSync(join(folder, 'pauses.json'), 'utf8')) as Record<string, number>;
  for (const { address } of servers) expect(pauses[new URL(address).host]).toBeGreaterThan(clock.now() + 6_000_000);
  for (const server of servers) server.asked();
  expect((await poll(folder, feeds, { clock })).feeds.map(({ reason }) => reason)).toEqual(
    servers.map(() => 'asked-to-wait'),
  );
  expect(servers.flatMap((server) => server.asked())).toEqual([]);
});

test('with an interval it goes on until it is stopped, and the list may change between runs', async () => {
  const clock = leapingClock();
  const server = await serveFeeds({}, clock.now);
  server.pages.set('/feed', { body: rssFeed([1], server.address), etag: '"1"' });
  const folder = temporaryFolder();
  const controller = new AbortController();
  let rounds = 0;
  const polling = pollFeeds({
    folder,
    feeds: [{ url: `${server.address}/feed` }],
    manners: { userAgent: userAgent('1', 'tester@example.org'), tries: 2, timeoutSeconds: 1 },
    everyMilliseconds: 1_800_000,
    onRound() {
      rounds += 1;
      server.pages.set('/feed', { body: rssFeed([rounds, rounds + 1], server.address) });
      if (rounds === 60) controller.abort();
    },
    report: silentReporter,
    signal: controller.signal,
    clock: {
      now: clock.now,
      sleep: (milliseconds, signal) => {
        if (signal.aborted) throw new InterruptedError();
        return clock.sleep(milliseconds, signal);
      },
    },
  });
  await expect(polling).rejects.toBeInstanceOf(InterruptedError);
  const times = server.log.filter(({ path }) => path === '/feed').map(({ at }) => at);
  expect(times).toHaveLength(60);
  for (const [index, at] of times.entries())
    if (index > 0) expect(Math.round((at - times[index - 1]!) / 10_000)).toBe(180);
  // Kept for a day, and asked for again after it.
  expect(server.log.filter(({ path }) => path === '/robots.txt')).toHaveLength(2);
  expect(keptItems(folder)).toHaveLength(60);
  expect(existsSync(join(folder, '.lock'))).toBe(false);
});
