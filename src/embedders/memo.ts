/**
 * Vectors of texts that were embedded before. A vector is a function of its text, so taking it from
 * here instead of from the model changes the time a run takes and nothing else.
 *
 * On disk: `NAME.npy` and `NAME.scales.npy` with the vectors at 8 bits, `NAME.json` with the hash of
 * the text of each row. Rows are only ever added, so files that do not belong together differ in length.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { quantiseRows, unitRows } from '../kernels/quantise.ts';
import type { QuantisedRows } from '../kernels/quantise.ts';
import type { Matrix } from '../kernels/products.ts';
import { writeFileAtomic } from '../store/atomic.ts';
import { readQuantised, writeQuantised } from '../store/vector-files.ts';
import type { Embedder } from './embedder.ts';

/** The files of a memo whose vectors lie at `path` (`….npy`). */
export function memoFiles(path: string): string[] {
  return [path, path.replace(/\.npy$/, '.scales.npy'), keysPath(path)];
}

function keysPath(path: string): string {
  return path.replace(/\.npy$/, '.json');
}

export class VectorMemo {
  readonly #path: string;
  readonly #embedder: Embedder;
  readonly #source: VectorMemo | undefined;
  readonly #rowOf = new Map<string, number>();
  #rows: QuantisedRows;
  /** Texts that were added since the memo was opened. */
  added = 0;

  private constructor(
    path: string,
    embedder: Embedder,
    source: VectorMemo | undefined,
    keys: readonly string[],
    rows: QuantisedRows,
  ) {
    this.#path = path;
    this.#source = source;
    this.#embedder = embedder;
    this.#rows = rows;
    keys.forEach((key, row) => this.#rowOf.set(key, row));
  }

  /**
   * Opens a memo; one that does not exist yet, or was cut off while it was written, is empty. What it
   * does not know is looked up in `source`, if given, before it is embedded.
   */
  static async open(path: string, embedder: Embedder, source?: VectorMemo): Promise<VectorMemo> {
    const { dimensions: columns } = embedder;
    const empty = { data: new Int8Array(0), scales: new Float32Array(0), rows: 0, columns };
    if (!memoFiles(path).every((file) => existsSync(file))) return new VectorMemo(path, embedder, source, [], empty);
    const keys = JSON.parse(await readFile(keysPath(path), 'utf8')) as string[];
    const rows = await readQuantised(path);
    const whole = keys.length === rows.rows && rows.scales.length === rows.rows && rows.columns === columns;
    return whole
      ? new VectorMemo(path, embedder, source, keys, rows)
      : new VectorMemo(path, embedder, source, [], empty);
  }

  /** What is known of these texts from elsewhere; it has no file. */
  static of(texts: readonly string[], rows: QuantisedRows, embedder: Embedder): VectorMemo {
    return new VectorMemo('', embedder, undefined, texts.map(keyOf), rows);
  }

  /** Unit vectors of the texts, in their order; those that are not known are embedded. */
  async vectorsOf(texts: readonly string[], signal?: AbortSignal): Promise<Matrix> {
    const { dimensions: columns } = this.#embedder;
    const keys = texts.map(keyOf);
    const missing = new Map<string, string>();
    texts.forEach((text, place) => {
      if (!this.#rowOf.has(keys[place]!)) missing.set(keys[place]!, text);
    });
    const source = this.#source;
    const borrowed = source === undefined ? [] : [...missing.keys()].filter((key) => source.#rowOf.has(key));
    if (source !== undefined && borrowed.length > 0) this.#add(borrowed, source.#pick(borrowed));
    for (const key of borrowed) missing.delete(key);
    if (missing.size > 0) {
      const data = await this.#embedder.embed([...missing.values()], signal);
      this.#add([...missing.keys()], quantiseRows({ data, rows: missing.size, columns }));
    }
    return unitRows(this.#pick(keys));
  }

  /** The rows of these keys, which must be known. */
  #pick(keys: readonly string[]): QuantisedRows {
    const { columns } = this.#rows;
    const data = new Int8Array(keys.length * columns);
    const scales = new Float32Array(keys.length);
    keys.forEach((key, place) => {
      const row = this.#rowOf.get(key)!;
      data.set(this.#rows.data.subarray(row * columns, (row + 1) * columns), place * columns);
      scales[place] = this.#rows.scales[row]!;
    });
    return { data, scales, rows: keys.length, columns };
  }

  /** Writes what was added. */
  async save(): Promise<void> {
    if (this.added === 0) return;
    await writeFileAtomic(keysPath(this.#path), `${JSON.stringify([...this.#rowOf.keys()])}\n`);
    await writeQuantised(this.#path, this.#rows);
  }

  #add(keys: readonly string[], fresh: QuantisedRows): void {
    const { data, scales, rows, columns } = this.#rows;
    keys.forEach((key, place) => this.#rowOf.set(key, rows + place));
    this.#rows = {
      data: joined(data, fresh.data, new Int8Array(data.length + fresh.data.length)),
      scales: joined(scales, fresh.scales, new Float32Array(rows + fresh.rows)),
      rows: rows + fresh.rows,
      columns,
    };
    this.added += fresh.rows;
  }
}

function joined<A extends Int8Array | Float32Array>(first: A, second: A, into: A): A {
  into.set(first);
  into.set(second, first.length);
  return into;
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
