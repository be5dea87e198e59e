/** Influence: how much of the platform's activity each ecosystem set off, by Hawkes processes over the narratives. */
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { throwIfAborted } from '../errors.ts';
import { roundsOf } from '../kernels/hawkes-intervals.ts';
import { mostResampled } from '../kernels/hawkes-figures.ts';
import { Random } from '../kernels/random.ts';
import { defineStage } from '../stage.ts';
import type { StageContext, StageResult } from '../stage.ts';
import { estimateContinuous, estimateDaily } from './influence-estimate.ts';
import type { Estimate, EstimateRequest } from './influence-estimate.ts';
import { readCascades } from './influence-events.ts';
import type { Cascading } from './influence-events.ts';
import { parquet } from '../store/database.ts';
import { writeFit, writeInfluence } from './influence-tables.ts';

const options = z.strictObject({
  counting: z
    .enum(['groups', 'copies'])
    .default('groups')
    .describe(
      'groups: the copies of one text in one ecosystem are one event, the first of them, since a wire text on thirty sites would otherwise look as if it had set itself off; copies: each article is an event',
    ),
  background: z
    .enum(['onset', 'steady'])
    .default('onset')
    .describe(
      'what is taken to come from nowhere in the data. onset: the first item of each narrative, and further independent starts, most of them soon after it and near its origin; steady: a constant rate, as most studies have it',
    ),
  times: z
    .enum(['model', 'even'])
    .default('model')
    .describe(
      'how a time is drawn that is only known as an interval. model: given the other items and the fit; even: evenly within the interval',
    ),
  imputations: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(5)
    .describe('how many times all such times are drawn and the model is fitted; 1 where all times are exact'),
  bootstrap: z
    .number()
    .int()
    .nonnegative()
    .max(10_000)
    .default(200)
    .describe('resamples of whole narratives behind the intervals; 0: no intervals'),
  minEvents: z
    .number()
    .int()
    .min(1)
    .default(20)
    .describe('a process of fewer events than this gets no figures, but a reason'),
  maxNarratives: z
    .number()
    .int()
    .min(1)
    .default(100_000)
    .describe('of more narratives than this a random sample is taken'),
  dailyLags: z
    .number()
    .int()
    .nonnegative()
    .max(60)
    .default(7)
    .describe('longest delay of the daily form (hawkes_daily), in days; 0: it is left out'),
});

/** Options of the stage, checked. */
export type InfluenceOptions = z.infer<typeof options>;

/** Narratives without which intervals and figures would say nothing. */
export const fewestNarratives = 20;

/** Estimates who set off whom, over the narratives `measure` measured. */
export const influence = defineStage({
  name: 'influence',
  version: 1,
  brief: 'Estimate how much of the posts each ecosystem set off (Hawkes processes)',
  reads: ['events'],
  writes: ['influence', 'influence_fit'],
  uses: ['platform'],
  options,
  run: estimateInfluence,
});

async function estimateInfluence(context: StageContext<InfluenceOptions>): Promise<StageResult> {
  const { study, options: chosen, settings, seed, resources } = context;
  using database = await study.database(resources);
  const found = await readCascades(database, {
    rows: parquet(context.input('events')),
    platform: settings.platform,
    counting: chosen.counting,
    maxNarratives: chosen.maxNarratives,
    random: new Random(seed),
  });
  const { events, names } = found;
  const narratives = events.starts.length - 1;
  const estimates: Record<string, Estimate> = {};
  if (narratives >= fewestNarratives) {
    estimates['hawkes'] = await following(context, 'fitting Hawkes processes', roundsOf(chosen), (request) =>
      estimateContinuous(events, request),
    );
    if (chosen.dailyLags > 0)
      estimates['hawkes_daily'] = await following(context, 'fitting the daily form', 1, (request) =>
        estimateDaily(events, chosen.dailyLags, request),
      );
  }
  const reasons = reasonsFor(found, narratives, chosen.minEvents);
  const models = chosen.dailyLags > 0 ? ['hawkes', 'hawkes_daily'] : ['hawkes'];
  const described = { names, events, reasons, counting: chosen.counting, models, estimates };
  await writeInfluence(
    database,
    described,
    (model) => methodOf(model, chosen, narratives),
    context.output('influence'),
  );
  await writeFit(database, described, context.output('influence_fit'));
  const main = estimates['hawkes'];
  return {
    counts: {
      narratives,
      events: events.kinds.length,
      unbounded: found.unbounded,
      processes: names.length,
      ...(main === undefined
        ? {}
        : {
            imputations: main.imputations,
            spectral_radius: Number(main.spectralRadius.toFixed(4)),
            delay_hours: Number((24 * main.delayDays).toFixed(2)),
          }),
    },
    notes: notesOf(found, narratives, chosen, estimates),
  };
}

