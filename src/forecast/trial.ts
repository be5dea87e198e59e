/** A run of the whole pipeline over a few hundred items of a study. */
import { stat } from 'node:fs/promises';
import type { ItemKind } from '../formats/item.ts';
import { runPipeline } from '../pipeline.ts';
import type { PipelineRequest } from '../pipeline.ts';
import { silentReporter } from '../reporter.ts';
import type { Reporter } from '../reporter.ts';
import { filesBelow } from '../store/manifest.ts';
import type { StageRecord } from '../store/manifest.ts';
import type { Study } from '../store/study.ts';
import { withSample } from './sample.ts';
import type { Records } from './sample.ts';

/** A stretch of work that a stage reported. */
export interface Phase {
  readonly label: string;
  readonly seconds: number;
}

/** What a run of a sample cost. */
export interface Trial {
  readonly records: Records;
  readonly stages: Readonly<Record<string, StageRecord>>;
  readonly phases: readonly Phase[];
  /** Bytes on disk of what was made from posts, from articles, and from both. */
  readonly bytes: Readonly<Record<ItemKind | 'both', number>>;
}

/** Runs a sample of about so many posts and articles below the temporary folder of the study. */
export async function runTrial(request: PipelineRequest, wanted: Records): Promise<Trial> {
  return withSample(request, wanted, async (trial, records) => {
    const phases: Phase[] = [];
    const outcomes = await runPipeline({ ...trial, report: timedReporter((phase) => phases.push(phase)) });
    return {
      records,
      stages: Object.fromEntries(outcomes.map(({ stage, record }) => [stage, record])),
      phases,
      bytes: await bytesByOrigin(trial.study),
    };
  });
}

/** A reporter that only measures how long each stretch of work takes. */
function timedReporter(onPhase: (phase: Phase) => void): Reporter {
  let label = '';
  let started = 0;
  return {
    ...silentReporter,
    begin(name) {
      label = name;
      started = performance.now();
    },
    end() {
      onPhase({ label, seconds: (performance.now() - started) / 1000 });
    },
  };
}

async function bytesByOrigin(trial: Study): Promise<Trial['bytes']> {
  const bytes = { post: 0, article: 0, both: 0 };
  for (const folder of ['shards', 'vectors', 'tables', 'report']) {
    for (const file of await filesBelow(trial.path(folder))) {
      const origin = /[/\\](post|article)-[^/\\]*$/.exec(file)?.[1] as ItemKind | undefined;
      bytes[origin ?? 'both'] += (await stat(file)).size;
    }
  }
  return bytes;
}
