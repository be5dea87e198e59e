/** Reads from the tables of a study what the page shows. */
import type { Settings } from '../config.ts';
import { ancestorsSql } from '../store/ancestors.ts';
import type { Database } from '../store/database.ts';
import { coverageByEcosystem, readCoverage } from '../store/coverage.ts';
import { parquet } from '../store/database.ts';
import type { Manifest } from '../store/manifest.ts';
import { tables } from '../store/tables.ts';
import { readCurves } from '../store/sensitivity.ts';
import type { TableName } from '../store/tables.ts';
import type {
  ChanceRow,
  LeadRow,
  MoverCounts,
  AssociationRow,
  FirstRow,
  NarrativeRow,
  PageOptions,
  ReportData,
  ShareRow,
  StageNote,
} from './model.ts';
import { readInfluence } from './read-influence.ts';
import { citePassages, readEvidence } from './read-evidence.ts';
import { readMaterial } from './read-material.ts';
import { readNetwork } from './read-network.ts';
import { readArticleWords } from './read-words.ts';

/** What the model is read from. */
export interface ReadRequest {
  readonly database: Database;
  /** Where each table lies. */
  readonly path: (table: TableName) => string;
  readonly settings: Pick<Settings, 'name' | 'about' | 'platform' | 'scope' | 'firstSeenIsPublication'>;
  readonly title: string | undefined;
  readonly options: PageOptions;
  readonly stages: readonly StageNote[];
  /** Tables that are not exported as CSV. */
  readonly parquetOnly: readonly TableName[];
}

/** Keywords of the matching articles that are shown per language. */
const articleKeywords = 8;

/** The stages before the report, in the order of the pipeline; `run.json` has them in the order of the last runs. */
const stageOrder = [
  'import',
  'passages',
  'embed',
  'cluster',
  'match',
  'measure',
  'words',
  'influence',
  'network',
  'sensitivity',
];

/** What `run.json` says of the stages before the report, without times, durations and the machine. */
export function stageNotes(manifest: Manifest): StageNote[] {
  return Object.entries(manifest.stages)
    .filter(([name]) => stageOrder.includes(name))
    .sort(([a], [b]) => stageOrder.indexOf(a) - stageOrder.indexOf(b))
    .map(([name, record]) => {
      const { cpu: _cpu, system: _system, ...versions } = record.versions;
      const { version, seed, options, counts, rejected, notes = [] } = record;
      return { name, version, seed, options, counts, rejected, notes, versions };
    });
}

/** Fills the model of the page. */
export async function readReport(request: ReadRequest): Promise<ReportData> {
  const { database, settings, options } = request;
  for (const name of Object.keys(tables) as TableName[]) {
    await database.run(`CREATE OR REPLACE TEMP VIEW "${name}" AS SELECT * FROM ${parquet(request.path(name))}`);
  }
  const level = await measuredLevel(database);
  await chooseNarratives(database, level);
  await citePassages(database, options.maxNarratives);

  const [bounds] = await database.rows<{
    earliest: number | null;
    latest: number | null;
    passages: number;
    matches: number;
    near: number;
    narratives: number;
  }>(`
    SELECT
      (SELECT epoch_ms(min(published_at)) FROM items WHERE in_scope) AS earliest,
      (SELECT epoch_ms(max(published_at)) FROM items WHERE in_scope) AS latest,
      (SELECT count(*) FROM passages) AS passages,
      (SELECT count(*) FROM matches) AS matches,
      (SELECT count(*) FROM near) AS near,
      (SELECT count(*) FROM narratives WHERE level = ${level}) AS narratives`);
  const ecosystems = await database.rows<{ ecosystem: string }>(`
    SELECT DISTINCT coalesce(ecosystem, '') AS ecosystem FROM (
      SELECT ecosystem FROM items WHERE kind = 'article' UNION ALL SELECT ecosystem FROM share
      UNION ALL SELECT ecosystem FROM association UNION ALL SELECT ecosystem FROM first_appearance) ORDER BY 1`);

  return {
    title: request.title ?? settings.name,
    about: settings.about,
    platform: settings.platform,
    from: settings.scope.from ?? null,
    to: settings.scope.to ?? null,
    earliest: bounds!.earliest,
    latest: bounds!.latest,
    firstSeenIsPublication: settings.firstSeenIsPublication,
    ecosystems: ecosystems.map((row) => row.ecosystem).filter((key) => key !== settings.platform),
    coverage: coverageByEcosystem(await readCoverage(database, request.path('coverage'))),
    passages: bounds!.passages,
    matches: bounds!.matches,
    near: bounds!.near,
    level,
    narrativesAtLevel: bounds!.narratives,
    minPosts: numberOption(request.stages, 'measure', 'minPosts'),
    share: await database.rows<ShareRow>(
      `SELECT coalesce(ecosystem, '') AS ecosystem, * EXCLUDE (ecosystem) FROM share ORDER BY counting, ecosystem`,
    ),
    association: await readAssociation(database),
    ...(await readTests(database, options.maxNarratives)),
    first: await readFirst(database),
    ...(await readChance(database)),
    ...(await readInfluence(database)),
    narratives: await readNarratives(database, options.maxNarratives),
    ...(await readEvidence(database, options)),
    network: await readNetwork(database, request.stages),
    sensitivity: await readCurves(database, request.path('sensitivity')),
    edits: await database.rows(`SELECT edit, kind, narratives, "to", because FROM edits ORDER BY edit`),
    ...(await readMaterial(database)),
    stages: request.stages,
    parquetOnly: request.parquetOnly,
  };
}

