/** How passages are chosen by the vectors of the fast embedder. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEmbedder } from '../../../src/embedders/create.ts';
import type { Embedder } from '../../../src/embedders/embedder.ts';
import { openProducts } from '../../../src/engine/products.ts';
import type { ProductsEngine } from '../../../src/engine/products.ts';
import { dotRows } from '../../../src/kernels/vectors.ts';
import { quantiseRows } from '../../../src/kernels/quantise.ts';
import { chooseRepresentatives, centresOfMembers } from '../../../src/stages/match-representatives.ts';
import { sentenceLength, sentencesOf } from '../../../src/stages/match-sentences.ts';
import { nearness } from '../../../src/stages/match-sketches.ts';
import type { Sketched } from '../../../src/stages/match-sketches.ts';
import { Database } from '../../../src/store/database.ts';
import { tables } from '../../../src/store/tables.ts';
import { writeVectors } from '../../../src/store/vector-files.ts';
import type { Means, PassageMeta } from '../../../src/store/vectors.ts';

const posts = [
  'The harbour of Ostrel was closed on Monday after mines drifted ashore.',
  'Mines washed up on the beach, and the port of Ostrel shut on Monday.',
  'A new tram line between the two universities opens in spring.',
];
const articles = [
  'Mines have drifted ashore near Ostrel. The harbour was closed on Monday. Fishermen wait for the navy.',
  'The harbour of Ostrel is known for its old lighthouse. Tourists like to walk there in autumn.',
  'The central bank left its rate unchanged. Economists had expected a rise.',
];
const means: Means = { embedder: 'static', means: {} };
const passage = (text: string, number: number): PassageMeta => ({
  passage_id: `p${number}`,
  item_id: `i${number}`,
  text,
  language: 'en',
});

let folder: string;
let embedder: Embedder;
let products: ProductsEngine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crosscurrent-'));
  embedder = await createEmbedder('static');
  products = await openProducts(1);
});
afterAll(async () => {
  await products.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Two narratives: the harbour, told by two posts, and the tram. */
async function narratives(): Promise<Sketched> {
  const columns = embedder.dimensions;
  const data = await embedder.embed(posts);
  const vectors = { data, rows: posts.length, columns };
  const centre = Float32Array.from({ length: columns }, (_, i) => data[i]! + data[columns + i]!);
  const length = Math.sqrt(centre.reduce((sum, value) => sum + value * value, 0));
  const centres = new Float32Array(2 * columns);
  centres.set(
    centre.map((value) => value / length),
    0,
  );
  centres.set(data.subarray(2 * columns), columns);
  return {
    means,
    centres: { data: centres, rows: 2, columns },
    starts: [0, 2, 3],
    sentences: {
      starts: Int32Array.from([0, 1, 2, 3]),
      lengths: Float32Array.from(posts.map(sentenceLength)),
      vectors: quantiseRows(vectors),
    },
  };
}

async function scores(floor: number): Promise<{ near: Float32Array; cosines: number[] }> {
  const sketched = await narratives();
  const path = join(folder, 'articles.npy');
  const data = await embedder.embed(articles);
  const columns = embedder.dimensions;
  await writeVectors(path, { data, rows: articles.length, columns });
  const near = await nearness(articles.map(passage), path, sketched, () => floor, embedder, products);
  const cosines = articles.map((_, row) =>
    Math.max(...[0, 1].map((centre) => dotRows(data, row, sketched.centres.data, centre, columns))),
  );
  return { near, cosines };
}

it('a passage that says the same is nearer than one about the same place, and that nearer than another subject', async () => {
  const { near } = await scores(-1);
  expect(near[0]!).toBeGreaterThan(near[1]! + 0.1);
  expect(near[1]!).toBeGreaterThan(near[2]!);
});

it('never exceeds the cosine to the nearest centre, and stays at it below the floor', async () => {
  const { near, cosines } = await scores(-1);
  near.forEach((value, row) => expect(value).toBeLessThanOrEqual(cosines[row]! + 0.01));
  const high = await scores(0.99);
  high.near.forEach((value, row) => expect(value).toBeCloseTo(cosines[row]!, 2));
});

it('finds nothing near where there are no narratives', async () => {
  const path = join(folder, 'articles.npy');
  const none: Sketched = {
    means,
    centres: { data: new Float32Array(0), rows: 0, columns: embedder.dimensions },
    starts: [0],
    sentences: (await narratives()).sentences,
  };
  const near = await nearness(articles.map(passage), path, none, () => 0, embedder, products);
  expect([...near]).toEqual([-1, -1, -1]);
});

it('narratives of too few posts are left out, however many passages they have', async () => {
  using database = await Database.open({ threads: 1, memoryMegabytes: 256 });
  const writer = await database.table(tables.members.columns);
  const member = (passage_id: string, item_id: string, narrative_id: string, similarity: number): void =>
    writer.append({ passage_id, item_id, narrative_id, level: 0, similarity });
  member('p0', 'i0', 'n1', 0.9);
  member('p1', 'i1', 'n1', 0.8);
  member('p2', 'i2', 'n2', 0.9);
  member('p3', 'i2', 'n2', 0.7);
  const members = join(folder, 'members.parquet');
  await writer.write(members);
  const passages = ['a', 'b', 'c', 'd'].map(passage);
  const vectors = { data: Float32Array.from([1, 0, 0, 1, 1, 0, 0, 1]), rows: 4, columns: 2 };
  const all = await chooseRepresentatives(database, members, { passages, vectors }, 8);
  expect(all.narratives).toEqual(['n1', 'n2']);
  const large = await chooseRepresentatives(database, members, { passages, vectors }, 8, 2);
  expect(large).toMatchObject({ narratives: ['n1'], starts: [0, 2], passageIds: ['p0', 'p1'] });
  const centres = await centresOfMembers(database, members, { passages, vectors }, 2);
  expect(centres.rows).toBe(1);
  expect(centres.data[0]).toBeCloseTo(Math.SQRT1_2, 6);
});

it('a sentence has the vector of its text, whatever passage it stands in', async () => {
  const [one] = await sentencesOf(
    [{ text: `${posts[0]!} ${posts[2]!}`, language: 'en' }],
    'post',
    means,
    async (texts) => ({
      data: await embedder.embed(texts),
      rows: texts.length,
      columns: embedder.dimensions,
    }),
  );
  expect(one!.lengths).toHaveLength(2);
  const alone = await embedder.embed([posts[2]!]);
  expect([...one!.vectors.subarray(embedder.dimensions)]).toEqual([...alone]);
});
