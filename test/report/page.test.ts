import { describe, expect, test } from 'vitest';
import * as cases from './cases.ts';
import type { StudyRows } from './fixture.ts';
import { temporaryFolder } from './fixture.ts';
import { makeReport } from './run.ts';
import { expectSound } from './sound.ts';

const all: [string, () => StudyRows][] = [
  ['ties', cases.ties],
  ['plain', cases.plain],
  ['no matches', cases.noMatches],
  ['one ecosystem', cases.oneEcosystem],
  ['no narratives', cases.noNarratives],
  ['undated', cases.undated],
  ['empty', cases.empty],
  ['hostile', cases.hostile],
];

describe.each(all)('%s', (name, rows) => {
  test('makes a sound page', async () => {
    const made = await makeReport(
      temporaryFolder(),
      rows(),
      name === 'hostile'
        ? {
            changed: {
              platform: '<b onclick=alert(1)>weibo',
              name: '</title><script>alert(9)</script>',
              about: '<script>alert(10)</script>\n\n\u202Ex',
            },
          }
        : {},
    );
    expectSound(made);
    expect(/.{20}(undefined|NaN|null|\[object|Infinity).{20}/u.exec(made.text)).toBeNull();
  });
});

test('text that tries to be more stays text, and is seen', async () => {
  const { html, document, text } = await makeReport(temporaryFolder(), cases.hostile(), {
    changed: { platform: '<b onclick=alert(1)>weibo' },
  });
  // oxlint-disable-next-line no-control-regex
  expect(html).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u);
  expect(text).toContain('<script>alert(1)</script>');
  expect(text).toContain('⟦RLO⟧');
  expect(text).toContain('not a web address: javascript:alert(5)');
  const links = [...document.querySelectorAll('a.source')].map((link) => link.getAttribute('href'));
  expect(links).toEqual(['https://ok.example/?q=%22%3E%3Cscript%3Ealert(7)%3C/script%3E', 'http://ok.example/a%20b']);
  expect(text).toContain('further characters in passages.csv');
});

test('the same tables give the same bytes', async () => {
  const manifest = (started: string, cpu: string): unknown => ({
    format: 1,
    stages: {
      measure: {
        fingerprint: 'x',
        version: 2,
        options: { level: 0, minPosts: 5 },
        settings: {},
        identity: null,
        seed: 7,
        inputs: {},
        outputs: {},
        counts: { narratives: 3 },
        rejected: 0,
        started_at: started,
        seconds: 1,
        peak_rss_megabytes: 1,
        workers: 1,
        versions: { crosscurrent: '0.1.0', duckdb: '1.5.6', cpu, system: cpu },
      },
    },
  });
  const one = await makeReport(temporaryFolder(), cases.plain(), { manifest: manifest('2031-04-01T00:00:00Z', 'one') });
  const two = await makeReport(temporaryFolder(), cases.plain(), { manifest: manifest('2032-04-01T00:00:00Z', 'two') });
  expect(two.html).toBe(one.html);
  expect(two.outcome.record.outputs).toEqual(one.outcome.record.outputs);
  expect(one.text).toContain('of at least 5 posts');
  expect(one.text).toContain('Version 2 of the stage, seed 7.');
});

test('texts carry their language', async () => {
  const { document } = await makeReport(temporaryFolder(), cases.plain());
  expect(document.querySelector('html')!.getAttribute('lang')).toBe('en');
  expect(document.querySelector('#n1-title bdi')!.getAttribute('lang')).toBe('zh');
  expect(new Set([...document.querySelectorAll('blockquote')].map((passage) => passage.getAttribute('lang')))).toEqual(
    new Set(['zh', 'ru', 'en', 'uk']),
  );
  expect(document.querySelector('#plot-first a text')!.getAttribute('lang')).toBe('zh');
});

test('what is left out is said, with where it is', async () => {
  const { text, document } = await makeReport(temporaryFolder(), cases.plain(), {
    options: { maxNarratives: 1, maxEvidence: 2, maxPosts: 1 },
  });
  expect(text).toContain('The first 1 of 3 narratives');
  expect(text).toContain('The other 2 are in narratives.csv, association.csv and first_appearance.csv.');
  expect(document.querySelector('#n1-e0')!.textContent).toContain('Russia: 1 of 4 matched articles');
  expect(document.querySelector('#n1-ep')!.textContent).toContain('Weibo: 1 of 6 posts');
  const light = await makeReport(temporaryFolder(), cases.plain(), { options: { maxMegabytes: 0.000001 } });
  expect(light.text).toContain('Evidence is left out to keep the page light.');
  // Tables of matches and members have the narratives as they were found: before they were merged, at level 0.
  expect(light.text).toMatch(/are in events\.csv, under mines\./u);
  expectSound(light);
});

test('a page without narratives still shows its data', async () => {
  const { text } = await makeReport(temporaryFolder(), cases.plain(), { options: { maxNarratives: 0, maxPlotted: 0 } });
  expect(text).toContain('Most matching articles came from Russia');
  expect(text).toContain('None of the 3 narratives is shown; they are in narratives.csv.');
  expect(text).toContain('Records that were not taken');
});
