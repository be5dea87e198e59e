import * as fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { compareAnswers } from '../../src/compare/answers.ts';
import type { ComparedSide } from '../../src/compare/answers.ts';
import { findChanges } from '../../src/compare/changes.ts';
import { configurationDifferences } from '../../src/compare/configuration.ts';
import { countStudy } from '../../src/compare/counts.ts';
import type { Ask } from '../../src/compare/counts.ts';
import { familiesOf } from '../../src/compare/families.ts';
import { beforeAndAfter, byWindows, daysOf, halves } from '../../src/compare/windows.ts';
import { Database } from '../../src/store/database.ts';
import type { Manifest, StageRecord } from '../../src/store/manifest.ts';

const first = { from: '2031-03-01', to: '2031-03-03' };
const second = { from: '2031-03-04', to: '2031-03-06' };
const open: Database[] = [];
afterEach(() => {
  for (const database of open.splice(0)) database.close();
});

/** An item as the tests have it: hours since the beginning of the first window; null: no bound. */
interface Item {
  readonly id: string;
  readonly kind: 'post' | 'article';
  readonly ecosystem: string;
  readonly earliest: number | null;
  readonly latest: number | null;
  readonly group: string | null;
  /** Narratives with the margin of the match. */
  readonly told: readonly (readonly [string, number])[];
}

const origin = Date.parse('2031-03-01T00:00:00Z');
const iso = (hours: number | null): string | null =>
  hours === null ? null : new Date(origin + hours * 3_600_000).toISOString();

async function asking(items: readonly Item[]): Promise<Ask> {
  const database = await Database.open({ threads: 1 });
  open.push(database);
  await database.run(`CREATE TABLE items (item_id VARCHAR, kind VARCHAR, ecosystem VARCHAR, syndication_group VARCHAR,
    published_at TIMESTAMPTZ, published_precision VARCHAR, published_basis VARCHAR, published_earliest TIMESTAMPTZ,
    published_latest TIMESTAMPTZ, first_seen_at TIMESTAMPTZ, in_scope BOOLEAN)`);
  await database.run(`CREATE TABLE events (narrative_id VARCHAR, item_id VARCHAR, source VARCHAR, syndication_group VARCHAR,
    margin DOUBLE, earliest TIMESTAMPTZ, latest TIMESTAMPTZ)`);
  await database.run(
    'CREATE TABLE first_appearance (narrative_id VARCHAR, ecosystem VARCHAR, first_at_low TIMESTAMPTZ, first_at_high TIMESTAMPTZ, outcome VARCHAR, against_platform VARCHAR)',
  );
  await database.run('CREATE TABLE measured (narrative_id VARCHAR, label VARCHAR)');
  for (const { id, kind, ecosystem, earliest, latest, group, told } of items) {
    await database.run(
      'INSERT INTO items VALUES ($1, $2, $3, $4, NULL, NULL, NULL, CAST($5 AS TIMESTAMPTZ), CAST($6 AS TIMESTAMPTZ), NULL, true)',
      [id, kind, ecosystem, group, iso(earliest), iso(latest)],
    );
    for (const [narrative, margin] of told)
      await database.run(
        'INSERT INTO events VALUES ($1, $2, $3, $4, $5, CAST($6 AS TIMESTAMPTZ), CAST($7 AS TIMESTAMPTZ))',
        [narrative, id, ecosystem, group, kind === 'post' ? null : margin, iso(earliest), iso(latest)],
      );
  }
  return async (sql, values = []) => database.rows(sql, values);
}

const study = { platform: 'weibo', firstSeenIsPublication: false };

