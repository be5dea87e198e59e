import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcomes } from '../../../src/kernels/first-appearance.ts';
import { posts, Rows } from './study.ts';
import type { MeasuredStudy, Times } from './study.ts';

type Articles = Record<string, readonly (Times & { score?: number })[]>;

/** One narrative `n` with these articles per ecosystem, named after it and their place. */
function study(articles: Articles, platform: Times[] = posts(5)): Rows {
  const rows = new Rows();
  rows.narrative('n', platform);
  for (const [ecosystem, list] of Object.entries(articles)) {
    for (const [place, { score = 0.9, ...times }] of list.entries()) {
      rows.article(`${ecosystem}${place}`, ecosystem, times);
      rows.match('n', [`${ecosystem}${place}`], score);
    }
  }
  return rows;
}

/** Per ecosystem: outcome, order against the platform, outcome without the earliest item. */
async function standing({ rows }: MeasuredStudy): Promise<Record<string, unknown[]>> {
  const found = await rows('first_appearance', `ecosystem <> 'weibo'`);
  return Object.fromEntries(
    found.map((row) => [row.ecosystem as string, [row.outcome, row.against_platform, row.outcome_without_earliest]]),
  );
}

const day = (date: string): Times => ({ at: `${date}T00:00:00Z`, precision: 'day' });
const second = (time: string): Times => ({ at: `2022-${time}Z` });

test('the earliest item, its precision and the interval of the first appearance', async () => {
  const measured = await study({
    russian: [second('03-02T08:00:00'), day('2022-03-01'), second('03-01T00:00:00'), {}],
    ukrainian: [{ firstSeen: '2022-03-04T00:00:00Z' }],
    american: [{}, {}],
  }).measure();
  const time = (iso: string): Date => new Date(iso);
  expect(await measured.rows('first_appearance')).toEqual([
    {
      narrative_id: 'n',
      ecosystem: 'american',
      first_at: null,
      precision: null,
      item_id: null,
      first_at_low: null,
      first_at_high: null,
      at_or_before: null,
      undated: 2,
      outcome: 'undecidable',
      against_platform: 'undecidable',
      outcome_without_earliest: 'undecidable',
    },
    {
      narrative_id: 'n',
      ecosystem: 'russian',
      first_at: time('2022-03-01T00:00:00Z'),
      precision: 'second',
      item_id: 'russian2',
      first_at_low: time('2022-03-01T00:00:00Z'),
      first_at_high: time('2022-03-01T00:00:01Z'),
      at_or_before: true,
      undated: 1,
      outcome: 'undecidable',
      against_platform: 'before',
      outcome_without_earliest: 'undecidable',
    },
    {
      narrative_id: 'n',
      ecosystem: 'ukrainian',
      first_at: null,
      precision: null,
      item_id: null,
      first_at_low: null,
      first_at_high: time('2022-03-04T00:00:00Z'),
      at_or_before: null,
      undated: 0,
      outcome: 'undecidable',
      against_platform: 'undecidable',
      outcome_without_earliest: 'undecidable',
    },
    {
      narrative_id: 'n',
      ecosystem: 'weibo',
      first_at: time('2022-03-01T12:00:00Z'),
      precision: 'second',
      item_id: 'n-post0',
      first_at_low: time('2022-03-01T12:00:00Z'),
      first_at_high: time('2022-03-01T12:00:01Z'),
      at_or_before: true,
      undated: 0,
      outcome: null,
      against_platform: null,
      outcome_without_earliest: null,
    },
  ]);
});

test('days in a row are in order, the same day is not, and a day is not before a post of that day', async () => {
  expect(
    await standing(
      await study({
        chinese: [day('2022-02-28')],
        russian: [day('2022-03-01')],
        ukrainian: [day('2022-03-02')],
      }).measure(),
    ),
  ).toEqual({
    chinese: ['first', 'before', null],
    russian: ['not_first', 'undecidable', 'first'],
    ukrainian: ['not_first', 'after', 'not_first'],
  });
  expect(
    await standing(await study({ chinese: [day('2022-03-01')], russian: [second('03-01T10:00:00')] }).measure()),
  ).toEqual({
    chinese: ['undecidable', 'undecidable', null],
    russian: ['undecidable', 'before', 'first'],
  });
});