/** The level the measures are about; the finest where nothing was measured. */
async function measuredLevel(database: Database): Promise<number> {
  const [row] = await database.rows<{ level: number | null }>(`
    SELECT coalesce(
      (SELECT min(level) FROM measured),
      (SELECT min(level) FROM narratives), 0) AS level`);
  return row!.level ?? 0;
}

/**
 * The temporary tables `standing` (a narrative of the level and the measured one it belongs to, which is
 * another where it was merged), `root` (the same of narratives of level 0) and `ranked` (the measured
 * narratives in the order of the page, each with its matched articles). Where nothing was measured, every
 * narrative of the level is listed.
 */
async function chooseNarratives(database: Database, level: number): Promise<void> {
  await database.run(`
    CREATE OR REPLACE TEMP TABLE standing AS
    SELECT unnest(narratives) AS narrative_id, narrative_id AS measured_id FROM measured
    UNION ALL
    SELECT narrative_id, narrative_id FROM narratives WHERE level = ${level} AND NOT EXISTS (SELECT 1 FROM measured)`);
  await database.run(`
    CREATE OR REPLACE TEMP TABLE root AS
    WITH RECURSIVE ${ancestorsSql('narratives')}
    SELECT up.narrative_id, s.measured_id AS ancestor FROM up JOIN standing s ON s.narrative_id = up.ancestor`);
  await database.run(`
    CREATE OR REPLACE TEMP TABLE matched AS
    SELECT root.ancestor AS narrative_id, m.ecosystem, m.item_id, m.passage_id, m.post_passage_id, m.score, m.verified_score, m.threshold
    FROM matches m JOIN root USING (narrative_id) JOIN items i ON i.item_id = m.item_id WHERE i.in_scope`);
  await database.run(`
    CREATE OR REPLACE TEMP TABLE ranked AS
    WITH listed AS (
      SELECT narrative_id, label, keywords, medoids, posts, passages, first_post_at, last_post_at FROM measured
      UNION ALL
      SELECT narrative_id, label, keywords, medoids, posts, passages, first_post_at, last_post_at FROM narratives
      WHERE level = ${level} AND NOT EXISTS (SELECT 1 FROM measured)),
    counts AS (SELECT narrative_id, count(DISTINCT item_id) AS matched FROM matched GROUP BY 1)
    SELECT n.*, coalesce(c.matched, 0) AS matched,
      row_number() OVER (ORDER BY (coalesce(c.matched, 0) > 0) DESC, n.posts DESC, n.narrative_id) AS rank
    FROM listed n LEFT JOIN counts c USING (narrative_id)`);
  // The members of each, under the narrative that is measured.
  await database.run(`
    CREATE OR REPLACE TEMP VIEW standing_members AS
    SELECT m.* REPLACE (s.measured_id AS narrative_id) FROM members m JOIN standing s USING (narrative_id) WHERE m.level = ${level}`);
}

