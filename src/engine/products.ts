/**
 * Matrix products in blocks through onnxruntime, with the reduction inside the graph. The blocks are
 * a function of the shapes alone, so a result never depends on threads or on what ran before.
 *
 * Products of whole numbers are exact, whoever computes them. In float32 the runtime shares a product
 * among threads along its longer side, and sums in another order where a thread gets few columns. So
 * only float blocks that are at least as tall as they are wide go to several threads; the others,
 * which are small, are left to one. Threads sleep while they wait: where another process wants their
 * core, threads that spin made a product five times slower.
 */
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { checkProduct } from '../kernels/products.ts';
import type { Matrix, Products, Top, WholeMatrix } from '../kernels/products.ts';
import { packageRoot } from '../package-root.ts';

/** Rows of a block on the left (swept 256-4,096 at 256 and 384 columns); at most as many on the right. */
const blockRows = 1024;
/** Blocks with fewer rows on the left are computed by one thread, and may be wide. */
const tallRows = 256;
const wideRows = 8192;
/** Blocks with fewer rows on the right are computed by one thread. */
const fewRows = 16;
/** The graphs `best` and `best8` want a multiple of this many rows on the right, `mass8` of half as many. */
const tile = 64;

const folder = join(packageRoot, 'models/kernels');
const graphs = ['dense', 'top', 'best', 'top8', 'best8', 'mass8'] as const;

export interface ProductsEngine extends Products {
  /** Frees the sessions. */
  close(): Promise<void>;
}

/** Opens the engine. `threads` changes the speed, never a result. */
export async function openProducts(threads = 1): Promise<ProductsEngine> {
  const sessions = await openSessions(threads);
  return {
    async dense(left, right) {
      checkProduct(left, right);
      const all = new Float32Array(left.rows * right.rows);
      for (const [l, r] of blocks(left, right)) {
        const { s } = await sessions.dense(l, r).run({ a: tensor(l), b: tensor(r) });
        const part = s!.data as Float32Array;
        for (let row = 0; row < l.rows; row++) {
          all.set(part.subarray(row * r.rows, (row + 1) * r.rows), (l.start + row) * right.rows + r.start);
        }
      }
      return all;
    },
    async top(left, right, k) {
      const best = emptyTop(left, right, k);
      for (const [l, r] of blocks(left, right)) {
        const width = Math.min(k, r.rows);
        const found =
          k === 1
            ? await sessions.best(l, r).run({ a: tensor(l), b: tensor(filled(r, 'last')) })
            : await sessions.top(l, r).run({ a: tensor(l), b: tensor(r), k: count(width) });
        merge(best, l, r, width, found);
      }
      return best;
    },
    async topWhole(left, right, k) {
      const best = emptyTop(left, right, k);
      for (const [l, r] of blocks(shifted(left), right)) {
        const width = Math.min(k, r.rows);
        const found =
          k === 1
            ? await sessions.best8().run({ a: bytes(l), b: whole(filled(r, 'last')) })
            : await sessions.top8().run({ a: bytes(l), b: whole(r), k: count(width) });
        merge(best, l, r, width, found);
      }
      return best;
    },
    async mass(left, right, floor) {
      checkProduct(left, right);
      const sums = new Float64Array(left.rows);
      const least = new ort.Tensor('float32', Float32Array.of(floor), [1]);
      // Sums of 1,024 products fit 32 bits.
      for (const [l, r] of blocks(shifted(left), right, blockRows)) {
        const padded = filled(r, 'zero');
        const { above, above_lower } = await sessions.mass8().run({ a: bytes(l), b: whole(padded), floor: least });
        const [higher, lower] = [above!.data as Int32Array, above_lower!.data as Int32Array];
        for (let row = 0; row < l.rows; row++) {
          // Sums of what products have above the floor, and above the floor less one. They differ by
          // one for each product that reaches the floor. Rows of zeros add nothing.
          const excess = higher[row]! - padded.rows * floor;
          const reaching = lower[row]! - padded.rows * (floor - 1) - excess;
          sums[l.start + row]! += excess + reaching * floor;
        }
      }
      return sums;
    },
    close: () => sessions.close(),
  };
}

type Choose = (left?: { rows: number }, right?: { rows: number }) => ort.InferenceSession;

