/** Levels of narratives: fitted once, and then extended by new passages without moving what is there. */
import { groupMeans, renumbered } from '../kernels/centres.ts';
import { dpMeans } from '../kernels/dp-means.ts';
import { centresOf, nearestOf } from '../kernels/nearest.ts';
import { pickRows, rowsOf } from '../kernels/products.ts';
import type { Matrix, Products } from '../kernels/products.ts';
import { blocksOf, GrowingMatrix, rowsInMemory, subsetOf } from '../kernels/rows.ts';
import type { Rows } from '../kernels/rows.ts';

/** The groups of a level, without their members. */
export interface Frozen {
  /** Number of each group, rising: what its id is made of. */
  readonly numbers: readonly number[];
  /** Smallest number that no group of this level ever had. */
  readonly next: number;
  /** Unit centres, one for each group. */
  readonly centres: Matrix;
  /** Place of each group's group in the next coarser level; empty at the coarsest. */
  readonly parents: Int32Array;
}

/** A level with the place of each passage's group. */
export interface Level extends Frozen {
  readonly labels: Int32Array;
}

export interface GrowOptions {
  /** λ of each level, falling. */
  readonly lambdas: readonly number[];
  readonly maxIterations: number;
  readonly onPass: () => void;
}

const block = 4096;

/** Levels before anything was grouped. */
export function noLevels(count: number, columns: number): Frozen[] {
  return Array.from({ length: count }, () => ({
    numbers: [],
    next: 0,
    centres: { data: new Float32Array(0), rows: 0, columns },
    parents: new Int32Array(0),
  }));
}

/**
 * Extends levels by the passages that are not in them yet. What is grouped stays where it is, and its
 * centres stay as they are. A new passage joins the nearest narrative within λ; those that find none
 * are clustered among themselves and open narratives with the next free numbers. A new narrative finds
 * its narrative of the next coarser level in the same way. Without levels from before this is a fit of
 * everything.
 *
 * @param known place of the level-0 group of each row of `rows`, -1 for a new passage.
 */
export async function growLevels(
  rows: Rows,
  before: readonly Frozen[],
  known: Int32Array,
  { lambdas, maxIterations, onPass }: GrowOptions,
  products: Products,
): Promise<{ levels: Level[]; settled: boolean }> {
  const kept = withoutEmpty(before, known);
  let settled = true;
  /** Groups of `items` for those that are new: of the level from before, or opened. */
  const place = async (items: Rows, level: number, weights?: Float32Array): Promise<[Int32Array, Matrix]> => {
    const old = kept.levels[level]!.centres;
    const labels = await joined(items, old, lambdas[level]!, products);
    const rest = Int32Array.from(labels.keys()).filter((row) => labels[row] === -1);
    const found = await dpMeans(
      rest.length === items.rows ? items : subsetOf(items, rest),
      {
        lambda: lambdas[level]!,
        maxIterations,
        onPass,
        ...(weights === undefined ? {} : { weights: Float32Array.from(rest, (row) => weights[row]!) }),
      },
      products,
    );
    settled &&= found.converged;
    rest.forEach((row, at) => (labels[row] = old.rows + found.labels[at]!));
    return [labels, found.centres];
  };

  const isNew = Int32Array.from(kept.labels.keys()).filter((row) => kept.labels[row] === -1);
  const [fresh, opened] = await place(isNew.length === rows.rows ? rows : subsetOf(rows, isNew), 0);
  const labels = kept.labels;
  isNew.forEach((row, at) => (labels[row] = fresh[at]!));
  const levels: Level[] = [{ ...extended(kept.levels[0]!, opened), labels }];
  for (let level = 1; level < lambdas.length; level++) {
    const below = levels[level - 1]!;
    const frozen = kept.levels[level]!;
    const oldBelow = kept.levels[level - 1]!.centres.rows;
    const sizes = sizesOf(below.labels, below.centres.rows);
    const newBelow = rowsOf(below.centres, oldBelow, below.centres.rows);
    const [parents, merged] = await place(rowsInMemory(newBelow), level, sizes.subarray(oldBelow));
    levels[level - 1] = { ...below, parents: concatenated(below.parents, parents) };
    const labelsHere = renumbered(below.labels.slice(), levels[level - 1]!.parents);
    const means = meansFrom(rows, labelsHere, frozen.centres.rows, merged.rows);
    levels.push({ ...extended(frozen, means), labels: labelsHere });
  }
  return { levels, settled };
}

