/**
 * The one shape of a stage, and the one function that runs it. A stage computes; `runStage` decides
 * whether it must, gives it temporary outputs, puts them in place and writes down what happened.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { z } from 'zod';
import type { Settings } from './config.ts';
import { exitCodes, throwIfAborted, UserError } from './errors.ts';
import type { Reporter } from './reporter.ts';
import { sha256OfFile, sha256OfJson } from './store/atomic.ts';
import { filesBelow, outputsPresent, readManifest, recordStage, versions } from './store/manifest.ts';
import type { OutputRecord, StageRecord } from './store/manifest.ts';
import type { ArtefactName, Resources, Study } from './store/study.ts';

/** What a stage is given. Everything it needs comes from here. */
export interface StageContext<Options> {
  readonly study: Study;
  readonly options: Options;
  readonly settings: Settings;
  readonly seed: number;
  readonly resources: Resources;
  readonly report: Reporter;
  readonly signal: AbortSignal;
  /** Path of a finished artefact the stage declared in `reads`. */
  input(name: ArtefactName): string;
  /** Path at which to write an artefact the stage declared in `writes`; it is put in place afterwards. */
  output(name: ArtefactName): string;
}

/** What a stage says when it is done. */
export interface StageResult {
  /** Counts for `run.json` and the summary line, such as `{ posts: 1248 }`. */
  readonly counts: Readonly<Record<string, number>>;
  /** Records that became rows of `rejects`. */
  readonly rejected?: number;
  /** Sentences the reader of the summary should see. */
  readonly notes?: readonly string[];
  /** Housekeeping once the outputs are in place, such as deleting shards that only the old ones named. */
  readonly sweep?: () => Promise<void>;
}

export interface Stage<Options = unknown> {
  readonly name: string;
  /** Raised when the meaning of the output changes. */
  readonly version: number;
  readonly brief: string;
  readonly reads: readonly ArtefactName[];
  readonly writes: readonly ArtefactName[];
  /** Keys of the configuration that are read besides the stage's own options. */
  readonly uses: readonly (keyof Settings)[];
  readonly options: z.ZodType<Options>;
  /** Whatever else decides the output, such as the hash of a model. */
  readonly identity?: (context: { settings: Settings; options: Options; study: Study }) => Promise<unknown>;
  /**
   * A hash of what the result truly depends on, where that is less than the files it reads: a result whose
   * essence is the same is kept when they change.
   */
  readonly essence?: (
    context: Pick<StageContext<Options>, 'study' | 'options' | 'resources' | 'input'>,
  ) => Promise<string>;
  run(context: StageContext<Options>): Promise<StageResult>;
}

/** Declares a stage; the types of its options are inferred from the schema. */
export function defineStage<Options>(stage: Stage<Options>): Stage<Options> {
  return stage;
}

export interface RunRequest {
  readonly study: Study;
  readonly settings: Settings;
  readonly options: unknown;
  readonly seed: number;
  readonly resources: Resources;
  readonly report: Reporter;
  readonly signal: AbortSignal;
  /** Compute even if the stored result is fresh. */
  readonly force?: boolean;
}

export interface StageOutcome {
  readonly stage: string;
  readonly status: 'fresh' | 'done';
  readonly record: StageRecord;
}

/** Why a stage must run, or `fresh`. */
export type Freshness = 'fresh' | 'missing' | 'stale';

interface Plan {
  readonly freshness: Freshness;
  readonly fingerprint: string;
  /** What the fingerprint covers besides the inputs. */
  readonly own: unknown;
  readonly inputs: Record<string, string>;
  readonly identity: unknown;
  readonly used: Record<string, unknown>;
}

/** Whether the stored result of a stage still answers the request. */
export async function planStage<Options>(stage: Stage<Options>, request: RunRequest): Promise<Plan> {
  const { study, settings, seed } = request;
  const options = stage.options.parse(request.options);
  const manifest = readManifest(study);
  const inputs: Record<string, string> = {};
  for (const name of stage.reads) inputs[name] = await hashOfInput(study, manifest.stages, name);
  const used = Object.fromEntries(stage.uses.map((key) => [key, settings[key]]));
  const identity = (await stage.identity?.({ settings, options, study })) ?? null;
  const own = { name: stage.name, version: stage.version, options, used, identity, seed };
  const fingerprint = sha256OfJson({ ...own, inputs });
  const record = manifest.stages[stage.name];
  const freshness =
    record === undefined
      ? 'missing'
      : record.fingerprint === fingerprint && (await outputsPresent(study, record))
        ? 'fresh'
        : 'stale';
  return { freshness, fingerprint, own, inputs, identity, used };
}

/** Hash of an input: as its stage recorded it, or of the file where no stage writes it. */
async function hashOfInput(
  study: Study,
  stages: Readonly<Record<string, StageRecord>>,
  name: ArtefactName,
): Promise<string> {
  for (const record of Object.values(stages)) {
    const output = record.outputs[name];
    if (output !== undefined) return output.sha256;
  }
  const path = study.artefact(name);
  return existsSync(path) ? sha256OfFile(path) : 'missing';
}

