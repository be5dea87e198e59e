import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { throwIfAborted } from '../errors.ts';
import { defineStage } from '../stage.ts';
import type { StageContext, StageResult } from '../stage.ts';
import type { Database } from '../store/database.ts';
import { readManifest } from '../store/manifest.ts';
import type { Study } from '../store/study.ts';
import { tables } from '../store/tables.ts';
import type { ClusteringIndex } from './cluster-state.ts';
import { readEdits } from './measure-edits.ts';
import { findEvents } from './measure-events.ts';
import { measure } from './measure.ts';
import type { MeasureOptions } from './measure.ts';
import { influence } from './influence.ts';
import type { InfluenceOptions } from './influence.ts';
import { answersOf, influencesOf } from './sensitivity-answers.ts';
import type { Answer, Choices } from './sensitivity-answers.ts';

const options = z.strictObject({
  margins: z
    .array(z.number().min(-0.5).max(1))
    .min(1)
    .max(20)
    .default([-0.05, -0.025, 0, 0.025, 0.05])
    .describe(
      'match thresholds that are tried: articles match from this far above the thresholds of the study; below 0 its near misses count (match.nearMiss says how far they reach)',
    ),
  influence: z
    .boolean()
    .default(true)
    .describe('estimate influence for every set of choices too: most of the time of this stage'),
  maxNarratives: z
    .number()
    .int()
    .min(20)
    .default(1000)
    .describe('influence of more narratives than this is estimated from a random sample of them'),
});

/** Options of the stage, checked. */
export type SensitivityOptions = z.infer<typeof options>;

/**
 * Answers the questions again under every combination of the choices that could have been made otherwise:
 * a specification curve (Simonsohn, Simmons & Nelson 2020, "Specification curve analysis", Nature Human
 * Behaviour 4). Nothing is embedded, grouped or matched again: the levels of the narratives, the scores of
 * matches and near misses, and the times are all there.
 */
export const sensitivity = defineStage({
  name: 'sensitivity',
  version: 2,
  brief: 'Answer again under every choice that could have been made otherwise: a specification curve',
  reads: ['items', 'narratives', 'members', 'matches', 'near', 'clustering', 'calibration', 'measured'],
  writes: ['sensitivity'],
  uses: ['platform', 'firstSeenIsPublication'],
  options,
  identity: async ({ study }) => ({
    measure: optionsOfMeasure(study),
    influence: optionsOfInfluence(study),
    edits: readEdits(study),
  }),
  run: measureSensitivity,
});

/** The options that the stage `measure` ran with. */
function optionsOfMeasure(study: Study): MeasureOptions {
  return measure.options.parse(readManifest(study).stages['measure']?.options ?? {});
}

/** The options that the stage `influence` ran with. */
function optionsOfInfluence(study: Study): InfluenceOptions {
  return influence.options.parse(readManifest(study).stages['influence']?.options ?? {});
}

async function measureSensitivity(context: StageContext<SensitivityOptions>): Promise<StageResult> {
  const { study, options: chosen, settings, seed, resources, report, signal, input, output } = context;
  using database = await study.database(resources);
  const measured = optionsOfMeasure(study);
  const lambdas = await readLambdas(input('clustering'));
  const margins = [...new Set([...chosen.margins, 0])].sort((a, b) => a - b);
  const edits = readEdits(study);
  const writer = await database.table(tables.sensitivity.columns);
  let specifications = 0;
  const winnersOf = new Map<Answer['question'], Set<string>>();
  const { counting, background, minEvents } = optionsOfInfluence(study);
  const request = {
    platform: settings.platform,
    maxNarratives: chosen.maxNarratives,
    minEvents,
    seed,
    // Signals are heard only when the loop is let go.
    onStep: async () => {
      await setImmediate();
      throwIfAborted(signal);
    },
  };
  // Each estimate of influence takes about a second, so of other levels there is one.
  const everyAnswer = async function* (level: number, margin: number): ReturnType<typeof answersOf> {
    yield* answersOf(database, { ...measured, level });
    if (!chosen.influence) return;
    if (level === measured.level) yield* influencesOf(database, request);
    else if (margin === 0) yield* influencesOf(database, { ...request, only: { counting, background } });
  };
  report.begin('specifications', lambdas.length * margins.length, 'sets of matches');
  for (const [level, lambda] of lambdas.entries()) {
    for (const margin of margins) {
      throwIfAborted(signal);
      await findEvents(database, {
        input,
        options: { ...measured, level },
        settings,
        // Edits name narratives of the level that is measured.
        edits: level === measured.level ? edits : [],
        margin,
      });
      for await (const { choices, answer } of everyAnswer(level, margin)) {
        specifications += 1;
        const isStudy =
          level === measured.level && margin === 0 && isDefault(answer, choices, { measured, counting, background });
        append(writer, specifications, { lambda, level, margin, isStudy }, choices, answer);
        if (answer.winners.length > 0) {
          const winners = winnersOf.get(answer.question) ?? new Set();
          winnersOf.set(answer.question, winners.add(answer.winners.join(' and ')));
        }
      }
      report.advance(1);
    }
  }
  report.end();
  await writer.write(output('sensitivity'), 'specification, source');
  return {
    counts: {
      specifications,
      ...Object.fromEntries([...winnersOf].map(([question, winners]) => [`${question}_winners`, winners.size])),
    },
    notes: await incompleteNotes(input('calibration'), lambdas.length),
  };
}

function append(
  writer: Awaited<ReturnType<Database['table']>>,
  specification: number,
  { lambda, level, margin, isStudy }: { lambda: number; level: number; margin: number; isStudy: boolean },
  choices: Choices,
  { question, values, winners }: Answer,
): void {
  for (const [source, value] of values) {
    writer.append({
      specification,
      question,
      is_study: isStudy,
      level,
      lambda,
      margin,
      counting: choices.counting ?? null,
      baseline: choices.baseline ?? null,
      times: choices.times ?? null,
      weighting: choices.weighting ?? null,
      background: choices.background ?? null,
      source,
      value,
      is_winner: winners.includes(source),
    });
  }
}

/** Whether the choices are those of the figures that the report puts first. */
function isDefault({ question }: Answer, choices: Choices, { measured, counting, background }: Defaults): boolean {
  const own: Choices =
    question === 'influence'
      ? { counting, background, times: 'interval' }
      : { counting: 'copies', baseline: 'raw', times: measured.firstResolution, weighting: 'narratives' };
  return Object.entries(choices).every(([choice, value]) => own[choice as keyof Choices] === value);
}

/** What the study chose itself. */
interface Defaults {
  readonly measured: MeasureOptions;
  readonly counting: InfluenceOptions['counting'];
  readonly background: InfluenceOptions['background'];
}

/** λ of each level. */
async function readLambdas(path: string): Promise<readonly number[]> {
  const { basis } = JSON.parse(await readFile(path, 'utf8')) as Pick<ClusteringIndex, 'basis'>;
  return basis.levels;
}

/** Says so where other choices rest on matches that were not looked for. */
async function incompleteNotes(calibration: string, levels: number): Promise<string[]> {
  const { minPosts: matchedFrom = 1 } = JSON.parse(await readFile(calibration, 'utf8')) as { minPosts?: number };
  if (matchedFrom <= 1 || levels === 1) return [];
  return [
    `only narratives of ${matchedFrom} posts or more were matched in full, so coarser levels, which hold smaller ones too, have too few matches (match.minPosts: 1 finds all)`,
  ];
}
