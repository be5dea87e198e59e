/** Studies of posts with vectors of our making, to group. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../../src/config.ts';
import type { Matrix } from '../../../src/kernels/products.ts';
import { normaliseRows } from '../../../src/kernels/vectors.ts';
import { silentReporter } from '../../../src/reporter.ts';
import { runStage } from '../../../src/stage.ts';

import { cluster } from '../../../src/stages/cluster.ts';
import { Database, parquet } from '../../../src/store/database.ts';
import { writeVectors } from '../../../src/store/vector-files.ts';
import type { StageRecord } from '../../../src/store/manifest.ts';
import { Study } from '../../../src/store/study.ts';
import { tables } from '../../../src/store/tables.ts';
import { normal, seeded } from '../../support/random.ts';

/** A post of one passage. */
export interface Post {
  readonly id: string;
  /** What it is about: the direction of its vector. */
  readonly subject: number;
  readonly text?: string;
}

export const columns = 24;

/** `count` posts about a subject, named after it. */
export function postsAbout(subject: number, count: number, prefix = 's'): Post[] {
  return Array.from({ length: count }, (_, i) => ({ id: `${prefix}${subject}-${i}`, subject }));
}

/** A vector near to a direction: the first eight subjects resemble each other in pairs (0 and 1, 2 and 3 …). */
function vectorOf({ id, subject }: Post): number[] {
  const random = seeded([...id].reduce((sum, character) => sum * 31 + character.charCodeAt(0), 7) % 1e9);
  return Array.from({ length: columns }, (_, i) => {
    const direction = (i === subject ? 1 : 0) + (subject < 8 && i === columns - 1 - (subject >> 1) ? 0.8 : 0);
    return direction + 0.05 * normal(random);
  });
}

/** Writes everything the stage reads; what an earlier run left stays. */
export async function writePosts(folder: string, posts: readonly Post[], mean = 0): Promise<Study> {
  mkdirSync(join(folder, 'vectors/passages'), { recursive: true });
  mkdirSync(join(folder, 'shards/passages'), { recursive: true });
  writeFileSync(join(folder, 'crosscurrent.yaml'), 'name: grouped\n');
  const study = new Study(folder);
  using database = await Database.open();
  const halves = [posts.slice(0, posts.length >> 1), posts.slice(posts.length >> 1)];
  const shards: { name: string; key: string; file: string; kind: 'post'; rows: number }[] = [];
  for (const [number, half] of halves.entries()) {
    const file = `shards/passages/post-${number}.parquet`;
    const rows = await database.table(tables.passages.columns);
    for (const post of half) {
      const text = post.text ?? `Subject${post.subject} is what post ${post.id} tells.`;
      rows.append({ passage_id: `${post.id}#0`, item_id: post.id, ordinal: 0, text, language: 'en' });
    }
    await rows.write(study.path(file));
    const data = normaliseRows(Float32Array.from(half.flatMap(vectorOf)), columns);
    const matrix: Matrix = { data, rows: half.length, columns };
    await writeVectors(study.path(`vectors/passages/post-${number}.npy`), matrix);
    shards.push({ name: `post-${number}`, key: '0', file, kind: 'post', rows: half.length });
  }
  writeFileSync(study.artefact('passage-shards'), JSON.stringify({ shards }));
  const vectors = shards.map((shard) => ({ ...shard, file: `vectors/passages/${shard.name}.npy` }));
  writeFileSync(study.artefact('vectors'), JSON.stringify({ shards: vectors, embedder: 'test' }));
  const means = { 'post/en': { passages: 9, mean: Array<number>(columns).fill(mean) } };
  writeFileSync(study.artefact('means'), JSON.stringify({ embedder: 'test', means }));
  const items = await database.table(tables.items.columns);
  posts.forEach(({ id }, i) => items.append({ item_id: id, kind: 'post', in_scope: true, published_at: i * 1000 }));
  await items.write(study.artefact('items'));
  return study;
}

/** Groups the posts of a study, whatever was recorded of it. */
export async function group(study: Study, options: object = {}, workers = 2): Promise<StageRecord> {
  const { settings } = parseConfig({ name: 'grouped' }, 'a test');
  const { record } = await runStage(cluster, {
    study,
    settings,
    options: cluster.options.parse({ levels: [0.8, 0.3], ...options }),
    seed: settings.seed,
    resources: { workers, memoryMegabytes: 256 },
    report: silentReporter,
    signal: new AbortController().signal,
    force: true,
  });
  return record;
}

/** The narrative of each post at a level. */
export async function narrativesOfPosts(study: Study, level = 0): Promise<Record<string, string>> {
  using database = await Database.open();
  const rows = await database.rows<{ item_id: string; narrative_id: string }>(
    `SELECT item_id, narrative_id FROM ${parquet(study.artefact('members'))} WHERE level = ${level}`,
  );
  return Object.fromEntries(rows.map(({ item_id, narrative_id }) => [item_id, narrative_id]));
}