/** Runs a stage if its stored result is missing or stale, and records the outcome in `run.json`. */
export async function runStage<Options>(stage: Stage<Options>, request: RunRequest): Promise<StageOutcome> {
  const { study, settings, seed, resources, report, signal } = request;
  throwIfAborted(signal);
  const plan = await planStage(stage, request);
  if (plan.freshness === 'fresh' && request.force !== true) {
    return { stage: stage.name, status: 'fresh', record: readManifest(study).stages[stage.name]! };
  }
  for (const name of stage.reads) requireInput(study, stage.name, name);

  const options = stage.options.parse(request.options);
  const input = (name: ArtefactName): string => study.artefact(name);
  const essence = stage.essence && sha256OfJson([plan.own, await stage.essence({ study, options, resources, input })]);
  const before = readManifest(study).stages[stage.name];
  if (
    before !== undefined &&
    essence !== undefined &&
    before.essence === essence &&
    request.force !== true &&
    (await outputsPresent(study, before))
  ) {
    const record = { ...before, fingerprint: plan.fingerprint, inputs: plan.inputs };
    await recordStage(study, stage.name, record);
    return { stage: stage.name, status: 'fresh', record };
  }
  const temporary = join(study.temporary, stage.name);
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  const written = new Set<ArtefactName>();
  const started = new Date();
  const memory = watchMemory();
  try {
    const result = await stage.run({
      study,
      options,
      settings,
      seed,
      resources,
      report,
      signal,
      input,
      output: (name) => {
        if (!stage.writes.includes(name)) throw new Error(`stage ${stage.name} does not declare the output ${name}`);
        written.add(name);
        return join(temporary, basename(study.artefact(name)));
      },
    });
    throwIfAborted(signal);
    for (const name of stage.writes) {
      if (!written.has(name)) throw new Error(`stage ${stage.name} did not write ${name}`);
    }
    // From here until the record is written the stage counts as not run, so a kill between two
    // renames can never leave a mixture that looks finished.
    const outputs = await describeOutputs(study, temporary, stage.writes);
    await recordStage(study, stage.name, undefined);
    for (const name of stage.writes)
      await putInPlace(join(temporary, basename(study.artefact(name))), study.artefact(name));
    const record: StageRecord = {
      fingerprint: plan.fingerprint,
      ...(essence === undefined ? {} : { essence }),
      version: stage.version,
      options,
      settings: plan.used,
      identity: plan.identity,
      seed,
      inputs: plan.inputs,
      outputs,
      counts: result.counts,
      ...(result.notes === undefined ? {} : { notes: result.notes }),
      rejected: result.rejected ?? 0,
      started_at: started.toISOString(),
      seconds: (Date.now() - started.getTime()) / 1000,
      peak_rss_megabytes: memory.stop(),
      workers: resources.workers,
      versions: versions(),
    };
    await recordStage(study, stage.name, record);
    await result.sweep?.();
    return { stage: stage.name, status: 'done', record };
  } finally {
    memory.stop();
    await rm(temporary, { recursive: true, force: true });
  }
}

function requireInput(study: Study, stage: string, name: ArtefactName): void {
  if (existsSync(study.artefact(name))) return;
  throw new UserError(
    name === 'imports'
      ? 'nothing has been imported yet'
      : `stage ${stage} needs ${name}, which has not been written yet`,
    {
      hint:
        name === 'imports'
          ? 'crosscurrent import posts FILE --study DIR, then crosscurrent import articles FILE --study DIR'
          : 'crosscurrent run --study DIR runs every stage that is needed',
      exitCode: exitCodes.input,
    },
  );
}

async function describeOutputs(
  study: Study,
  temporary: string,
  names: readonly ArtefactName[],
): Promise<Record<string, OutputRecord>> {
  const outputs: Record<string, OutputRecord> = {};
  for (const name of names) {
    const path = join(temporary, basename(study.artefact(name)));
    const found = await stat(path);
    if (found.isDirectory()) {
      const hashes: [string, string][] = [];
      let bytes = 0;
      for (const file of await filesBelow(path)) {
        hashes.push([relative(path, file), await sha256OfFile(file)]);
        bytes += (await stat(file)).size;
      }
      outputs[name] = { sha256: sha256OfJson(hashes), bytes };
    } else {
      outputs[name] = { sha256: await sha256OfFile(path), bytes: found.size };
    }
  }
  return outputs;
}

async function putInPlace(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  if ((await stat(from)).isDirectory()) await rm(to, { recursive: true, force: true });
  await rename(from, to);
}

/** Samples the resident set of the process; `stop` gives the peak in megabytes. */
function watchMemory(): { stop(): number } {
  let peak = process.memoryUsage.rss();
  const sample = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(sample, 100);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      sample();
      return Math.round(peak / 1e6);
    },
  };
}
