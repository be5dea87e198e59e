import { assert, constantFrom, nat, oneof, property, string } from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { fitted } from '../../src/report/figure.ts';
import { foreign, markup, trusted } from '../../src/report/markup.ts';
import { namedParties } from '../../src/report/names.ts';
import { sourceLink } from '../../src/report/parts.ts';
import { timeInWords } from '../../src/report/times.ts';
import { formatsOf } from '../../src/wording/formats.ts';
import { wordingOf } from '../../src/wording/wording.ts';
import { clip, visible } from '../../src/report/visible.ts';

const wording = wordingOf('en');
const { counted, decimal, listed, partOf, percent, splitCount } = formatsOf('en');
const text = string({ unit: 'binary' });

describe('visible', () => {
  test('shows controls and bidirectional overrides, and keeps line breaks', () => {
    expect(visible('a\u0000\u0007\u001b\u007f\u0085\u202e\u2066\u2069b\r\nc\td\ud800')).toBe(
      'a␀␇␛␡⟦U+0085⟧⟦RLO⟧⟦LRI⟧⟦PDI⟧b\nc\td\ufffd',
    );
  });

  test('leaves ordinary text of any script as it is', () => {
    for (const plain of ['海峡被封锁了🌂', 'Пролив закрыт', 'Протоку закрито', 'مضيق', '👩‍👩‍👧'])
      expect(visible(plain)).toBe(plain);
  });

  test('clips between graphemes', () => {
    expect(clip('ab👩‍👩‍👧cd', 5)).toEqual({ text: 'ab', left: 10 });
    expect(clip('abc', 3)).toEqual({ text: 'abc', left: 0 });
    assert(
      property(text, nat(40), (value, length) => {
        const { text: kept, left } = clip(value, length);
        expect(value.startsWith(kept)).toBe(true);
        expect(kept.length + left).toBe(value.length);
      }),
    );
  });
});

describe('markup', () => {
  test('no value becomes an element or leaves its attribute', () => {
    assert(
      property(oneof(text, constantFrom('</p><script>', '"><b>', "' onload=x", '<!--', ']]>')), (value) => {
        const page = `<html><body>${markup`<p title="${value}" lang="x">${value}</p>`.text}</body></html>`;
        const { document } = parseHTML(page) as unknown as {
          document: {
            querySelectorAll(selector: string): Iterable<{ tagName: string; attributes: { length: number } }>;
          };
        };
        const found = [...document.querySelectorAll('body *')];
        expect(found.map((element) => element.tagName)).toEqual(['P']);
        expect(found[0]!.attributes.length).toBe(2);
      }),
    );
  });

  test('takes pieces, lists and nothing', () => {
    expect(markup`<p>${[markup`<b>${1}</b>`, '<', null, undefined, false]}${trusted('<i></i>')}</p>`.text).toBe(
      '<p><b>1</b>&lt;<i></i></p>',
    );
    expect(foreign('海峡', 'zh').text).toBe('<bdi lang="zh">海峡</bdi>');
    expect(foreign('x', '"><script>').text).toBe('<bdi lang="">x</bdi>');
  });
});

test('numbers look the same everywhere', () => {
  expect(decimal(1234567.891, 1)).toBe('1,234,567.9');
  expect(decimal(-0.256, 2)).toBe('−0.26');
  expect(decimal(-0.001, 2)).toBe('0.00');
  expect(decimal(null, 2)).toBe('–');
  expect(percent(0.4107677)).toBe('41.1\u202f%');
  expect(percent(Number.NaN)).toBe('–');
  expect(partOf(412, 1003)).toBe('412 of 1,003 (41.1\u202f%)');
  expect(partOf(0, 0)).toBe('0 of 0');
  expect(counted(1, { one: 'article', other: 'articles' })).toBe('1 article');
  expect(counted(1200, { one: 'article', other: 'articles' })).toBe('1,200 articles');
  expect(splitCount(2.5)).toBe('2.5');
  expect(splitCount(1 / 3 + 1 / 3 + 1 / 3)).toBe('1');
  expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
});

describe('times', () => {
  const at = Date.parse('2031-03-03T14:05:09Z');
  const bounds = { earliest: at, latest: at + 1000 };

  test('say no more than is known', () => {
    const say = (time: Parameters<typeof timeInWords>[0]): string =>
      timeInWords(time, wording).replaceAll('\u00a0', ' ');
    expect(say({ at, precision: 'second', basis: 'jsonld', ...bounds })).toBe('3 March 2031, 14:05:09 UTC');
    expect(say({ at, precision: 'minute', basis: 'jsonld', ...bounds })).toBe('3 March 2031, 14:05 UTC');
    expect(say({ at: Date.parse('2031-03-03T23:00:00Z'), precision: 'hour', basis: 'jsonld', ...bounds })).toBe(
      '3 March 2031, 23:00–00:00 UTC (hour only)',
    );
    expect(say({ at: null, precision: 'unknown', basis: 'first_seen', earliest: null, latest: at })).toBe(
      'not after 3 March 2031, 14:05 UTC',
    );
    expect(say({ at: null, precision: 'unknown', basis: null, earliest: null, latest: null })).toBe('time unknown');
    expect(say({ at: null, precision: null, basis: null, earliest: at, latest: null })).toBe(
      'not before 3 March 2031, 14:05 UTC',
    );
  });

  test('a day is the day of the outlet, whatever the zone', () => {
    for (const hours of [-11, -5, 0, 8, 11]) {
      const earliest = Date.parse('2031-03-03T00:00:00Z') - hours * 3_600_000;
      expect(
        timeInWords({ at: earliest, precision: 'day', basis: 'url', earliest, latest: earliest + 86_400_000 }, wording),
      ).toBe('3\u00a0March\u00a02031 (day only)');
    }
    const start = Date.parse('2031-03-03T00:00:00Z');
    expect(
      timeInWords(
        {
          at: start,
          precision: 'day',
          basis: 'url',
          earliest: start - 14 * 3_600_000,
          latest: start + 36 * 3_600_000,
        },
        wording,
      ),
    ).toBe('3\u00a0March\u00a02031 (day only)');
  });
});

test('only web addresses become links', () => {
  for (const address of [
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.example',
    '//a.example',
    'a.example',
    'https://u:p@a.example',
  ]) {
    expect(String(sourceLink(address, wording))).not.toContain('<a');
  }
  expect(String(sourceLink('https://a.example/?q=1&r="', wording))).toBe(
    '<a class="source" href="https://a.example/?q=1&amp;r=%22" rel="noopener noreferrer nofollow">open at a.example</a>',
  );
  expect(sourceLink(null, wording)).toBe('');
});

test('parties keep their codes where names would collide, and differ in shape', () => {
  expect(namedParties(['ru', 'us'], 'weibo', wording).ecosystems.map((party) => party.label)).toEqual([
    'Russia',
    'United States',
  ]);
  expect(namedParties(['ru', 'russian'], 'weibo', wording).ecosystems.map((party) => party.label)).toEqual([
    'ru',
    'russian',
  ]);
  const many = namedParties(
    Array.from({ length: 7 }, (_, index) => `e${index}`),
    'weibo',
    wording,
  ).ecosystems;
  expect(new Set(many.map((party) => party.symbol)).size).toBe(7);
  expect(() => namedParties([], 'weibo', wording).of('x')).toThrow(RangeError);
});

test('labels are cut to their room, CJK counted double', () => {
  expect(fitted('海峡昨夜被封锁', 60)).toBe('海峡昨夜…');
  expect(fitted('strait\nclosed', 200)).toBe('strait closed');
});
