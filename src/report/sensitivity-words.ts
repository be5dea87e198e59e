/** How the choices of a specification are called on the page. */
import type { Choice, Specification } from '../store/sensitivity.ts';

/** What is chosen. */
export const choiceNames: Readonly<Record<Choice, string>> = {
  lambda: 'how alike the posts of a narrative are',
  margin: 'match threshold',
  counting: 'copies',
  baseline: 'baseline',
  times: 'times',
  weighting: 'weight of a narrative',
  background: 'starts from nowhere',
};

const inWords: Readonly<Record<string, string>> = {
  'counting copies': 'each article',
  'counting groups': 'each text once',
  'baseline raw': 'raw share',
  'baseline npmi_own': 'nPMI, own totals',
  'baseline npmi_released': 'nPMI, as released',
  'baseline log_odds': 'log-odds',
  'times interval': 'times as known',
  'times day': 'whole days',
  'times one_day': 'a day apart',
  'weighting narratives': 'narratives alike',
  'weighting posts': 'narratives by posts',
  'background onset': 'starts: at the onset',
  'background steady': 'starts: steady',
};

/** A value of a choice, short enough for a label. */
export function choiceInWords(choice: Choice, value: string): string {
  if (choice === 'lambda') return `λ ${value}`;
  if (choice === 'margin')
    return Number(value) === 0 ? 'threshold' : `threshold ${Number(value) > 0 ? '+' : '−'}${Math.abs(Number(value))}`;
  return inWords[`${choice} ${value}`] ?? value;
}

/** Values of a choice among specifications, numbers by size, words in the order they come. */
export function choicesOf(specifications: readonly Specification[], choice: Choice): string[] {
  const values = [...new Set(specifications.map((specification) => specification[choice]))].filter(
    (value) => value !== null,
  );
  return (values.every((value) => typeof value === 'number') ? values.sort((a, b) => a - b) : values).map(String);
}
