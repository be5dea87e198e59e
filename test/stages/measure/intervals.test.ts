/** Intervals and tests of share and association. */
import { expect, test } from 'vitest';
import { Rows, posts } from './study.ts';

/**
 * Six narratives. Of n0 russian sites have twelve articles, one a site, and ukrainian ones two; the others
 * have an article or two of three sites.
 */
function study(): Rows {
  const rows = new Rows();
  for (let n = 0; n < 6; n++) rows.narrative(`n${n}`, posts(5));
  for (let site = 0; site < 12; site++) rows.matched('n0', `r${site}`, 'russian', {}, { site: `r${site}.ru` });
  for (let site = 0; site < 2; site++) rows.matched('n0', `u${site}`, 'ukrainian', {}, { site: `u${site}.ua` });
  for (let site = 0; site < 6; site++) rows.article(`x${site}`, 'ukrainian', {}, { site: `u${site}.ua` });
  for (let n = 1; n < 6; n++) {
    rows.match(`n${n}`, ['x0', 'x1']);
    rows.matched(`n${n}`, `c${n}`, 'chinese', {}, { site: 'c.cn' });
  }
  return rows;
}

test('a narrative of five sites or more has intervals, another a reason', async () => {
  const { rows } = await study().measure();
  const n0 = await rows('association', `narrative_id = 'n0' AND counting = 'copies'`);
  expect(n0).toHaveLength(3 * 4);
  for (const row of n0) {
    expect(row.low as number).toBeLessThanOrEqual(row.value as number);
    expect(row.high as number).toBeGreaterThanOrEqual(row.value as number);
    expect(row.high as number).toBeGreaterThan(row.low as number);
    expect(row.interval_method).toBe('expanded percentile bootstrap of sites');
    // China has no article of n0: the lower end is the value, and the upper one says what 0 leaves open.
    if (row.ecosystem === 'chinese') expect(row).toMatchObject({ articles: 0, low: row.value });
  }
  const russian = n0.find((row) => row.ecosystem === 'russian' && row.baseline === 'raw')!;
  expect(russian.value).toBeCloseTo(12 / 14, 12);
  expect(russian.low as number).toBeGreaterThan(0.4);
  expect(russian.low as number).toBeLessThan(0.75);
  for (const row of await rows('association', `narrative_id <> 'n0'`))
    expect(row).toMatchObject({
      low: null,
      high: null,
      interval_method: null,
      interval_note: 'its articles are of fewer than five sites',
    });
});

test('the winner is tested against each rival, and false discovery is controlled', async () => {
  const { rows, record } = await study().measure();
  const tests = await rows('association_tests', `counting = 'copies' AND baseline = 'raw'`);
  // 12 against 2: 2 (1 + 14 + 91) / 2^14; against 0: 2 / 2^12, by Holm twice that; the larger is the first.
  const p = (2 * (1 + 14 + 91)) / 2 ** 14;
  expect(tests[0]).toMatchObject({
    narrative_id: 'n0',
    winner: 'russian',
    runner_up: 'ukrainian',
    p_value: expect.closeTo(p, 12),
    // Five others, each 2 against 1 with p = 1.
    p_adjusted: expect.closeTo(6 * p, 12),
    separable: false,
  });
  expect(tests[1]).toMatchObject({
    winner: 'ukrainian',
    runner_up: 'chinese',
    p_value: 1,
    low: null,
    separable: false,
  });
  expect(record.counts).toMatchObject({ separable_raw: 0 });
  const lax = await study().measure({ discoveryRate: 0.1 });
  expect(lax.record.counts).toMatchObject({ separable_raw: 1 });
  expect(await lax.rows('association_summary', `counting = 'copies' AND baseline = 'raw'`)).toMatchObject([
    { ecosystem: 'chinese', narratives_won: 0, share: 0, low: 0, high: expect.closeTo(1 - 0.025 ** (1 / 6), 12) },
    { ecosystem: 'russian', narratives_won: 1, narratives: 6, separable_won: 1, share_of_posts: 1 / 6 },
    { ecosystem: 'ukrainian', narratives_won: 5, separable_won: 0 },
  ]);
  const strict = await study().measure({ discovery: 'yekutieli' });
  const [first] = await strict.rows('association_tests', `counting = 'copies' AND baseline = 'raw'`);
  expect(first!.p_adjusted).toBeCloseTo(6 * p * (1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5 + 1 / 6), 12);
});

test('without five sites only the exact test is made', async () => {
  const { rows } = await study().measure();
  for (const row of await rows('association_tests', `narrative_id = 'n1' AND counting = 'groups'`)) {
    if (row.baseline === 'raw') expect(row).toMatchObject({ p_value: 1, separable: false });
    else
      expect(row).toMatchObject({
        p_value: null,
        p_adjusted: null,
        separable: null,
        note: 'fewer than five sites: no test',
      });
  }
});

test('shares have intervals over narratives, in which an article of several narratives counts once', async () => {
  const { rows } = await study().measure();
  const share = await rows('share', `counting = 'copies'`);
  for (const row of share) {
    expect(row.low as number).toBeLessThanOrEqual(row.share as number);
    expect(row.high as number).toBeGreaterThanOrEqual(row.share as number);
    expect(row.rate_low as number).toBeLessThanOrEqual(row.rate as number);
    expect(row.rate_high as number).toBeLessThanOrEqual(1);
  }
  expect(share.find((row) => row.ecosystem === 'ukrainian')).toMatchObject({ matched: 4, articles: 8 });
});

test('a narrative more changes no draw of the others', async () => {
  const before = await study().measure();
  const more = study();
  more.narrative('n00', posts(5));
  const after = await more.measure();
  const raw = `narrative_id = 'n0' AND baseline = 'raw'`;
  expect(await after.rows('association', raw)).toEqual(await before.rows('association', raw));
});

test('smoothing is named and moves raw shares towards each other', async () => {
  const { rows } = await study().measure({ smoothing: 0.5 });
  const [row] = await rows('association', `narrative_id = 'n0' AND baseline = 'raw' AND ecosystem = 'russian'`);
  expect(row!.value).toBeCloseTo(12.5 / 15.5, 12);
});
