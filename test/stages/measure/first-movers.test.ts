import { expect, test } from 'vitest';
import { posts, Rows } from './study.ts';
import type { Times } from './study.ts';

const day = (date: string): Times => ({ at: `${date}T00:00:00Z`, precision: 'day' });
const second = (time: string): Times => ({ at: `2022-${time}Z` });

/** Articles long before and after, which match nothing, so that sources cover all days of the tests. */
function background(rows: Rows, ecosystems: readonly string[]): void {
  for (const ecosystem of ecosystems) {
    rows.article(`${ecosystem}-early`, ecosystem, second('01-01T00:00:00'));
    rows.article(`${ecosystem}-late`, ecosystem, second('04-30T00:00:00'));
  }
  rows.post('early', second('01-01T00:00:00'));
}

test('winner, order, lead and mid-p of four articles, worked by hand', async () => {
  const rows = new Rows();
  background(rows, ['chinese', 'russian']);
  rows.narrative('n', [second('03-01T12:00:00')]);
  rows.matched('n', 'r1', 'russian', second('03-01T00:00:00'));
  rows.matched('n', 'r2', 'russian', second('03-01T02:00:00'));
  rows.matched('n', 'c1', 'chinese', second('03-01T05:00:00'));
  rows.matched('n', 'c2', 'chinese', second('03-01T06:00:00'));
  const measured = await rows.measure({ minPosts: 1 });
  expect(await measured.rows('first_movers')).toEqual([
    {
      narrative_id: 'n',
      winner: 'russian',
      decidable: true,
      order: 'before',
      lead_hours: 12,
      ecosystem_lead_low: 12 - 1 / 3600,
      ecosystem_lead_high: 12 + 1 / 3600,
      ecosystems: 2,
      first_ecosystem: 'russian',
      candidates: 1,
      candidate_names: ['russian'],
      at_or_before: false,
      winner_without_earliest: 'russian',
      units: 4,
      run: 2,
      lead_over_next_hours: 5,
      // Of the 6 orders of r r c c two lead by two articles, and none is rarer: ½ · 2/6.
      p_value: expect.closeTo(1 / 6, 12) as number,
      q_value: expect.closeTo(1 / 6, 12) as number,
    },
  ]);
  const summary = await measured.rows('first_summary', `counting = 'groups' AND source = 'russian'`);
  expect(summary).toMatchObject([
    { measure: 'before_platform', narratives: 1, observed: 1, expected: 1, excess: 0, p_value: null },
    { measure: 'first', narratives: 1, observed: 1, expected: 0.5, excess: 0.5, low: null, p_value: 0.5 },
  ]);
  expect(summary[0]!.method).toContain('fewer than 10 narratives');
});

test('the platform may win; the lead is then its own, and the order of the ecosystems is after', async () => {
  const rows = new Rows();
  background(rows, ['russian']);
  rows.narrative('n', [second('03-01T00:00:00')]);
  rows.matched('n', 'r1', 'russian', second('03-01T06:00:00'));
  rows.narrative('alone', [second('03-02T00:00:00')]);
  const measured = await rows.measure({ minPosts: 1 });
  expect(await measured.rows('first_movers')).toMatchObject([
    {
      narrative_id: 'alone',
      winner: 'weibo',
      order: 'undecidable',
      lead_hours: 0,
      ecosystems: 0,
      ecosystem_lead_low: null,
    },
    { narrative_id: 'n', winner: 'weibo', order: 'after', lead_hours: 0, first_ecosystem: 'russian', p_value: null },
  ]);
  expect(await measured.rows('first_leads')).toMatchObject([
    { source: '(any)', narratives: 1, before: 0, after: 1, undecidable: 0, median_lead_hours: -6, low: null },
    { source: 'russian', narratives: 1, after: 1 },
  ]);
});

test('days that overlap are undecidable: candidates are those that nothing precedes, the lead is bounded', async () => {
  const rows = new Rows();
  background(rows, ['chinese', 'russian', 'ukrainian']);
  rows.narrative('n', [second('03-01T12:00:00')]);
  rows.matched('n', 'c1', 'chinese', day('2022-03-01'));
  rows.matched('n', 'r1', 'russian', second('03-01T08:00:00'));
  rows.matched('n', 'u1', 'ukrainian', day('2022-03-02'));
  const measured = await rows.measure({ minPosts: 1 });
  expect(await measured.rows('first_movers')).toMatchObject([
    {
      winner: null,
      decidable: false,
      order: 'before',
      lead_hours: null,
      candidates: 2,
      candidate_names: ['chinese', 'russian'],
      first_ecosystem: null,
      // The first of all lies in [0:00, 8:00:01), the post in [12:00:00, 12:00:01).
      ecosystem_lead_low: 4 - 1 / 3600,
      ecosystem_lead_high: 12 + 1 / 3600,
      // At the precision of days c and r tie in front.
      lead_over_next_hours: 0,
      run: 0,
    },
  ]);
  const first = await measured.rows('first_summary', `counting = 'groups' AND measure = 'first'`);
  // Two of three in front, each pair as likely: each has ½ with 2/3.
  expect(first.map((row) => [row.source, row.observed, row.expected])).toEqual([
    ['chinese', 0.5, expect.closeTo(1 / 3, 12)],
    ['russian', 0.5, expect.closeTo(1 / 3, 12)],
    ['ukrainian', 0, expect.closeTo(1 / 3, 12)],
  ]);
});

