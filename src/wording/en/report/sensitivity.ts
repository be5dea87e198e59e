import { formatsOf } from '../../formats.ts';
import { capitalised, rich } from '../../rich.ts';

const { count, counted, listed } = formatsOf('en');

/** The answers under other choices. */
export const sensitivity = {
  link: 'sensitivity',
  none: 'No answer was found, so there is none to vary.',
  intro:
    'Would the answers change? Some choices could have been made otherwise with as good a reason, so the answers were taken again under every combination of them, without embedding or matching anew. A leader that holds under all of them does not hang on a choice; that does not make it right, since all of them rest on the same posts, articles and scores.',
  influenceOnce: 'Influence is taken again at the measured level; of each other level there is one estimate.',
  titles: {
    share: 'Share of the matching articles',
    association: 'Narratives most associated with each ecosystem',
    first_appearance: 'Narratives each ecosystem is first in',
    influence: 'Posts that each ecosystem set off',
  },
  table: 'The answers over all choices',
  heads: {
    answer: 'Answer',
    leader: 'Leads in the study',
    value: 'Its value',
    range: 'Lowest to highest',
    leads: 'Leads in',
    changes: 'What alone changes the leader',
  },
  leads: (leaders: readonly (readonly [names: string, sets: number])[], sets: number) =>
    `${listed(leaders.map(([names, own]) => `${names} ${count(own)}`))} of ${counted(sets, { one: 'set', other: 'sets' })}`,
  nothing: 'nothing',
  change: (choice: string, value: string, leader: string) => `${choice}: ${value} (${leader})`,
  files: <Piece>(answers: Piece) => rich`All answers: ${answers}.`,
  always: (names: readonly string[], sets: number, low: string, high: string) =>
    `${capitalised(listed(names))} ${names.length === 1 ? 'leads' : 'lead together'} under every one of ${count(sets)} sets of choices (from ${low} to ${high}).`,
  often: (names: readonly string[], own: number, sets: number, low: string, high: string) =>
    `${capitalised(listed(names))} ${names.length === 1 ? 'leads' : 'lead together'} under ${count(own)} of ${count(sets)} sets of choices (from ${low} to ${high}).`,
  rough: 'Each is estimated more roughly than the figure above, from one draw of the times, so it may differ from it.',
  choices: {
    lambda: 'how alike the posts of a narrative are',
    margin: 'match threshold',
    counting: 'copies',
    baseline: 'baseline',
    times: 'times',
    weighting: 'weight of a narrative',
    background: 'starts from nowhere',
  },
  /** Values of a choice, short enough for a label. */
  values: {
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
  } as Readonly<Record<string, string>>,
  threshold: (margin: string) => `threshold ${margin}`,
  noMargin: 'threshold',
  plot: {
    description: (sets: number, name: string, low: string, high: string) =>
      `${count(sets)} sets of choices; ${name} from ${low} to ${high}. The table above says what changes the answer.`,
    caption: (name: string) =>
      `Each column is one set of choices, in the order of the value for ${name}; the marks below say which. The line marks the choices of the study.`,
  },
};
