import { expect, test } from 'vitest';
import { namedParties } from '../../src/report/names.ts';
import { sensitivitySection, sensitivitySentence } from '../../src/report/section-sensitivity.ts';
import { wordingOf } from '../../src/wording/wording.ts';
import { pageLinks } from '../../src/report/view.ts';
import type { View } from '../../src/report/view.ts';
import type { Curve, Specification } from '../../src/store/sensitivity.ts';

const wording = wordingOf('en');
const parties = namedParties(['arts and letters', 'sport'], 'weibo', wording);

function specification(number: number, winners: string[], is_study: boolean): Specification {
  return {
    specification: number,
    is_study,
    level: 0,
    lambda: 0.6,
    margin: number / 100,
    counting: 'copies',
    baseline: null,
    times: null,
    weighting: null,
    background: null,
    values: { 'arts and letters': 0.5, sport: 0.5 },
    winners,
  };
}

function curve(isStudy: boolean): Curve {
  const study = specification(0, ['arts and letters'], isStudy);
  const tied = specification(1, ['arts and letters', 'sport'], false);
  const none = specification(2, [], false);
  return {
    question: 'share',
    specifications: [study, tied, none],
    study,
    winners: [
      { winner: 'arts and letters', specifications: 1 },
      { winner: 'arts and letters and sport', specifications: 1 },
      { winner: 'none', specifications: 1 },
    ],
    range: { low: 0.5, high: 0.5 },
    changes: [{ choice: 'margin', value: '0.02', winner: 'none' }],
  };
}

const section = (own: Curve): string =>
  String(
    sensitivitySection({
      data: { sensitivity: [own] },
      parties,
      links: pageLinks({ narratives: [] } as never),
      wording,
    } as unknown as View),
  );

test('an ecosystem may have "and" in its name', () => {
  const html = section(curve(true));
  expect(html).toContain('arts and letters 1, arts and letters and sport 1 and no ecosystem 1');
  expect(html).toContain('threshold +0.02 (no ecosystem)');
});

test('where the study has no answer of its own, none of other choices is called its answer', () => {
  expect(sensitivitySentence(curve(true), { parties, wording })).toContain('Arts and letters leads under 1 of 3');
  expect(sensitivitySentence(curve(false), { parties, wording })).toBeUndefined();
  expect(section(curve(false))).toContain('No answer was found');
});

test('influence is estimated more roughly here than in its answer, and said to be', () => {
  const rough = 'so it may differ from it.';
  expect(sensitivitySentence({ ...curve(true), question: 'influence' }, { parties, wording })).toContain(rough);
  expect(sensitivitySentence(curve(true), { parties, wording })).not.toContain(rough);
});
