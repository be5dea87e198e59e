/**
 * The imports of a study become its table of items: merged in the order in which they were imported,
 * each id once, with everything the settings decide (platform, ecosystem, zone, scope) filled in.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { noteSlugs } from '../formats/records.ts';
import { joinParquet } from '../formats/parquet-join.ts';
import { UserError } from '../errors.ts';
import { defineStage } from '../stage.ts';
import type { StageContext, StageResult } from '../stage.ts';
import { parquet, sqlText } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import type { Study } from '../store/study.ts';
import { tables } from '../store/tables.ts';
import { groupCopies } from './import-copies.ts';
import { writeCoverage } from './import-coverage.ts';
import { dropOldItemShards, writeItemShards } from './import-item-shards.ts';
import { importerVersion } from './import-convert.ts';
import { readImportIndex } from './import-index.ts';
import type { Part } from './import-item-shards.ts';
import { openEcosystems, openSiteScope, openZones, siteListHashes } from './import-outlets.ts';
import { checkKeywords, keywordsSql, lengthSql, windowSql } from './import-scope.ts';
import { settleTimes } from './import-times.ts';

const options = z.strictObject({
  similarity: z
    .number()
    .min(0.3)
    .max(1)
    .default(0.5)
    .describe(
      'articles whose texts share at least this part of their shingles (Jaccard index, estimated) are one syndication group; 1: only equal texts',
    ),
});

type ImportOptions = z.infer<typeof options>;

/** The stage. Undated items are in scope: they can still match, they only have no say about time. */
export const importStage = defineStage({
  name: 'import',
  version: 5,
  brief: 'Merge the imported files into the table of items and choose those in scope',
  reads: ['imports'],
  writes: ['items', 'coverage', 'rejects', 'item-shards'],
  uses: ['scope', 'sites', 'platform', 'zones'],
  options,
  // The files are pinned by the index of imports already; here they also come to stand in run.json.
  async identity({ settings, study }) {
    const { imports } = await readImportIndex(study);
    return {
      files: imports.map(({ kind, source, sha256 }) => ({ kind, source, sha256 })),
      siteLists: await siteListHashes(settings, study),
    };
  },
  run: mergeImports,
});

async function mergeImports(context: StageContext<ImportOptions>): Promise<StageResult> {
  const { study, settings, report, signal, resources } = context;
  const parts = await listParts(study);
  using database = await study.database(resources);
  await checkKeywords(database, settings.scope.posts.keywords, 'scope.posts.keywords');
  await checkKeywords(database, settings.scope.articles.keywords, 'scope.articles.keywords');

  report.begin('merging imports');
  await readParts(database, parts, settings.platform);
  await resolveOutlets(database, context);
  await resolveTimes(database, context);
  await decide(database, context);
  report.end();

  report.begin('writing items');
  const shards = await writeItemShards(database, study, parts, resources.workers, signal);
  if (shards.files.length === 0) await (await database.table(tables.items.columns)).write(context.output('items'));
  else
    await joinParquet(
      shards.files.map((file) => study.path(file)),
      context.output('items'),
      signal,
    );
  await writeCoverage(database, context.output('items'), context.output('coverage'));
  await writeFile(context.output('item-shards'), `${JSON.stringify({ shards: shards.inScope }, null, 2)}\n`);
  await database.writeParquet(context.output('rejects'), rejectsQuery(study, await readImportIndex(study)));
  report.end();
  return { ...(await summary(database, context)), sweep: () => dropOldItemShards(study, shards) };
}

/** All parts, posts before articles, in the order of the imports. */
async function listParts(study: Study): Promise<Part[]> {
  const { imports } = await readImportIndex(study);
  const other = imports.find(({ importer }) => importer !== importerVersion);
  if (other !== undefined) {
    throw new UserError(
      `${other.source} was imported by another version of crosscurrent (importer ${other.importer}; this one is ${importerVersion})`,
      { hint: 'import the file again, as it was imported before' },
    );
  }
  return (['post', 'article'] as const)
    .flatMap((kind) => imports.filter((entry) => entry.kind === kind))
    .flatMap(({ id, kind, parts }) =>
      parts.map(({ file }, number) => ({ kind, importId: id, number, path: study.path('imports', id, file) })),
    )
    .map((part, ordinal) => ({ ordinal, ...part }));
}

