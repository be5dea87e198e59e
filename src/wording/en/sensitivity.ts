import { formatsOf } from '../formats.ts';
import { capitalised } from '../rich.ts';

const { count, counted, listed } = formatsOf('en');

const joint = (names: readonly string[], alone: string, together: string): string =>
  `${capitalised(listed(names))} ${names.length === 1 ? alone : together}`;

/** How much of what a leader has; weights are by narratives or by their posts. */
export type Weighting = 'narratives' | 'posts';

/** The answers under other choices, as a page one can try them on. */
export const sensitivity = {
  title: 'Sensitivity',
  intro:
    'Would the answers change if something had been chosen otherwise? Choose: every figure is one that was computed beforehand, and none is interpolated.',
  questions: {
    share: 'Who published most of the matching articles?',
    association: 'With whom are most narratives most associated?',
    first_appearance: 'Who was first most often?',
    influence: 'Who set off most of the posts?',
  },
  controls: 'Choices',
  ofStudy: (value: string) => `${value} (the study)`,
  asStudy: 'as in the study',
  bears: (questions: readonly string[]) => `for ${listed(questions)}`,
  answers: 'The answers under these choices',
  asChosen: 'These are the choices of the study.',
  changed: (choices: number) =>
    `${counted(choices, { one: 'choice differs', other: 'choices differ' })} from those of the study.`,
  back: 'Back to the choices of the study',
  untried: (choice: string, value: string) => `“${value}” was not tried for “${choice}”; that of the study is shown.`,
  leads: {
    share: (names: readonly string[], value: string) =>
      joint(
        names,
        `leads with ${value} of the matching articles.`,
        `lead together with ${value} of the matching articles each.`,
      ),
    association: (names: readonly string[], value: string, weighting: Weighting) =>
      weighting === 'posts'
        ? joint(
            names,
            `leads: narratives with ${value} of the posts are most associated with it.`,
            `lead together: narratives with ${value} of the posts are most associated with each.`,
          )
        : joint(
            names,
            `leads: ${value} of the narratives are most associated with it.`,
            `lead together: ${value} of the narratives are most associated with each.`,
          ),
    first_appearance: (names: readonly string[], value: string, weighting: Weighting) =>
      weighting === 'posts'
        ? joint(
            names,
            `leads: it is first in narratives with ${value} of the posts.`,
            `lead together: each is first in narratives with ${value} of the posts.`,
          )
        : joint(
            names,
            `leads: it is first in ${value} of the narratives.`,
            `lead together: each is first in ${value} of the narratives.`,
          ),
    influence: (names: readonly string[], value: string) =>
      joint(names, `leads: it set off ${value} of the posts.`, `lead together: each set off ${value} of the posts.`),
  },
  noMargin: 'threshold of the study',
  rough:
    'Influence is estimated more roughly here than on the overview, from one draw of the times, so it can differ from it.',
  nobody: 'Under these choices no ecosystem has anything to show, so nobody leads.',
  study: {
    isThis: 'This is the answer of the study.',
    same: (names: readonly string[], value: string) =>
      `Under the choices of the study ${listed(names)} ${names.length === 1 ? 'leads' : 'lead'} as well, with ${value}.`,
    other: (names: readonly string[], value: string) =>
      `Under the choices of the study ${listed(names)} ${names.length === 1 ? 'leads' : 'lead'}, with ${value}.`,
    nobody: 'Under the choices of the study nobody leads.',
    none: 'The study itself has no answer to this question.',
  },
  heads: { ecosystem: 'Ecosystem', bar: (highest: string) => `0 to ${highest}`, here: 'Here', study: 'Study' },
  barsNote: 'The upright stroke marks the value of the study.',
  missing: (choices: readonly string[]) => `This was not computed under these choices together: ${choices.join(', ')}.`,
  whyInfluence:
    'Influence takes long to estimate. At levels other than that of the study there is one estimate, with all other choices as in the study.',
  nearest: 'Nearest to it are:',
  absent: {
    influence:
      'Influence was not computed here: there were too few events, or sensitivity.influence is false in crosscurrent.yaml.',
    other: 'This was not computed: no article matches any narrative.',
  },
  otherwise: 'What would have to change for another leader?',
  never: 'Nothing that was tried: no set of choices has another leader.',
  one: 'One choice alone:',
  several: (choices: number) => `No choice alone; these ${count(choices)} together:`,
  turn: (choices: readonly string[], leader: string) => `${choices.join(', ')}: ${leader}`,
  further: (sets: number) => `and ${counted(sets, { one: 'further set', other: 'further sets' })}`,
  nobodyShort: 'nobody leads',
  curves: 'All sets of choices',
  curvesNote:
    'Each column is one set of choices, in the order of the value for the leader of the study; the marks below it say which. A click on a column, or the arrow keys on the chosen one, choose it. The line marks the study, the frame what is chosen above.',
  column: (leader: string, value: string, choices: readonly string[]) => `${leader} ${value}: ${choices.join(', ')}`,
  sets: (sets: number) => counted(sets, { one: 'set of choices', other: 'sets of choices' }),
  whole: 'Choose otherwise, and see all sets of choices',
  notComputed: 'This study has no answers under other choices yet. Compute them with:',
  notesOfStage: 'The stage says:',
};
