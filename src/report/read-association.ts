/** Sums the association over all narratives, where they are: 100,000 narratives have millions of rows. */
import { groupBy } from '../kernels/group-by.ts';
import type { Database } from '../store/database.ts';
import type { AssociationSums, Counting, Overview, TestSums, Winners } from './model.ts';
import { baselines } from './names.ts';

const known = baselines.map((baseline) => `'${baseline}'`).join(', ');

/** Makes the temporary table `report_won`: the winners of every narrative by baseline and counting. */
export async function collectWinners(database: Database): Promise<void> {
  await database.run(`
    CREATE OR REPLACE TEMP TABLE report_won AS
    SELECT narrative_id, baseline, counting, list_sort(list(coalesce(ecosystem, ''))) AS keys
    FROM association WHERE is_winner AND baseline IN (${known}) GROUP BY 1, 2, 3`);
}

/** Winners, what changes them, and tests; expects `report_won`. */
export async function readAssociation(database: Database): Promise<AssociationSums> {
  const [byBaseline] = await database.rows<{ compared: number; changed: number }>(`
    SELECT count(*) AS compared, count(*) FILTER (changes) AS changed FROM (${changesByBaseline})`);
  const [byCounting] = await database.rows<{ compared: number; changed: number }>(`
    SELECT count(DISTINCT c.narrative_id) AS compared, count(DISTINCT c.narrative_id) FILTER (c.keys <> g.keys) AS changed
    FROM report_won c JOIN report_won g USING (narrative_id, baseline)
    WHERE c.counting = 'copies' AND g.counting = 'groups'`);
  return {
    winners: await readWinners(database),
    byBaseline: byBaseline!,
    byCounting: byCounting!,
    ...(await readTests(database)),
  };
}

/** Narratives with a winner under every baseline that has any, and whether it is not the same under all. */
const changesByBaseline = `
  WITH own AS (SELECT narrative_id, keys FROM report_won WHERE counting = 'copies'),
  present AS (SELECT count(DISTINCT baseline) AS baselines FROM report_won WHERE counting = 'copies')
  SELECT narrative_id, count(DISTINCT keys) > 1 AS changes FROM own
  GROUP BY narrative_id HAVING count(*) = (SELECT baselines FROM present) AND count(*) > 1`;

/** Shown narratives whose winner changes with the baseline; expects `report_won` and `report_shown`. */
export async function readChanged(database: Database): Promise<string[]> {
  const rows = await database.rows<{ narrative_id: string }>(`
    SELECT narrative_id FROM (${changesByBaseline}) JOIN report_shown USING (narrative_id) WHERE changes ORDER BY rank`);
  return rows.map(({ narrative_id }) => narrative_id);
}

async function readWinners(database: Database): Promise<Winners[]> {
  const ecosystems = await database.rows<{ baseline: string; counting: Counting; ecosystem: string }>(`
    SELECT DISTINCT baseline, counting, coalesce(ecosystem, '') AS ecosystem FROM association ORDER BY ALL`);
  const wins = await database.rows<{
    baseline: string;
    counting: Counting;
    ecosystem: string;
    together: number;
    narratives: number;
  }>(`
    SELECT baseline, counting, ecosystem, together, count(*) AS narratives
    FROM (SELECT baseline, counting, unnest(keys) AS ecosystem, len(keys) AS together FROM report_won)
    GROUP BY ALL ORDER BY ALL`);
  const decided = await database.rows<{ baseline: string; counting: Counting; decided: number; tied: number }>(`
    SELECT baseline, counting, count(*) AS decided, count(*) FILTER (len(keys) > 1) AS tied FROM report_won GROUP BY ALL`);
  const keyOf = (row: { baseline: string; counting: string }): string => `${row.baseline} ${row.counting}`;
  return [...groupBy(ecosystems, keyOf)].map(([key, own]) => {
    const sums = decided.find((row) => keyOf(row) === key) ?? { decided: 0, tied: 0 };
    const all = own.map(({ ecosystem }) => {
      const won = wins.filter((row) => keyOf(row) === key && row.ecosystem === ecosystem);
      const sum = (value: (row: (typeof won)[number]) => number): number =>
        won.reduce((all, row) => all + value(row), 0);
      return {
        ecosystem,
        alone: sum(({ together, narratives }) => (together === 1 ? narratives : 0)),
        tied: sum(({ together, narratives }) => (together === 1 ? 0 : narratives)),
        split: sum(({ together, narratives }) => narratives / together),
      };
    });
    return {
      baseline: own[0]!.baseline,
      counting: own[0]!.counting,
      wins: all.sort((a, b) => b.split - a.split || (a.ecosystem < b.ecosystem ? -1 : 1)),
      decided: sums.decided,
      tied: sums.tied,
    };
  });
}

async function readTests(database: Database): Promise<Pick<AssociationSums, 'tests' | 'fewSites'>> {
  const rows = await database.rows<{ baseline: string; winner: string; tested: number; separable: number }>(`
    SELECT baseline, coalesce(winner, '') AS winner, count(*) AS tested, count(*) FILTER (separable) AS separable
    FROM association_tests WHERE counting = 'copies' AND separable IS NOT NULL GROUP BY ALL ORDER BY ALL`);
  const [few] = await database.rows<{ narratives: number }>(`
    SELECT count(DISTINCT narrative_id) AS narratives FROM association_tests
    WHERE counting = 'copies' AND separable AND note IS NOT NULL`);
  return {
    tests: [...groupBy(rows, ({ baseline }) => baseline)].map(([baseline, own]): TestSums => ({
      baseline,
      tested: own.reduce((sum, { tested }) => sum + tested, 0),
      separable: own.reduce((sum, { separable }) => sum + separable, 0),
      won: own
        .filter(({ separable }) => separable > 0)
        .map(({ winner, separable }) => ({ ecosystem: winner, narratives: separable }))
        .sort((a, b) => b.narratives - a.narratives || (a.ecosystem < b.ecosystem ? -1 : 1)),
    })),
    fewSites: few!.narratives,
  };
}

/** The table `association_summary`. */
export async function readSummary(database: Database): Promise<Pick<Overview, 'summary'>> {
  return {
    summary: await database.rows(`
      SELECT baseline, counting, ecosystem, share, low, high, separable_won, share_of_posts, posts_low, posts_high
      FROM association_summary ORDER BY baseline, counting, ecosystem`),
  };
}
