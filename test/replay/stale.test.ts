/** What a change makes stale, and what it does not. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { stages } from '../../src/pipeline.ts';
import { fingerprints, freshness, makeSmallStudy, run, writeConfig } from '../support/demo-study.ts';
import { copyStudy, sharedSmallStudy } from '../support/finished-demo.ts';

const minutes = 60_000;
const names = stages.map(({ name }) => name);
let folder: string;
let study: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crosscurrent-'));
  study = copyStudy(await sharedSmallStudy(), join(folder, 'study'));
}, 3 * minutes);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const statuses = (stale: readonly string[], yes: string, no: string): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, stale.includes(name) ? yes : no]));
/** The stages behind one; `index` reads nothing but passages. */
const from = (first: string): string[] =>
  names.slice(names.indexOf(first)).filter((name) => name !== 'index' || ['import', 'passages'].includes(first));

it('of a study that was never run every stage is missing', async () => {
  const never = await makeSmallStudy(join(folder, 'never'));
  expect(new Set(Object.values(await freshness(never)))).toEqual(new Set(['missing']));
});

it('a run with nothing new computes nothing', { timeout: minutes }, async () => {
  const before = fingerprints(study);
  const { stages: outcome, milliseconds } = await run(study);
  expect(outcome).toEqual(statuses([], 'done', 'fresh'));
  // About a second; the machine may be busy.
  expect(milliseconds).toBeLessThan(15_000);
  expect(fingerprints(study)).toEqual(before);
});

describe('a change makes stale exactly what is behind it', () => {
  const measured = 'measure: { minPosts: 2 }';
  test.each<[string, string, readonly string[]]>([
    ['nothing', measured, []],
    ['a default, written out', `${measured}\nseed: 1\npassages: { words: 100 }`, []],
    ['about', `${measured}\nabout: Hello`, ['report']],
    ['report.title', `${measured}\nreport: { title: Other }`, ['report']],
    ['measure.minPosts', 'measure: { minPosts: 3 }', from('measure')],
    ['match.floor', `${measured}\nmatch: { floor: 0.31 }`, from('match')],
    ['cluster.levels', `${measured}\ncluster: { levels: [0.6, 0.4] }`, from('cluster')],
    ['passages.words', `${measured}\npassages: { words: 90 }`, from('passages')],
    ['scope.from', `${measured}\nscope: { from: 2031-03-08 }`, from('import')],
    ['seed', `${measured}\nseed: 2`, names],
  ])(
    '%s',
    async (_, config, stale) => {
      writeConfig(study, config);
      expect(await freshness(study)).toEqual(statuses(stale, 'stale', 'fresh'));
    },
    minutes,
  );

  it('and a run computes just that', { timeout: 3 * minutes }, async () => {
    // No narrative has just two posts, so the events stay as they are, and the network with them.
    writeConfig(study, 'measure: { minPosts: 3 }');
    expect((await run(study)).stages).toEqual(statuses(['measure', 'sensitivity', 'report'], 'done', 'fresh'));
    expect(new Set(Object.values(await freshness(study)))).toEqual(new Set(['fresh']));
    writeConfig(study);
    await run(study);
  });

  it('a table that is gone is written again, as it was', { timeout: minutes }, async () => {
    const before = fingerprints(study);
    for (const table of ['narratives', 'share']) rmSync(join(study, 'tables', `${table}.parquet`));
    rmSync(join(study, 'shards/passages'), { recursive: true });
    expect((await freshness(study))['passages']).toBe('stale');
    await run(study);
    expect(fingerprints(study)).toEqual(before);
  });
});

it('another seed differs only in what is drawn', { timeout: 3 * minutes }, async () => {
  const other = copyStudy(study, join(folder, 'other'));
  const { stages: outcome } = await run(other, '--seed', '2');
  expect(outcome).toEqual(statuses(names, 'done', 'fresh'));
  // Nothing before the figures is drawn.
  const decided = (all: Record<string, string>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(all).filter(
        ([file]) =>
          !/(share|association(_tests|_summary)?|first_(appearance|movers|summary|leads)|influence(_fit)?|network(_ecosystems|_nodes)?|sensitivity)\./.test(
            file,
          ),
      ),
    );
  expect(decided(fingerprints(other))).toEqual(decided(fingerprints(study)));
  const seeds = (at: string): number[] =>
    Object.values(
      (JSON.parse(readFileSync(join(at, 'run.json'), 'utf8')) as { stages: Record<string, { seed: number }> }).stages,
    ).map(({ seed }) => seed);
  expect(new Set(seeds(other))).toEqual(new Set([2]));
  expect(new Set(seeds(study))).toEqual(new Set([1]));
});
