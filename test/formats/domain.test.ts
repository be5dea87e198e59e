import { expect, it } from 'vitest';
import { domainAndParents, hostOf, siteOf } from '../../src/formats/domain.ts';

it.each([
  ['https://www.Example.com/a?b', 'example.com'],
  ['//news.example.com', 'news.example.com'],
  ['WWW.example.co.uk', 'example.co.uk'],
  ['www2.example.com', 'example.com'],
  ['example.com/path', 'example.com'],
  ['example.com:8080', 'example.com'],
  ['example.com.', 'example.com'],
  ['*.example.com', 'example.com'],
  ['пример.рф', 'xn--e1afmkfd.xn--p1ai'],
  ['https://ПРИМЕР.рф/а', 'xn--e1afmkfd.xn--p1ai'],
  ['例子。中国', 'xn--fsqu00a.xn--fiqs8s'],
  ['xn--e1afmkfd.xn--p1ai', 'xn--e1afmkfd.xn--p1ai'],
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

it.each([
  ['a.b.example.com', ['a.b.example.com', 'b.example.com', 'example.com']],
  ['news.example.com.cn', ['news.example.com.cn', 'example.com.cn']],
  ['a.example.co.uk', ['a.example.co.uk', 'example.co.uk']],
  ['example.kiev.ua', ['example.kiev.ua']],
  // A public suffix has a site of its own and none below it.
  ['gov.cn', ['gov.cn']],
  ['mfa.gov.cn', ['mfa.gov.cn']],
  ['news.someone.blogspot.com', ['news.someone.blogspot.com', 'someone.blogspot.com']],
  ['новости.xn--e1afmkfd.xn--p1ai', ['новости.xn--e1afmkfd.xn--p1ai', 'xn--e1afmkfd.xn--p1ai']],
  ['192.168.0.1', ['192.168.0.1']],
  ['Xinhua', ['Xinhua']],
  ['Example News', ['Example News']],
])('domainAndParents %s', (domain, expected) => {
  expect([...domainAndParents(domain)]).toEqual(expected);
});
