import { readCurves, winnerOf } from '../../store/sensitivity.ts';
import type { Curve } from '../../store/sensitivity.ts';
import type { Study } from '../../store/study.ts';
import type { AnyCommandSpec } from '../command.ts';
import { stageCommand } from './stage.ts';

/** `sensitivity`: the stage, and what came of it. */
export function sensitivityCommand(): AnyCommandSpec {
  return stageCommand('sensitivity', async (study) => {
    const curves = await readStudy(study);
    return { json: { questions: curves.map(jsonOf) }, text: curves.map(textOf).join('\n') };
  });
}

async function readStudy(study: Study): Promise<Curve[]> {
  using database = await study.database();
  return await readCurves(database, study.artefact('sensitivity'));
}

function jsonOf({ question, specifications, study, winners, range, changes }: Curve): Record<string, unknown> {
  return { question, study, winners, range, changes, specifications };
}

const names: Readonly<Record<Curve['question'], string>> = {
  share: 'share of matching articles',
  association: 'most associated with',
  first_appearance: 'first among ecosystems',
  influence: 'influence on the platform',
};

/** Who wins how often, how far the winner's value moves, and what alone changes the winner. */
function textOf({ question, specifications, study, winners, range, changes }: Curve): string {
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
  const winner = study.winners[0];
  const head =
    winner === undefined || !study.is_study
      ? `${names[question]}: no answer in the study`
      : `${names[question]}: ${winnerOf(study)}, ${percent(study.values[winner]!)} in the study, ${percent(range!.low)} to ${percent(range!.high)} over ${specifications.length} sets of choices`;
  const often = winners.map(({ winner: name, specifications: count }) => `${name} ${count}`).join(', ');
  return [
    head,
    `  highest: ${often}`,
    ...changes.map(({ choice, value, winner: name }) => `  with ${choice} ${value} alone: ${name}`),
  ].join('\n');
}