/** The sessions of each graph; the one that is chosen follows from the shapes. */
async function openSessions(
  threads: number,
): Promise<Record<(typeof graphs)[number], Choose> & { close(): Promise<void> }> {
  const opened: ort.InferenceSession[] = [];
  const open = async (name: string, intraOpNumThreads: number): Promise<ort.InferenceSession> => {
    const session = await ort.InferenceSession.create(join(folder, `${name}.onnx`), {
      intraOpNumThreads,
      interOpNumThreads: 1,
      logSeverityLevel: 3,
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
    opened.push(session);
    return session;
  };
  const chosen = {} as Record<(typeof graphs)[number], Choose>;
  for (const name of graphs) {
    const several = await open(name, threads);
    const single = threads === 1 || name.endsWith('8') ? several : await open(name, 1);
    chosen[name] = (left, right) =>
      left === undefined || right === undefined || (left.rows >= tallRows && right.rows >= fewRows) ? several : single;
  }
  return {
    ...chosen,
    async close() {
      await Promise.all(opened.map((session) => session.release()));
    },
  };
}

/** Whole numbers, each 128 more: the left side of their product. */
interface ShiftedMatrix {
  readonly data: Uint8Array;
  readonly rows: number;
  readonly columns: number;
}

type AnyMatrix = Matrix | WholeMatrix | ShiftedMatrix;

/** Consecutive rows of a matrix, and the row they start at. */
type Block<M extends AnyMatrix> = M & { readonly start: number };

function* blocks<L extends AnyMatrix, R extends AnyMatrix>(
  left: L,
  right: R,
  wide = wideRows,
): Generator<[Block<L>, Block<R>]> {
  for (let l = 0; l < left.rows; l += blockRows) {
    const leftPart = blockOf(left, l, Math.min(left.rows, l + blockRows));
    const width = leftPart.rows >= tallRows ? leftPart.rows : wide;
    for (let r = 0; r < right.rows; r += width) {
      yield [leftPart, blockOf(right, r, Math.min(right.rows, r + width))];
    }
  }
}

function blockOf<M extends AnyMatrix>(matrix: M, from: number, to: number): Block<M> {
  const { columns } = matrix;
  const data = matrix.data.subarray(from * columns, to * columns);
  return { ...matrix, data, rows: to - from, start: from } as unknown as Block<M>;
}

/**
 * A block with rows added up to a whole number of tiles: zeros, or its last row again, which as the
 * later of two equals never wins.
 */
function filled<M extends Matrix | WholeMatrix>(block: Block<M>, filling: 'zero' | 'last'): M {
  const { data, rows, columns } = block;
  const wanted = Math.ceil(rows / tile) * tile;
  if (wanted === rows) return block;
  const larger = data instanceof Int8Array ? new Int8Array(wanted * columns) : new Float32Array(wanted * columns);
  larger.set(data);
  if (filling === 'last') {
    const last = data.subarray((rows - 1) * columns);
    for (let row = rows; row < wanted; row++) larger.set(last, row * columns);
  }
  return { ...block, data: larger, rows: wanted };
}

function tensor({ data, rows, columns }: Matrix): ort.Tensor {
  return new ort.Tensor('float32', data, [rows, columns]);
}

function whole({ data, rows, columns }: WholeMatrix): ort.Tensor {
  return new ort.Tensor('int8', data, [rows, columns]);
}

function shifted({ data, rows, columns }: WholeMatrix): ShiftedMatrix {
  // Adding 128 to a byte turns its highest bit over; four bytes are turned at once.
  const words = new Uint32Array(Math.ceil(data.length / 4));
  const more = new Uint8Array(words.buffer, 0, data.length);
  more.set(new Uint8Array(data.buffer, data.byteOffset, data.length));
  for (let i = 0; i < words.length; i++) words[i]! ^= 0x80808080;
  return { data: more, rows, columns };
}

function bytes({ data, rows, columns }: ShiftedMatrix): ort.Tensor {
  return new ort.Tensor('uint8', data, [rows, columns]);
}

function count(k: number): ort.Tensor {
  return new ort.Tensor('int64', BigInt64Array.of(BigInt(k)), [1]);
}

function emptyTop(left: Matrix | WholeMatrix, right: Matrix | WholeMatrix, k: number): Top {
  checkProduct(left, right);
  if (k > right.rows) throw new RangeError(`cannot take the best ${k} of ${right.rows}`);
  return {
    values: new Float32Array(left.rows * k).fill(Number.NEGATIVE_INFINITY),
    indices: new Int32Array(left.rows * k).fill(-1),
    k,
  };
}

/** Merges the best of one block into the best so far; both are sorted, and earlier columns win ties. */
function merge(
  best: Top,
  left: Block<AnyMatrix>,
  right: Block<AnyMatrix>,
  width: number,
  found: ort.InferenceSession.OnnxValueMapType,
): void {
  const values = found['values']!.data as Float32Array;
  const indices = found['indices']!.data as BigInt64Array;
  const { k } = best;
  const mergedValues = new Float32Array(k);
  const mergedIndices = new Int32Array(k);
  for (let row = 0; row < left.rows; row++) {
    const at = (left.start + row) * k;
    // The best so far stays where the block has nothing better.
    if (best.values[at + k - 1]! >= values[row * width]!) continue;
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
        mergedIndices[place] = Number(indices[row * width + fresh]!) + right.start;
        fresh += 1;
      }
    }
    best.values.set(mergedValues, at);
    best.indices.set(mergedIndices, at);
  }
}
