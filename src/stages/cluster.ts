import { z } from 'zod';
import { openProducts } from '../engine/products.ts';
import { throwIfAborted, UserError } from '../errors.ts';
import { dpMeans } from '../kernels/dp-means.ts';
import type { DpMeansResult } from '../kernels/dp-means.ts';
import { keywords, wordsOf } from '../kernels/keywords.ts';
import { sentences } from '../kernels/passage.ts';
import type { Matrix, Products } from '../kernels/products.ts';
import { dotRows, normaliseRows } from '../kernels/vectors.ts';
import { defineStage } from '../stage.ts';
import { parquet } from '../store/database.ts';
import { writeNpy } from '../store/npy.ts';
import { tables } from '../store/tables.ts';
import { readMeans, readPosts } from '../store/vectors.ts';
import type { PassageMeta } from '../store/vectors.ts';

const options = z.strictObject({
  levels: z
    .array(z.number().gt(0).lt(1))
    .min(1)
    .max(6)
    .default([0.55, 0.42, 0.3])
    .refine(
      (levels) => levels.every((lambda, i) => i === 0 || lambda < levels[i - 1]!),
      'levels must fall: the finest (highest λ) first',
    )
    .describe('λ of each level, the finest first: smallest centred cosine of a passage to the centre of its narrative'),
  maxIterations: z.number().int().min(1).max(200).default(25).describe('passes of DP-means at most'),
  keywords: z.number().int().min(0).max(50).default(8).describe('keywords per narrative and language'),
  medoids: z.number().int().min(1).max(20).default(3).describe('passages nearest to the centre that are named'),
});

/** One level of narratives over all post passages. */
interface Level {
  readonly labels: Int32Array;
  readonly similarity: Float32Array;
  readonly centres: Matrix;
  /** Group of the next coarser level for each group; absent at the coarsest. */
  parents?: Int32Array;
}

/** Groups post passages into narratives. */
export const cluster = defineStage({
  name: 'cluster',
  version: 2,
  brief: 'Group post passages into narratives (DP-means)',
  reads: ['passage-shards', 'vectors', 'means', 'items'],
  writes: ['narratives', 'members', 'centres'],
  uses: [],
  options,
  async run({ study, options, resources, report, signal, input, output }) {
    const { embedder } = await study.shards('vectors');
    using database = await study.database(resources);
    const { passages, vectors } = await readPosts(study, database, await readMeans(study, embedder));
    if (passages.length === 0) {
      throw new UserError('no post in scope has any text: there is nothing to group', {
        hint: 'import posts, or widen scope in crosscurrent.yaml',
      });
    }
    const products = await openProducts(resources.workers);
    let levels: Level[];
    let converged: boolean;
    try {
      report.begin('cluster', options.levels.length * options.maxIterations, 'passes');
      ({ levels, converged } = await clusterLevels(vectors, options.levels, options.maxIterations, products, () => {
        throwIfAborted(signal);
        report.advance(1);
      }));
      report.end();
    } finally {
      await products.close();
    }

    const times = new Map(
      (
        await database.rows<{ item_id: string; published_at: Date | null }>(
          `SELECT item_id, published_at FROM ${parquet(input('items'))} WHERE kind = 'post' AND in_scope AND published_at IS NOT NULL`,
        )
      ).map((row) => [row.item_id, row.published_at!.getTime()]),
    );
    const words = passages.map((passage) => wordsOf(passage.text, passage.language));
    const narratives = await database.table(tables.narratives.columns);
    const members = await database.table(tables.members.columns);
    const counts: Record<string, number> = { passages: passages.length };
    levels.forEach((level, number) => {
      throwIfAborted(signal);
      const described = describeGroups(passages, vectors, words, level, options);
      described.forEach((group, id) => {
        const published = group.rows.flatMap((row) => times.get(passages[row]!.item_id) ?? []);
        narratives.append({
          narrative_id: narrativeId(number, id),
          level: number,
          parent_id: level.parents === undefined ? null : narrativeId(number + 1, level.parents[id]!),
          posts: new Set(group.rows.map((row) => passages[row]!.item_id)).size,
          passages: group.rows.length,
          label: group.label,
          keywords: JSON.stringify(group.keywords),
          medoids: group.medoids.map((row) => passages[row]!.passage_id),
          embedder: embedder ?? null,
          first_post_at: published.length === 0 ? null : published.reduce((a, b) => Math.min(a, b)),
          last_post_at: published.length === 0 ? null : published.reduce((a, b) => Math.max(a, b)),
        });
      });
      passages.forEach((passage, row) => {
        members.append({
          passage_id: passage.passage_id,
          item_id: passage.item_id,
          narrative_id: narrativeId(number, level.labels[row]!),
          level: number,
          similarity: level.similarity[row]!,
        });
      });
      counts[`narratives_level_${number}`] = described.length;
    });
    await narratives.write(output('narratives'));
    await members.write(output('members'));
    await writeNpy(output('centres'), levels[0]!.centres);
    return {
      counts,
      ...(converged
        ? {}
        : {
            notes: [
              `clustering stopped after ${options.maxIterations} passes before it settled; raise cluster.maxIterations`,
            ],
          }),
    };
  },
});

