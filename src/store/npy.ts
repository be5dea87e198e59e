/**
 * Matrices and vectors as `.npy` files (NumPy format 1.0), so that vectors can be opened with NumPy as they are.
 * Source: NEP 1, "A Simple File Format for NumPy Arrays".
 */
import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import type { Int8Matrix } from '../kernels/pooling.ts';
import type { Matrix } from '../kernels/products.ts';
import { writeFileAtomic } from './atomic.ts';

const magic = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0);

/** Types of numbers, as NumPy names them, and the bytes of one. */
const sizes = { '<f4': 4, '|i1': 1 } as const;
type NumberType = keyof typeof sizes;

/** Bytes of a `.npy` file holding the matrix (little-endian float32, C order). */
export function encodeNpy({ data, rows, columns }: Matrix): Uint8Array {
  return encode('<f4', [rows, columns], data);
}

/** The matrix in the bytes of a `.npy` file; a RangeError names what is unsupported. */
export function decodeNpy(bytes: Uint8Array): Matrix {
  const { content, shape } = decode(bytes, '<f4', 2);
  const [rows, columns] = shape as [number, number];
  return { data: float32Of(content), rows, columns };
}

/** Bytes of a `.npy` file holding the matrix of signed bytes (C order). */
export function encodeInt8Npy({ data, rows, columns }: Int8Matrix): Uint8Array {
  return encode('|i1', [rows, columns], data);
}

/** The matrix of signed bytes in the bytes of a `.npy` file; it may share their memory. */
export function decodeInt8Npy(bytes: Uint8Array): Int8Matrix {
  const { content, shape } = decode(bytes, '|i1', 2);
  const [rows, columns] = shape as [number, number];
  return { data: new Int8Array(content.buffer, content.byteOffset, content.length), rows, columns };
}

/** Bytes of a `.npy` file holding one row of numbers (one axis, little-endian float32). */
export function encodeNpyVector(values: Float32Array): Uint8Array {
  return encode('<f4', [values.length], values);
}

/** The numbers in the bytes of a `.npy` file with one axis. */
export function decodeNpyVector(bytes: Uint8Array): Float32Array {
  return float32Of(decode(bytes, '<f4', 1).content);
}

/** Reads a `.npy` file. */
export async function readNpy(path: string): Promise<Matrix> {
  return decodeNpy(await readFile(path));
}

/** Writes a `.npy` file atomically. */
export async function writeNpy(path: string, matrix: Matrix): Promise<void> {
  await writeFileAtomic(path, encodeNpy(matrix));
}

/** Reads a `.npy` file of signed bytes. */
export async function readInt8Npy(path: string): Promise<Int8Matrix> {
  return decodeInt8Npy(await readFile(path));
}

/** Writes a `.npy` file of signed bytes atomically. */
export async function writeInt8Npy(path: string, matrix: Int8Matrix): Promise<void> {
  await writeFileAtomic(path, encodeInt8Npy(matrix));
}

/** Reads a `.npy` file with one axis. */
export async function readNpyVector(path: string): Promise<Float32Array> {
  return decodeNpyVector(await readFile(path));
}

/** Writes a `.npy` file with one axis atomically. */
export async function writeNpyVector(path: string, values: Float32Array): Promise<void> {
  await writeFileAtomic(path, encodeNpyVector(values));
}

function encode(type: NumberType, shape: readonly number[], data: Float32Array | Int8Array): Uint8Array {
  const count = product(shape);
  if (data.length !== count) {
    throw new RangeError(`an array of ${shape.join(' × ')} needs ${count} values, found ${data.length}`);
  }
  if (endianness() !== 'LE') throw new RangeError('npy files are written on little-endian machines only');
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const description = `{'descr': '${type}', 'fortran_order': False, 'shape': (${axes}), }`;
  const headerLength = Math.ceil((10 + description.length + 1) / 64) * 64 - 10;
  const bytes = new Uint8Array(10 + headerLength + data.byteLength);
  bytes.set(magic);
  new DataView(bytes.buffer).setUint16(8, headerLength, true);
  bytes.set(Buffer.from(`${description.padEnd(headerLength - 1)}\n`, 'latin1'), 10);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 10 + headerLength);
  return bytes;
}

function decode(bytes: Uint8Array, type: NumberType, axes: number): { content: Uint8Array; shape: number[] } {
  if (bytes.length < 10 || magic.some((value, index) => bytes[index] !== value)) {
    throw new RangeError('not an .npy file of format 1.0');
  }
  const start = 10 + (bytes[8]! | (bytes[9]! << 8));
  const header = Buffer.from(bytes.subarray(10, start)).toString('latin1');
  const shape = /'shape': \((\d+(?:, \d+)*),?\)/.exec(header)?.[1]?.split(', ').map(Number);
  if (!header.includes(`'${type}'`) || !header.includes("'fortran_order': False") || shape?.length !== axes) {
    throw new RangeError(`unsupported .npy header: ${header.trim()}`);
  }
  const needed = product(shape) * sizes[type];
  if (bytes.length - start !== needed) {
    throw new RangeError(`an .npy file of ${shape.join(' × ')} needs ${needed} bytes, found ${bytes.length - start}`);
  }
  return { content: bytes.subarray(start), shape };
}

/** The numbers in little-endian bytes; they share memory where it is aligned. */
function float32Of(content: Uint8Array): Float32Array {
  const aligned = content.byteOffset % 4 === 0 ? content : new Uint8Array(content);
  return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}

function product(shape: readonly number[]): number {
  return shape.reduce((count, axis) => count * axis, 1);
}
