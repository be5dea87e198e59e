/**
 * Matrix products in blocks through onnxruntime, with the reduction inside the graph. The blocks are
 * a function of the shapes alone, so a result never depends on threads or on what ran before.
 *
 * The runtime shares a product among threads along its longer side, and sums in another order where a
 * thread gets few columns. So only blocks that are at least as tall as they are wide go to several
 * threads; the others, which are small, and the sums of `mass` are left to one.
 */
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { checkProduct, rowsOf } from '../kernels/products.ts';
import type { Matrix, Products, Top } from '../kernels/products.ts';
import { packageRoot } from '../package-root.ts';

/** Rows of a block on the left (swept 1,024-4,096 at 384 columns, two cores); at most as many on the right. */
const blockRows = 2048;
/** Blocks with fewer rows on the left are computed by one thread, and may be wide. */
const tallRows = 256;
const wideRows = 8192;
/** Blocks with fewer rows on the right are computed by one thread. */
const fewRows = 16;

const folder = join(packageRoot, 'models/kernels');

export interface ProductsEngine extends Products {
  /** Frees the sessions. */
  close(): Promise<void>;
}

/** Opens the engine. `threads` changes the speed, never a result. */
export async function openProducts(threads = 1): Promise<ProductsEngine> {
  const open = (name: string, intraOpNumThreads: number): Promise<ort.InferenceSession> =>
    ort.InferenceSession.create(join(folder, `${name}.onnx`), {
      intraOpNumThreads,
      interOpNumThreads: 1,
      logSeverityLevel: 3,
    });
  const openBoth = async (name: string): Promise<Sessions> => {
    const single = await open(name, 1);
    return { single, several: threads === 1 ? single : await open(name, threads) };
  };
  const [topSessions, denseSessions, massSession] = await Promise.all([
    openBoth('top'),
    openBoth('dense'),
    open('mass', 1),
  ]);

  const dense = async (left: Matrix, right: Matrix): Promise<Float32Array> => {
    checkProduct(left, right);
    const all = new Float32Array(left.rows * right.rows);
    for (const [l, r] of blocks(left, right)) {
      const { s } = await sessionFor(denseSessions, l, r).run({ a: tensor(l.matrix), b: tensor(r.matrix) });
      const part = s!.data as Float32Array;
      for (let row = 0; row < l.matrix.rows; row++) {
        all.set(part.subarray(row * r.matrix.rows, (row + 1) * r.matrix.rows), (l.start + row) * right.rows + r.start);
      }
    }
    return all;
  };

  return {
    dense,
    async top(left, right, k) {
      checkProduct(left, right);
      if (k > right.rows) throw new RangeError(`cannot take the best ${k} of ${right.rows}`);
      const best: Top = {
        values: new Float32Array(left.rows * k).fill(Number.NEGATIVE_INFINITY),
        indices: new Int32Array(left.rows * k).fill(-1),
        k,
      };
      for (const [l, r] of blocks(left, right)) {
        const width = Math.min(k, r.matrix.rows);
        const { values, indices } = await sessionFor(topSessions, l, r).run({
          a: tensor(l.matrix),
          b: tensor(r.matrix),
          k: new ort.Tensor('int64', BigInt64Array.of(BigInt(width)), [1]),
        });
        mergeTop(
          best,
          l.start,
          l.matrix.rows,
          values!.data as Float32Array,
          indices!.data as BigInt64Array,
          width,
          r.start,
        );
      }
      return best;
    },
    async mass(left, right, floor, weights) {
      checkProduct(left, right);
      if (weights.length !== right.rows) throw new RangeError(`${weights.length} weights for ${right.rows} vectors`);
      const sums = new Float32Array(left.rows);
      for (const [l, r] of blocks(left, right)) {
        const { mass } = await massSession.run({
          a: tensor(l.matrix),
          b: tensor(r.matrix),
          floor: new ort.Tensor('float32', Float32Array.of(floor), [1]),
          zero: new ort.Tensor('float32', Float32Array.of(0), [1]),
          weights: new ort.Tensor('float32', weights.subarray(r.start, r.start + r.matrix.rows), [r.matrix.rows, 1]),
        });
        const part = mass!.data as Float32Array;
        for (let row = 0; row < part.length; row++) sums[l.start + row]! += part[row]!;
      }
      return sums;
    },
    async close() {
      const sessions = new Set([
        massSession,
        ...[topSessions, denseSessions].flatMap(({ single, several }) => [single, several]),
      ]);
      await Promise.all(Array.from(sessions, (session) => session.release()));
    },
  };
}

interface Sessions {
  readonly single: ort.InferenceSession;
  readonly several: ort.InferenceSession;
}

interface Block {
  readonly start: number;
  readonly matrix: Matrix;
}

function sessionFor(
  { single, several }: Sessions,
  { matrix: left }: Block,
  { matrix: right }: Block,
): ort.InferenceSession {
  return left.rows >= tallRows && right.rows >= fewRows ? several : single;
}

function* blocks(left: Matrix, right: Matrix): Generator<[Block, Block]> {
  for (let l = 0; l < left.rows; l += blockRows) {
    const leftPart = { start: l, matrix: rowsOf(left, l, Math.min(left.rows, l + blockRows)) };
    const width = leftPart.matrix.rows >= tallRows ? leftPart.matrix.rows : wideRows;
    for (let r = 0; r < right.rows; r += width) {
      yield [leftPart, { start: r, matrix: rowsOf(right, r, Math.min(right.rows, r + width)) }];
    }
  }
}

function tensor({ data, rows, columns }: Matrix): ort.Tensor {
  return new ort.Tensor('float32', data, [rows, columns]);
}

/** Merges the best of one block into the best so far; both are sorted, and earlier columns win ties. */
function mergeTop(
  best: Top,
  start: number,
  rows: number,
  values: Float32Array,
  indices: BigInt64Array,
  width: number,
  offset: number,
): void {
  const { k } = best;
  const mergedValues = new Float32Array(k);
  const mergedIndices = new Int32Array(k);
  for (let row = 0; row < rows; row++) {
    const at = (start + row) * k;
    let old = 0;
    let fresh = 0;
    for (let place = 0; place < k; place++) {
      const takeOld = fresh >= width || best.values[at + old]! >= values[row * width + fresh]!;
      if (takeOld) {
        mergedValues[place] = best.values[at + old]!;
        mergedIndices[place] = best.indices[at + old]!;
        old += 1;
      } else {
        mergedValues[place] = values[row * width + fresh]!;
        mergedIndices[place] = Number(indices[row * width + fresh]!) + offset;
        fresh += 1;
      }
    }
    best.values.set(mergedValues, at);
    best.indices.set(mergedIndices, at);
  }
}
