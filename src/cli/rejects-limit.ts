import type { FlagParametersForType } from '@stricli/core';
import { exitCodes } from '../errors.ts';
import type { ExitCode } from '../errors.ts';
import type { CliContext } from './command.ts';

/** How many records may be rejected before the exit code is 3. */
export type RejectsLimit = { readonly records: number } | { readonly fraction: number };

export interface RejectsFlag {
  readonly maxRejects?: RejectsLimit;
}

/** More than half: the file is most likely not what it was taken for. */
const defaultLimit: RejectsLimit = { fraction: 0.5 };

export const rejectsFlag: FlagParametersForType<RejectsFlag, CliContext> = {
  maxRejects: {
    kind: 'parsed',
    parse: parseRejectsLimit,
    placeholder: 'N|P%',
    optional: true,
    brief: 'Exit with 3 if more records than this are rejected (default 50%)',
  },
};

/** `12` or `5%`; a SyntaxError for anything else. */
export function parseRejectsLimit(text: string): RejectsLimit {
  const found = /^(\d+(?:\.\d+)?)(%?)$/.exec(text);
  const value = Number(found?.[1]);
  if (found === null || (found[2] === '%' ? value > 100 : !Number.isInteger(value))) {
    throw new SyntaxError(`"${text}" is neither a number of records (12) nor a share of them (5%)`);
  }
  return found[2] === '%' ? { fraction: value / 100 } : { records: value };
}

/** Exit code for `rejected` of `total` records. */
export function exitCodeOfRejects(rejected: number, total: number, limit: RejectsLimit = defaultLimit): ExitCode {
  const allowed = 'records' in limit ? limit.records : limit.fraction * total;
  return rejected > allowed ? exitCodes.rejects : exitCodes.ok;
}