/** Runs an estimation with its progress shown; it can be interrupted between steps. */
async function following(
  { options: chosen, seed, report, signal }: StageContext<InfluenceOptions>,
  label: string,
  rounds: number,
  estimate: (request: EstimateRequest) => Promise<Estimate>,
): Promise<Estimate> {
  report.begin(label, rounds + chosen.bootstrap, 'fits');
  try {
    return await estimate({
      ...chosen,
      random: new Random(seed + 1),
      onStep: async () => {
        report.advance(1);
        // Signals are heard only when the loop is let go.
        await setImmediate();
        throwIfAborted(signal);
      },
    });
  } finally {
    report.end();
  }
}

/** Why a process has no figures; undefined where it has. */
function reasonsFor({ names, events }: Cascading, narratives: number, minEvents: number): (string | undefined)[] {
  const counts = names.map(() => 0);
  for (const kind of events.kinds) counts[kind]! += 1;
  return counts.map((count, kind) =>
    narratives < fewestNarratives
      ? `fewer than ${fewestNarratives} narratives (${narratives})`
      : count < minEvents
        ? `fewer than ${minEvents} events of ${names[kind]} (${count})`
        : undefined,
  );
}

/** How the intervals were made. */
function methodOf(model: string, { bootstrap, imputations, times }: InfluenceOptions, narratives: number): string {
  if (bootstrap === 0) return 'no intervals';
  const resampled = narratives > mostResampled ? `, ${mostResampled} at a time, spread scaled` : '';
  const on = model === 'hawkes_daily' ? 'of the days' : `on up to ${imputations} imputations (times: ${times})`;
  return `percentile bootstrap over whole narratives${resampled}, ${bootstrap} replicates ${on}`;
}

/** What the reader of the summary should know. */
function notesOf(
  { names, unbounded, narratives: all, events }: Cascading,
  narratives: number,
  { minEvents }: InfluenceOptions,
  estimates: Readonly<Record<string, Estimate>>,
): string[] {
  const notes: string[] = [];
  if (names.length === 0) return ['no event has both bounds in time, so there is no influence to estimate'];
  if (narratives < fewestNarratives)
    return [`influence needs ${fewestNarratives} narratives with events in time; there are ${narratives}`];
  if (narratives < all)
    notes.push(`influence was estimated from a random sample of ${narratives} of ${all} narratives`);
  if (unbounded > 0)
    notes.push(`events left out of influence, since their times are not bounded on both sides: ${unbounded}`);
  const counts = names.map(() => 0);
  for (const kind of events.kinds) counts[kind]! += 1;
  const few = names.filter((_, kind) => counts[kind]! < minEvents);
  if (few.length > 0) notes.push(`no influence figures for ${few.join(', ')}: fewer than ${minEvents} events`);
  for (const [model, { spectralRadius, converged, unsettled }] of Object.entries(estimates)) {
    if (spectralRadius >= 1)
      notes.push(
        `${model}: the estimated process would grow without end (spectral radius ${spectralRadius.toFixed(2)}), so its figures are not to be trusted`,
      );
    if (!converged) notes.push(`${model}: the estimation had not settled when it was ended`);
    if (unsettled > 0) notes.push(`${model}: ${unsettled} replicates had not settled when they were ended`);
  }
  return notes;
}
