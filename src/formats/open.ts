/** The reader of each format. A new format is a file beside this one and a line in `readers`. */
import { TextDecoder } from 'node:util';
import { exitCodes, UserError } from '../errors.ts';
import { readCsv } from './csv.ts';
import { isEncoding, sniffEncoding } from './encoding.ts';
import { readJsonArray } from './json-array.ts';
import { readNdjson } from './ndjson.ts';
import { readParquet } from './parquet.ts';
import type { OpenedFile, ReadRecord } from './records.ts';
import { formats, sniffFormat } from './sniff.ts';
import type { Format } from './sniff.ts';
import type { Survey } from './survey.ts';

/** What a file is read as. */
export interface Recognised {
  readonly format: Format;
  /** A label of the WHATWG Encoding Standard; `binary` for Parquet. */
  readonly encoding: string;
}

/** A recognised file, ready to be read. */
export interface ReadableFile extends OpenedFile {
  readonly format: Format;
  /** Memory a reader may use that holds more than a record, in megabytes. */
  readonly memoryMegabytes: number;
}

const readers: Readonly<Record<Format, (file: ReadableFile) => AsyncIterable<ReadRecord[]>>> = {
  ndjson: readNdjson,
  json: readJsonArray,
  csv: readCsv,
  parquet: readParquet,
};

/** Reads the records of a file in order, in batches. */
export function readRecords(file: ReadableFile): AsyncIterable<ReadRecord[]> {
  return readers[file.format](file);
}

/** Format and encoding of a surveyed file, or as the caller says; a UserError tells what it is instead. */
export function recognise(
  source: string,
  survey: Survey,
  given: { format?: string | undefined; encoding?: string | undefined },
): Recognised {
  if (given.encoding !== undefined && !isEncoding(given.encoding)) {
    throw new UserError(`${JSON.stringify(given.encoding)} is not an encoding`, {
      hint: 'for instance utf-8, gb18030, windows-1251, koi8-u, utf-16le',
    });
  }
  if (given.format !== undefined && !(formats as readonly string[]).includes(given.format)) {
    throw new UserError(`${JSON.stringify(given.format)} is not a format`, {
      hint: `formats are ${formats.join(', ')}`,
    });
  }
  if (survey.head.length === 0) throw new UserError(`${source} is empty`, { exitCode: exitCodes.input });
  const encoding =
    given.encoding === undefined ? sniffEncoding(survey.head, survey.sample) : new TextDecoder(given.encoding).encoding;
  const format =
    (given.format as Format | undefined) ??
    sniffFormat(survey.head, new TextDecoder(encoding).decode(survey.head, { stream: true }));
  if (typeof format === 'object') {
    throw new UserError(`${source} is ${format.name}`, { hint: format.hint, exitCode: exitCodes.input });
  }
  if (format === 'parquet' && survey.gzip) {
    throw new UserError(`${source} is a Parquet file within a gzip archive`, {
      hint: 'unpack it first: gunzip FILE',
      exitCode: exitCodes.input,
    });
  }
  return { format, encoding: format === 'parquet' ? 'binary' : encoding };
}