/** Reads `parts` with their place; the texts stay in the files. */
async function readParts(database: Database, parts: readonly Part[], platform: string): Promise<void> {
  await database.run('CREATE TEMP TABLE part_list (part INTEGER, kind VARCHAR, path VARCHAR)');
  const places = parts.map(({ ordinal, kind, path }) => `(${ordinal}, '${kind}', ${sqlText(path)})`);
  if (places.length > 0) await database.run(`INSERT INTO part_list VALUES ${places.join(', ')}`);
  await database.run(`CREATE TEMP VIEW records AS
    SELECT part_list.part, part_list.kind, file_row_number AS record, p.* EXCLUDE (filename, file_row_number, platform),
      CASE WHEN part_list.kind = 'post' THEN coalesce(p.platform, ${sqlText(platform)}) END AS platform
    FROM read_parquet([${parts.map(({ path }) => sqlText(path)).join(', ')}], filename = true, file_row_number = true) p
    JOIN part_list ON part_list.path = p.filename`);
}

/** Makes the table `outlets`: what the settings say about every combination of platform, site and ecosystem. */
async function resolveOutlets(database: Database, { study, settings }: StageContext<unknown>): Promise<void> {
  const ecosystemOf = await openEcosystems(settings, study);
  const zoneOf = openZones(settings);
  const inScope = openSiteScope(settings);
  const given = await database.rows<{
    kind: string;
    platform: string | null;
    site: string | null;
    given: string | null;
  }>('SELECT DISTINCT kind, platform, site, ecosystem AS given FROM records ORDER BY ALL');
  const writer = await database.table(
    (['kind', 'platform', 'site', 'given', 'ecosystem', 'zone'] as const)
      .map((name) => ({ name: name as string, type: 'VARCHAR' as 'VARCHAR' | 'BOOLEAN', about: '' }))
      .concat([{ name: 'taken', type: 'BOOLEAN', about: '' }]),
  );
  for (const outlet of given) {
    const isPost = outlet.kind === 'post';
    const ecosystem = isPost
      ? outlet.platform
      : (outlet.given ?? (outlet.site === null ? null : (ecosystemOf(outlet.site) ?? null)));
    const taken = isPost || (ecosystem !== null && inScope(outlet.site));
    writer.append({ ...outlet, ecosystem, zone: zoneOf({ ...outlet, ecosystem }) ?? null, taken });
  }
  writer.flush();
  await database.run(`CREATE TEMP VIEW outlets AS SELECT * FROM ${writer.name}`);
}

/** Makes the table `settled`: the intervals of times whose zone only the settings know. */
async function resolveTimes(database: Database, { study, resources, output }: StageContext<unknown>): Promise<void> {
  const path = join(output('items'), '..', 'settled.parquet');
  await settleTimes(
    database,
    `SELECT DISTINCT o.zone, r.published_wall AS wall, r.written_precision AS precision, r.published_basis AS basis
     FROM records r JOIN outlets o ON ${sameOutlet} WHERE r.published_wall IS NOT NULL AND o.zone IS NOT NULL`,
    path,
    study,
    resources,
  );
}

const sameOutlet = `o.kind = r.kind AND o.platform IS NOT DISTINCT FROM r.platform
  AND o.site IS NOT DISTINCT FROM r.site AND o.given IS NOT DISTINCT FROM r.ecosystem`;

/**
 * Makes the table `decided`: one narrow row a record, with everything that is not in the part. It is no
 * temporary table, so that other connections see it.
 */