test('the single earliest item is left out of the narrative, in whichever ecosystem it is', async () => {
  const measured = await study({
    russian: [second('02-01T00:00:00'), second('03-05T00:00:00')],
    ukrainian: [second('02-10T00:00:00'), second('02-11T00:00:00')],
    chinese: [second('02-20T00:00:00')],
  }).measure();
  expect(await standing(measured)).toEqual({
    russian: ['first', 'before', 'not_first'],
    ukrainian: ['not_first', 'before', 'first'],
    chinese: ['not_first', 'before', 'not_first'],
  });
  expect(measured.record.counts).toMatchObject({ first_decided: 1, first_robust: 0 });
  const sturdy = await study({
    russian: [second('02-01T00:00:00'), second('02-02T00:00:00')],
    chinese: [second('02-20T00:00:00')],
  }).measure();
  expect(sturdy.record.counts).toMatchObject({ first_decided: 1, first_robust: 1 });
});

test('an item without any time is counted, and blocks only where the study says so', async () => {
  const rows = study({ chinese: [day('2022-02-01'), {}], russian: [day('2022-02-05'), {}] });
  expect(await standing(await rows.measure())).toMatchObject({
    chinese: ['first', 'before', 'undecidable'],
    russian: ['not_first', 'before', 'undecidable'],
  });
  const blocked = await rows.measure({ undatedBlocks: true });
  expect(await standing(blocked)).toMatchObject({
    chinese: ['undecidable', 'before', 'undecidable'],
    russian: ['undecidable', 'before', 'undecidable'],
  });
  expect(await blocked.rows('first_appearance', `ecosystem = 'chinese'`)).toMatchObject([
    { first_at_low: null, undated: 1, item_id: 'chinese0' },
  ]);
});

test('alone is first; alone without any time is not', async () => {
  expect(await standing(await study({ chinese: [day('2022-02-01')] }).measure())).toEqual({
    chinese: ['first', 'before', null],
  });
  expect(await standing(await study({ chinese: [{}] }).measure())).toEqual({
    chinese: ['undecidable', 'undecidable', 'undecidable'],
  });
});

test('only matches far enough above their threshold count, the margin itself included', async () => {
  const rows = study({
    chinese: [
      { ...day('2022-02-01'), score: 0.76 },
      { ...day('2022-02-07'), score: 0.77 },
    ],
    russian: [day('2022-02-05')],
  });
  expect(await standing(await rows.measure({ firstMargin: 0.05 }))).toMatchObject({
    russian: ['first', 'before', null],
    chinese: ['not_first', 'before', 'first'],
  });
  expect(await standing(await rows.measure({ firstMargin: 0 }))).toMatchObject({
    chinese: ['first', 'before', 'not_first'],
  });
  const none = await rows.measure({ firstMargin: 0.5 });
  expect(await none.rows('first_appearance')).toMatchObject([{ ecosystem: 'weibo' }]);
});

test('first seen bounds from above, unless the study treats it as publication', async () => {
  const rows = study({
    chinese: [{ firstSeen: '2022-02-01T06:00:00Z' }],
    russian: [day('2022-02-05')],
    ukrainian: [{ fetched: '2022-02-03T00:00:00Z' }],
  });
  expect(await standing(await rows.measure())).toMatchObject({
    chinese: ['undecidable', 'before', null],
    russian: ['not_first', 'before', 'not_first'],
    ukrainian: ['undecidable', 'before', 'first'],
  });
  const declared = await rows.measure({}, { firstSeenIsPublication: true });
  expect(await declared.rows('first_appearance', `ecosystem = 'chinese'`)).toMatchObject([
    {
      first_at: new Date('2022-02-01T06:00:00Z'),
      precision: 'unknown',
      item_id: 'chinese0',
      first_at_low: new Date('2022-02-01T06:00:00Z'),
      first_at_high: new Date('2022-02-01T06:00:01Z'),
    },
  ]);
  // A fetch time is never one.
  expect(await declared.rows('first_appearance', `ecosystem = 'ukrainian'`)).toMatchObject([
    { first_at: null, first_at_low: null },
  ]);
});