test('an item is in a window only if all of its interval is', async () => {
  const at = (id: string, earliest: number | null, latest: number | null): Item => ({
    id,
    kind: 'article',
    ecosystem: id,
    earliest,
    latest,
    group: null,
    told: [],
  });
  const ask = await asking([
    at('day', 0, 24),
    at('last day', 48, 72),
    at('second begins', 72, 96),
    at('over the cut', 71, 73),
    at('over the beginning', -2, 24),
    at('before', -24, 0),
    at('after', 144, 168),
    at('open below', null, 24),
    at('open above', 100, null),
    at('open before all', null, 0),
    at('undated', null, null),
    at('all of it', -1000, 1000),
  ]);
  const { volumes } = await countStudy(ask, byWindows(first, second), study);
  expect(Object.fromEntries(volumes.map(({ source, place }) => [source, place]))).toEqual({
    day: 'first',
    'last day': 'first',
    'second begins': 'second',
    'over the cut': 'straddles',
    'over the beginning': 'straddles',
    before: 'outside',
    after: 'outside',
    'open below': 'open',
    'open above': 'open',
    'open before all': 'outside',
    undated: 'open',
    'all of it': 'straddles',
  });
});

const articles = fc.array(
  fc.record({
    ecosystem: fc.constantFrom('a', 'b'),
    day: fc.integer({ min: -1, max: 6 }),
    group: fc.constantFrom(null, 'g1', 'g2'),
    told: fc.uniqueArray(fc.tuple(fc.constantFrom('n1', 'n2', 'n3'), fc.nat(3)), {
      selector: ([id]) => id,
      maxLength: 3,
    }),
  }),
  { maxLength: 25 },
);

test('counts are those of counting one by one', async () => {
  await fc.assert(
    fc.asyncProperty(articles, async (rows) => {
      const items = rows.map(({ day, ...row }, place): Item => ({
        ...row,
        id: `i${String(place).padStart(2, '0')}`,
        kind: 'article',
        earliest: 24 * day,
        latest: 24 * day + 24,
      }));
      const found = await countStudy(await asking(items), byWindows(first, second), study);
      for (const side of ['first', 'second'] as const) {
        const days = side === 'first' ? [0, 1, 2] : [3, 4, 5];
        for (const ecosystem of ['a', 'b']) {
          const own = items.filter((item) => item.ecosystem === ecosystem && days.includes(item.earliest! / 24));
          const texts = new Set(own.map(({ group, id }) => group ?? id));
          const volume = found.volumes.find((row) => row.place === side && row.source === ecosystem);
          expect([volume?.copies ?? 0, volume?.groups ?? 0]).toEqual([own.length, texts.size]);
          let homes = 0;
          for (const narrative of ['n1', 'n2', 'n3']) {
            const told = own.filter((item) => item.told.some(([id]) => id === narrative));
            const cell = found.cells.find(
              (row) => row.place === side && row.ecosystem === ecosystem && row.narrative_id === narrative,
            );
            expect([cell?.copies ?? 0, cell?.groups ?? 0]).toEqual([
              told.length,
              new Set(told.map(({ group, id }) => group ?? id)).size,
            ]);
            const best = ({ told: all }: Item): string =>
              [...all].sort(([one, k], [other, l]) => l - k || (one < other ? -1 : 1))[0]![0];
            expect(cell?.home_copies ?? 0).toBe(told.filter((item) => best(item) === narrative).length);
            homes += cell?.home_groups ?? 0;
          }
          const matched = own.filter((item) => item.told.length > 0);
          expect(homes).toBe(new Set(matched.map(({ group, id }) => group ?? id)).size);
        }
      }
    }),
    { numRuns: 15 },
  );
}, 60_000);