async function decide(database: Database, { settings, options, signal }: StageContext<ImportOptions>): Promise<void> {
  await database.run(`CREATE TEMP TABLE resolved AS
    SELECT r.part, r.record, r.kind, r.platform, o.ecosystem, r.language, r.sha256, r.source_ref,
      CASE WHEN r.kind = 'post' THEN r.platform ELSE 'article' END || ':' || r.record_id AS item_id,
      CASE WHEN s.wall IS NULL THEN r.published_at ELSE s.at END AS published_at,
      CASE WHEN s.wall IS NULL THEN r.published_earliest ELSE s.earliest END AS published_earliest,
      CASE WHEN s.wall IS NULL THEN r.published_latest ELSE s.latest END AS published_latest,
      CASE WHEN s.wall IS NULL THEN r.published_zone ELSE o.zone END AS published_zone,
      o.taken AND CASE r.kind WHEN 'post' THEN ${keywordsSql(settings.scope.posts.keywords)} AND ${lengthSql(settings.scope.posts.minWords)}
        ELSE ${keywordsSql(settings.scope.articles.keywords)} END AS taken
    FROM records r JOIN outlets o ON ${sameOutlet}
    LEFT JOIN settled s ON s.zone = o.zone AND s.wall = r.published_wall AND s.precision = r.written_precision AND s.basis = r.published_basis`);
  await database.run(`CREATE TEMP TABLE firsts AS
    SELECT item_id, min(part * 1000000000::BIGINT + record) AS place FROM resolved GROUP BY item_id`);
  await database.run(`CREATE TEMP TABLE judged AS
    SELECT resolved.*, place = part * 1000000000::BIGINT + record AS kept, (${windowSql(settings)}) AND taken AND kept AS in_scope
    FROM resolved JOIN firsts USING (item_id)`);
  for (const table of ['resolved', 'firsts']) await database.run(`DROP TABLE ${table}`);
  await groupCopies(database, options.similarity, signal);
  await database.run(`CREATE TABLE decided AS
    SELECT judged.*, syndication_group FROM judged LEFT JOIN syndicated USING (part, record) ORDER BY part, record`);
  for (const table of ['judged', 'syndicated']) await database.run(`DROP TABLE ${table}`);
}

/** Rejected records in the order of the imports, then the copies of ids that were there before. */
function rejectsQuery(study: Study, { imports }: Awaited<ReturnType<typeof readImportIndex>>): string {
  const paths = imports.map(({ id }) => study.path('imports', id, 'rejects.parquet'));
  const columns = tables.rejects.columns.map(({ name }) => name).join(', ');
  return `SELECT ${columns} FROM (
      SELECT ${columns}, 0 AS source_order, list_position([${paths.map(sqlText).join(', ')}], filename) AS part, file_row_number AS row_number
      FROM read_parquet([${paths.map(sqlText).join(', ')}], filename = true, file_row_number = true)
      UNION ALL
      SELECT 'import', regexp_replace(source_ref, ':[^:]*$', ''), regexp_extract(source_ref, '([^:]*)$', 1), 'duplicate-id',
        'the id ' || item_id || ' was there before', 1, part, record
      FROM decided WHERE NOT kept
    ) ORDER BY source_order, part, row_number`;
}

async function summary(database: Database, context: StageContext<unknown>): Promise<StageResult> {
  const [counts] = await database.rows<Record<string, number>>(`SELECT
      count(*) FILTER (kept AND kind = 'post') AS posts,
      count(*) FILTER (kept AND kind = 'article') AS articles,
      count(*) FILTER (kind = 'post' AND in_scope) AS posts_in_scope,
      count(*) FILTER (kind = 'article' AND in_scope) AS articles_in_scope,
      count(*) FILTER (NOT kept) AS duplicates,
      count(*) FILTER (kept AND published_earliest IS NULL AND published_latest IS NULL) AS undated,
      count(*) FILTER (kept AND kind = 'article' AND ecosystem IS NULL) AS unknown_ecosystem,
      count(DISTINCT syndication_group) FILTER (kept) AS syndication_groups,
      count(*) FILTER (kept AND syndication_group IS NOT NULL) AS syndicated
    FROM decided`);
  const [rejects] = await database.rows<{ rejected: number }>(
    `SELECT count(*) AS rejected FROM ${parquet(context.output('rejects'))} WHERE slug NOT IN ('duplicate-id', ${noteSlugs.map(sqlText).join(', ')})`,
  );
  const notes: string[] = [];
  const { posts, articles, posts_in_scope, articles_in_scope, unknown_ecosystem } = counts as Record<string, number>;
  if (unknown_ecosystem! > 0) {
    notes.push(
      `articles of no known ecosystem, which are out of scope: ${unknown_ecosystem}; list their sites under "sites", or import with --ecosystem`,
    );
  }
  if (posts! > 0 && posts_in_scope === 0) notes.push('no post is in scope');
  if (articles! > 0 && articles_in_scope === 0) notes.push('no article is in scope');
  return {
    counts: { ...counts, rejected: rejects!.rejected },
    rejected: rejects!.rejected,
    ...(notes.length === 0 ? {} : { notes }),
  };
}
