/** Forecasts a run, keeps the forecast, and says afterwards how good it was. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { planPipeline } from '../pipeline.ts';
import type { PipelineRequest } from '../pipeline.ts';
import type { StageOutcome } from '../stage.ts';
import { sha256OfFile, sha256OfJson, writeFileAtomic } from '../store/atomic.ts';
import type { Study } from '../store/study.ts';
import { forecastOf } from './forecast.ts';
import type { Forecast } from './forecast.ts';
import { importedRecords } from './sample.ts';
import { runScout } from './scout.ts';
import { runTrial } from './trial.ts';

/** The two trials: some half a minute of work. */
const trials = [
  { post: 200, article: 200 },
  { post: 800, article: 800 },
] as const;

/** The two scouts: some seconds of work. */
const scouts = [
  { post: 5000, article: 1500 },
  { post: 20_000, article: 1500 },
] as const;

/** `forecast.json` of a study. */
export interface KeptForecast {
  /** Hash of what was to be run. */
  readonly key: string;
  readonly forecast: Forecast;
  /** What the run took, once it was over. */
  readonly took?: { readonly seconds: number; readonly megabytes: number };
}

/** Forecasts the run that is asked for; undefined where nothing is to be run, a UserError where nothing was imported. */
export async function forecastRun(request: PipelineRequest): Promise<KeptForecast | undefined> {
  const { study, settings, resources } = request;
  const records = await importedRecords(study);
  const plans = await planPipeline(request);
  if (plans.every(({ freshness }) => freshness === 'fresh')) return undefined;
  const scouted = [await runScout(request, scouts[0]), await runScout(request, scouts[1])] as const;
  const tried = [await runTrial(request, trials[0]), await runTrial(request, trials[1])] as const;
  const kept: KeptForecast = {
    key: await keyOf(request),
    forecast: forecastOf(tried, scouted, {
      records,
      fresh: plans.filter(({ freshness }) => freshness === 'fresh').map(({ stage }) => stage),
      ...resources,
      exact: settings.exact,
    }),
  };
  await writeForecast(study, kept);
  return kept;
}

/** Compares a finished run with the forecast of it; undefined where there is none. */
export async function compareForecast(
  request: PipelineRequest,
  outcomes: readonly StageOutcome[],
): Promise<KeptForecast | undefined> {
  const path = forecastPath(request.study);
  if (!existsSync(path)) return undefined;
  const kept = JSON.parse(await readFile(path, 'utf8')) as KeptForecast;
  if (kept.key !== (await keyOf(request)) || kept.took !== undefined) return undefined;
  const done = outcomes.filter(({ status }) => status === 'done').map(({ record }) => record);
  if (done.length === 0) return undefined;
  const compared = {
    ...kept,
    took: {
      seconds: done.reduce((sum, { seconds }) => sum + seconds, 0),
      megabytes: Math.max(...done.map((record) => record.peak_rss_megabytes)),
    },
  };
  await writeForecast(request.study, compared);
  return compared;
}

/** What decides how long a run takes. */
async function keyOf({ study, settings, options, resources }: PipelineRequest): Promise<string> {
  return sha256OfJson({ imports: await sha256OfFile(study.artefact('imports')), settings, options, resources });
}

function forecastPath(study: Study): string {
  return study.path('forecast.json');
}

async function writeForecast(study: Study, kept: KeptForecast): Promise<void> {
  await writeFileAtomic(forecastPath(study), `${JSON.stringify(kept, null, 1)}\n`);
}
