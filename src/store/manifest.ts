import { existsSync, readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { arch, cpus, platform } from 'node:os';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import { writeFileAtomic } from './atomic.ts';
import type { Study, ArtefactName } from './study.ts';
import { UserError } from '../errors.ts';

/** A finished output of a stage. */
export interface OutputRecord {
  readonly sha256: string;
  readonly bytes: number;
  readonly rows?: number;
}

/** What `run.json` keeps of a finished stage. */
export interface StageRecord {
  readonly fingerprint: string;
  /** Hash of what the result truly depends on, of stages that know it. */
  readonly essence?: string;
  readonly version: number;
  readonly options: unknown;
  readonly settings: unknown;
  /** What else decides the output: hashes of models and of files named in the options. */
  readonly identity: unknown;
  readonly seed: number;
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, OutputRecord>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly notes?: readonly string[];
  readonly rejected: number;
  readonly started_at: string;
  readonly seconds: number;
  readonly peak_rss_megabytes: number;
  readonly workers: number;
  readonly versions: Readonly<Record<string, string>>;
}

/** The content of `run.json`: everything needed to repeat the run and to trust its tables. */
export interface Manifest {
  readonly format: 1;
  readonly stages: Readonly<Record<string, StageRecord>>;
}

const require = createRequire(import.meta.url);

/** Version of an installed package, as its package.json says. */
function packageVersion(name: string): string {
  try {
    return (require(`${name}/package.json`) as { version: string }).version;
  } catch {
    return 'unknown';
  }
}

/** crosscurrent's own version. */
export const version: string = (
  JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }
).version;

/** Versions of everything that can change a result, for `run.json`. */
export function versions(): Record<string, string> {
  return {
    crosscurrent: version,
    node: process.versions.node,
    icu: process.versions.icu ?? 'none',
    unicode: process.versions.unicode ?? 'none',
    duckdb: packageVersion('@duckdb/node-api'),
    onnxruntime: packageVersion('onnxruntime-node'),
    system: `${platform()}-${arch()}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
  };
}

/** Reads `run.json`; a study that has not run has an empty manifest. */
export function readManifest(study: Study): Manifest {
  if (!existsSync(study.manifestPath)) return { format: 1, stages: {} };
  try {
    const manifest = JSON.parse(readFileSync(study.manifestPath, 'utf8')) as Manifest;
    if (manifest.format === 1 && typeof manifest.stages === 'object') return manifest;
  } catch {
    // Falls through to the message below.
  }
  throw new UserError(`${study.manifestPath} is not a manifest this version can read`, {
    hint: 'move it away and run again: every stage is then computed anew',
  });
}

/** Puts a stage's record into `run.json`, or takes it out (`undefined`) while the stage runs. */
export async function recordStage(study: Study, stage: string, record: StageRecord | undefined): Promise<void> {
  const manifest = readManifest(study);
  const stages: Record<string, StageRecord> = { ...manifest.stages };
  if (record === undefined) {
    if (!(stage in stages)) return;
    delete stages[stage];
  } else {
    stages[stage] = record;
  }
  await writeFileAtomic(study.manifestPath, `${JSON.stringify({ ...manifest, stages }, null, 2)}\n`);
}

/** Whether every output a record names still lies in the study with the size it had, and the shards it lists. */
export async function outputsPresent(study: Study, record: StageRecord): Promise<boolean> {
  for (const [name, output] of Object.entries(record.outputs)) {
    const found = await stat(study.artefact(name as ArtefactName)).catch(() => undefined);
    if (found === undefined) return false;
    // Others may put files of their own into a folder.
    if (
      found.isDirectory()
        ? (await sizeOf(study.artefact(name as ArtefactName))) < output.bytes
        : found.size !== output.bytes
    )
      return false;
    if (name === 'item-shards' || name === 'passage-shards' || name === 'vectors') {
      const { shards } = await study.shards(name);
      if (!shards.every((shard) => existsSync(study.path(shard.file)))) return false;
    }
  }
  return true;
}

/** Files of a folder and of the folders below it, by path. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : [])).sort();
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const path of await filesBelow(folder)) bytes += (await stat(path)).size;
  return bytes;
}
