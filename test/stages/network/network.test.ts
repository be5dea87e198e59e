import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseConfig } from '../../../src/config.ts';
import { UserError } from '../../../src/errors.ts';
import { silentReporter } from '../../../src/reporter.ts';
import { runStage } from '../../../src/stage.ts';
import { network } from '../../../src/stages/network.ts';
import { Database, parquet } from '../../../src/store/database.ts';
import { Study } from '../../../src/store/study.ts';
import { tables } from '../../../src/store/tables.ts';

interface Event {
  readonly narrative: string;
  readonly source: string;
  readonly site?: string;
  /** Hours since the start of 2022; left out: no time. */
  readonly at?: number;
  readonly group?: string;
}

/** Runs the stage over these events; every time is exact to the second. */
async function infer(events: readonly Event[], options: object = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'crosscurrent-network-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const study = new Study(folder);
  writeFileSync(study.configPath, 'name: Network\n');
  using database = await Database.open();
  const writer = await database.table(tables.events.columns);
  for (const [place, { narrative, source, site, at, group }] of events.entries()) {
    const start = at === undefined ? null : Date.UTC(2022, 0, 1) + Math.round(at * 3600) * 1000;
    writer.append({
      narrative_id: narrative,
      item_id: `item${place}`,
      source,
      site,
      syndication_group: group,
      published_at: start,
      precision: start === null ? 'unknown' : 'second',
      earliest: start,
      latest: start === null ? null : start + 1000,
    });
  }
  await writer.write(study.artefact('events'), 'narrative_id, item_id');
  const { settings, options: all } = parseConfig({ network: { replicates: 20, ...options } }, 'the test');
  const { record } = await runStage(network, {
    study,
    settings,
    options: all['network'],
    seed: 1,
    resources: { workers: 1, memoryMegabytes: 256 },
    report: silentReporter,
    signal: new AbortController().signal,
  });
  const rows = (table: 'network' | 'network_ecosystems' | 'network_nodes') =>
    database.rows<Record<string, unknown>>(`SELECT * FROM ${parquet(study.table(table))}`);
  return {
    record,
    edges: await rows('network'),
    ecosystems: await rows('network_ecosystems'),
    sites: await rows('network_nodes'),
    bytes: readFileSync(study.table('network')),
  };
}

/** Eight narratives: a.example, six hours later the platform, after two more b.example; and what is left out. */
const story: Event[] = [
  ...Array.from({ length: 8 }, (_, n): Event[] => [
    { narrative: `n${n}`, source: 'russian', site: 'a.example', at: 100 * n, group: n < 3 ? `g${n}` : undefined },
    { narrative: `n${n}`, source: 'weibo', site: 'weibo.com', at: 100 * n + 6 + n / 10 },
    {
      narrative: `n${n}`,
      source: 'chinese',
      site: 'b.example',
      at: 100 * n + 8 + n / 5,
      group: n < 3 ? `g${n}` : undefined,
    },
  ]).flat(),
  { narrative: 'n0', source: 'russian', site: 'rare.example', at: 1 },
  { narrative: 'n0', source: 'russian', at: 1 },
  { narrative: 'n0', source: 'russian', site: '', at: 1 },
  { narrative: 'n1', source: 'russian', site: 'a.example' },
];

