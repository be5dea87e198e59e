import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { allAllowed, parseRobots } from '../../src/feeds/robots.ts';

const allows = (text: string, path: string, name = 'crosscurrent'): boolean => parseRobots(text, name).allows(path);

/** RFC 9309, 5.1. */
const simple = `
User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
`;

test.each([
  ['anybot', '/picture.gif', false],
  ['anybot', '/picture.gif?size=1', true],
  ['anybot', '/example/page.html', false],
  ['anybot', '/publications/', true],
  ['foobot', '/', false],
  ['foobot', '/example/page.html', true],
  ['foobot', '/example/allowed.gif', true],
  ['foobot', '/example/other.gif', false],
  ['barbot', '/example/page.html', false],
  ['barbot', '/example/other.html', true],
  ['BazBot', '/example/page.html', false],
  ['quxbot', '/example/page.html', true],
])('the example of the RFC: %s and %s', (name, path, expected) => {
  expect(allows(simple, path, name)).toBe(expected);
});

test('the longest match decides (RFC 9309, 5.2), and Allow where two are as long', () => {
  const text = 'User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n';
  expect(allows(text, '/example/page/disallowed.gif', 'foobot')).toBe(false);
  expect(allows(text, '/example/page/other.gif', 'foobot')).toBe(true);
  expect(allows('User-agent: *\nDisallow: /a\nAllow: /a\n', '/a')).toBe(true);
});

test('groups of one name hold together, and hide those of *', () => {
  const text =
    'user-agent: crosscurrent/2.0\ndisallow: /a\n\nuser-agent: *\ndisallow: /\n\nUSER-AGENT: CrossCurrent # again\ndisallow: /b';
  expect(['/a', '/b', '/c'].map((path) => allows(text, path))).toEqual([false, false, true]);
  expect(allows(text, '/c', 'cross')).toBe(false);
});

test('lines that are no part of the protocol do not part a group', () => {
  const text = 'User-agent: one\nCrawl-delay: 7\nSitemap: /map.xml\nUser-agent: two\nDisallow: /x\n';
  for (const name of ['one', 'two']) expect(allows(text, '/x', name)).toBe(false);
  expect(parseRobots(text, 'one').crawlDelaySeconds).toBe(7);
  expect(parseRobots('User-agent: *\nCrawl-delay: soon', 'one').crawlDelaySeconds).toBeUndefined();
});

test.each([
  // The table of RFC 9309, 2.2.2.
  ['/foo/bar?baz=quz', '/foo/bar?baz=quz'],
  ['/foo/bar/ツ', '/foo/bar/%E3%83%84'],
  ['/foo/bar/%e3%83%84', '/foo/bar/%E3%83%84'],
  ['/foo/bar/%62%61%7A', '/foo/bar/baz'],
  // Reserved characters and their escapes differ (RFC 3986, 2.2).
  ['/foo%2Fbar', '/foo/bar', false],
  ['/foo%2fbar', '/foo%2Fbar'],
  ['/*/feed$', '/a/b/feed'],
  ['/*/feed$', '/a/b/feed/', false],
  ['/a*b*c', '/a-b-b-c-d'],
  ['/a*b*c$', '/abcb', false],
  ['/a*aa$', '/aa', false],
  ['*', '/anything'],
  ['/$', '/'],
  ['/$', '/a', false],
])('%s and %s', (pattern, path, isMatch = true) => {
  expect(allows(`User-agent: *\nDisallow: ${pattern}`, path)).toBe(!isMatch);
});

test('what is not there or says nothing allows everything', () => {
  for (const text of ['', 'Disallow: /', 'User-agent: *\nDisallow:', '<html>not found</html>'])
    expect(allows(text, '/a')).toBe(true);
  expect(allAllowed.allows('/')).toBe(true);
  expect(allows('User-agent: *\rDisallow: /', '/robots.txt')).toBe(true);
});

test('a pattern that is made to be slow is not', () => {
  const pattern = `/${'*a'.repeat(5000)}$`;
  const started = performance.now();
  expect(allows(`User-agent: *\nDisallow: ${pattern}`, `/${'a'.repeat(4000)}b`)).toBe(true);
  expect(performance.now() - started).toBeLessThan(500);
});

test('patterns match as the regular expressions they stand for', () => {
  const word = (letters: string): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...letters), maxLength: 8 });
  fc.assert(
    fc.property(word('ab/*'), fc.boolean(), word('ab/'), (pattern, isAnchored, path) => {
      const expression = `^/${pattern.replaceAll('*', '.*')}${isAnchored ? '$' : ''}`;
      const isMatch = new RegExp(expression).test(`/${path}`);
      expect(allows(`User-agent: *\nDisallow: /${pattern}${isAnchored ? '$' : ''}`, `/${path}`)).toBe(!isMatch);
    }),
    { numRuns: 2000 },
  );
});
