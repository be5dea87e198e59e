/** The table `coverage`: items in scope per source, language and week, in one pass over the items. */
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import { isBounded, timeClassSql } from '../store/time-classes.ts';

/**
 * Writes the table. A time belongs to the week of the middle of its interval: the start of a day east of
 * Greenwich lies in the day before, and every Monday would count for the week that has ended.
 */
export async function writeCoverage(database: Database, items: string, path: string): Promise<void> {
  // Summed on all threads first: what is written is short.
  await database.run(`CREATE TEMP TABLE covered AS
    SELECT kind, ecosystem, site, language,
      CASE WHEN ${isBounded} THEN date_trunc('week', earliest + to_microseconds((epoch_us(latest) - epoch_us(earliest)) // 2)) END AS week,
      count(*) AS items,
      sum(characters) AS characters,
      ${Object.entries(timeClassSql)
        .map(([name, test]) => `count(*) FILTER (${test}) AS ${name}`)
        .join(',\n      ')},
      count(*) FILTER (syndicated) AS syndicated,
      coalesce(sum(characters) FILTER (syndicated), 0) AS syndicated_characters
    FROM (
      SELECT kind, ecosystem, site, coalesce(language, 'und') AS language, published_earliest AS earliest, published_latest AS latest,
        coalesce(length(text), 0) AS characters, syndication_group IS NOT NULL AS syndicated
      FROM ${parquet(items)} WHERE in_scope)
    GROUP BY ALL`);
  const columns = tables.coverage.columns.map(({ name, type }) => `${name}::${type} AS ${name}`);
  await database.writeParquet(
    path,
    `SELECT ${columns.join(', ')} FROM covered ORDER BY kind DESC, ecosystem NULLS FIRST, site NULLS FIRST, language, week NULLS LAST`,
  );
  await database.run('DROP TABLE covered');
}
