/** The figures of a narrative and its evidence belong together, for every narrative of the demonstration. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evidenceQuery, findMatches, findNear, findPosts } from '../../src/server/narrative/evidence.ts';
import { readCited } from '../../src/server/narrative/cited-items.ts';
import { withEntries } from '../../src/server/narrative/entries.ts';
import type { Entries } from '../../src/server/narrative/entries.ts';
import { readCounts } from '../../src/server/narrative/facts.ts';
import { periodLength, readTimeline } from '../../src/server/narrative/timeline.ts';
import { readFiner, readSubject } from '../../src/server/narrative/subject.ts';
import type { Subject } from '../../src/server/narrative/subject.ts';
import { StudyReader } from '../../src/server/study-reader.ts';
import { defaultResources, Study } from '../../src/store/study.ts';
import { sharedDemo } from '../support/finished-demo.ts';

let reader: StudyReader;
let ids: { narrative_id: string; level: number }[];
const { signal } = new AbortController();

beforeAll(async () => {
  reader = await StudyReader.open(Study.open(await sharedDemo()), defaultResources());
  ids = await reader.rows('SELECT narrative_id, level FROM narratives ORDER BY 1');
});
afterAll(() => reader?.close());

async function everySubject(work: (subject: Subject) => Promise<void>): Promise<void> {
  expect(ids.length).toBeGreaterThan(20);
  for (const { narrative_id } of ids) await work((await readSubject(reader, narrative_id, signal))!);
}

/** Does work on the entries of a narrative. */
async function of<T>(subject: Subject, work: (entries: Entries) => Promise<T>): Promise<T> {
  return withEntries(reader, subject, signal, work);
}

test('a narrative that is not in the study is none', async () => {
  expect(await readSubject(reader, "' OR 1=1 --", signal)).toBeUndefined();
});

test('counts, lists and timeline of each narrative agree, at every level', async () => {
  await everySubject(async (subject) => {
    const counts = await of(subject, readCounts);
    const platform = counts.find(({ source }) => source === reader.settings.platform);
    expect(platform?.items, subject.id).toBe(subject.posts);
    const articles = counts.filter((row) => row !== platform).reduce((sum, { items }) => sum + items, 0);

    const seen = new Set<string>();
    for (let page = 1, pages = 1; page <= pages; page++) {
      const found = await of(subject, async (entries) => findMatches(entries, evidenceQuery.parse({ page })));
      pages = found.pages;
      expect([found.found, found.of]).toEqual([articles, articles]);
      const cited = await readCited(reader, found.rows, signal);
      for (const match of cited.matches(found.rows)) {
        seen.add(match.item_id);
        expect(match.text).not.toBe('');
        expect(match.post?.text).not.toBe('');
        expect(match.verified_score!).toBeGreaterThanOrEqual(match.threshold!);
      }
    }
    expect(seen.size, subject.id).toBe(articles);
    const posts = await of(subject, async (entries) => findPosts(entries, evidenceQuery.parse({ order: 'centre' })));
    expect(posts.of).toBe(subject.posts);

    const timeline = await of(subject, async (entries) => readTimeline(entries, counts));
    for (const lane of timeline?.lanes ?? []) {
      expect(lane.periods.reduce((sum, { items }) => sum + items, 0) + lane.undated).toBe(lane.items);
      for (const { from } of lane.periods) expect((from - Date.UTC(2018, 0, 1)) % timeline!.length).toBe(0);
    }
  });
}, 120_000);

test('figures of a measured narrative are those of the tables', async () => {
  await everySubject(async (subject) => {
    if (subject.standing !== 'measured') return;
    const counts = await of(subject, readCounts);
    const rows = await reader.rows<{ source: string; items: number }>(
      `SELECT ecosystem AS source, articles AS items FROM association
       WHERE narrative_id = $1 AND baseline = 'raw' AND counting = 'copies' AND articles > 0 ORDER BY 1`,
      [subject.id],
    );
    expect(
      counts
        .filter(({ source }) => source !== reader.settings.platform)
        .map(({ source, items }) => ({ source, items })),
    ).toEqual(rows);
  });
});

test('a coarser narrative is the sum of the finer ones in it', async () => {
  await everySubject(async (subject) => {
    if (subject.level === 0) return;
    const { finer, count } = await readFiner(reader, subject.id, signal);
    expect(count).toBeGreaterThan(0);
    expect(finer.length).toBe(Math.min(count, 50));
    for (const { narrative_id } of finer)
      expect((await readSubject(reader, narrative_id, signal))!.parent?.id).toBe(subject.id);
  });
});

test('filters take away what does not fit and nothing else', async () => {
  const all = await readSubject(reader, 'n0-000001', signal);
  const ask = async (query: Record<string, unknown>): Promise<number> =>
    (await of(all!, async (entries) => findMatches(entries, evidenceQuery.parse(query)))).found;
  const counts = await of(all!, readCounts);
  for (const { source, items } of counts)
    if (source !== reader.settings.platform) expect(await ask({ ecosystem: source })).toBe(items);
  const whole = await ask({});
  expect((await ask({ to: '2031-03-10' })) + (await ask({ from: '2031-03-11' }))).toBe(whole);
  expect((await ask({ to: '2031-03-10T12:00' })) + (await ask({ from: '2031-03-10T12:00' }))).toBe(whole);
  expect(await ask({ site: "x' OR 1=1 --" })).toBe(0);
  expect(await ask({ language: 'zh' })).toBeLessThan(whole);
  expect(evidenceQuery.safeParse({ from: '2031-02-31T25:00' }).success).toBe(false);
  expect((await of(all!, async (entries) => findMatches(entries, evidenceQuery.parse({ page: 999 })))).page).toBe(1);
});

test('near misses stay below the threshold', async () => {
  let seen = 0;
  await everySubject(async (subject) => {
    const near = await of(subject, async (entries) => findNear(entries, evidenceQuery.parse({ near: '1' })));
    for (const { verified_score, threshold } of near.rows) expect(verified_score!).toBeLessThan(threshold!);
    seen += near.rows.length;
    expect((await of(subject, async (entries) => findNear(entries, evidenceQuery.parse({})))).rows).toEqual([]);
  });
  expect(seen).toBeGreaterThan(0);
});

test('periods are few, and no shorter than most times are known', () => {
  const [hour, day] = [3_600_000, 86_400_000];
  expect(periodLength(10 * hour, 1000)).toBe(hour);
  expect(periodLength(10 * hour, day)).toBe(day);
  for (let reach = hour; reach < 1e13; reach *= 1.7) expect(reach / periodLength(reach, 0)).toBeLessThanOrEqual(47);
});
