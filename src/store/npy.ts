/**
 * Arrays as `.npy` files (NumPy format 1.0), so that vectors can be opened with NumPy as they are:
 * little-endian float32 and int8, of two dimensions.
 * Source: NEP 1, "A Simple File Format for NumPy Arrays".
 */
import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import type { Matrix } from '../kernels/products.ts';
import { writeFileAtomic } from './atomic.ts';

/** A dense row-major int8 matrix. */
export interface Int8Matrix {
  readonly data: Int8Array;
  readonly rows: number;
  readonly columns: number;
}

const magic = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0);

/** Bytes of a `.npy` file holding the matrix (C order). */
export function encodeNpy({ data, rows, columns }: Matrix | Int8Matrix): Uint8Array {
  if (data.length !== rows * columns) {
    throw new RangeError(`matrix of ${rows} × ${columns} needs ${rows * columns} values, found ${data.length}`);
  }
  if (endianness() !== 'LE') throw new RangeError('npy files are written on little-endian machines only');
  const type = data instanceof Int8Array ? '|i1' : '<f4';
  const description = `{'descr': '${type}', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  const headerLength = Math.ceil((10 + description.length + 1) / 64) * 64 - 10;
  const bytes = new Uint8Array(10 + headerLength + data.byteLength);
  bytes.set(magic);
  new DataView(bytes.buffer).setUint16(8, headerLength, true);
  bytes.set(Buffer.from(`${description.padEnd(headerLength - 1)}\n`, 'latin1'), 10);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 10 + headerLength);
  return bytes;
}

/** The float32 matrix in the bytes of a `.npy` file; a RangeError names what is unsupported. */
export function decodeNpy(bytes: Uint8Array): Matrix {
  const { body, rows, columns } = open(bytes, '<f4', 4);
  return { data: new Float32Array(body), rows, columns };
}

/** The int8 matrix in the bytes of a `.npy` file; a RangeError names what is unsupported. */
export function decodeInt8Npy(bytes: Uint8Array): Int8Matrix {
  const { body, rows, columns } = open(bytes, '|i1', 1);
  return { data: new Int8Array(body), rows, columns };
}

/** Shape and values of a file that must hold values of this type. */
function open(bytes: Uint8Array, type: string, size: number): { body: ArrayBuffer; rows: number; columns: number } {
  if (bytes.length < 10 || magic.some((value, index) => bytes[index] !== value)) {
    throw new RangeError('not an .npy file of format 1.0');
  }
  const headerLength = bytes[8]! | (bytes[9]! << 8);
  const header = Buffer.from(bytes.subarray(10, 10 + headerLength)).toString('latin1');
  const shape = /'shape': \((\d+), (\d+)\)/.exec(header);
  if (!header.includes(`'${type}'`) || !header.includes("'fortran_order': False") || shape === null) {
    throw new RangeError(`unsupported .npy header: ${header.trim()}`);
  }
  const [rows, columns] = [Number(shape[1]), Number(shape[2])];
  const start = 10 + headerLength;
  if (bytes.length - start !== rows * columns * size) {
    throw new RangeError(
      `an .npy file of ${rows} × ${columns} needs ${rows * columns * size} bytes, found ${bytes.length - start}`,
    );
  }
  return { body: Uint8Array.from(bytes.subarray(start)).buffer, rows, columns };
}

/** Reads a `.npy` file of float32. */
export async function readNpy(path: string): Promise<Matrix> {
  return decodeNpy(await readFile(path));
}

/** Reads a `.npy` file of int8. */
export async function readInt8Npy(path: string): Promise<Int8Matrix> {
  return decodeInt8Npy(await readFile(path));
}

/** Writes a `.npy` file atomically. */
export async function writeNpy(path: string, matrix: Matrix | Int8Matrix): Promise<void> {
  await writeFileAtomic(path, encodeNpy(matrix));
}
