/** Reads from the tables of a study what the page shows. */
import type { Settings } from '../config.ts';
import { coverageByEcosystem, coverageIn } from '../store/coverage.ts';
import type { Database } from '../store/database.ts';
import { parquet } from '../store/database.ts';
import type { Manifest } from '../store/manifest.ts';
import { curvesIn } from '../store/sensitivity.ts';
import { tables } from '../store/tables.ts';
import type { TableName } from '../store/tables.ts';
import type { EvidenceRows, Overview, PageOptions, ShareRow, StageNote } from './model.ts';
import { collectWinners, readAssociation, readSummary } from './read-association.ts';
import { chooseNarratives, measuredLevel } from './read-chosen.ts';
import { readChance, readFirstSums } from './read-first.ts';
import { readInfluence } from './read-influence.ts';
import { readMaterial } from './read-material.ts';
import { readEvidence, readRows } from './read-narratives.ts';
import { readNetwork } from './read-network.ts';

/** What the model is read from; the tables stand in the database as views of their names. */
export interface ReadRequest {
  readonly database: Database;
  readonly settings: Pick<Settings, 'name' | 'about' | 'platform' | 'scope' | 'firstSeenIsPublication'>;
  readonly title: string | undefined;
  readonly options: PageOptions;
  readonly stages: readonly StageNote[];
  /** Tables that are not exported as CSV. */
  readonly parquetOnly: readonly TableName[];
}

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

/** Makes every table of a study a temporary view of its name. */
export async function tablesAsViews(database: Database, path: (table: TableName) => string): Promise<void> {
  for (const name of Object.keys(tables) as TableName[])
    await database.run(`CREATE OR REPLACE TEMP VIEW "${name}" AS SELECT * FROM ${parquet(path(name))}`);
}

/** Everything the page shows but evidence; it holds rows of the first `maxNarratives` narratives only. */
export async function readOverview(request: ReadRequest): Promise<Overview> {
  const { database, settings, options, stages } = request;
  const level = await measuredLevel(database);
  await chooseNarratives(database, level, { most: options.maxNarratives });
  await collectWinners(database);
  const [bounds] = await database.rows<
    Record<'passages' | 'matches' | 'near' | 'at_level' | 'narratives', number> & {
      earliest: number | null;
      latest: number | null;
      is_measured: boolean;
    }
  >(`
    SELECT
      (SELECT epoch_ms(min(published_at)) FROM items WHERE in_scope) AS earliest,
      (SELECT epoch_ms(max(published_at)) FROM items WHERE in_scope) AS latest,
      (SELECT count(*) FROM passages) AS passages,
      (SELECT count(*) FROM matches) AS matches,
      (SELECT count(*) FROM near) AS near,
      (SELECT count(*) FROM narratives WHERE level = ${level}) AS at_level,
      (SELECT count(*) FROM report_ranked) AS narratives,
      EXISTS (SELECT 1 FROM association) OR EXISTS (SELECT 1 FROM first_appearance) AS is_measured`);
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
    coverage: coverageByEcosystem(await coverageIn(database, 'coverage')),
    passages: bounds!.passages,
    matches: bounds!.matches,
    near: bounds!.near,
    level,
    narrativesAtLevel: bounds!.at_level,
    minPosts: numberOption(stages, 'measure', 'minPosts'),
    share: await database.rows<ShareRow>(
      `SELECT coalesce(ecosystem, '') AS ecosystem, * EXCLUDE (ecosystem) FROM share ORDER BY counting, ecosystem`,
    ),
    association: await readAssociation(database),
    ...(await readSummary(database)),
    first: await readFirstSums(database, settings.platform),
    ...(await readChance(database)),
    ...(await readInfluence(database)),
    narratives: bounds!.narratives,
    isMeasured: bounds!.is_measured,
    shown: await readRows(database),
    network: await readNetwork(database, stages),
    sensitivity: await curvesIn(database, 'sensitivity'),
    edits: await database.rows(`SELECT edit, kind, narratives, "to", because FROM edits ORDER BY edit`),
    ...(await readMaterial(database)),
    stages,
    parquetOnly: request.parquetOnly,
  };
}

/** The whole page: the overview, and the evidence of the narratives it shows. */
export async function readReport(request: ReadRequest): Promise<{ overview: Overview; evidence: EvidenceRows }> {
  const overview = await readOverview(request);
  return { overview, evidence: await readEvidence(request.database, request.options) };
}

function numberOption(stages: readonly StageNote[], stage: string, key: string): number | null {
  const options = stages.find((note) => note.name === stage)?.options as Record<string, unknown> | null | undefined;
  const value = options?.[key];
  return typeof value === 'number' ? value : null;
}
