/** Times whose zone the file does not say, settled with the zones of the settings. */
import { interval } from '../formats/time.ts';
import type { Basis, Precision } from '../formats/time.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import type { Resources, Study } from '../store/study.ts';

/** Columns of the table of settled times: the key, then the interval. */
const columns = [
  { name: 'zone', type: 'VARCHAR', about: '' },
  { name: 'wall', type: 'TIMESTAMPTZ', about: '' },
  { name: 'precision', type: 'VARCHAR', about: '' },
  { name: 'basis', type: 'VARCHAR', about: '' },
  { name: 'at', type: 'TIMESTAMPTZ', about: '' },
  { name: 'earliest', type: 'TIMESTAMPTZ', about: '' },
  { name: 'latest', type: 'TIMESTAMPTZ', about: '' },
] as const;

/**
 * Settles the distinct times a query gives (zone, wall, precision, basis) and makes the table
 * `settled` of them. Works in a database of its own, since a query cannot be read while another runs.
 */
export async function settleTimes(
  database: Database,
  query: string,
  path: string,
  study: Study,
  resources: Resources,
): Promise<void> {
  using writing = await study.database({
    ...resources,
    workers: 1,
    memoryMegabytes: Math.max(128, resources.memoryMegabytes / 4),
  });
  const writer = await writing.table(columns);
  for await (const rows of database.batches<{ zone: string; wall: Date; precision: Precision; basis: Basis }>(query)) {
    for (const { zone, wall, precision, basis } of rows) {
      writer.append({
        zone,
        wall: wall.getTime(),
        precision,
        basis,
        ...interval({ wall: wall.getTime(), zone, precision }, basis, zone),
      });
    }
  }
  await writer.write(path);
  await database.run(`CREATE TEMP TABLE settled AS SELECT * FROM ${parquet(path)}`);
}
