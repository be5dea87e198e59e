/** Costs that follow the lines the forecast assumes are forecast exactly. */
import { expect, it } from 'vitest';
import { forecastOf } from '../../src/forecast/forecast.ts';
import type { Task } from '../../src/forecast/forecast.ts';
import type { Scout } from '../../src/forecast/scout.ts';
import type { Trial } from '../../src/forecast/trial.ts';
import type { StageRecord } from '../../src/store/manifest.ts';

const stages = ['import', 'passages', 'embed', 'cluster', 'match', 'measure', 'network', 'report'] as const;

/** What a run over so many posts and three times as many article passages costs: 1 s a stage, and so much for each passage. */
function costs(posts: number, rate: number, sampled: number, narratives: number): Trial {
  const articlePassages = 3 * posts;
  const passages = posts + articlePassages;
  const read = articlePassages * rate + sampled * (1 - rate);
  const embed = 0.01 * posts;
  const sample = 0.02 * sampled;
  const candidates = 0.02 * (read + articlePassages / 100);
  const match = 0.01 * read;
  const seconds = {
    import: 1 + 1e-4 * passages,
    passages: 1 + 1e-3 * passages,
    embed: 1 + embed + sample,
    cluster: 1,
    match: 1 + candidates + match,
    measure: 0.5,
    network: 0.5,
    report: 2 + 1e-4 * passages,
  };
  const counts: Partial<Record<string, Record<string, number>>> = {
    passages: { of_posts: posts, of_articles: articlePassages },
    embed: { sampled },
    cluster: { narratives_level_0: narratives },
    match: { candidate_passages: articlePassages * rate },
  };
  return {
    records: { post: posts, article: posts },
    stages: Object.fromEntries(
      stages.map((stage) => [
        stage,
        { seconds: seconds[stage], counts: counts[stage] ?? {}, peak_rss_megabytes: 500 } as unknown as StageRecord,
      ]),
    ),
    phases: [
      { label: 'embed', seconds: embed },
      { label: 'sample', seconds: sample },
      { label: 'candidates', seconds: candidates },
      { label: 'match', seconds: match },
    ],
    bytes: { post: 1000 * posts, article: 500 * articlePassages, both: 100 * passages },
  };
}

/** A scout among whose posts narratives grow as the square root, and pairs take a microsecond. */
function scout(posts: number): Scout {
  const narratives = 10 * Math.sqrt(posts);
  return {
    records: { post: posts, article: 1000 },
    postPassages: posts,
    articlePassages: 3000,
    narratives,
    clusterSeconds: 2 + 1e-6 * posts * narratives,
    rate: 0.01 * Math.log(posts),
    languages: { ru: 2000, en: 1000 },
  };
}

const task: Task = {
  records: { post: 100_000, article: 100_000 },
  fresh: [],
  workers: 2,
  memoryMegabytes: 1024,
  exact: false,
};

it('follows what each stretch of work grows with', () => {
  const found = forecastOf([costs(200, 0.05, 512, 90), costs(800, 0.06, 512, 150)], [scout(5000), scout(20_000)], task);
  const rate = 0.01 * Math.log(100_000);
  const narratives = 10 * Math.sqrt(100_000);
  const expected = costs(100_000, rate, 512, narratives);
  expect(found.rows.read_passages).toBe(Math.round(300_000 * rate + 512 * (1 - rate)));
  expect(found.rows.narratives).toBe(Math.round(narratives));
  for (const { stage, seconds } of found.stages) {
    const wanted = stage === 'cluster' ? 2 + 1e-6 * 100_000 * narratives : expected.stages[stage]!.seconds;
    expect(seconds, stage).toBeCloseTo(wanted, 3);
  }
  expect(found.disk_megabytes).toBeCloseTo(100 + 150 + 40, 6);
  expect(found.megabytes).toBeGreaterThan(500);
});

it('costs nothing where the stored result answers', () => {
  const found = forecastOf([costs(200, 0.05, 512, 90), costs(800, 0.06, 512, 150)], [scout(5000), scout(20_000)], {
    ...task,
    fresh: ['import', 'passages', 'embed', 'cluster'],
  });
  expect(found.stages.slice(0, 4).map(({ seconds }) => seconds)).toEqual([0, 0, 0, 0]);
  expect(found.seconds).toBeGreaterThan(100);
});

it('says that everything is read in an exact run', () => {
  const trials = [200, 800].map((posts) => costs(posts, 1, 0, 100)) as [Trial, Trial];
  const found = forecastOf(trials, [scout(5000), scout(20_000)], { ...task, exact: true });
  expect(found.rows.read_passages).toBe(300_000);
});