async function readNarratives(database: Database, maxNarratives: number): Promise<NarrativeRow[]> {
  const words = await readArticleWords(database, maxNarratives, articleKeywords);
  const rows = await database.rows<Omit<NarrativeRow, 'articleKeywords'>>(`
    SELECT r.narrative_id, coalesce(r.label, '') AS label, p.language, coalesce(r.keywords, '{}') AS keywords, r.posts, r.passages,
      epoch_ms(r.first_post_at) AS first_post_at, epoch_ms(r.last_post_at) AS last_post_at, r.matched
    FROM ranked r LEFT JOIN passages p ON p.passage_id = r.medoids[1]
    ORDER BY r.rank`);
  return rows.map((row) => ({ ...row, articleKeywords: words.get(row.narrative_id) ?? {} }));
}

async function readAssociation(database: Database): Promise<AssociationRow[]> {
  return database.rows<AssociationRow>(`
    SELECT narrative_id, coalesce(ecosystem, '') AS ecosystem, baseline, counting, articles, value, low, high, coalesce(is_winner, false) AS is_winner
    FROM association ORDER BY narrative_id, ecosystem, baseline, counting`);
}

/** Tests and sums of the association, and the words of the narratives that are shown; expects `ranked`. */
async function readTests(
  database: Database,
  maxNarratives: number,
): Promise<Pick<ReportData, 'tests' | 'summary' | 'words'>> {
  return {
    tests: await database.rows(`
      SELECT narrative_id, baseline, winner, runner_up, p_adjusted, separable, note IS NOT NULL AS few_sites
      FROM association_tests WHERE counting = 'copies' ORDER BY narrative_id, baseline`),
    summary: await database.rows(`
      SELECT baseline, counting, ecosystem, share, low, high, separable_won, share_of_posts, posts_low, posts_high
      FROM association_summary ORDER BY baseline, counting, ecosystem`),
    words: await database.rows(`
      SELECT narrative_id, ecosystem, language, compared_with, list(word ORDER BY w.rank) AS words
      FROM words w JOIN (SELECT narrative_id, rank AS shown FROM ranked) USING (narrative_id)
      WHERE shown <= ${maxNarratives} GROUP BY ALL ORDER BY narrative_id, ecosystem, language`),
  };
}

async function readFirst(database: Database): Promise<FirstRow[]> {
  return database.rows<FirstRow>(`
    SELECT f.narrative_id, coalesce(f.ecosystem, '') AS ecosystem, epoch_ms(f.first_at) AS at, f.precision, i.published_basis AS basis,
      epoch_ms(f.first_at_low) AS earliest, epoch_ms(f.first_at_high) AS latest, f.item_id, coalesce(f.undated, 0) AS undated,
      nullif(f.outcome, '') AS outcome, nullif(f.against_platform, '') AS against_platform, nullif(f.outcome_without_earliest, '') AS outcome_without_earliest
    FROM first_appearance f LEFT JOIN items i ON i.item_id = f.item_id
    ORDER BY f.narrative_id, f.ecosystem`);
}

async function readChance(database: Database): Promise<Pick<ReportData, 'chance' | 'leads' | 'movers'>> {
  const [movers] = await database.rows<MoverCounts>(`
    SELECT count(p_value) AS tested, count(*) FILTER (q_value <= 0.1) AS significant,
      count(*) FILTER (at_or_before AND ecosystems > 0) AS "atOrBefore"
    FROM first_movers`);
  return {
    chance: await database.rows<ChanceRow>('SELECT * FROM first_summary ORDER BY measure, counting, source'),
    leads: await database.rows<LeadRow>('SELECT * FROM first_leads ORDER BY source'),
    movers: movers!,
  };
}

function numberOption(stages: readonly StageNote[], stage: string, key: string): number | null {
  const options = stages.find((note) => note.name === stage)?.options as Record<string, unknown> | null | undefined;
  const value = options?.[key];
  return typeof value === 'number' ? value : null;
}
