/** What exports are made of. */
import { existsSync } from 'node:fs';
import { exitCodes, UserError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import type { LabelTableName } from '../store/label-tables.ts';
import type { Manifest } from '../store/manifest.ts';
import type { Study } from '../store/study.ts';
import type { TableName } from '../store/tables.ts';
import type { ExportFile } from './pieces.ts';

/** Any table of a study. */
export type AnyTableName = TableName | LabelTableName;

/** Where exports read from. */
export interface ExportContext {
  readonly database: Database;
  /** Path of a finished table; a UserError where it has not been written. */
  readonly table: (name: AnyTableName) => string;
  readonly isWritten: (name: AnyTableName) => boolean;
  /** Name of the platform in the tables. */
  readonly platform: string;
}

/** An export that is ready to be written or sent: one file, or several that belong into a folder. */
export interface Export {
  readonly files: readonly ExportFile[];
  /** What a reader must know: what was left out, and what a column stands for. */
  readonly notes: readonly string[];
}

/** A count with its noun: `1 row`, `12,600 rows`. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${value.toLocaleString('en')} ${value === 1 ? noun : plural}`;
}

/** The tables of a study as exports read them. */
export function exportContext(study: Study, database: Database, platform: string): ExportContext {
  const isWritten = (name: AnyTableName): boolean => existsSync(study.artefact(name));
  return {
    database,
    platform,
    isWritten,
    table(name) {
      if (isWritten(name)) return study.artefact(name);
      const isJudged = name === 'judgements' || name.startsWith('label_');
      throw new UserError(`the table ${name} has not been written yet`, {
        hint: isJudged ? 'crosscurrent label sample' : 'crosscurrent run',
        exitCode: exitCodes.input,
      });
    },
  };
}

/**
 * When the last stage ended: the moment that files say they are of, so that the same study gives the same
 * bytes whenever it is exported. The start of 1970 for a study that has not run.
 */
export function finishedAt({ stages }: Manifest): Date {
  const ends = Object.values(stages).map(({ started_at, seconds }) => Date.parse(started_at) + seconds * 1000);
  return new Date(Math.max(0, ...ends.filter((end) => Number.isFinite(end))));
}
