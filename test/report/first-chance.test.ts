import { expect, test } from 'vitest';
import { chanceSentences, startSentence } from '../../src/report/first-chance.ts';
import type { ChanceRow, LeadRow } from '../../src/report/model.ts';
import { namedParties } from '../../src/report/names.ts';
import { formatsOf } from '../../src/wording/formats.ts';
import { wordingOf } from '../../src/wording/wording.ts';

const wording = wordingOf('en');
const { duration } = formatsOf('en');
const parties = namedParties(['russian', 'chinese', 'american'], 'weibo', wording);

function row(source: string, observed: number, expected: number, q_value: number): ChanceRow {
  const excess = observed - expected;
  return {
    source,
    measure: 'first',
    counting: 'groups',
    narratives: 60,
    appearing: 50,
    observed,
    expected,
    excess,
    low: excess - 4,
    high: excess + 4,
    p_value: q_value,
    q_value,
  };
}

function lead(given: Partial<LeadRow>): LeadRow {
  return {
    source: '(any)',
    narratives: 40,
    median_lead_hours: 14.2,
    median_from: 14.2,
    median_to: 14.2,
    low: 3,
    high: 30,
    method: '',
    ...given,
  };
}

function told(chance: ChanceRow[], leads: LeadRow[] = []): string[] {
  const movers = { tested: chance.length === 0 ? 0 : 60, significant: 6, atOrBefore: 0 };
  return chanceSentences({ data: { chance, leads, movers }, parties, wording });
}

test('who is first beyond chance, who less, and for whom chance is enough', () => {
  const [chance, single] = told([
    row('russian', 30.5, 20, 0.01),
    row('chinese', 20, 21, 0.8),
    row('american', 9.5, 19, 0.02),
  ]);
  expect(chance).toBe(
    'Who publishes more is first more often by chance. Of 60 narratives with dated articles of two ecosystems or more, ties split: Russia (30.5, by chance 20.0, difference +6.5 to +14.5 with 95 % confidence) was first more often than chance explains; the United States (9.5, by chance 19.0, difference −13.5 to −5.5 with 95 % confidence) less often; for China (20, by chance 21.0, difference −5.0 to +3.0 with 95 % confidence) chance is enough.',
  );
  expect(single).toContain('in 6 of 60 narratives');
});

test('nobody beyond chance is said as plainly', () => {
  expect(told([row('russian', 21, 20, 0.7)])[0]).toContain('none was first more or less often than chance explains');
});

test('the lead, its interval, and what the times leave open', () => {
  expect(told([], [lead({})])).toEqual([
    'Between the first article and the first post on Weibo of 40 narratives, the article came first, with a median lead of 14.2 hours (95 % interval 3.0 hours to 30.0 hours).',
  ]);
  const post = lead({ median_lead_hours: -6, median_from: -18, median_to: 0, low: -40, high: 5 });
  expect(told([], [post])[0]).toContain(
    'the post came first, with a median lead of 6.0 hours (95 % interval −5.0 hours to 40.0 hours); the precision of the times leaves open anything from 0 minutes to 18.0 hours. The interval includes both orders.',
  );
  expect(told([], [lead({ median_lead_hours: null })])[0]).toContain('not bounded');
});

test('where the times leave both orders open, none is told', () => {
  const days = lead({ median_lead_hours: -6, median_from: -18, median_to: 6, low: -40, high: 100 });
  expect(told([], [days])[0]).toContain(
    'the times cannot tell which came first in the middle narrative: they leave open a lead of the article of −18.0 hours to 6.0 hours (95 % interval −40.0 hours to 4.2 days); below zero the post came first.',
  );
});

test('no lead beyond chance is said without a part of it', () => {
  const movers = { tested: 1, significant: 0, atOrBefore: 0 };
  expect(chanceSentences({ data: { chance: [], leads: [], movers }, parties, wording })).toEqual([
    'Taken one by one, the lead of the first ecosystem is longer than chance explains in none of 1 narrative.',
  ]);
});

const starts = (atOrBefore: number) => ({
  chance: [],
  leads: [],
  movers: { tested: 0, significant: 0, atOrBefore },
});

test('firsts that may have been collected too late are counted', () => {
  expect(startSentence({ data: starts(1), wording })).toBe(
    '1 first appearance lies within three days of the start of what was collected from that source, so the true one may be earlier: read “at or before”.',
  );
  expect(startSentence({ data: starts(0), wording })).toBe('');
});

test('durations', () => {
  expect([0.6, -14.24, 84, -0.017].map(duration)).toEqual(['36 minutes', '−14.2 hours', '3.5 days', '−1 minute']);
});
