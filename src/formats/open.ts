/** The reader of each format. A new format is a file beside this one and a line in `readers`. */
import { TextDecoder } from 'node:util';
import { exitCodes, UserError } from '../errors.ts';
import { hasWords } from './columns.ts';
import { contentOf } from './content.ts';
import type { Content } from './content.ts';
import { readCsv } from './csv.ts';
import { isEncoding, sniffEncoding } from './encoding.ts';
import { readJson } from './json-document.ts';
import type { JsonPath } from './json-walk.ts';
import { readNdjson } from './ndjson.ts';
import { readParquet } from './parquet.ts';
import type { OpenedFile, ReadRecord } from './records.ts';
import type { Recipe } from './recipe.ts';
import { formats, sniffFormat, sources } from './sniff.ts';
import type { Format, Source } from './sniff.ts';
import { readAs, recipeOf, recogniseSource } from './sources/index.ts';
import type { Survey } from './survey.ts';
import { readTsv } from './tsv.ts';
import { readXml } from './xml.ts';

/** What a file is read as. */
export interface Recognised {
  readonly format: Format;
  /** Tool or service the file is of, as its content shows; undefined where it is of none that is known. */
  readonly source?: Source | undefined;
  /** A label of the WHATWG Encoding Standard; `binary` for Parquet. */
  readonly encoding: string;
  /** Where the records of a JSON document are. */
  readonly records?: readonly JsonPath[] | undefined;
  /** Columns of a table without a header. */
  readonly header?: readonly string[] | undefined;
}

/** A recognised file, ready to be read. */
export interface ReadableFile extends OpenedFile, Recognised {
  /** Memory a reader may use that holds more than a record, in megabytes. */
  readonly memoryMegabytes: number;
}

const readers: Readonly<Record<Format, (file: ReadableFile) => AsyncIterable<ReadRecord[]>>> = {
  ndjson: readNdjson,
  json: readJson,
  csv: readCsv,
  tsv: readTsv,
  parquet: readParquet,
  xml: readXml,
};

/** Reads the records of a file in order, in batches, set right by the recipe of its source. */
export async function* readRecords(file: ReadableFile): AsyncGenerator<ReadRecord[]> {
  const convert = recipeFor(file)?.convert?.();
  for await (const records of readers[file.format](file)) {
    yield convert === undefined ? records : records.flatMap((record) => convert(record));
  }
}

/** The recipe of a recognised file; undefined where its source is not known. */
export function recipeFor({ source, format }: Pick<Recognised, 'source' | 'format'>): Recipe | undefined {
  return source === undefined ? undefined : recipeOf(source, format);
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
  const named = sources.find((name) => name === given.format);
  if (given.format !== undefined && named === undefined && !(formats as readonly string[]).includes(given.format)) {
    throw new UserError(`${JSON.stringify(given.format)} is not a format`, {
      hint: `formats are ${formats.join(', ')}; sources are ${sources.join(', ')}`,
    });
  }
  if (survey.head.length === 0) throw new UserError(`${source} is empty`, { exitCode: exitCodes.input });
  const encoding =
    given.encoding === undefined ? sniffEncoding(survey.head, survey.sample) : new TextDecoder(given.encoding).encoding;
  const text = new TextDecoder(encoding).decode(survey.head, { stream: true });
  const format =
    given.format === undefined || named !== undefined ? sniffFormat(survey.head, text) : (given.format as Format);
  if (typeof format === 'object') {
    throw new UserError(`${source} is ${format.name}`, { hint: format.hint, exitCode: exitCodes.input });
  }
  if (format === 'parquet') {
    if (survey.packing !== 'none')
      throw new UserError(`${source} is a Parquet file within an archive`, {
        hint: 'unpack it first',
        exitCode: exitCodes.input,
      });
    return { format, encoding: 'binary' };
  }
  const content = contentOf(format, text);
  const recipe =
    named !== undefined ? recipeOf(named, format) : given.format === undefined ? recogniseSource(content) : undefined;
  if (named !== undefined && recipe === undefined) {
    throw new UserError(`${source} is ${format}, which ${named} does not write`, {
      hint: 'leave out --format, or name the format it has',
      exitCode: exitCodes.input,
    });
  }
  if (recipe === undefined) return { format, encoding, records: recordsOf(content) };
  const { records, header } = recipe;
  return { format: readAs(recipe, format)!, source: recipe.source, encoding, records, header };
}

/** Where the records of a document of no known source are: in its only array of objects, unless it is a record itself. */
function recordsOf({ format, keys, text }: Content): readonly JsonPath[] | undefined {
  if (format !== 'json' || !text.trimStart().startsWith('{')) return undefined;
  const arrays = new Set([...keys].map((key) => /^([^.]+)\.\*\./.exec(key)?.[1]).filter((key) => key !== undefined));
  return arrays.size === 1 && !hasWords(keys) ? [[[...arrays][0]!, '*']] : undefined;
}
