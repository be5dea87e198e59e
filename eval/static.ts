/** Retrieval with the fast embedder alone: single sentences, and passages of five. */
import { join } from 'node:path';
import { createEmbedder } from '../src/embedders/create.ts';
import { openProducts } from '../src/engine/products.ts';
import { pickRows } from '../src/kernels/products.ts';
import type { Matrix, Products } from '../src/kernels/products.ts';
import { recordsOf } from './data.ts';
import { workers } from './machine.ts';
import type { Evaluator } from './report.ts';
import { centred, firstOccurrences, fourWay, readBitexts, retrieval, tatoeba, vectorsOf } from './retrieval.ts';

/** Sentences of a passage, and the number of nearest ones among which its translation should be. */
const [perPassage, near] = [5, 10];

/** How well the fast embedder finds translations; the passages it misses are not compared at all. */
export const staticEmbedder: Evaluator = {
  name: 'static',
  files: retrieval.files,
  async run({ data, work, say }) {
    const embedder = await createEmbedder('static');
    const products = await openProducts(workers);
    const figures: Record<string, number> = {};
    try {
      for (const { name, left, right } of await readBitexts(data)) {
        if (!tatoeba.some((code) => name.includes(code))) continue;
        const pair = [await vectorsOf(left, embedder, work), await vectorsOf(right, embedder, work)].map(centred);
        const [one, other] = pair as [Matrix, Matrix];
        figures[`static.${name}.forth`] = await found(one, other, 1, products);
        figures[`static.${name}.back`] = await found(other, one, 1, products);
      }
      const rows = await recordsOf<Record<string, string>>(join(data, 'wmt22.4way.jsonl'));
      const sentences = new Map<string, Matrix>();
      const passages = new Map<string, Matrix>();
      for (const language of fourWay) {
        const texts = rows.map((row) => row[language]!);
        const all = await vectorsOf(texts, embedder, work);
        sentences.set(language, centred(pickRows(all, firstOccurrences(rows))));
        passages.set(language, centred(await vectorsOf(joined(texts, language), embedder, work)));
      }
      const single = await everyDirection(sentences, 1, products);
      const ofFive = await everyDirection(passages, 1, products);
      const among = await everyDirection(passages, near, products);
      for (const [direction, value] of single) figures[`static.wmt22.${direction}`] = value;
      figures['static.wmt22.sentences'] = mean(single);
      figures['static.wmt22.passages'] = mean(ofFive);
      figures[`static.wmt22.passages_in_${near}_worst`] = Math.min(...among.map(([, value]) => value));
      say(`  ${sentences.get('en')!.rows} sentences, ${passages.get('en')!.rows} passages`);
    } finally {
      await products.close();
      await embedder.close();
    }
    return { figures };
  },
};

/** Whole passages of consecutive sentences. */
function joined(texts: readonly string[], language: string): string[] {
  const passages: string[] = [];
  for (let start = 0; start + perPassage <= texts.length; start += perPassage) {
    passages.push(texts.slice(start, start + perPassage).join(language === 'zh' ? '' : ' '));
  }
  return passages;
}

async function everyDirection(
  vectors: ReadonlyMap<string, Matrix>,
  k: number,
  products: Products,
): Promise<[string, number][]> {
  const figures: [string, number][] = [];
  for (const [one, x] of vectors) {
    for (const [other, y] of vectors) {
      if (one !== other) figures.push([`${one}-${other}`, await found(x, y, k, products)]);
    }
  }
  return figures;
}

/** Share of the rows of `x` whose own row of `y` is among the `k` nearest. */
async function found(x: Matrix, y: Matrix, k: number, products: Products): Promise<number> {
  const top = await products.top(x, y, k);
  let hits = 0;
  for (let row = 0; row < x.rows; row++) {
    if (top.indices.subarray(row * k, (row + 1) * k).includes(row)) hits += 1;
  }
  return hits / x.rows;
}

function mean(figures: readonly (readonly [string, number])[]): number {
  return figures.reduce((sum, [, value]) => sum + value, 0) / figures.length;
}
