import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFeedLists, settleFeeds } from '../../src/feeds/feed-list.ts';
import { temporaryFolder } from '../support/folder.ts';

function list(text: string): string {
  const path = join(temporaryFolder(), 'list');
  writeFileSync(path, text);
  return path;
}

test('a list has an address a line, with comments, or is OPML', async () => {
  const lines = list(
    '\ufeff# feeds\nhttps://Example.com/feed?a=1,2;b#top  The paper # good\r\n\nhttps://example.com/x#y\n',
  );
  const opml = list(`<?xml version="1.0"?><opml version="2.0"><body><outline text="News">
<outline type="rss" xmlUrl="https://example.org/a?b=1&amp;c=2"/><outline text="x" XMLURL="https://example.org/d"/></outline></body></opml>`);
  expect(
    await readFeedLists([
      ['western', lines],
      [undefined, opml],
    ]),
  ).toEqual([
    { url: 'https://example.com/feed?a=1,2;b', ecosystem: 'western' },
    { url: 'https://example.com/x', ecosystem: 'western' },
    { url: 'https://example.org/a?b=1&c=2', ecosystem: undefined },
    { url: 'https://example.org/d', ecosystem: undefined },
  ]);
});

test('a mistake in a list is named with its line', async () => {
  await expect(readFeedLists([['a', '/nowhere']])).rejects.toThrow('the list /nowhere does not exist');
  const path = list('https://example.com/feed\nexample.com\n');
  await expect(readFeedLists([['a', path]])).rejects.toThrow(`${path}:2 is not the address of a feed: example.com`);
  await expect(readFeedLists([['a', list('# nothing\n')]])).rejects.toThrow('names no feed');
  const one = list('https://example.com/feed\n');
  await expect(
    readFeedLists([
      ['a', one],
      ['b', one],
    ]),
  ).rejects.toThrow(`${one}:1: https://example.com/feed is listed under a and under b`);
});

test('the lists are kept for runs that name none', async () => {
  const folder = temporaryFolder();
  await expect(settleFeeds(folder, undefined)).rejects.toThrow('knows no feeds yet');
  const feeds = [{ url: 'https://example.com/feed', ecosystem: 'western' }, { url: 'https://example.org/feed' }];
  expect(await settleFeeds(folder, feeds)).toEqual(feeds);
  expect(await settleFeeds(folder, undefined)).toEqual(feeds);
  expect(await settleFeeds(folder, feeds.slice(1))).toEqual(feeds.slice(1));
  expect(await settleFeeds(folder, undefined)).toEqual(feeds.slice(1));
  writeFileSync(join(folder, 'feeds.json'), '{}');
  await expect(settleFeeds(folder, undefined)).rejects.toThrow('is not a list of feeds');
});
