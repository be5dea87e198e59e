/** Exports read by the tools that people will read them with. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { TestContext } from 'vitest';
import { carryOut } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';
import { fieldTools } from './field-tools.ts';
import type { FieldTools } from './field-tools.ts';
import { exportFixture, sites } from './fixture.ts';

let tools: FieldTools | string;

beforeAll(() => {
  tools = fieldTools();
  // The only tests that may be left out: where Python or its packages cannot be had.
  if (typeof tools === 'string') process.stderr.write(`left out, since the tools cannot be installed: ${tools}\n`);
}, 600_000);

/** A study, and the tools; the test is skipped where there are none. */
async function setUp(context: TestContext): Promise<{ tools: FieldTools; study: string; out: string }> {
  if (typeof tools === 'string') return context.skip(tools);
  const folder = temporaryFolder();
  const study = join(folder, 'study');
  await exportFixture(study);
  return { tools, study, out: join(folder, 'out') };
}

interface ReadGraph {
  readonly directed: boolean;
  readonly nodes: readonly string[];
  readonly edges: readonly (readonly [string, string, number])[];
  readonly spells: readonly (readonly (readonly [string, string])[])[];
  readonly mode: string | null;
  readonly igraph?: {
    readonly nodes: readonly string[];
    readonly weights: readonly number[];
    readonly attributes: readonly string[];
  };
}

const names = sites.map((site) =>
  site
    .replace('\ud800', '\ufffd')
    .replace('\u0000', String.raw`\u{0}`)
    .replace('\u000b', String.raw`\u{b}`)
    .replace(/\\u\{b\}$/u, String.raw`\\u{b}`),
);

test('networkx reads GEXF, networkx and igraph read GraphML', async (context) => {
  const given = await setUp(context);
  const paths: string[] = [];
  for (const format of ['gexf', 'graphml'] as const) {
    for (const graph of ['sites', 'ecosystems', 'narratives', 'narrative-ecosystems']) {
      const path = join(given.out, `${graph}.${format}`);
      await carryOut('export', format, '--graph', graph, '--study', given.study, '--out', path);
      paths.push(path);
    }
  }
  const found = given.tools.run('graphs', paths) as Record<string, ReadGraph>;
  const of = (file: string): ReadGraph => found[join(given.out, file)]!;
  for (const file of ['sites.gexf', 'sites.graphml']) {
    expect(of(file).directed).toBe(true);
    expect(of(file).nodes.toSorted()).toEqual(['weibo', ...names].toSorted());
    expect(
      of(file)
        .edges.map(([, , weight]) => weight)
        .toSorted((one, other) => one - other),
    ).toEqual([1, 2, 3]);
  }
  expect(of('sites.gexf').mode).toBe('dynamic');
  expect(of('sites.gexf').spells).toHaveLength(4);
  expect(of('sites.gexf').spells[0]).toEqual([['2031-03-05', '2031-03-06']]);
  // igraph leaves the reference of an ampersand in attributes as it is.
  expect(
    of('sites.graphml')
      .igraph!.nodes.map((id) => id.replaceAll('&#38;', '&'))
      .toSorted(),
  ).toEqual(['weibo', ...names].toSorted());
  expect(of('narratives.graphml').igraph!.weights).toEqual([2, 4, 4, 4]);
  expect(of('narratives.gexf').directed).toBe(false);
  expect(of('ecosystems.gexf').edges.map(([, , weight]) => weight)).toEqual([1, 5]);
}, 120_000);

test('frictionless finds no fault in a bundle, with texts and with ids alone', async (context) => {
  const given = await setUp(context);
  const bundles = [join(given.out, 'whole'), join(given.out, 'ids')];
  await carryOut('export', 'bundle', '--study', given.study, '--out', bundles[0]!);
  await carryOut('export', 'bundle', '--ids-only', '--tables', 'csv', '--study', given.study, '--out', bundles[1]!);
  const found = given.tools.run(
    'frictionless',
    bundles.map((bundle) => join(bundle, 'datapackage.json')),
  ) as Record<string, { valid: boolean; tables: number; rows: number; errors: string[] }>;
  for (const report of Object.values(found)) {
    expect(report.errors).toEqual([]);
    expect(report.valid).toBe(true);
    expect(report.tables).toBe(32);
    expect(report.rows).toBeGreaterThan(50);
  }
}, 120_000);

test('frictionless would find a fault', async (context) => {
  const given = await setUp(context);
  const { appendFileSync } = await import('node:fs');
  const bundle = join(given.out, 'bundle');
  await carryOut('export', 'bundle', '--tables', 'csv', '--study', given.study, '--out', bundle);
  appendFileSync(join(bundle, 'tables/edits.csv'), '"three","merge",,,\r\n');
  const [report] = Object.values(
    given.tools.run('frictionless', [join(bundle, 'datapackage.json')]) as Record<string, { valid: boolean }>,
  );
  expect(report!.valid).toBe(false);
}, 120_000);

test('the validator of RO-Crate 1.2 finds nothing that is required and missing', async (context) => {
  const given = await setUp(context);
  const bundles = [join(given.out, 'bare'), join(given.out, 'named')];
  await carryOut('export', 'bundle', '--study', given.study, '--out', bundles[0]!);
  await carryOut(
    'export',
    'bundle',
    '--ids-only',
    '--author',
    'Ann Li (0000-0002-1825-0097)',
    '--author',
    'Wu',
    '--license',
    'CC-BY-4.0',
    '--study',
    given.study,
    '--out',
    bundles[1]!,
  );
  const found = given.tools.run('crate', [given.tools.context, ...bundles]) as Record<
    string,
    { passed: boolean; issues: string[] }
  >;
  for (const report of Object.values(found)) {
    expect(report.issues).toEqual([]);
    expect(report.passed).toBe(true);
  }
}, 240_000);

test('Altair finds the Vega-Lite valid', async (context) => {
  const given = await setUp(context);
  await carryOut('export', 'plots', '--study', given.study, '--out', given.out);
  const specs = readdirSync(given.out).filter((name) => name.endsWith('.vl.json'));
  expect(specs.length).toBeGreaterThan(3);
  expect(existsSync(join(given.out, 'share.svg'))).toBe(true);
  const found = given.tools.run(
    'vega',
    specs.map((name) => join(given.out, name)),
  ) as Record<string, string>;
  expect(new Set(Object.values(found))).toEqual(new Set(['valid']));
}, 120_000);