test('edges, with the platform under its own name and the narratives behind them', async () => {
  const { edges, ecosystems, sites, record } = await infer(story);
  expect(edges.map(({ place, source, target }) => [place, source, target])).toEqual([
    [1, 'weibo', 'b.example'],
    [2, 'a.example', 'weibo'],
  ]);
  expect(edges[0]).toMatchObject({
    source_ecosystem: 'weibo',
    target_ecosystem: 'chinese',
    copies: 8,
    syndicated: 0,
    before: 8,
    after: 0,
    undecided: 0,
    median_delay_hours: expect.closeTo(2.35, 3),
    support: 1,
    is_thin: false,
    narratives: Array.from({ length: 8 }, (_, n) => `n${n}`),
  });
  expect(edges[1]).toMatchObject({ source_ecosystem: 'russian', median_delay_hours: expect.closeTo(6.35, 3) });
  expect(edges[0]!['share'] as number).toBeGreaterThan(edges[1]!['share'] as number);
  expect(edges[1]!['cumulative_share']).toBeCloseTo(1, 9);
  for (const { p_value } of edges) {
    expect(p_value).toBeGreaterThan(0);
    expect(p_value).toBeLessThan(0.1);
  }
  expect(ecosystems).toHaveLength(9);
  expect(ecosystems.filter(({ copies }) => copies !== 0)).toMatchObject([
    { source: 'russian', target: 'weibo', edges: 1, copies: 8 },
    { source: 'weibo', target: 'chinese', edges: 1, copies: 8 },
  ]);
  for (const { copies, by_chance, by_chance_low, by_chance_high } of ecosystems as Record<string, number>[]) {
    expect(by_chance_low).toBeLessThanOrEqual(by_chance!);
    expect(by_chance_high).toBeGreaterThanOrEqual(by_chance!);
    if (copies! > 0) expect(by_chance).toBeLessThan(copies!);
  }
  expect(sites).toEqual([
    {
      site: 'weibo',
      ecosystem: 'weibo',
      narratives: 8,
      first: 0,
      told: 8,
      alone: 0,
      sources: 1,
      targets: 1,
      passed_on: 8,
    },
    {
      site: 'a.example',
      ecosystem: 'russian',
      narratives: 8,
      first: 8,
      told: 0,
      alone: 0,
      sources: 0,
      targets: 1,
      passed_on: 8,
    },
    {
      site: 'b.example',
      ecosystem: 'chinese',
      narratives: 8,
      first: 0,
      told: 8,
      alone: 0,
      sources: 1,
      targets: 0,
      passed_on: 0,
    },
  ]);
  expect(record.counts).toMatchObject({
    sites: 3,
    edges: 2,
    supported_edges: 2,
    items_without_site: 2,
    items_without_bounds: 1,
  });
  expect(record.counts['mean_delay_hours']).toBeCloseTo((2.35 + 6.35) / 2, 0);
  expect(record.notes).toEqual(['1 site appears in fewer than 5 narratives and is left out']);
});

test('copies of a text are evidence and counted, or left out', async () => {
  const options = { meanDelayHours: 5, gain: 1 };
  // Without the platform b.example has its stories from a.example.
  const direct = story.filter(({ source }) => source !== 'weibo');
  const kept = await infer(direct, options);
  expect(kept.edges).toMatchObject([{ source: 'a.example', target: 'b.example', copies: 8, syndicated: 3 }]);
  const grouped = await infer(direct, { ...options, counting: 'groups' });
  expect(grouped.edges).toMatchObject([{ source: 'a.example', target: 'b.example', copies: 5, syndicated: 0 }]);
});

test('edges of few narratives are marked, limits are kept, and checks can be left out', async () => {
  const { edges } = await infer(story, { minCopies: 9, maxEdges: 1, replicates: 0 });
  expect(edges).toMatchObject([{ is_thin: true, support: null, p_value: null }]);
  const few = await infer(story, { maxSites: 2 });
  expect(few.sites.map(({ site }) => site)).toEqual(['weibo', 'a.example']);
  expect(few.record.notes).toContain('1 site beyond the first 2 is left out (network.maxSites)');
});

test('without events, and without an order, there are empty tables that say why', async () => {
  const none = await infer([]);
  expect([none.edges, none.sites]).toEqual([[], []]);
  expect(none.record.notes).toEqual(['fewer than two sites appear in 5 narratives or more, so there is no network']);
  const together = await infer(story.map((event) => ({ ...event, at: 5 })));
  expect(together.edges).toEqual([]);
  expect(together.sites).toHaveLength(3);
  expect(together.record.notes).toContain(
    'no site comes after another in a way that a delay explains better than chance, so there is no edge',
  );
});

test('the same events give the same bytes', async () => {
  const [one, two] = [await infer(story), await infer(story)];
  expect(one.bytes.equals(two.bytes)).toBe(true);
});

test('a site called like the platform is refused', async () => {
  const events = [...story, { narrative: 'n0', source: 'chinese', site: 'weibo', at: 3 }];
  await expect(infer(events)).rejects.toThrow(UserError);
});