test('resolution: intervals as they are, days, or a day apart', async () => {
  const rows = new Rows();
  background(rows, ['chinese', 'russian']);
  rows.narrative('n', [second('03-03T12:00:00')]);
  rows.matched('n', 'c1', 'chinese', second('03-01T08:00:00'));
  rows.matched('n', 'r1', 'russian', second('03-01T20:00:00'));
  rows.matched('n', 'r2', 'russian', second('03-02T09:00:00'));
  const winnerBy = async (firstResolution: string): Promise<unknown[]> => {
    const [row] = await (await rows.measure({ minPosts: 1, firstResolution })).rows('first_movers');
    return [row!.winner, row!.candidates, row!.order];
  };
  expect(await winnerBy('interval')).toEqual(['chinese', 1, 'before']);
  expect(await winnerBy('day')).toEqual([null, 2, 'before']);
  expect(await winnerBy('one_day')).toEqual([null, 2, 'before']);
  // A day apart for certain, from the end of the one to the start of the other.
  rows.tables.items = rows.tables.items.filter((row) => row.item_id !== 'r1');
  rows.tables.matches = rows.tables.matches.filter((row) => row.item_id !== 'r1');
  expect(await winnerBy('one_day')).toEqual(['chinese', 1, 'before']);
});

test('copies of one text are one unit in each ecosystem', async () => {
  const rows = new Rows();
  background(rows, ['chinese', 'russian']);
  rows.narrative('n', posts(1, second('03-05T00:00:00')));
  for (const [place, time] of ['03-01T00:00:00', '03-01T01:00:00', '03-01T02:00:00'].entries())
    rows.matched('n', `r${place}`, 'russian', second(time), { group: 'g' });
  rows.matched('n', 'c0', 'chinese', second('03-02T00:00:00'), { group: 'g' });
  rows.matched('n', 'c1', 'chinese', second('03-03T00:00:00'));
  const measured = await rows.measure({ minPosts: 1 });
  expect(await measured.rows('first_movers')).toMatchObject([{ units: 3, run: 1 }]);
  const expected = await measured.rows('first_summary', `measure = 'first' AND source = 'russian'`);
  expect(expected.map((row) => [row.counting, row.expected])).toEqual([
    ['copies', expect.closeTo(3 / 5, 12)],
    ['groups', expect.closeTo(1 / 3, 12)],
  ]);
});

test('a first near the start of what its source covers is one at or before, and is left to sources that cover it', async () => {
  const rows = new Rows();
  background(rows, ['russian']);
  // The first Chinese article is of 1 March: nobody Chinese could have been first before.
  rows.article('c-late', 'chinese', second('04-30T00:00:00'));
  rows.narrative('n', posts(1, second('03-05T00:00:00')));
  rows.matched('n', 'r1', 'russian', second('02-10T00:00:00'));
  rows.matched('n', 'c1', 'chinese', second('03-01T00:00:00'));
  rows.matched('n', 'r2', 'russian', second('03-02T00:00:00'));
  const measured = await rows.measure({ minPosts: 1 });
  expect(await measured.rows('first_appearance', `ecosystem <> 'weibo'`)).toMatchObject([
    { ecosystem: 'chinese', at_or_before: true },
    { ecosystem: 'russian', at_or_before: false },
  ]);
  const first = await measured.rows('first_summary', `counting = 'groups' AND measure = 'first'`);
  expect(first.map((row) => [row.source, row.observed, row.expected, row.p_value])).toEqual([
    ['chinese', 0, 0, null],
    ['russian', 1, 1, null],
  ]);
});

test('another narrative changes no p-value', async () => {
  const build = (more: boolean): Rows => {
    const rows = new Rows();
    background(rows, ['chinese', 'russian']);
    for (const id of more ? ['m', 'n'] : ['n']) {
      rows.narrative(id, posts(1, second('03-05T00:00:00')));
      for (let i = 0; i < 6; i++)
        rows.matched(id, `${id}${i}`, i % 3 === 0 ? 'chinese' : 'russian', second(`03-0${i + 1}T00:00:00`));
    }
    return rows;
  };
  const of = async (more: boolean): Promise<unknown> =>
    (await (await build(more).measure({ minPosts: 1 })).rows('first_movers', `narrative_id = 'n'`))[0]!.p_value;
  expect(await of(true)).toBe(await of(false));
});

test('leads are before or after by the same rule as the order of the narrative', async () => {
  const rows = new Rows();
  rows.narrative('n1', [{ at: '2022-03-02T12:00:00Z' }]);
  rows.matched('n1', 'r1', 'russian', { at: '2022-03-02T02:00:00Z' });
  const told = async (firstResolution: string): Promise<unknown[]> => {
    const measured = await rows.measure({ minPosts: 1, firstResolution });
    const [mover] = await measured.rows('first_movers');
    const [lead] = await measured.rows('first_leads', "source = 'russian'");
    return [mover!['order'], lead!['before'], lead!['undecidable']];
  };
  expect(await told('interval')).toEqual(['before', 1, 0]);
  expect(await told('one_day')).toEqual(['undecidable', 0, 1]);
});
