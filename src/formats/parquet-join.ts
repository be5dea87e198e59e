/**
 * Joins Parquet files of the same columns end to end: the packed row groups are copied as they are
 * and one footer is written for all of them, so that nothing is unpacked and packed again.
 */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { throwIfAborted } from '../errors.ts';
import { decodeStruct, encodeStruct, fieldOf } from './thrift.ts';
import type { List, Struct } from './thrift.ts';

const magic = Buffer.from('PAR1');

/** Ids of the fields of the footer that are read or changed (parquet.thrift of parquet-format 2). */
const footer = { schema: 2, rows: 3, groups: 4 } as const;
const group = { columns: 1, offset: 5, ordinal: 7 } as const;
const chunk = { offset: 2, column: 3, offsetIndex: 4, columnIndex: 6 } as const;
const column = { data: 9, index: 10, dictionary: 11, bloom: 14 } as const;

/**
 * Writes the rows of all files, in order, to `to` and says how many there are. The files must have
 * been written with the same columns and settings; a RangeError says that they were not, or that one
 * is no Parquet file. At least one file is needed.
 */
export async function joinParquet(paths: readonly string[], to: string, signal?: AbortSignal): Promise<number> {
  if (paths.length === 0) throw new RangeError('there is no file to join');
  const target = await open(to, 'w');
  try {
    let end = await append(target, [magic]);
    let first: Struct | undefined;
    const groups: Struct[] = [];
    let rows = 0n;
    for (const path of paths) {
      throwIfAborted(signal);
      const { tree, dataEnd } = await readFooter(path);
      first ??= tree;
      if (!sameSchema(first, tree)) throw new RangeError(`${path} has other columns than ${paths[0]}`);
      rows += fieldOf(tree, footer.rows)!.value as bigint;
      for (const own of (fieldOf(tree, footer.groups)!.value as List).values as Struct[])
        groups.push(moved(own, BigInt(end - magic.length), groups.length));
      if (dataEnd === magic.length) continue;
      // What lies between the row groups and the footer (indexes, Bloom filters) moves with them.
      const data = createReadStream(path, { start: magic.length, end: dataEnd - 1, highWaterMark: 1 << 20 });
      end += await append(target, data);
    }
    fieldOf(first!, footer.rows)!.value = rows;
    (fieldOf(first!, footer.groups)!.value as List).values = groups;
    const written = encodeStruct(first!);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(written.length);
    await append(target, [written, size, magic]);
    return Number(rows);
  } finally {
    await target.close();
  }
}

async function append(file: FileHandle, chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<number> {
  let length = 0;
  for await (const bytes of chunks) {
    await file.writeFile(bytes);
    length += bytes.length;
  }
  return length;
}

/** Rows of each Parquet file, in order, from their footers. */
export async function rowsOfParquet(paths: readonly string[]): Promise<number[]> {
  const rows: number[] = [];
  for (const path of paths) rows.push(Number(fieldOf((await readFooter(path)).tree, footer.rows)!.value));
  return rows;
}

async function readFooter(path: string): Promise<{ tree: Struct; dataEnd: number }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const tail = await read(file, size - 8, 8);
    if (!tail.subarray(4).equals(magic)) throw new RangeError(`${path} is not a Parquet file`);
    const dataEnd = size - 8 - tail.readUInt32LE(0);
    return { tree: decodeStruct(await read(file, dataEnd, size - 8 - dataEnd)), dataEnd };
  } finally {
    await file.close();
  }
}

async function read(file: FileHandle, from: number, length: number): Promise<Buffer> {
  if (from < 0 || length < 0) throw new RangeError('the file is too short to be a Parquet file');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
  if (bytesRead < length) throw new RangeError('the file ends within its footer');
  return buffer;
}

function sameSchema(a: Struct, b: Struct): boolean {
  const [one, other] = [a, b].map((tree) => {
    const schema = fieldOf(tree, footer.schema)!;
    return Buffer.from(encodeStruct({ fields: [schema] }));
  }) as [Buffer, Buffer];
  return one.equals(other);
}

/** The row group, which lies `by` bytes further on in the joined file. */
function moved(rowGroup: Struct, by: bigint, ordinal: number): Struct {
  const shift = (struct: Struct, ids: readonly number[]): void => {
    for (const id of ids) {
      const field = fieldOf(struct, id);
      // Writers that do not fill an offset put 0.
      if (field !== undefined && (field.value as bigint) > 0n) field.value = (field.value as bigint) + by;
    }
  };
  shift(rowGroup, [group.offset]);
  const place = fieldOf(rowGroup, group.ordinal);
  if (place !== undefined) place.value = BigInt(ordinal);
  for (const part of (fieldOf(rowGroup, group.columns)!.value as List).values as Struct[]) {
    shift(part, [chunk.offset, chunk.offsetIndex, chunk.columnIndex]);
    shift(fieldOf(part, chunk.column)!.value as Struct, [column.data, column.index, column.dictionary, column.bloom]);
  }
  return rowGroup;
}
