/** Retrieval of translations: whether the nearest sentence in another language is the translation. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createEmbedder } from '../src/embedders/create.ts';
import type { Embedder } from '../src/embedders/embedder.ts';
import { openProducts } from '../src/engine/products.ts';
import { addRow, emptySum } from '../src/kernels/means.ts';
import type { Matrix, Products } from '../src/kernels/products.ts';
import { centreRows } from '../src/kernels/vectors.ts';
import { sha256OfJson, writeFileAtomic } from '../src/store/atomic.ts';
import { encodeNpy, readNpy } from '../src/store/npy.ts';
import { linesOf, recordsOf } from './data.ts';
import { workers } from './machine.ts';
import { hubness, topOne } from './metrics/top-one.ts';
import type { Evaluator } from './report.ts';

const tatoeba = ['cmn', 'rus', 'ukr'] as const;
const fourWay = ['en', 'zh', 'ru', 'uk'] as const;

/** Neighbours behind CSLS and the margin. */
const neighbours = 4;

/** Bitext, one sentence of each language a row. */
interface Bitext {
  readonly name: string;
  readonly left: readonly string[];
  readonly right: readonly string[];
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
      for (const { name, left, right } of await readBitexts(data)) {
        const [a, b] = [await vectorsOf(left, embedder, work), await vectorsOf(right, embedder, work)];
        for (const [space, x, y] of [
          ['raw', a, b],
          ['centred', centred(a), centred(b)],
        ] as const) {
          Object.assign(figures, await accuracies(`retrieval.${name}.${space}`, x, y, products));
        }
        say(`  ${name}: ${left.length} pairs`);
      }
    } finally {
      await embedder.close();
      await products.close();
    }
    for (const space of ['raw', 'centred']) {
      for (const score of ['cosine', 'csls', 'margin']) {
        const own = Object.entries(figures).filter(([name]) => name.includes(`.${space}.${score}.`));
        figures[`retrieval.mean.${space}.${score}`] = own.reduce((sum, [, value]) => sum + value, 0) / own.length;
      }
    }
    return { figures };
  },
};

async function readBitexts(data: string): Promise<Bitext[]> {
  const bitexts: Bitext[] = [];
  for (const code of tatoeba) {
    bitexts.push({
      name: `tatoeba.${code}-eng`,
      left: await linesOf(join(data, `tatoeba.${code}-eng.${code}`)),
      right: await linesOf(join(data, `tatoeba.${code}-eng.eng`)),
    });
  }
  const rows = distinct(await recordsOf<Record<string, string>>(join(data, 'wmt22.4way.jsonl')));
  fourWay.forEach((one, place) => {
    for (const other of fourWay.slice(place + 1)) {
      bitexts.push({
        name: `wmt22.${one}-${other}`,
        left: rows.map((row) => row[one]!),
        right: rows.map((row) => row[other]!),
      });
    }
  });
  return bitexts;
}

/** Rows whose sentence is new in all four languages: a repeated one has more than one right answer. */
function distinct(rows: readonly Record<string, string>[]): Record<string, string>[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const keys = fourWay.map((language) => `${language} ${row[language]}`);
    const fresh = keys.every((key) => !seen.has(key));
    if (fresh) for (const key of keys) seen.add(key);
    return fresh;
  });
}

/** Accuracy in both directions with cosine, CSLS and the margin. */
async function accuracies(prefix: string, x: Matrix, y: Matrix, products: Products): Promise<Record<string, number>> {
  const forward = await products.dense(x, y);
  const backward = await products.dense(y, x);
  const ofX = hubness(forward, y.rows, neighbours);
  const ofY = hubness(backward, x.rows, neighbours);
  const figures: Record<string, number> = {};
  for (const score of ['cosine', 'csls', 'margin'] as const) {
    figures[`${prefix}.${score}.forth`] = topOne(forward, ofX, ofY, score);
    figures[`${prefix}.${score}.back`] = topOne(backward, ofY, ofX, score);
  }
  return figures;
}

function centred({ data, rows, columns }: Matrix): Matrix {
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
async function vectorsOf(texts: readonly string[], embedder: Embedder, work: string): Promise<Matrix> {
  const path = join(work, 'vectors', `${sha256OfJson({ hash: embedder.hash, texts }).slice(0, 16)}.npy`);
  if (!existsSync(path)) {
    await mkdir(join(work, 'vectors'), { recursive: true });
    const matrix: Matrix = { data: await embedder.embed(texts), rows: texts.length, columns: embedder.dimensions };
    await writeFileAtomic(path, encodeNpy(matrix));
  }
  return readNpy(path);
}
