/** Checks of a study: its configuration, its manifest, and whether its tables agree with each other. */
import { existsSync, readdirSync } from 'node:fs';
import { readConfig } from '../../config.ts';
import { Database, parquet } from '../../store/database.ts';
import { outputsPresent, readManifest } from '../../store/manifest.ts';
import { Study } from '../../store/study.ts';
import { tables } from '../../store/tables.ts';
import type { TableName } from '../../store/tables.ts';
import { check } from './finding.ts';
import type { Finding } from './finding.ts';

type Judgement = Omit<Finding, 'name'>;

/** Which column of which table holds ids of which other table. */
const references: readonly (readonly [TableName, string, TableName, string])[] = [
  ['passages', 'item_id', 'items', 'item_id'],
  ['members', 'passage_id', 'passages', 'passage_id'],
  ['members', 'narrative_id', 'narratives', 'narrative_id'],
  ['matches', 'narrative_id', 'narratives', 'narrative_id'],
  ['matches', 'passage_id', 'passages', 'passage_id'],
  ['matches', 'item_id', 'items', 'item_id'],
  ['association', 'narrative_id', 'narratives', 'narrative_id'],
  ['first_appearance', 'narrative_id', 'narratives', 'narrative_id'],
];

/** Tables whose key may occur once only. */
const keys: readonly (readonly [TableName, string])[] = [
  ['items', 'item_id'],
  ['passages', 'passage_id'],
  ['narratives', 'narrative_id'],
];

/** Findings about a study. */
export async function studyChecks(folder: string): Promise<Finding[]> {
  const opened = await check('study', () => Promise.resolve({ status: 'ok', detail: Study.open(folder).folder }));
  if (opened.status !== 'ok') return [opened];
  const study = Study.open(folder);
  return [
    opened,
    await check('configuration', () => {
      readConfig(study);
      return Promise.resolve({ status: 'ok', detail: 'valid' });
    }),
    await check('manifest', () => checkManifest(study)),
    await check('tables', () => checkTables(study)),
    await check('leftovers', () =>
      Promise.resolve(
        existsSync(study.temporary) && readdirSync(study.temporary).length > 0
          ? {
              status: 'warn',
              detail: `${study.temporary} is not empty`,
              hint: 'a run is going on, or was killed; delete the folder if none is going on',
            }
          : { status: 'ok', detail: 'none' },
      ),
    ),
  ];
}

async function checkManifest(study: Study): Promise<Judgement> {
  const records = Object.entries(readManifest(study).stages);
  const lost: string[] = [];
  for (const [stage, record] of records) if (!(await outputsPresent(study, record))) lost.push(stage);
  if (lost.length === 0)
    return {
      status: 'ok',
      detail: `${records.length} ${records.length === 1 ? 'stage' : 'stages'} recorded, all outputs in place`,
    };
  return {
    status: 'warn',
    detail: `outputs are gone or were changed: ${lost.join(', ')}`,
    hint: `crosscurrent run --study ${study.folder}`,
  };
}

async function checkTables(study: Study): Promise<Judgement> {
  const written = (Object.keys(tables) as TableName[]).filter((name) => existsSync(study.artefact(name)));
  const problems: string[] = [];
  using database = await Database.open();
  for (const name of written) {
    const rows = await database.rows<{ column_name: string }>(
      `DESCRIBE SELECT * FROM ${parquet(study.artefact(name))}`,
    );
    const found = new Set(rows.map((row) => row.column_name));
    const missing = tables[name].columns.filter((column) => !found.has(column.name)).map((column) => column.name);
    if (missing.length > 0) problems.push(`${name} lacks ${missing.join(', ')}`);
  }
  const count = async (sql: string): Promise<number> => (await database.rows<{ n: number }>(sql))[0]?.n ?? 0;
  if (problems.length === 0) {
    for (const [name, key] of keys) {
      if (!written.includes(name)) continue;
      const doubled = await count(
        `SELECT count(*) - count(DISTINCT ${key}) AS n FROM ${parquet(study.artefact(name))}`,
      );
      if (doubled > 0) problems.push(`${name} has ${doubled} rows whose ${key} occurs before`);
    }
    for (const [name, column, target, key] of references) {
      if (!written.includes(name) || !written.includes(target)) continue;
      const lost = await count(
        `SELECT count(*) AS n FROM ${parquet(study.artefact(name))} t ANTI JOIN ${parquet(study.artefact(target))} o ON t.${column} = o.${key}`,
      );
      if (lost > 0) problems.push(`${name} has ${lost} rows whose ${column} is not in ${target}`);
    }
  }
  if (problems.length === 0)
    return { status: 'ok', detail: `${written.length} ${written.length === 1 ? 'table' : 'tables'}, consistent` };
  return {
    status: 'fail',
    detail: problems.join('; '),
    hint: `crosscurrent run --study ${study.folder} --force computes them anew`,
  };
}