/** Id of a narrative: `n<level>-<number>`, numbers in falling order of size. */
export function narrativeId(level: number, group: number): string {
  return `n${level}-${String(group).padStart(6, '0')}`;
}

async function clusterLevels(
  vectors: Matrix,
  lambdas: readonly number[],
  maxIterations: number,
  products: Products,
  onPass: () => void,
): Promise<{ levels: Level[]; converged: boolean }> {
  const finest = await dpMeans(vectors, { lambda: lambdas[0]!, maxIterations, onPass }, products);
  const levels: Level[] = [finest];
  let converged = finest.converged;
  for (const lambda of lambdas.slice(1)) {
    const below = levels.at(-1)!;
    const sizes = new Float32Array(below.centres.rows);
    for (const label of below.labels) sizes[label]! += 1;
    const merged: DpMeansResult = await dpMeans(
      below.centres,
      { lambda, weights: sizes, maxIterations, onPass },
      products,
    );
    converged &&= merged.converged;
    below.parents = merged.labels;
    const labels = below.labels.map((label) => merged.labels[label]!);
    const centres = centresOf(vectors, labels, merged.centres.rows);
    const similarity = Float32Array.from(labels, (label, row) =>
      dotRows(vectors.data, row, centres.data, label, vectors.columns),
    );
    levels.push({ labels, centres, similarity });
  }
  return { levels, converged };
}

/** Unit means of the members of each group. */
function centresOf(vectors: Matrix, labels: Int32Array, groups: number): Matrix {
  const { columns } = vectors;
  const data = new Float32Array(groups * columns);
  labels.forEach((label, row) => {
    for (let i = 0; i < columns; i++) data[label * columns + i]! += vectors.data[row * columns + i]!;
  });
  return { data: normaliseRows(data, columns), rows: groups, columns };
}

interface Described {
  readonly rows: number[];
  readonly label: string;
  readonly keywords: Record<string, string[]>;
  readonly medoids: number[];
}

function describeGroups(
  passages: readonly PassageMeta[],
  vectors: Matrix,
  words: readonly ReadonlySet<string>[],
  level: Level,
  limits: { keywords: number; medoids: number },
): Described[] {
  const groups: number[][] = Array.from({ length: level.centres.rows }, () => []);
  level.labels.forEach((label, row) => groups[label]!.push(row));
  const languages = [...new Set(passages.map((passage) => passage.language))].sort();
  const perLanguage = languages.map((language) => {
    const rows = passages.flatMap((passage, row) => (passage.language === language ? [row] : []));
    return {
      language,
      found: keywords(
        rows.map((row) => words[row]!),
        rows.map((row) => level.labels[row]!),
        groups.length,
        limits.keywords,
      ),
    };
  });
  return groups.map((rows, group) => {
    const medoids = [...rows]
      .sort((a, b) => level.similarity[b]! - level.similarity[a]! || a - b)
      .slice(0, limits.medoids);
    const marks = Object.fromEntries(
      perLanguage.flatMap(({ language, found }) => (found[group]!.length === 0 ? [] : [[language, found[group]!]])),
    );
    const medoid = passages[medoids[0]!]!;
    return { rows, medoids, keywords: marks, label: labelOf(medoid, marks[medoid.language] ?? []) };
  });
}

/** The sentence of the medoid that holds most keywords, cut at 120 characters; ties go to the first. */
function labelOf(medoid: PassageMeta, marks: readonly string[]): string {
  const found = sentences(medoid.text, medoid.language);
  const score = (sentence: string): number => marks.filter((mark) => sentence.toLowerCase().includes(mark)).length;
  const best = found.reduce((a, b) => (score(b) > score(a) ? b : a), found[0] ?? medoid.text);
  const characters = [...best];
  return characters.length <= 120 ? best : `${characters.slice(0, 119).join('')}…`;
}
