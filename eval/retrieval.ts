/** Retrieval of translations: whether the nearest sentence in another language is the translation. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createEmbedder } from '../src/embedders/create.ts';
import type { Embedder } from '../src/embedders/embedder.ts';
import { openProducts } from '../src/engine/products.ts';
import { addRow, emptySum } from '../src/kernels/means.ts';
import { pickRows } from '../src/kernels/products.ts';
import type { Matrix, Products } from '../src/kernels/products.ts';
import { centreRows } from '../src/kernels/vectors.ts';
import { sha256OfJson, writeFileAtomic } from '../src/store/atomic.ts';
import { encodeNpy, readNpy } from '../src/store/npy.ts';
import { linesOf, recordsOf } from './data.ts';
import { workers } from './machine.ts';
import { hubness, topOne } from './metrics/top-one.ts';
import type { RetrievalScore } from './metrics/top-one.ts';
import { prefixed } from './report.ts';
import type { Evaluator } from './report.ts';

export const tatoeba = ['cmn', 'rus', 'ukr'] as const;
export const fourWay = ['en', 'zh', 'ru', 'uk'] as const;

const scores: readonly RetrievalScore[] = ['cosine', 'csls', 'margin'];

/** Neighbours behind CSLS and the margin. */
const neighbours = 4;

/** Bitext, one sentence of each language a row. */
export interface Bitext {
  readonly name: string;
  readonly left: readonly string[];
  readonly right: readonly string[];
  /** Rows whose sentences are not those of an earlier row: a repeated one has more than one right answer. */
  readonly distinct: readonly number[];
}

/** Top-1 retrieval over Tatoeba pairs and a test set in four languages. */
export const retrieval: Evaluator = {
  name: 'retrieval',
  files: [...tatoeba.flatMap((code) => [`tatoeba.${code}-eng.${code}`, `tatoeba.${code}-eng.eng`]), 'wmt22.4way.jsonl'],
  async run({ data, work, say }) {
    const embedder = await createEmbedder('bundled', { threads: workers });
    const products = await openProducts(workers);
    const figures: Record<string, number> = {};
    try {
      for (const { name, left, right, distinct } of await readBitexts(data)) {
        const [all, other] = [await vectorsOf(left, embedder, work), await vectorsOf(right, embedder, work)];
        // With the repeated rows, for comparison with what others report on the whole file.
        const whole = await accuracies(all, other, ['cosine'], products);
        Object.assign(figures, prefixed(`retrieval.${name}.all_rows`, whole));
        const [a, b] = [pickRows(all, distinct), pickRows(other, distinct)];
        Object.assign(figures, prefixed(`retrieval.${name}.raw`, await accuracies(a, b, scores, products)));
        const own = await accuracies(centred(a), centred(b), scores, products);
        Object.assign(figures, prefixed(`retrieval.${name}.centred`, own));
        say(`  ${name}: ${distinct.length} of ${left.length} pairs`);
      }
    } finally {
      await embedder.close();
      await products.close();
    }
    for (const space of ['raw', 'centred']) {
      for (const score of scores) {
        const own = Object.entries(figures).filter(([name]) => name.includes(`.${space}.${score}.`));
        figures[`retrieval.mean.${space}.${score}`] = own.reduce((sum, [, value]) => sum + value, 0) / own.length;
      }
    }
    return { figures };
  },
};

export async function readBitexts(data: string): Promise<Bitext[]> {
  const bitexts: Bitext[] = [];
  for (const code of tatoeba) {
    const left = await linesOf(join(data, `tatoeba.${code}-eng.${code}`));
    const right = await linesOf(join(data, `tatoeba.${code}-eng.eng`));
    bitexts.push({ name: `tatoeba.${code}-eng`, left, right, distinct: left.map((_, row) => row) });
  }
  const rows = await recordsOf<Record<string, string>>(join(data, 'wmt22.4way.jsonl'));
  const distinct = firstOccurrences(rows);
  fourWay.forEach((one, place) => {
    for (const other of fourWay.slice(place + 1)) {
      const [left, right] = [rows.map((row) => row[one]!), rows.map((row) => row[other]!)];
      bitexts.push({ name: `wmt22.${one}-${other}`, left, right, distinct });
    }
  });
  return bitexts;
}

/** Rows whose sentence is new in all four languages. */
export function firstOccurrences(rows: readonly Record<string, string>[]): number[] {
  const seen = new Set<string>();
  return rows.flatMap((row, place) => {
    const keys = fourWay.map((language) => `${language} ${row[language]}`);
    const fresh = keys.every((key) => !seen.has(key));
    if (fresh) for (const key of keys) seen.add(key);
    return fresh ? [place] : [];
  });
}

/** Accuracy in both directions with each score. */
async function accuracies(
  x: Matrix,
  y: Matrix,
  by: readonly RetrievalScore[],
  products: Products,
): Promise<Record<string, number>> {
  const forward = await products.dense(x, y);
  const backward = await products.dense(y, x);
  const ofX = hubness(forward, y.rows, neighbours);
  const ofY = hubness(backward, x.rows, neighbours);
  const figures: Record<string, number> = {};
  for (const score of by) {
    figures[`${score}.forth`] = topOne(forward, ofX, ofY, score);
    figures[`${score}.back`] = topOne(backward, ofY, ofX, score);
  }
  return figures;
}

export function centred({ data, rows, columns }: Matrix): Matrix {
  const sum = emptySum(columns);
  for (let row = 0; row < rows; row++) addRow(sum, data, row);
  return {
    data: centreRows(
      data.slice(),
      Float32Array.from(sum.sum, (value) => value / rows),
    ),
    rows,
    columns,
  };
}

/** Vectors of sentences, kept in the work folder under the hash of the texts and the model. */
export async function vectorsOf(texts: readonly string[], embedder: Embedder, work: string): Promise<Matrix> {
  const path = join(work, 'vectors', `${sha256OfJson({ hash: embedder.hash, texts }).slice(0, 16)}.npy`);
  if (!existsSync(path)) {
    await mkdir(join(work, 'vectors'), { recursive: true });
    const matrix: Matrix = { data: await embedder.embed(texts), rows: texts.length, columns: embedder.dimensions };
    await writeFileAtomic(path, encodeNpy(matrix));
  }
  return readNpy(path);
}
