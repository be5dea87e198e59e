import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { posts, Rows, runMeasure } from './study.ts';

/** Two measured narratives and one that is too small; a wire text in two ecosystems. */
function small(): Rows {
  const rows = new Rows();
  rows.narrative('n1', posts(5));
  rows.narrative('n2', posts(6));
  rows.narrative('n3', posts(4));
  for (const id of ['c1', 'c2', 'c3', 'c4']) rows.article(id, 'chinese');
  rows.article('r1', 'russian', {}, { group: 'r1' });
  rows.article('r2', 'russian', {}, { group: 'r1' });
  rows.article('u1', 'ukrainian', {}, { group: 'r1' });
  rows.article('r3', 'russian');
  rows.article('a1', 'american');
  rows.article('out', 'american', {}, { inScope: false });
  rows.article('nowhere', null);
  rows.match('n1', ['c1', 'r1', 'r2', 'r3', 'u1', 'out', 'nowhere']);
  rows.match('n1', ['c1']); // another passage of the same article
  rows.match('n2', ['c1', 'c2', 'r1']);
  rows.match('n3', ['c3', 'a1']);
  return rows;
}

test('share counts articles once over narratives, and groups once in each ecosystem', async () => {
  const { rows } = await small().measure();
  const withoutIntervals = (await rows('share')).map(
    ({ low, high, rate_low, rate_high, interval_method, interval_note, ...row }) => {
      expect([low, high, rate_low, rate_high, interval_method]).toEqual([null, null, null, null, null]);
      expect(interval_note).toBe('fewer than five narratives have a match');
      return row;
    },
  );
  expect(withoutIntervals).toEqual([
    { ecosystem: 'american', counting: 'copies', articles: 1, matched: 0, share: 0, rate: 0 },
    { ecosystem: 'chinese', counting: 'copies', articles: 4, matched: 2, share: 2 / 6, rate: 0.5 },
    { ecosystem: 'russian', counting: 'copies', articles: 3, matched: 3, share: 0.5, rate: 1 },
    { ecosystem: 'ukrainian', counting: 'copies', articles: 1, matched: 1, share: 1 / 6, rate: 1 },
    { ecosystem: 'american', counting: 'groups', articles: 1, matched: 0, share: 0, rate: 0 },
    { ecosystem: 'chinese', counting: 'groups', articles: 4, matched: 2, share: 0.4, rate: 0.5 },
    { ecosystem: 'russian', counting: 'groups', articles: 2, matched: 2, share: 0.4, rate: 1 },
    { ecosystem: 'ukrainian', counting: 'groups', articles: 1, matched: 1, share: 0.2, rate: 1 },
  ]);
});

test('association has a row for every narrative, ecosystem, baseline and counting', async () => {
  const { rows, record } = await small().measure();
  expect(await rows('association')).toHaveLength(2 * 4 * 4 * 2);
  const raw = await rows('association', `baseline = 'raw' AND narrative_id = 'n1'`);
  expect(raw.map((row) => [row.ecosystem, row.counting, row.articles, row.value, row.is_winner])).toEqual([
    ['american', 'copies', 0, 0, false],
    ['american', 'groups', 0, 0, false],
    ['chinese', 'copies', 1, 0.2, false],
    ['chinese', 'groups', 1, 0.25, false],
    ['russian', 'copies', 3, 0.6, true],
    ['russian', 'groups', 2, 0.5, true],
    ['ukrainian', 'copies', 1, 0.2, false],
    ['ukrainian', 'groups', 1, 0.25, false],
  ]);
  const own = await rows('association', `baseline = 'npmi_own' AND counting = 'copies' AND ecosystem = 'ukrainian'`);
  // k = 1 of 5 and of 1, with 8 in all; and no match in n2.
  expect(own.map((row) => [row.narrative_id, row.value, row.is_winner])).toEqual([
    ['n1', expect.closeTo(Math.log(1 / 8 / ((5 / 8) * (1 / 8))) / -Math.log(1 / 8), 12), true],
    ['n2', -1, false],
  ]);
  const released = await rows(
    'association',
    `baseline = 'npmi_released' AND counting = 'copies' AND narrative_id = 'n1' AND articles > 0`,
  );
  // Chinese is the reference (3); the others with matches have 4 and 1, so c = 3 / 2.5; T = 8.
  const value = (joint: number): unknown =>
    expect.closeTo(Math.min(1, Math.log(joint / ((5 / 8) * (3 / 8))) / -Math.log(joint)), 12);
  expect(released.map((row) => [row.ecosystem, row.value])).toEqual([
    ['chinese', value(1 / 8)],
    ['russian', value((1.2 * 3) / 8)],
    ['ukrainian', value(1.2 / 8)],
  ]);
  expect(record.counts).toEqual({
    narratives: 2,
    matched: 2,
    changed_npmi_own: 1,
    changed_npmi_released: 0,
    changed_log_odds: 0,
    separable_raw: 0,
    separable_npmi_own: 0,
    separable_npmi_released: 0,
    separable_log_odds: 0,
    first_decided: 0,
    first_robust: 0,
  });
});

test('ties all win, and a narrative without a match has no winner', async () => {
  const rows = new Rows();
  rows.narrative('n1', posts(5));
  rows.narrative('n2', posts(5));
  rows.matched('n1', 'a', 'russian');
  rows.matched('n1', 'b', 'ukrainian');
  const measured = await rows.measure();
  const found = await measured.rows('association', `counting = 'copies'`);
  for (const row of found) {
    expect(row.is_winner).toBe(row.narrative_id === 'n1');
    if (row.narrative_id === 'n2')
      expect(row.value).toBe(row.baseline === 'raw' || row.baseline === 'log_odds' ? 0 : -1);
  }
  expect(measured.record.counts).toMatchObject({
    narratives: 2,
    matched: 1,
    changed_npmi_own: 0,
    changed_npmi_released: 0,
  });
});

