/** The sample as a CSV file that people judge in a spreadsheet, and such a file taken back. */
import { existsSync } from 'node:fs';
import { exitCodes, UserError } from '../errors.ts';
import { csvHeader, csvRecord } from '../exports/csv.ts';
import { readCsv } from '../formats/csv.ts';
import { sniffEncoding } from '../formats/encoding.ts';
import { isUnread } from '../formats/records.ts';
import { surveyFile } from '../formats/survey.ts';
import type { Column } from '../store/tables.ts';
import type { Judgement, Word } from './journal.ts';
import type { Pair } from './pairs.ts';

/** Columns of the file. Scores, ecosystem and site are left out: who judges should not know them. */
const columns: readonly Column[] = (
  [
    ['pair_id', 'VARCHAR'],
    ['place', 'INTEGER'],
    ['narrative', 'VARCHAR'],
    ['posts', 'VARCHAR'],
    ['title', 'VARCHAR'],
    ['passage', 'VARCHAR'],
    ['judgement', 'VARCHAR'],
    ['note', 'VARCHAR'],
  ] as const
).map(([name, type]) => ({ name, type, about: '' }));

/** The pairs as CSV (RFC 4180), with what `standing` already says of them. */
export function pairsCsv(
  pairs: readonly Pair[],
  standing: ReadonlyMap<string, Judgement>,
  { bom }: { readonly bom: boolean },
): string {
  const rows = pairs.map((pair) => {
    const { judgement = null, note = null } = standing.get(pair.pair_id) ?? {};
    return csvRecord({ ...pair, posts: pair.posts.join('\n\n'), judgement, note }, columns);
  });
  return `${csvHeader(columns, bom)}${rows.join('')}`;
}

/** A row that was not taken. */
export interface RejectedRow {
  /** Line of the file, or lines. */
  readonly record: string;
  /** Reason in a word. */
  readonly slug: string;
  /** Reason in a sentence. */
  readonly detail: string;
}

/** What a file of judgements holds. */
export interface ReadCsv {
  readonly judgements: readonly { readonly pair: Pair; readonly judgement: Word; readonly note: string }[];
  /** Rows whose judgement is empty. */
  readonly empty: number;
  readonly rejected: readonly RejectedRow[];
}

/** What counts as which judgement, in lower case. */
const meanings: Readonly<Record<string, Word>> = {
  yes: 'yes',
  y: 'yes',
  '1': 'yes',
  true: 'yes',
  no: 'no',
  n: 'no',
  '0': 'no',
  false: 'no',
  unsure: 'unsure',
  u: 'unsure',
  '?': 'unsure',
};

/**
 * Reads judgements from a CSV file as a spreadsheet saves it: any of the usual delimiters and encodings, any
 * order of columns, of which `pair_id` and `judgement` are needed and `note` is taken. A UserError where the
 * file is not there, or lacks them.
 */
export async function readJudgedCsv(path: string, pairs: readonly Pair[], signal: AbortSignal): Promise<ReadCsv> {
  if (!existsSync(path)) throw new UserError(`${path} does not exist`, { exitCode: exitCodes.input });
  const { head, sample, packing } = await surveyFile({ path }, signal);
  const known = new Map(pairs.map((pair) => [pair.pair_id, pair]));
  const taken = new Map<string, { pair: Pair; judgement: Word; note: string; record: string }>();
  const rejected: RejectedRow[] = [];
  let empty = 0;
  let isChecked = false;
  for await (const records of readCsv({ path, packing, encoding: sniffEncoding(head, sample), signal })) {
    for (const record of records) {
      if (isUnread(record)) {
        const { place, slug, detail } = record;
        rejected.push({ record: place, slug, detail });
        continue;
      }
      const fields = record.fields as Readonly<Record<string, string>>;
      if (!isChecked) requireColumns(path, Object.keys(fields));
      isChecked = true;
      const reject = (slug: string, detail: string): void => {
        rejected.push({ record: record.place, slug, detail });
      };
      const id = fields['pair_id']!.trim();
      const given = fields['judgement']!.trim();
      const pair = known.get(id);
      const judgement = meanings[given.toLowerCase()];
      const before = taken.get(id);
      if (pair === undefined) reject('unknown-pair', `${JSON.stringify(id)} is no pair of this sample`);
      else if (given === '') empty += 1;
      else if (judgement === undefined)
        reject('unknown-judgement', `${JSON.stringify(given)} is none of yes, no and unsure`);
      else if (before !== undefined && before.judgement !== judgement)
        reject('contradiction', `line ${before.record} judges ${id} ${before.judgement}, and this one ${judgement}`);
      else if (before === undefined)
        taken.set(id, { pair, judgement, note: plainNote(fields['note'] ?? ''), record: record.place });
    }
  }
  if (!isChecked && rejected.length === 0) {
    throw new UserError(`${path} holds no judgements`, {
      hint: 'crosscurrent label export writes a file to fill in',
      exitCode: exitCodes.input,
    });
  }
  return { judgements: [...taken.values()].map(({ record: _, ...row }) => row), empty, rejected };
}

function requireColumns(path: string, found: readonly string[]): void {
  const missing = ['pair_id', 'judgement'].filter((name) => !found.includes(name));
  if (missing.length === 0) return;
  throw new UserError(`${path} lacks the column ${missing.join(' and ')}: it has ${found.join(', ')}`, {
    hint: 'keep the header that crosscurrent label export wrote',
    exitCode: exitCodes.input,
  });
}

/** A note without the apostrophe that an export put before what a spreadsheet would run. */
function plainNote(text: string): string {
  const note = text.trim();
  return /^'[=+\-@＝＋－＠]/u.test(note) ? note.slice(1) : note;
}
