/** Times every stage of a study, each in a fresh process and from nothing. */
import { spawn } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stages } from '../src/pipeline.ts';
import { summary } from './summary.ts';
import type { Summary } from './summary.ts';

/** What the stages start from: files to import, or a study whose imports are taken. */
export type Source = { readonly posts: string; readonly articles: string } | { readonly study: string };

/** What one stage took, over the runs. */
export interface StageTimes {
  readonly stage: string;
  /** Rows the stage handles, and what they are. */
  readonly rows: number;
  readonly unit: string;
  readonly seconds: Summary;
  /** At the median of the seconds. */
  readonly rows_per_second: number;
  readonly peak_rss_megabytes: number;
}

interface StageRun {
  readonly stage: string;
  readonly seconds: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly peak_rss_megabytes: number;
}

/** The counts that say how much a stage had to do; of stages that are not here nothing is known. */
const work: Readonly<Record<string, { readonly counts: readonly string[]; readonly unit: string }>> = {
  import: { counts: ['posts', 'articles'], unit: 'items' },
  passages: { counts: ['passages'], unit: 'passages' },
  embed: { counts: ['vectors'], unit: 'passages' },
  cluster: { counts: ['passages'], unit: 'post passages' },
  match: { counts: ['article_passages'], unit: 'article passages' },
  measure: { counts: ['narratives'], unit: 'narratives' },
};

/** Runs all stages `runs` times, each time in a new study below `folder`. */
export async function benchStages(
  source: Source,
  folder: string,
  runs: number,
  workers: number,
  say: (line: string) => void,
): Promise<StageTimes[]> {
  const all: StageRun[][] = [];
  for (let run = 0; run < runs; run++) {
    const study = join(folder, `study-${run}`);
    await startStudy(source, study);
    const times: StageRun[] = [];
    for (const { name } of stages) {
      const files = name === 'import' && 'posts' in source ? [source.posts, source.articles] : [];
      const found = await runStageAlone([study, name, String(workers), ...files]);
      say(`  run ${run + 1}: ${name} ${found.seconds.toFixed(1)} s, ${found.peak_rss_megabytes} MB`);
      times.push(found);
    }
    all.push(times);
    await rm(study, { recursive: true, force: true });
  }
  return stages.map(({ name }, place) => {
    const own = all.map((times) => times[place]!);
    const seconds = summary(own.map((time) => time.seconds));
    const { counts, unit } = work[name] ?? { counts: [], unit: '' };
    const rows = counts.reduce((sum, count) => sum + (own[0]!.counts[count] ?? 0), 0);
    return {
      stage: name,
      rows,
      unit,
      seconds,
      rows_per_second: rows / seconds.median,
      peak_rss_megabytes: Math.max(...own.map((time) => time.peak_rss_megabytes)),
    };
  });
}

async function startStudy(source: Source, study: string): Promise<void> {
  await rm(study, { recursive: true, force: true });
  await mkdir(study, { recursive: true });
  if ('posts' in source) {
    await writeFile(join(study, 'crosscurrent.yaml'), 'name: Generated\n');
    return;
  }
  for (const part of ['crosscurrent.yaml', 'imports'])
    await cp(join(source.study, part), join(study, part), { recursive: true });
}

function runStageAlone(parameters: readonly string[]): Promise<StageRun> {
  const script = fileURLToPath(new URL('./stage.js', import.meta.url));
  const child = spawn(process.execPath, [script, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output) as StageRun);
      else reject(new Error(`stage ${parameters[1]} ended with code ${code}`));
    });
  });
}
