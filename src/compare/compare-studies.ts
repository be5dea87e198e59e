/** Two studies: what differs in how they were made, in what went in, in their narratives and in their answers. */
import { existsSync } from 'node:fs';
import { baselines } from '../kernels/association-draws.ts';
import { readCurves } from '../store/sensitivity.ts';
import type { Curve } from '../store/sensitivity.ts';
import type { Resources } from '../store/study.ts';
import { compareAnswers } from './answers.ts';
import type { ComparedAnswer, ComparedSide } from './answers.ts';
import { beginningsOf, sideOf } from './compare-windows.ts';
import type { Beginnings } from './compare-windows.ts';
import { configurationDifferences } from './configuration.ts';
import type { ConfigurationDifference } from './configuration.ts';
import { countings, countStudy } from './counts.ts';
import { compareNarratives } from './families.ts';
import type { ComparedNarratives, Family } from './families.ts';
import { sharedItems } from './inputs.ts';
import type { SharedItems } from './inputs.ts';
import { measuredWith, referenceOf } from './options.ts';
import { withPair } from './pair.ts';
import type { OpenedStudy, Pair } from './pair.ts';
import { everything, sides } from './windows.ts';
import type { Side } from './windows.ts';

/** The influence of one source on a platform, as a study estimated it. */
export interface StudyInfluence {
  readonly source: string;
  readonly influence: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Who wins an answer over all sets of choices of a study. */
export interface StudyCurve {
  readonly question: Curve['question'];
  /** Winners under the study's own choices; none where it has no answer. */
  readonly winners: readonly string[];
  /** Winners and in how many sets of choices, most often first. */
  readonly won: readonly { readonly winner: string; readonly specifications: number }[];
  readonly specifications: number;
  readonly range: { readonly low: number; readonly high: number } | null;
}

/** Two studies next to each other. */
export interface ComparedStudies {
  readonly names: Readonly<Record<Side, string>>;
  readonly configuration: readonly ConfigurationDifference[];
  readonly items: readonly SharedItems[];
  readonly narratives: ComparedNarratives;
  readonly answers: readonly ComparedAnswer[];
  readonly beginnings: Readonly<Record<Side, Beginnings>>;
  /** What each study says about influence on its platform; empty where it was not estimated. */
  readonly influence: Readonly<Record<Side, readonly StudyInfluence[]>>;
  readonly sensitivity: Readonly<Record<Side, readonly StudyCurve[]>>;
  readonly draws: number;
}

/** Compares two studies; either may be of an older version or without some of its tables. */
export async function compareStudies(
  opened: readonly [OpenedStudy, OpenedStudy],
  { draws, resources }: { readonly draws: number; readonly resources: Resources },
): Promise<ComparedStudies> {
  return await withPair(opened, resources, async (pair) => {
    const { studies, database } = pair;
    const options = [measuredWith(opened[0].manifest), measuredWith(opened[1].manifest)] as const;
    const narratives = await compareNarratives(database, [options[0].level, options[1].level]);
    const counts = [
      await countStudy(studies[0].ask, everything, studies[0]),
      await countStudy(studies[1].ask, everything, studies[1]),
    ] as const;
    const side = (place: 0 | 1): ComparedSide => ({
      ...sideOf(counts[place], 'first'),
      unitOf: unitsOf(narratives.families, sides[place]),
      smoothing: options[place].smoothing,
      prior: options[place].prior,
      reference: referenceOf(counts[place].cells, options[place].reference),
    });
    return {
      names: { first: opened[0].name, second: opened[1].name },
      configuration: configurationDifferences(opened[0].manifest, opened[1].manifest),
      items: await sharedItems(database),
      narratives,
      answers: await compareAnswers([side(0), side(1)], {
        countings,
        baselines,
        draws,
        seed: options[0].seed,
        together: areAlike(narratives),
      }),
      beginnings: { first: beginningsOf(counts[0].starts, 'first'), second: beginningsOf(counts[1].starts, 'first') },
      influence: { first: await influenceOf(pair, 0), second: await influenceOf(pair, 1) },
      sensitivity: { first: await curvesOf(pair, 0), second: await curvesOf(pair, 1) },
      draws,
    };
  });
}

/** Whether most families have narratives in both studies: then both were made of the same data. */
function areAlike({ kinds, families }: ComparedNarratives): boolean {
  return 2 * (kinds.kept + kinds.split + kinds.merged + kinds.regrouped) >= families.length;
}

/** The family a narrative is drawn with. */
function unitsOf(families: readonly Family[], side: Side): (narrative: string) => string {
  const known = new Map(
    families.flatMap((family, number) => family[side].map(({ narrative_id }) => [narrative_id, `${number}`] as const)),
  );
  return (narrative) => known.get(narrative) ?? `${side} ${narrative}`;
}

async function influenceOf({ studies }: Pair, place: 0 | 1): Promise<StudyInfluence[]> {
  const { ask, platform } = studies[place];
  return await ask<StudyInfluence>(
    `SELECT source, influence, influence_low AS low, influence_high AS high FROM influence
    WHERE model = 'hawkes' AND target = $1 AND influence IS NOT NULL ORDER BY source`,
    [platform],
  );
}

async function curvesOf({ opened, database }: Pair, place: 0 | 1): Promise<StudyCurve[]> {
  const path = opened[place].study.artefact('sensitivity');
  if (!existsSync(path)) return [];
  const curves = await readCurves(database, path);
  return curves.map(({ question, specifications, study, winners, range }) => ({
    question,
    winners: study.is_study ? study.winners : [],
    won: winners,
    specifications: specifications.length,
    range,
  }));
}
