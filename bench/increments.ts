/** Narratives that grew by the last posts, against narratives that were fitted with them. */
import { adjustedRand } from '../src/kernels/adjusted-rand.ts';
import { openProducts } from '../src/engine/products.ts';
import { pickRows, rowsOf } from '../src/kernels/products.ts';
import type { Matrix } from '../src/kernels/products.ts';
import { rowsInMemory } from '../src/kernels/rows.ts';
import { growLevels, noLevels } from '../src/stages/cluster-levels.ts';
import type { Level } from '../src/stages/cluster-levels.ts';
import { cluster } from '../src/stages/cluster.ts';
import { Study } from '../src/store/study.ts';
import { readMeans, readPosts } from '../src/store/vectors.ts';
import { seededRandom } from './sentences.ts';

export interface Increment {
  /** Part of the passages that came later. */
  readonly added: number;
  readonly seconds: number;
  readonly seconds_of_full_fit: number;
  /**
   * Per level: agreement of the grown narratives with the fitted ones, and how many there are;
   * `ari_of_fits` is what a fit without the later passages and the fit of all agree on the earlier ones.
   */
  readonly levels: readonly {
    readonly ari: number;
    readonly ari_of_fits: number;
    readonly grown: number;
    readonly fitted: number;
  }[];
}

/** Grows the narratives of a study by the last hundredth, tenth and half of its passages, in an order drawn from the seed. */
export async function benchIncrements(folder: string, seed: number): Promise<Increment[]> {
  const study = new Study(folder);
  using database = await study.database();
  const { embedder } = await study.shards('vectors');
  const { vectors: inOrder } = await readPosts(study, database, await readMeans(study, embedder));
  const vectors = shuffled(inOrder, seed);
  const engine = await openProducts(2);
  const { levels: lambdas, maxIterations } = cluster.options.parse({});
  const grow = async (matrix: Matrix, before?: readonly Level[]): Promise<{ levels: Level[]; seconds: number }> => {
    const known = new Int32Array(matrix.rows).fill(-1);
    if (before !== undefined) known.set(before[0]!.labels);
    const started = performance.now();
    const { levels } = await growLevels(
      rowsInMemory(matrix),
      before ?? noLevels(lambdas.length, matrix.columns),
      known,
      { lambdas, maxIterations, onPass: () => {} },
      engine,
    );
    return { levels, seconds: (performance.now() - started) / 1000 };
  };
  const full = await grow(vectors);
  const found: Increment[] = [];
  for (const added of [0.01, 0.1, 0.5]) {
    const first = await grow(rowsOf(vectors, 0, Math.round(vectors.rows * (1 - added))));
    const grown = await grow(vectors, first.levels);
    found.push({
      added,
      seconds: grown.seconds,
      seconds_of_full_fit: full.seconds,
      levels: grown.levels.map((level, number) => ({
        ari: agreement(level.labels, full.levels[number]!.labels),
        ari_of_fits: agreement(first.levels[number]!.labels, full.levels[number]!.labels),
        grown: level.numbers.length,
        fitted: full.levels[number]!.numbers.length,
      })),
    });
  }
  await engine.close();
  return found;
}

/** ARI over the rows that both have. */
function agreement(a: Int32Array, b: Int32Array): number {
  const rows = Math.min(a.length, b.length);
  return adjustedRand(Array.from(a.subarray(0, rows), String), Array.from(b.subarray(0, rows), String));
}

function shuffled(matrix: Matrix, seed: number): Matrix {
  const random = seededRandom(seed);
  const keys = Array.from({ length: matrix.rows }, () => random());
  return pickRows(
    matrix,
    Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]!),
  );
}
