/** Near copies planted among generated articles: how fast they are grouped, and how well. */
import { createReadStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseConfig } from '../src/config.ts';
import { textHash } from '../src/formats/item.ts';
import { importFiles } from '../src/imports.ts';
import { silentReporter } from '../src/reporter.ts';
import { runStage } from '../src/stage.ts';
import { importStage } from '../src/stages/import.ts';
import { Database, parquet } from '../src/store/database.ts';
import { Study } from '../src/store/study.ts';
import { openLines } from './lines.ts';
import { seededRandom } from './sentences.ts';

/** How a copy differs from its original. */
const edits = ['lead', 'cut', 'lead and cut', '2 % of words', '5 % of words', '10 % of words'] as const;
type Edit = (typeof edits)[number];

/** Every so many articles one is copied. */
const copyEvery = 20;

export interface CopiesResult {
  readonly articles: number;
  readonly planted: number;
  /** Seconds to read the file, and to merge and group it. */
  readonly files_seconds: number;
  readonly stage_seconds: number;
  readonly peak_rss_megabytes: number;
  /** Part of the planted copies that are in the group of their original, by edit. */
  readonly recall: Readonly<Record<Edit, number>>;
  /** Part of the articles in groups whose group's earliest article is of the same origin. */
  readonly precision: number;
  readonly grouped: number;
}

interface Article {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly language?: string;
}

/** Plants copies among the articles of an NDJSON file, imports them into a study below `folder`, and compares. */
export async function benchCopies(
  articles: string,
  folder: string,
  seed: number,
  workers: number,
): Promise<CopiesResult> {
  const path = join(folder, 'with-copies.ndjson');
  const { planted, origin, count } = await plant(articles, path, seed);
  const study = new Study(join(folder, 'copies'));
  await writeStudy(study);
  const { settings, options } = parseConfig({ name: 'Copies' }, 'the configuration of the bench');
  const signal = new AbortController().signal;
  const resources = { workers, memoryMegabytes: 1024 };
  const request = { study, settings, resources, signal, report: silentReporter };
  const started = performance.now();
  await importFiles({ ...request, kind: 'article', files: [path] });
  const files = (performance.now() - started) / 1000;
  const { record } = await runStage(importStage, { ...request, options: options['import'], seed });
  const groupOf = new Map<string, string>();
  using database = await Database.open();
  for await (const rows of database.batches<{ id: string; first: string }>(
    `SELECT item_id[9:] AS id, syndication_group[9:] AS first FROM ${parquet(study.table('items'))} WHERE syndication_group IS NOT NULL`,
  )) {
    for (const { id, first } of rows) groupOf.set(id, first);
  }
  const tallies = new Map<Edit, { found: number; all: number }>(edits.map((edit) => [edit, { found: 0, all: 0 }]));
  for (const { id, from, edit } of planted) {
    const tally = tallies.get(edit)!;
    tally.all += 1;
    if (groupOf.has(id) && groupOf.get(id) === groupOf.get(from)) tally.found += 1;
  }
  let right = 0;
  for (const [id, first] of groupOf) if (origin.get(id) === origin.get(first)) right += 1;
  return {
    articles: count,
    planted: planted.length,
    files_seconds: files,
    stage_seconds: record.seconds,
    peak_rss_megabytes: record.peak_rss_megabytes,
    recall: Object.fromEntries([...tallies].map(([edit, { found, all }]) => [edit, found / all])) as Record<
      Edit,
      number
    >,
    precision: right / groupOf.size,
    grouped: groupOf.size,
  };
}

async function writeStudy(study: Study): Promise<void> {
  await mkdir(study.folder, { recursive: true });
  await writeFile(study.configPath, 'name: Copies\n');
}

interface Planted {
  readonly id: string;
  readonly from: string;
  readonly edit: Edit;
}

/** Writes the articles with copies among them; `origin` says of each which text it goes back to. */
async function plant(
  from: string,
  to: string,
  seed: number,
): Promise<{ planted: Planted[]; origin: Map<string, string>; count: number }> {
  const random = seededRandom(seed);
  const planted: Planted[] = [];
  const origin = new Map<string, string>();
  let leads: readonly string[] = [''];
  let count = 0;
  await using lines = await openLines(to);
  for await (const line of createInterface({ input: createReadStream(from) })) {
    const article = JSON.parse(line) as Article;
    const text = textHash('', article.text).slice(0, 16);
    origin.set(article.id, text);
    await lines.add(article);
    count += 1;
    if (count % copyEvery === 0) {
      const edit = edits[planted.length % edits.length]!;
      const id = `${article.id}-copy`;
      await lines.add({
        ...article,
        id,
        title: leads[0]!.slice(0, 80),
        text: edited(article.text, edit, leads, random),
      });
      origin.set(id, text);
      planted.push({ id, from: article.id, edit });
      count += 1;
    }
    leads = sentencesOf(article.text);
  }
  return { planted, origin, count };
}

const sentencesOf = (text: string): string[] => text.match(/[^.!?。！？]+[.!?。！？]+\s*/gu) ?? [text];

/** A text as another outlet would run it; `leads` are sentences of another article. */
function edited(text: string, edit: Edit, leads: readonly string[], random: () => number): string {
  const sentences = sentencesOf(text);
  const lead = leads.slice(0, 2);
  const kept = sentences.slice(0, Math.ceil(sentences.length * 0.75));
  switch (edit) {
    case 'lead':
      return [...lead, ...sentences.slice(1)].join('');
    case 'cut':
      return kept.join('');
    case 'lead and cut':
      return [...lead, ...kept.slice(1)].join('');
    default: {
      const share = Number.parseInt(edit) / 100;
      return text.replace(/\p{Script=Han}|[\p{L}\p{N}]+/gu, (word) =>
        random() < share ? (word.length === 1 ? '某' : `x${Math.floor(random() * 1e6)}`) : word,
      );
    }
  }
}
