/** Runs the pipeline over the labelled collection, keeping studies so that nothing is embedded twice. */
import { existsSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseConfig } from '../src/config.ts';
import { describeEmbedder, readCalibration } from '../src/embedders/create.ts';
import { importFiles } from '../src/imports.ts';
import { silentReporter } from '../src/reporter.ts';
import { runStage } from '../src/stage.ts';
import type { RunRequest, StageOutcome } from '../src/stage.ts';
import { cluster } from '../src/stages/cluster.ts';
import { embed } from '../src/stages/embed.ts';
import { importStage } from '../src/stages/import.ts';
import { match } from '../src/stages/match.ts';
import { measure } from '../src/stages/measure.ts';
import { passages } from '../src/stages/passages.ts';
import { sha256OfJson } from '../src/store/atomic.ts';
import { Study } from '../src/store/study.ts';
import { hashesOf } from './data.ts';
import { workers } from './machine.ts';

/** λ of the finest level that is shipped. */
export const shippedLambda: number = cluster.options.parse({}).levels[0]!;

/** Language pairs of posts and articles in the collection. */
export const pairNames = ['zh-zh', 'zh-ru', 'zh-uk', 'zh-en'] as const;

/** Says what happens; studies take minutes. */
export type Say = (line: string) => void;

/** Options that keep every passage with its best narrative, so that thresholds can be swept afterwards. */
const everything = { thresholds: Object.fromEntries([...pairNames, 'default'].map((pair) => [pair, 0])), nearMiss: 1 };

/** What a stage is asked for. */
export function requestFor(study: Study, exact = true): Omit<RunRequest, 'options'> {
  const { settings } = parseConfig({ name: 'Labelled collection', exact }, 'the configuration of the evaluation');
  return {
    study,
    settings,
    seed: settings.seed,
    resources: { workers, memoryMegabytes: 1024 },
    report: silentReporter,
    signal: new AbortController().signal,
  };
}

function announce(say: Say, { stage, status, record }: StageOutcome): void {
  if (status === 'done')
    say(
      `  ${stage}: ${record.seconds.toFixed(1)} s, ${record.peak_rss_megabytes} MB, ${JSON.stringify(record.counts)}`,
    );
}

/** The collection up to its vectors; the name of the study holds everything they depend on. */
async function embedded(data: string, work: string, say: Say): Promise<Study> {
  const { hash } = await describeEmbedder('bundled');
  const key = sha256OfJson({
    files: await hashesOf(data, ['echo/posts.ndjson', 'echo/articles.ndjson']),
    embedder: hash,
    stages: [importStage, passages, embed].map((stage) => [stage.name, stage.version]),
  }).slice(0, 8);
  const study = new Study(join(work, `echo-${key}`));
  await mkdir(study.folder, { recursive: true });
  await writeFile(study.configPath, 'name: Labelled collection\n');
  const request = requestFor(study);
  await importFiles({ ...request, kind: 'post', files: [join(data, 'echo/posts.ndjson')] });
  await importFiles({ ...request, kind: 'article', files: [join(data, 'echo/articles.ndjson')] });
  announce(say, await runStage(importStage, { ...request, options: importStage.options.parse({}) }));
  announce(say, await runStage(passages, { ...request, options: passages.options.parse({}) }));
  announce(say, await runStage(embed, { ...request, options: embed.options.parse({}) }));
  return study;
}

/**
 * The same with the means of the calibration there is. A study keeps its means once it has them, so
 * those of another calibration need a study of their own; the vectors stay the same.
 */
async function centred(data: string, work: string, say: Say): Promise<Study> {
  const base = await embedded(data, work, say);
  const { id } = await describeEmbedder('bundled');
  const key = sha256OfJson((await readCalibration(id))?.means ?? null).slice(0, 8);
  const study = new Study(`${base.folder}-${key}`);
  if (existsSync(study.manifestPath)) return study;
  await cp(base.folder, study.folder, { recursive: true });
  await rm(study.artefact('means'));
  await runStage(embed, { ...requestFor(study), options: embed.options.parse({}), force: true });
  return study;
}

/** A copy of a study beside it, made once. */
async function copyOf(study: Study, name: string): Promise<Study> {
  const copy = new Study(`${study.folder}-${name}`);
  if (!existsSync(copy.manifestPath)) await cp(study.folder, copy.folder, { recursive: true });
  return copy;
}

/** The collection clustered at one λ, with the best narrative of every article passage. */
export async function matchedAt(lambda: number, data: string, work: string, say: Say): Promise<Study> {
  const base = await centred(data, work, say);
  const study = await copyOf(base, `lambda-${lambda}`);
  say(`λ ${lambda}`);
  const request = requestFor(study);
  announce(say, await runStage(cluster, { ...request, options: cluster.options.parse({ levels: [lambda] }) }));
  announce(say, await runStage(match, { ...request, options: match.options.parse(everything) }));
  return study;
}

/** The collection through the whole pipeline as shipped. */
export async function asShipped(
  data: string,
  work: string,
  say: Say,
): Promise<{ study: Study; outcomes: StageOutcome[] }> {
  const study = await copyOf(await centred(data, work, say), 'shipped');
  say('as shipped');
  const request = requestFor(study);
  const outcomes = [
    await runStage(cluster, { ...request, options: cluster.options.parse({}) }),
    await runStage(match, { ...request, options: match.options.parse({}) }),
    await runStage(measure, { ...request, options: measure.options.parse({}) }),
  ];
  for (const outcome of outcomes) announce(say, outcome);
  return { study, outcomes };
}

/** The collection with sketches, and its posts clustered. */
export async function sketched(
  data: string,
  work: string,
  say: Say,
): Promise<{ study: Study; outcomes: StageOutcome[] }> {
  const base = await embedded(data, work, say);
  const key = sha256OfJson(await describeEmbedder('static')).slice(0, 8);
  const study = new Study(`${base.folder}-sketched-${key}`);
  if (!existsSync(study.manifestPath)) {
    await cp(base.folder, study.folder, { recursive: true });
    await rm(study.artefact('means'));
  }
  say('with sketches');
  const request = requestFor(study, false);
  const outcomes = [
    await runStage(embed, { ...request, options: embed.options.parse({}) }),
    await runStage(cluster, { ...request, options: cluster.options.parse({}) }),
  ];
  for (const outcome of outcomes) announce(say, outcome);
  return { study, outcomes };
}

/** A copy of an exact study in the work folder, with sketches; nothing else is computed anew. */
export async function sketchedCopy(exact: Study, work: string, say: Say): Promise<Study> {
  const key = sha256OfJson([exact.folder, await describeEmbedder('static')]).slice(0, 8);
  const study = new Study(join(work, `sketched-${key}`));
  await rm(study.folder, { recursive: true, force: true });
  await cp(exact.folder, study.folder, { recursive: true });
  announce(say, await runStage(embed, { ...requestFor(study, false), options: embed.options.parse({}) }));
  return study;
}

/** The collection as a run does it by default: sketches choose the passages that are compared. */
export async function asCascade(
  data: string,
  work: string,
  say: Say,
): Promise<{ study: Study; outcomes: StageOutcome[] }> {
  const { study, outcomes } = await sketched(data, work, say);
  const matched = await runStage(match, { ...requestFor(study, false), options: match.options.parse({}) });
  announce(say, matched);
  return { study, outcomes: [...outcomes, matched] };
}
