/**
 * The way of the data, in order. Start reading here.
 *
 *     import → passages → embed → cluster (posts) → narratives
 *                               └→ match (articles × narratives) → matches → measure → events
 *     events → words, influence, network, sensitivity → report
 *     passages → index, by which people search
 */
import type { Freshness, RunRequest, Stage, StageOutcome } from './stage.ts';
import { planStage, runStage } from './stage.ts';
import { cluster } from './stages/cluster.ts';
import { embed } from './stages/embed.ts';
import { importStage } from './stages/import.ts';
import { indexStage } from './stages/index.ts';
import { influence } from './stages/influence.ts';
import { match } from './stages/match.ts';
import { measure } from './stages/measure.ts';
import { network } from './stages/network.ts';
import { passages } from './stages/passages.ts';
import { report } from './stages/report.ts';
import { sensitivity } from './stages/sensitivity.ts';
import { words } from './stages/words.ts';

/** Every stage, in the order in which they run. */
export const stages: readonly Stage[] = [
  importStage,
  passages,
  embed,
  cluster,
  match,
  measure,
  words,
  influence,
  network,
  sensitivity,
  report,
  indexStage,
] as unknown as readonly Stage[];

/** What a run of the pipeline needs; the options are looked up by the name of the stage. */
export interface PipelineRequest extends Omit<RunRequest, 'options'> {
  readonly options: Readonly<Record<string, unknown>>;
  readonly onStage?: (outcome: StageOutcome) => void;
}

/** Runs every stage up to and including `last` (default: all) whose stored result is missing or stale. */
export async function runPipeline(request: PipelineRequest, last?: string): Promise<StageOutcome[]> {
  const outcomes: StageOutcome[] = [];
  for (const stage of stages) {
    const outcome = await runStage(stage, { ...request, options: request.options[stage.name] });
    outcomes.push(outcome);
    request.onStage?.(outcome);
    if (stage.name === last) break;
  }
  return outcomes;
}

/** Freshness of every stage. A stage behind one that must run is stale too. */
export async function planPipeline(request: PipelineRequest): Promise<{ stage: string; freshness: Freshness }[]> {
  const plans: { stage: string; freshness: Freshness }[] = [];
  let upstreamFresh = true;
  for (const stage of stages) {
    const plan = await planStage(stage, { ...request, options: request.options[stage.name] });
    const freshness: Freshness = upstreamFresh || plan.freshness === 'missing' ? plan.freshness : 'stale';
    plans.push({ stage: stage.name, freshness });
    upstreamFresh &&= freshness === 'fresh';
  }
  return plans;
}