/** Cosine of each row to the centre of its group. */
export function similarities(rows: Rows, { labels, centres }: Level): Float32Array {
  const { columns } = rows;
  const similarity = new Float32Array(rows.rows);
  for (const { start, block: part } of blocksOf(rows, block)) {
    for (let place = 0; place < part.rows; place++) {
      const [from, to] = [place * columns, labels[start + place]! * columns];
      let sum = 0;
      for (let i = 0; i < columns; i++) sum += part.data[from + i]! * centres.data[to + i]!;
      similarity[start + place] = sum;
    }
  }
  return similarity;
}

/** The groups that still have members, and where these are among them. */
function withoutEmpty(before: readonly Frozen[], known: Int32Array): { levels: Frozen[]; labels: Int32Array } {
  const levels: Frozen[] = [];
  let members = known;
  let labels: Int32Array | undefined;
  let places: Int32Array | undefined;
  for (const level of before) {
    const used = new Uint8Array(level.numbers.length);
    for (const member of members) if (member >= 0) used[member] = 1;
    const kept = Array.from(level.numbers.keys()).filter((group) => used[group] === 1);
    const place = new Int32Array(used.length).fill(-1);
    kept.forEach((group, at) => (place[group] = at));
    if (places !== undefined) {
      levels[levels.length - 1] = { ...levels.at(-1)!, parents: places.map((group) => place[group]!) };
    }
    labels ??= known.map((group) => (group < 0 ? -1 : place[group]!));
    const parents = Int32Array.from(level.parents.length === 0 ? [] : kept, (group) => level.parents[group]!);
    levels.push({
      numbers: kept.map((group) => level.numbers[group]!),
      next: level.next,
      centres: pickRows(level.centres, kept),
      parents: new Int32Array(0),
    });
    members = parents;
    places = parents;
  }
  return { levels, labels: labels ?? known };
}

/** The nearest centre of each row within λ, -1 where there is none. */
async function joined(items: Rows, centres: Matrix, lambda: number, products: Products): Promise<Int32Array> {
  const labels = new Int32Array(items.rows).fill(-1);
  if (centres.rows === 0) return labels;
  const candidates = centresOf(centres);
  for (const { start, block: part } of blocksOf(items, block)) {
    const { indices, values } = await nearestOf(part, candidates, products);
    for (let place = 0; place < part.rows; place++) {
      if (values[place]! >= lambda) labels[start + place] = indices[place]!;
    }
  }
  return labels;
}

function extended({ numbers, next, centres, parents }: Frozen, opened: Matrix): Frozen {
  const all = new GrowingMatrix<Float32Array>(centres.columns, Float32Array);
  all.add(centres);
  all.add(opened);
  return {
    numbers: [...numbers, ...Array.from({ length: opened.rows }, (_, place) => next + place)],
    next: next + opened.rows,
    centres: all.matrix,
    parents,
  };
}

/** Unit means of the last `count` groups, those from `first` on. */
function meansFrom(rows: Rows, labels: Int32Array, first: number, count: number): Matrix {
  const wanted = new Uint8Array(first + count).fill(1, first);
  const data = new Float32Array(count * rows.columns);
  for (const { group, centre } of groupMeans(rows, undefined, labels, wanted)) {
    data.set(centre, (group - first) * rows.columns);
  }
  return { data, rows: count, columns: rows.columns };
}

function concatenated(a: Int32Array, b: Int32Array): Int32Array {
  const all = new Int32Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

function sizesOf(labels: Int32Array, groups: number): Float32Array {
  const sizes = new Float32Array(groups);
  for (const label of labels) sizes[label]! += 1;
  return sizes;
}