test('narratives rise, fall, appear and vanish by their items a day', async () => {
  const posts = (narrative: string, days: readonly number[]): Item[] =>
    days.map((day, place) => ({
      id: `${narrative} ${place}`,
      kind: 'post',
      ecosystem: 'weibo',
      earliest: 24 * day,
      latest: 24 * day + 1,
      group: null,
      told: [[narrative, 0]],
    }));
  const ask = await asking([
    ...posts('new', [3, 3, 4]),
    ...posts('gone', [0, 1]),
    ...posts('risen', [0, 3, 4, 5, 5, 5]),
    ...posts('fallen', [0, 0, 3]),
    ...posts('steady', [1, 4]),
    ...posts('outside', [9]),
  ]);
  const request = {
    placing: byWindows(first, second),
    days: [3, 3] as const,
    of: 'all' as const,
    limit: 10,
    offset: 0,
  };
  const { narratives, kinds } = await findChanges(ask, { ...request, kind: '' });
  expect(narratives.map(({ narrative_id, kind }) => [narrative_id, kind])).toEqual([
    ['risen', 'rose'],
    ['new', 'appeared'],
    ['gone', 'vanished'],
    ['fallen', 'fell'],
    ['steady', 'same'],
  ]);
  expect(narratives[0]).toMatchObject({ posts_first: 1, posts_second: 5, articles_first: 0 });
  expect(narratives[0]!.change_a_day).toBeCloseTo(4 / 3, 12);
  expect(kinds).toEqual({ rose: 1, fell: 1, appeared: 1, vanished: 1, same: 1 });
  expect((await findChanges(ask, { ...request, kind: 'fell' })).narratives).toHaveLength(1);
  expect((await findChanges(ask, { ...request, of: 'articles', kind: '' })).narratives).toEqual([]);
});

test('windows that overlap, are empty, or do not cut are faults', () => {
  expect(() => byWindows(first, { from: '2031-03-03', to: '2031-03-09' })).toThrow(/overlap/u);
  expect(() => byWindows(first, { from: '2031-03-09', to: '2031-03-08' })).toThrow(/ends before it begins/u);
  expect(() => beforeAndAfter(first, '2031-03-01')).toThrow(/does not cut/u);
  expect(beforeAndAfter({ from: first.from, to: second.to }, '2031-03-04')).toEqual({ first, second });
  expect(halves({ from: first.from, to: second.to })).toEqual({ first, second });
  expect(halves({ from: '2031-03-01', to: '2031-03-01' })).toBeUndefined();
  expect(daysOf({ from: '2031-02-27', to: '2031-03-01' })).toBe(3);
});

/** A side with twenty narratives; `articles` of each ecosystem in each of them. */
function side(counts: Readonly<Record<string, number>>): ComparedSide {
  const names = Object.keys(counts);
  return {
    volumes: names.map((source) => ({ kind: 'article' as const, source, copies: 1000, groups: 1000 })),
    cells: Array.from({ length: 20 }, (_, n) =>
      names.flatMap((ecosystem) => {
        const k = Math.round(counts[ecosystem]! * (1 + (n % 3)));
        return k === 0
          ? []
          : [{ narrative_id: `n${n}`, ecosystem, copies: k, groups: k, home_copies: k, home_groups: k }];
      }),
    ).flat(),
    starts: [],
    unitOf: (narrative) => narrative,
    smoothing: 0,
    reference: names[0],
    prior: undefined,
  };
}

const request = {
  countings: ['copies' as const],
  baselines: ['raw' as const, 'npmi_own' as const, 'npmi_released' as const, 'log_odds' as const],
  draws: 299,
  seed: 1,
  together: true,
};

test('a side compared with itself differs in nothing, and a large change is beyond chance', async () => {
  for (const answer of await compareAnswers([side({ a: 3, b: 2 }), side({ a: 3, b: 2 })], request)) {
    for (const { first: own, difference, low, high, beyond_chance, note } of answer.rows) {
      if (answer.question === 'first_appearance') expect(difference).toBeNull();
      else if (own.count === 0) expect([difference, low, note]).toEqual([0, null, 'nothing']);
      else expect([difference, low, high, beyond_chance]).toEqual([0, 0, 0, false]);
    }
  }
  const [share] = await compareAnswers([side({ a: 3, b: 2 }), side({ a: 1, b: 9 })], { ...request, together: false });
  expect(share!.rows.map(({ ecosystem, beyond_chance }) => [ecosystem, beyond_chance])).toEqual([
    ['a', true],
    ['b', true],
  ]);
  expect(share!.rows[0]).toMatchObject({ first: { value: 0.6 }, second: { value: 0.1 } });
});

