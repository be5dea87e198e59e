import { expect, it } from 'vitest';
import { domainAndParents, hostOf, siteOf } from '../../src/formats/domain.ts';

it.each([
  ['https://www.Example.com/a?b', 'example.com'],
  ['//news.example.com', 'news.example.com'],
  ['WWW.example.co.uk', 'example.co.uk'],
  ['example.com/path', 'example.com'],
  ['example.com.', 'example.com'],
  ['Xinhua News', 'Xinhua News'],
  ['www.com', 'www.com'],
  ['', undefined],
])('siteOf %s', (value, expected) => {
  expect(siteOf(value)).toBe(expected);
});

it('hostOf gives nothing for what is no address', () => {
  expect(hostOf('not an address')).toBeUndefined();
  expect(hostOf('mailto:a@example.com')).toBeUndefined();
});

it('domainAndParents leaves out top-level domains', () => {
  expect([...domainAndParents('a.b.example.com')]).toEqual(['a.b.example.com', 'b.example.com', 'example.com']);
  expect([...domainAndParents('Xinhua')]).toEqual(['Xinhua']);
});
