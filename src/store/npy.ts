/**
 * Matrices as `.npy` files (NumPy format 1.0), so that vectors can be opened with NumPy as they are.
 * Source: NEP 1, "A Simple File Format for NumPy Arrays".
 */
import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import type { Matrix } from '../kernels/products.ts';
import { writeFileAtomic } from './atomic.ts';

const magic = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0);

/** Bytes of a `.npy` file holding the matrix (little-endian float32, C order). */
export function encodeNpy({ data, rows, columns }: Matrix): Uint8Array {
  if (data.length !== rows * columns) {
    throw new RangeError(`matrix of ${rows} × ${columns} needs ${rows * columns} values, found ${data.length}`);
  }
  if (endianness() !== 'LE') throw new RangeError('npy files are written on little-endian machines only');
  const description = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  const headerLength = Math.ceil((10 + description.length + 1) / 64) * 64 - 10;
  const bytes = new Uint8Array(10 + headerLength + data.byteLength);
  bytes.set(magic);
  new DataView(bytes.buffer).setUint16(8, headerLength, true);
  bytes.set(Buffer.from(`${description.padEnd(headerLength - 1)}\n`, 'latin1'), 10);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 10 + headerLength);
  return bytes;
}

/** The matrix in the bytes of a `.npy` file; a RangeError names what is unsupported. */
export function decodeNpy(bytes: Uint8Array): Matrix {
  if (bytes.length < 10 || magic.some((value, index) => bytes[index] !== value)) {
    throw new RangeError('not an .npy file of format 1.0');
  }
  const headerLength = bytes[8]! | (bytes[9]! << 8);
  const header = Buffer.from(bytes.subarray(10, 10 + headerLength)).toString('latin1');
  const shape = /'shape': \((\d+), (\d+)\)/.exec(header);
  if (!header.includes("'<f4'") || !header.includes("'fortran_order': False") || shape === null) {
    throw new RangeError(`unsupported .npy header: ${header.trim()}`);
  }
  const rows = Number(shape[1]);
  const columns = Number(shape[2]);
  const start = 10 + headerLength;
  if (bytes.length - start !== rows * columns * 4) {
    throw new RangeError(
      `an .npy file of ${rows} × ${columns} needs ${rows * columns * 4} bytes, found ${bytes.length - start}`,
    );
  }
  const copy = bytes.slice(start);
  return { data: new Float32Array(copy.buffer, copy.byteOffset, rows * columns), rows, columns };
}

/** Reads a `.npy` file. */
export async function readNpy(path: string): Promise<Matrix> {
  return decodeNpy(await readFile(path));
}

/** Writes a `.npy` file atomically. */
export async function writeNpy(path: string, matrix: Matrix): Promise<void> {
  await writeFileAtomic(path, encodeNpy(matrix));
}
