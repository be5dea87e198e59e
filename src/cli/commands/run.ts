import { runPipeline, stages } from '../../pipeline.ts';
import type { StageOutcome } from '../../stage.ts';
import type { Study } from '../../store/study.ts';
import { defineCommand } from '../command.ts';
import type { Outcome, Session } from '../command.ts';
import { exitCodeOfRejects, rejectsFlag } from '../rejects-limit.ts';
import type { RejectsFlag, RejectsLimit } from '../rejects-limit.ts';
import { stageJson, stageLine } from '../stage-lines.ts';
import { openStudy, pipelineRequest, runFlags } from '../study-flags.ts';
import type { RunFlags } from '../study-flags.ts';

type Flags = RunFlags & RejectsFlag & { readonly force?: boolean; readonly refit?: boolean; readonly dryRun?: boolean };

/** `run`: everything that is stale, and where the report is. */
export const run = defineCommand<Flags>({
  usage: '[--study DIR] [flags]',
  about:
    'Run every stage whose result is missing or no longer answers to its inputs, options and models, in order:\n' +
    `${stages.map(({ name }) => name).join(', ')}. A run that was interrupted goes on where it stopped.`,
  flags: {
    ...runFlags,
    force: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'Run every stage even if its result is fresh',
    },
    refit: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief:
        'Compute the mean vectors of the languages and the narratives anew; without it both stay as the first run found them, and new posts join or open narratives',
    },
    dryRun: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'Only forecast rows, time, memory and disk, from two runs over a sample of some hundred items',
    },
    ...rejectsFlag,
  },
  writes: [],
  examples: [
    { line: 'crosscurrent run --study my-study', about: 'Compute what is stale and write the report' },
    { line: 'crosscurrent run --study my-study --dry-run', about: 'Say in a minute what the run will take' },
    {
      line: 'crosscurrent run --study my-study --workers 4 --json --quiet > outcome.json',
      about: 'The same in a script, on four cores',
    },
  ],
  async run(session, flags) {
    if (flags.dryRun === true) return forecast(session, flags);
    if (flags.refit === true) await forgetFit(flags);
    return runStudy(session, flags, flags.maxRejects, flags.force);
  },
});

/** What a run would cost; the tables of the study stay as they are. */
async function forecast(session: Session, flags: RunFlags): Promise<Outcome> {
  const { forecastRun } = await import('../../forecast/forecast-run.ts');
  const { forecastText } = await import('../forecast-lines.ts');
  const request = await pipelineRequest(flags, session);
  const kept = await request.study.exclusively(() => forecastRun(request));
  if (kept === undefined) {
    return { json: { study: request.study.folder, seconds: 0 }, text: 'every stage is fresh: a run computes nothing' };
  }
  return { json: { study: request.study.folder, ...kept.forecast }, text: forecastText(kept) };
}

/** Takes away what was fitted to the first items: `embed` and `cluster` are then stale and fit to all there are. */
async function forgetFit(flags: RunFlags): Promise<void> {
  const { rm } = await import('node:fs/promises');
  const study = await openStudy(flags);
  for (const name of ['means', 'sketch-means', 'clustering'] as const) {
    await rm(study.artefact(name), { force: true });
  }
}

/** Runs the whole pipeline of a study and says what became of it. */
export async function runStudy(
  session: Session,
  flags: RunFlags,
  limit?: RejectsLimit,
  force = false,
): Promise<Outcome> {
  const request = await pipelineRequest(flags, session);
  const { study } = request;
  const onStage = (outcome: StageOutcome): void => session.print(stageLine(outcome));
  const outcomes = await study.exclusively(() => runPipeline({ ...request, force, onStage }));
  const { compareForecast } = await import('../../forecast/forecast-run.ts');
  const compared = await compareForecast(request, outcomes);
  const { comparisonLine } = await import('../forecast-lines.ts');
  const { rowsOfTable } = await import('../table-rows.ts');
  const rejected = await rowsOfTable(study, 'rejects');
  const total = (await rowsOfTable(study, 'items')) + rejected;
  const page = reportPage(study);
  return {
    json: {
      study: study.folder,
      report: page,
      rejected,
      records: total,
      stages: outcomes.map(stageJson),
      forecast: compared ?? null,
    },
    text: `${compared === undefined ? '' : `\n${comparisonLine(compared)}`}\nreport: ${page}\nnext: crosscurrent serve --study ${study.folder} --open`,
    exitCode: exitCodeOfRejects(rejected, total, limit),
  };
}

/** Where the report of a study is. */
export function reportPage(study: Study): string {
  return study.path('report', 'index.html');
}