test('a figure lies in its interval, also where one ecosystem has everything', async () => {
  const answers = await compareAnswers([side({ a: 3, b: 2 }), side({ a: 5, b: 0 })], { ...request, together: false });
  const figures = answers.flatMap(({ rows }) => rows.flatMap((row) => [row.first, row.second]));
  expect(figures.filter(({ value, low }) => value === 1 && low !== null).length).toBeGreaterThan(2);
  for (const { value, low, high } of figures) {
    if (low === null) continue;
    expect(low).toBeLessThanOrEqual(value!);
    expect(high).toBeGreaterThanOrEqual(value!);
  }
});

test('an ecosystem of one side only has no difference there', async () => {
  const answers = await compareAnswers([side({ a: 3, b: 2 }), side({ a: 3, c: 2 })], request);
  const share = answers.find(({ question }) => question === 'share')!;
  expect(share.rows.map(({ ecosystem, difference, note }) => [ecosystem, difference, note])).toEqual([
    ['a', 0, null],
    ['b', null, 'absent'],
    ['c', null, 'absent'],
  ]);
  expect(share.rows[1]!.second.value).toBeNull();
});

test('narratives that share half of the smaller one are a family', () => {
  const member = (narrative_id: string, posts: number, shared = posts) => ({
    narrative_id,
    label: narrative_id,
    posts,
    articles: 0,
    shared,
  });
  const families = familiesOf(
    [
      member('kept', 10),
      member('split', 20),
      member('m1', 5),
      member('m2', 6),
      member('gone', 4),
      member('away', 3, 0),
    ],
    [member('kept', 9), member('s1', 12), member('s2', 8), member('merged', 11), member('new', 2)],
    [
      { a: 'kept', b: 'kept', common: 9, first: 10, second: 9 },
      { a: 'split', b: 's1', common: 12, first: 20, second: 12 },
      { a: 'split', b: 's2', common: 8, first: 20, second: 8 },
      { a: 'm1', b: 'merged', common: 5, first: 5, second: 11 },
      { a: 'm2', b: 'merged', common: 6, first: 6, second: 11 },
    ],
  );
  expect(families.map(({ kind, jaccard }) => [kind, jaccard])).toEqual([
    ['split', 0.6],
    ['merged', 6 / 11],
    ['kept', 0.9],
    ['gone', null],
    ['elsewhere', null],
    ['new', null],
  ]);
});

test('the configuration names what differs, once', () => {
  const record = (more: Partial<StageRecord>): StageRecord =>
    ({
      options: {},
      settings: {},
      identity: null,
      seed: 1,
      version: 1,
      versions: { node: '20' },
      ...more,
    }) as StageRecord;
  const manifest = (stages: Record<string, StageRecord>): Manifest => ({ format: 1, stages });
  const one = manifest({
    cluster: record({ options: { levels: [0.5, 0.4] }, settings: { scope: { to: '2031-01-01' } } }),
    measure: record({ options: { minPosts: 5 }, settings: { scope: { to: '2031-01-01' } } }),
    words: record({ options: { limit: 3 } }),
  });
  const other = manifest({
    cluster: record({ options: { levels: [0.6, 0.4] }, settings: { scope: { to: '2031-02-01' } } }),
    measure: record({ options: { minPosts: 5 }, settings: { scope: { to: '2031-02-01' } }, versions: { node: '22' } }),
  });
  expect(configurationDifferences(one, one)).toEqual([]);
  expect(configurationDifferences(one, other)).toEqual([
    { of: 'setting', stage: '', key: 'scope.to', first: '2031-01-01', second: '2031-02-01' },
    { of: 'option', stage: 'cluster', key: 'levels', first: '[0.5,0.4]', second: '[0.6,0.4]' },
    { of: 'stage', stage: 'words', key: 'version', first: '1', second: '' },
    { of: 'version', stage: '', key: 'node', first: '20', second: '20, 22' },
  ]);
});
