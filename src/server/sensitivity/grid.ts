/** The sets of choices whose answers were computed, and the one among them that a visitor asks for. */
import type { Parties } from '../../report/names.ts';
import { choiceInWords, choicesOf } from '../../report/sensitivity-words.ts';
import { choices, winnerOf } from '../../store/sensitivity.ts';
import type { Choice, Curve, Specification } from '../../store/sensitivity.ts';
import type { Wording } from '../../wording/wording.ts';

/** Choices by name as an address gives them; one that is missing is as in the study. */
export type Asked = ReadonlyMap<Choice, string>;

/** A choice that is varied somewhere. */
export interface Control {
  readonly choice: Choice;
  /** In the order in which they are offered. */
  readonly values: readonly string[];
  /** Questions it plays a part in, with what the study chose there. */
  readonly questions: readonly { readonly question: Curve['question']; readonly study: string }[];
}

/** The answer to one question that was asked for. */
export interface Chosen {
  readonly curve: Curve;
  /** Value of each choice that plays a part in the question. */
  readonly wanted: ReadonlyMap<Choice, string>;
  /** Undefined where the choices were not taken together. */
  readonly point: Specification | undefined;
}

/** Sets of choices and how many choices they differ in from another. */
export interface Apart {
  readonly differing: number;
  readonly specifications: readonly Specification[];
}

/** What can be chosen: every choice with at least two values in some question. */
export function controlsOf(curves: readonly Curve[]): Control[] {
  return choices.flatMap((choice) => {
    const questions = curves
      .filter((curve) => playsPart(curve, choice))
      .map(({ question, study }) => ({ question, study: String(study[choice]) }));
    const values = choicesOf(
      curves.flatMap(({ specifications }) => specifications),
      choice,
    );
    return values.length < 2 ? [] : [{ choice, values, questions }];
  });
}

/** What the study chose, where it chose the same in every question. */
export function studyValue({ questions }: Control): string | undefined {
  const values = new Set(questions.map(({ study }) => study));
  return values.size === 1 ? [...values][0] : undefined;
}

/** The choices that differ from the study's and exist, and those that were never tried. */
export function settle(
  controls: readonly Control[],
  asked: Asked,
): { readonly taken: Asked; readonly untried: readonly (readonly [choice: Choice, value: string])[] } {
  const taken = new Map<Choice, string>();
  const untried: (readonly [Choice, string])[] = [];
  for (const [choice, value] of asked) {
    const control = controls.find((one) => one.choice === choice);
    if (control !== undefined && value === studyValue(control)) continue;
    if (control?.values.includes(value) === true) taken.set(choice, value);
    else untried.push([choice, value]);
  }
  return { taken, untried };
}

/** The answer of a question under what was asked for; whatever was not is as in the study. */
export function chosenOf(curve: Curve, asked: Asked): Chosen {
  const wanted = new Map(
    choices
      .filter((choice) => playsPart(curve, choice))
      .map((choice) => [choice, asked.get(choice) ?? String(curve.study[choice])]),
  );
  const fits = (specification: Specification): boolean =>
    [...wanted].every(([choice, value]) => String(specification[choice]) === value);
  const point = fits(curve.study) ? curve.study : curve.specifications.find(fits);
  return { curve, wanted, point };
}

/** The sets of choices that were taken and are nearest to what was asked for. */
export function nearestTo({ curve, wanted }: Chosen): Apart {
  return fewestApart(curve.specifications, (specification) => differing(specification, wanted).length);
}

/** The nearest sets of choices with another leader than this one; none where every set has the same. */
export function nearestWithAnother(curve: Curve, point: Specification): Apart | undefined {
  const own = winnerOf(point);
  const others = curve.specifications.filter((specification) => winnerOf(specification) !== own);
  const wanted = wantedBy(curve, point);
  return others.length === 0
    ? undefined
    : fewestApart(others, (specification) => differing(specification, wanted).length);
}

/** Choices in which a set differs from others. */
export function differing(specification: Specification, wanted: ReadonlyMap<Choice, string>): Choice[] {
  return [...wanted].filter(([choice, value]) => String(specification[choice]) !== value).map(([choice]) => choice);
}

/** The choices of a set that play a part in its question. */
export function wantedBy(curve: Curve, point: Specification): Map<Choice, string> {
  return new Map(choices.filter((choice) => playsPart(curve, choice)).map((choice) => [choice, String(point[choice])]));
}

/** The value of a source in a set; 0 where it has none there. */
export function valueOf({ values }: Specification, source: string): number {
  return Object.hasOwn(values, source) ? values[source]! : 0;
}

function playsPart({ specifications }: Curve, choice: Choice): boolean {
  return specifications.some((specification) => specification[choice] !== null);
}

function fewestApart(
  specifications: readonly Specification[],
  distance: (specification: Specification) => number,
): Apart {
  const all = specifications.map((specification) => [distance(specification), specification] as const);
  const fewest = all.reduce((least, [own]) => Math.min(least, own), Infinity);
  return { differing: fewest, specifications: all.filter(([own]) => own === fewest).map(([, one]) => one) };
}

/** Who leads a set of choices, short. */
export function leaderInWords(
  { sensitivity: words, formats }: Wording,
  parties: Parties,
  { winners }: Specification,
): string {
  return winners.length === 0 ? words.nobodyShort : formats.listed(winners.map((source) => parties.of(source).label));
}

/** A value of a choice as the page names it. */
export function valueInWords(choice: Choice, value: string, wording: Wording): string {
  return choice === 'margin' && Number(value) === 0
    ? wording.sensitivity.noMargin
    : choiceInWords(choice, value, wording);
}
