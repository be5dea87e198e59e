import type { FlagParametersForType } from '@stricli/core';
import type { PipelineRequest } from '../pipeline.ts';
import type { Resources, Study } from '../store/study.ts';
import type { CliContext, Session } from './command.ts';
import { parseCount, parseSeed } from './option-flags.ts';

/** Which study a command works on. */
export interface StudyFlag {
  readonly study?: string;
}

/** What the machine may use, the seed, and whether nothing is left to the fast embedder. The first two change no result. */
export interface RunFlags extends StudyFlag {
  readonly workers?: number;
  readonly memory?: number;
  readonly seed?: number;
  readonly exact?: boolean;
}

export const studyFlag: FlagParametersForType<StudyFlag, CliContext> = {
  study: {
    kind: 'parsed',
    parse: String,
    placeholder: 'DIR',
    optional: true,
    brief: 'Study folder (default: this folder)',
  },
};

export const resourceFlags: FlagParametersForType<Pick<RunFlags, 'workers' | 'memory'>, CliContext> = {
  workers: {
    kind: 'parsed',
    parse: parseCount,
    placeholder: 'N',
    optional: true,
    brief: 'Worker threads (default: one per core)',
  },
  memory: {
    kind: 'parsed',
    parse: parseCount,
    placeholder: 'MB',
    optional: true,
    brief: 'Memory for tables before they spill to disk (default 1024)',
  },
};

export const runFlags: FlagParametersForType<RunFlags, CliContext> = {
  ...studyFlag,
  ...resourceFlags,
  seed: {
    kind: 'parsed',
    parse: parseSeed,
    placeholder: 'N',
    optional: true,
    brief: 'Seed instead of that of crosscurrent.yaml',
  },
  exact: {
    kind: 'boolean',
    optional: true,
    withNegated: true,
    brief: 'Give every passage to the embedder, instead of only those that sketches find near a narrative',
  },
};

/** The study a command works on; a UserError (exit 4) where the folder is none. */
export async function openStudy({ study = '.' }: StudyFlag): Promise<Study> {
  const { Study: StudyClass } = await import('../store/study.ts');
  return StudyClass.open(study);
}

/** The default resources with what the flags say in their place. */
export async function resourcesOf(flags: Pick<RunFlags, 'workers' | 'memory'>): Promise<Resources> {
  const { defaultResources } = await import('../store/study.ts');
  const { workers, memoryMegabytes } = defaultResources();
  return { workers: flags.workers ?? workers, memoryMegabytes: flags.memory ?? memoryMegabytes };
}

/** What the pipeline is asked to do: the study's configuration, and the flags in its place. */
export async function pipelineRequest(flags: RunFlags, { report, signal }: Session): Promise<PipelineRequest> {
  const { readConfig } = await import('../config.ts');
  const study = await openStudy(flags);
  const { settings, options } = readConfig(study);
  return {
    study,
    settings: { ...settings, exact: flags.exact ?? settings.exact },
    options,
    seed: flags.seed ?? settings.seed,
    resources: await resourcesOf(flags),
    report,
    signal,
  };
}