test('a coarser level counts the articles of all its narratives, each once', async () => {
  const rows = new Rows();
  rows.narrative('low1', posts(3), { parent: 'mid1' });
  rows.narrative('low2', posts(3), { parent: 'mid1' });
  rows.narrative('low3', posts(3), { parent: 'mid2' });
  rows.narrative('mid1', posts(6), { level: 1, parent: 'top' });
  rows.narrative('mid2', posts(3), { level: 1, parent: 'top' });
  rows.narrative('top', posts(9), { level: 2 });
  rows.matched('low1', 'a', 'russian', { at: '2022-03-01T00:00:00Z' });
  rows.match('low2', ['a']);
  rows.matched('low2', 'b', 'russian');
  rows.matched('low3', 'c', 'chinese', { at: '2022-02-01T00:00:00Z' });
  const mid = await rows.measure({ level: 1 });
  expect(await mid.rows('association', `baseline = 'raw' AND counting = 'copies' AND articles > 0`)).toMatchObject([
    { narrative_id: 'mid1', ecosystem: 'russian', articles: 2, value: 1 },
  ]);
  expect(await mid.rows('share', `counting = 'copies'`)).toMatchObject([
    { ecosystem: 'chinese', matched: 0 },
    { ecosystem: 'russian', matched: 2, share: 1 },
  ]);
  const top = await rows.measure({ level: 2 });
  expect(await top.rows('association', `baseline = 'raw' AND counting = 'copies'`)).toMatchObject([
    { narrative_id: 'top', ecosystem: 'chinese', articles: 1 },
    { narrative_id: 'top', ecosystem: 'russian', articles: 2 },
  ]);
  const first = await top.rows('first_appearance');
  expect(first.map((row) => [row.narrative_id, row.ecosystem, row.item_id])).toEqual([
    ['top', 'chinese', 'c'],
    ['top', 'russian', 'a'],
    ['top', 'weibo', 'top-post0'],
  ]);
});

test('the reference of the released variant can be chosen', async () => {
  const rows = small();
  const value = async (options: Record<string, unknown>): Promise<unknown> => {
    const measured = await rows.measure(options);
    const [row] = await measured.rows(
      'association',
      `baseline = 'npmi_released' AND counting = 'copies' AND narrative_id = 'n1' AND ecosystem = 'ukrainian'`,
    );
    return row!.value;
  };
  // Ukrainian: T_ref = 1, so its own count stays as it is.
  expect(await value({ reference: 'ukrainian' })).toBeCloseTo(
    Math.log(1 / 8 / ((5 / 8) * (1 / 8))) / -Math.log(1 / 8),
    12,
  );
  const none = await rows.measure({ reference: 'american' });
  expect(none.record.notes).toEqual(['npmi_released has no values: its reference ecosystem, american, has no match']);
  expect(none.record.counts).not.toHaveProperty('changed_npmi_released');
  const values = await none.rows('association', `baseline = 'npmi_released'`);
  for (const row of values) expect(row).toMatchObject({ value: row.articles === 0 ? -1 : null, is_winner: false });
  await expect(rows.measure({ reference: 'martian' })).rejects.toThrow(UserError);
});

test('the same rows give the same bytes, with any number of threads', async () => {
  const { study } = await small().measure();
  const bytes = (): string[] =>
    (['share', 'association', 'association_tests', 'association_summary', 'first_appearance'] as const).map((name) =>
      readFileSync(study.artefact(name), 'base64'),
    );
  const before = bytes();
  await runMeasure(study, {}, {}, 3);
  expect(bytes()).toEqual(before);
});

test('what is missing is said', async () => {
  const none = await new Rows().measure();
  expect(none.record.notes).toEqual([
    'there are no narratives, so there is nothing to measure',
    'no article is in scope, so there is no ecosystem to measure',
  ]);
  expect(none.record.counts).toMatchObject({ narratives: 0, matched: 0, first_decided: 0 });
  for (const table of ['share', 'association', 'first_appearance'] as const) expect(await none.rows(table)).toEqual([]);

  const rows = new Rows();
  rows.narrative('n1', posts(3));
  expect((await rows.measure()).record.notes?.[0]).toBe(
    'none of the 1 narratives of level 0 has 5 posts or more, so nothing was measured',
  );
  expect((await rows.measure({ level: 2 })).record.notes?.[0]).toBe('no narrative is of level 2; levels are 0 to 0');
  const postsOnly = await rows.measure({ minPosts: 3 });
  expect(postsOnly.record.notes).toEqual(['no article is in scope, so there is no ecosystem to measure']);
  expect(await postsOnly.rows('first_appearance')).toMatchObject([{ narrative_id: 'n1', ecosystem: 'weibo' }]);

  rows.article('a', 'russian');
  const unmatched = await rows.measure({ minPosts: 3 });
  expect(unmatched.record.notes).toEqual(['no article matches any measured narrative']);
  expect(await unmatched.rows('share', `counting = 'copies'`)).toMatchObject([
    { ecosystem: 'russian', articles: 1, matched: 0, share: 0, rate: 0 },
  ]);

  rows.match('n1', ['a'], 0.74);
  const weak = await rows.measure({ minPosts: 3 });
  expect(weak.record.notes).toEqual([
    'no match is 0.03 or more above its threshold, so first appearance has no ecosystem',
  ]);
  expect(await weak.rows('share', `counting = 'copies'`)).toMatchObject([{ matched: 1 }]);
});

test('an ecosystem called like the platform is refused', async () => {
  const rows = new Rows();
  rows.article('a', 'weibo');
  await expect(rows.measure()).rejects.toThrow(UserError);
});
