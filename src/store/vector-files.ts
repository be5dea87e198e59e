/**
 * Vectors on disk: `NAME.npy` with 8-bit rows, and beside it `NAME.scales.npy` with the value of one
 * unit of each row. Row `i` of the vectors is `npy[i] * scales[i]`.
 */
import { quantiseRows, unitRows } from '../kernels/quantise.ts';
import type { QuantisedRows } from '../kernels/quantise.ts';
import type { Matrix } from '../kernels/products.ts';
import { readInt8Npy, readNpyVector, writeInt8Npy, writeNpyVector } from './npy.ts';

/** The file with the scales of a vector file. */
export function scalesPath(path: string): string {
  return path.replace(/\.npy$/, '.scales.npy');
}

/** Writes unit vectors. The scales come first: where the vectors are, the scales are. */
export async function writeVectors(path: string, vectors: Matrix): Promise<void> {
  await writeQuantised(path, quantiseRows(vectors));
}

/** Writes rows that are at 8 bits already. */
export async function writeQuantised(path: string, rows: QuantisedRows): Promise<void> {
  await writeNpyVector(scalesPath(path), rows.scales);
  await writeInt8Npy(path, rows);
}

/** Reads unit vectors. */
export async function readVectors(path: string): Promise<Matrix> {
  return unitRows(await readQuantised(path));
}

/** Reads rows as they are stored. */
export async function readQuantised(path: string): Promise<QuantisedRows> {
  const [values, scales] = await Promise.all([readInt8Npy(path), readNpyVector(scalesPath(path))]);
  return { ...values, scales };
}