test('posts out of scope and articles among the members have no say for the platform', async () => {
  const rows = study({ chinese: [day('2022-02-01')] });
  rows.post('early', second('01-01T00:00:00'), false);
  rows.member('n', 'early');
  rows.member('n', 'chinese0');
  const measured = await rows.measure();
  expect(await measured.rows('first_appearance', `ecosystem = 'weibo'`)).toMatchObject([{ item_id: 'n-post0' }]);
});

const hour = 3_600_000;
const start = Date.parse('2022-03-01T00:00:00Z');
const times = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.nat(90), fc.constantFrom<'second' | 'hour' | 'day'>('second', 'hour', 'day'))
      .map(([h, precision]): Times => {
        const unit = precision === 'day' ? 24 * hour : hour;
        return {
          at: new Date(start + Math.floor((h * hour) / unit) * unit).toISOString(),
          precision,
        };
      }),
  },
  { weight: 1, arbitrary: fc.nat(90).map((h): Times => ({ fetched: new Date(start + h * hour).toISOString() })) },
  { weight: 1, arbitrary: fc.constant<Times>({}) },
);

test('bounds and outcomes agree with the definition on any times', async () => {
  const narratives = fc.array(
    fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), times), { minLength: 1, maxLength: 6 }),
    { minLength: 8, maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(narratives, fc.boolean(), async (given, undatedBlocks) => {
      const rows = new Rows();
      for (const [n, items] of given.entries()) {
        rows.narrative(`n${n}`, posts(5));
        for (const [place, [ecosystem, time]] of items.entries())
          rows.matched(`n${n}`, `n${n}-${place}`, ecosystem, time);
      }
      const measured = await rows.measure({ undatedBlocks });
      const found = await measured.rows('first_appearance', `ecosystem <> 'weibo'`);
      for (const n of given.keys()) {
        const items = rows.tables.items.filter(
          (row) => row.kind === 'article' && (row.item_id as string).startsWith(`n${n}-`),
        ) as Record<string, number | string | null>[];
        const own = found.filter((row) => row.narrative_id === `n${n}`);
        const names = ['a', 'b', 'c'].filter((name) => items.some((row) => row.ecosystem === name));
        expect(own.map((row) => row.ecosystem)).toEqual(names);

        const span = (list: typeof items): { earliest: number; latest: number } => {
          const bounded = undatedBlocks
            ? list
            : list.filter((row) => (row.published_earliest ?? row.published_latest ?? null) !== null);
          return {
            earliest: Math.min(
              ...(bounded.length === 0
                ? [-Infinity]
                : bounded.map((row) => (row.published_earliest ?? -Infinity) as number)),
            ),
            latest: Math.min(Infinity, ...list.map((row) => (row.published_latest ?? Infinity) as number)),
          };
        };
        const of = (list: typeof items) => names.map((name) => list.filter((row) => row.ecosystem === name));
        const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
        const spans = of(items).map(span);
        expect(
          own.map((row) => [
            (row.first_at_low as Date | null)?.getTime() ?? null,
            (row.first_at_high as Date | null)?.getTime() ?? null,
          ]),
        ).toEqual(spans.map(({ earliest, latest }) => [finite(earliest), finite(latest)]));
        expect(own.map((row) => row.outcome)).toEqual(outcomes(spans));

        const sharp = ['second', 'minute', 'hour', 'day', 'unknown'];
        const key = (row: (typeof items)[number]): number =>
          (row.published_at ?? row.published_latest ?? Infinity) as number;
        const [leader] = items
          .filter((row) => key(row) < Infinity)
          .toSorted(
            (x, y) =>
              key(x) - key(y) ||
              sharp.indexOf(x.published_precision as string) - sharp.indexOf(y.published_precision as string) ||
              (x.item_id! < y.item_id! ? -1 : 1),
          );
        const rest = of(items.filter((row) => row !== leader));
        const left = rest.filter((list) => list.length > 0);
        const without = outcomes(left.map(span));
        expect(own.map((row) => row.outcome_without_earliest)).toEqual(
          rest.map((list) => (list.length === 0 ? null : without[left.indexOf(list)])),
        );
      }
    }),
    { numRuns: 12 },
  );
});
