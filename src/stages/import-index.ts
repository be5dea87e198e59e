/** The index of imports: every file that was imported, in order, with what was found in it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import type { Packing } from '../formats/bytes.ts';
import type { Field } from '../formats/columns.ts';
import type { ItemKind } from '../formats/item.ts';
import type { Format, Source } from '../formats/sniff.ts';
import type { Study } from '../store/study.ts';
import type { ImportCounts } from './import-shard.ts';

/** One entry of `imports/index.json`. */
export interface ImportEntry {
  /** Hash of the file, the kind, the flags and the version of the importer; the folder below `imports/`. */
  readonly id: string;
  readonly kind: ItemKind;
  /** Name of the file: below the folder it was found in, and within its archive. */
  readonly source: string;
  /** SHA-256 of the file, or of what an archive holds under its name. */
  readonly sha256: string;
  /** Size of the file. */
  readonly bytes: number;
  readonly format: Format;
  /** Tool or service the file is of; absent where it is of none that is known. */
  readonly tool?: Source | undefined;
  readonly packing: Packing;
  readonly encoding: string;
  readonly flags: Readonly<Record<string, unknown>>;
  readonly importer: number;
  /** Parquet files below the folder, in order. */
  readonly parts: readonly { readonly file: string; readonly rows: number }[];
  readonly counts: ImportCounts;
  readonly mapped: Readonly<Partial<Record<Field, string>>>;
  readonly ignored: readonly string[];
  readonly notes: readonly string[];
}

/** The content of `imports/index.json`; the order of imports decides which of two equal ids wins. */
export interface ImportIndex {
  readonly format: 1;
  readonly imports: readonly ImportEntry[];
}

/** Reads the index of imports; a study without any has an empty one. */
export async function readImportIndex(study: Study): Promise<ImportIndex> {
  const path = study.artefact('imports');
  if (!existsSync(path)) return { format: 1, imports: [] };
  const index = JSON.parse(await readFile(path, 'utf8')) as ImportIndex;
  if (index.format !== 1) throw new UserError(`${path} is not an index this version can read`);
  return index;
}
