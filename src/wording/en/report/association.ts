import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, listed, percent, splitCount } = formatsOf('en');

/** What is said under some baselines, named. */
export interface Said {
  readonly text: string;
  readonly baselines: readonly string[];
}

/** Narratives the leader wins under a baseline, a tie counted in parts. */
export interface Won {
  readonly baseline: string;
  readonly split: number;
  readonly decided: number;
}

const by = (said: readonly Said[], between: string): string =>
  said.map(({ text, baselines }) => `${text} by ${listed(baselines)}`).join(between);
const each = (won: readonly Won[]): string[] =>
  won.map(
    ({ baseline, split, decided }) =>
      `${splitCount(split)} of ${count(decided)} (${percent(split / decided)}) by ${baseline}`,
  );
const ties = (tied: boolean): string => (tied ? ', ties split' : '');
const under = (baselines: readonly string[], all: boolean): string => (all ? 'all four baselines' : listed(baselines));

/** The second answer and its section. */
export const association = {
  question: 'Association: which ecosystem is each narrative most associated with?',
  noMatch: 'No article matches any of the narratives. No narrative is associated with an ecosystem.',
  alone: (name: string) => `The study has one ecosystem, ${name}, so there is no other to compare the narratives with.`,
  most: (leader: string, won: readonly Won[], all: boolean, tied: boolean) =>
    `Under ${under(
      won.map(({ baseline }) => baseline),
      all,
    )}, most narratives are most associated with ${leader}: ${listed(each(won))}${ties(tied)}.`,
  more: (leader: string, won: readonly Won[], all: boolean, tied: boolean) =>
    `Under ${under(
      won.map(({ baseline }) => baseline),
      all,
    )}, more narratives are most associated with ${leader} than with any other ecosystem: ${listed(each(won))}${ties(tied)}.`,
  equal: (names: readonly string[], won: readonly Won[], tied: boolean) =>
    `No single ecosystem leads: as many narratives are most associated with ${listed(names)} each (${each(won).join('; ')}${ties(tied)}).`,
  leads: (names: readonly string[], split: number, decided: number) =>
    `${listed(names)} (${splitCount(split)} of ${count(decided)}${names.length > 1 ? ' each' : ''}, ${percent(split / decided)})`,
  depends: (said: readonly Said[], tied: boolean) =>
    `The answer depends on the baseline: more narratives than with any other ecosystem are most associated with ${by(said, '; with ')}${ties(tied)}.`,
  intervals: (said: readonly Said[]) =>
    `With other narratives these parts would differ; 95 % intervals: ${by(said, '; ')}.`,
  ahead: (apart: number, tested: number, won: readonly (readonly [name: string, narratives: number])[]) =>
    `${count(apart)} of ${count(tested)}${won.length === 0 ? '' : ` (${listed(won.map(([name, narratives]) => `${name} in ${count(narratives)}`))})`}`,
  beyond: (said: readonly Said[]) =>
    `One ecosystem is ahead of every other beyond chance in ${by(said, '; ')}, of the narratives that could be tested.`,
  unchanged: (compared: number) =>
    `No narrative changes its winner with the baseline (${nouns.narratives(compared)} compared).`,
  changed: (changed: number, compared: number) =>
    `The winner changes with the baseline in ${count(changed)} of ${nouns.narratives(compared)} (${percent(changed / compared)}).`,
  countingUnchanged: 'With copies of one text counted once, no narrative changes its winner.',
  countingChanged: (changed: number, compared: number) =>
    `With copies of one text counted once, the winner changes under some baseline in ${count(changed)} of ${nouns.narratives(compared)} (${percent(changed / compared)}).`,
  caveat:
    'Raw share favours ecosystems that publish much; normalised PMI favours what is unexpected and is unsteady where counts are small; log-odds with a prior hold small counts back. No baseline is the right one: read them side by side.',
  values: 'values by narrative',
  intro:
    'For each narrative the ecosystem with the highest value, by four baselines: the raw share of its matched articles; normalised PMI with each ecosystem’s own total; normalised PMI in the released variant; and log-odds with an informative Dirichlet prior, in standard deviations.',
  noChanges: (compared: number) => `No narrative changes the winner with the baseline, of ${count(compared)} compared.`,
  changes: <Piece>(changed: number, compared: number, links: Piece | undefined) => {
    const said = `${nouns.narratives(changed)} ${changed === 1 ? 'changes' : 'change'} the winner with the baseline, of ${count(compared)} compared`;
    return links === undefined ? [`${said}.`] : rich<Piece | string>`${said}: ${links}.`;
  },
  table:
    'Narratives won by each ecosystem, by baseline and counting; ties split; in brackets the part of all and its 95 % interval',
  cell: (split: number, share: number, range: string, tied: number, beyondChance: number) =>
    `${splitCount(split)} (${percent(share)}${range === '' ? '' : `; ${range}`})${tied > 0 ? `, ${count(tied)} tied` : ''}${beyondChance === 0 ? '' : `, ${count(beyondChance)} beyond chance`}`,
  fewSites: (narratives: number) =>
    `In ${nouns.narratives(narratives)} where one ecosystem is ahead beyond chance the articles are of fewer than five sites: they are then counted as if each had been written independently of the others, and one busy site can decide.`,
  valuesSummary: (narratives: number) => `Values of ${nouns.narratives(narratives)} by ecosystem and baseline`,
  valuesRegion: 'Values by narrative',
  valuesTable: 'Association of each narrative with each ecosystem, counting each article; ▸ marks the highest value',
  narrative: 'Narrative',
  matchedArticles: 'matched articles',
  highest: 'highest: ',
  further: <Piece>(left: number, file: Piece) =>
    rich<Piece | string>`${left === 1 ? '1 further narrative' : `${count(left)} further narratives`} in ${file}.`,
  files: <Piece>(values: Piece, tests: Piece, sums: Piece) =>
    rich`All values with their intervals: ${values}. Tests: ${tests}. Sums: ${sums}.`,
  plot: {
    title: 'Narratives most associated with each ecosystem, by baseline',
    range: (name: string, low: string, high: string) => `${name} from ${low} to ${high}`,
    description: (ranges: readonly string[]) => `${ranges.join(', ')}. The table below has every value.`,
    caption: 'Percentage of narratives with a winner, ties split.',
    key: (baseline: string, decided: number) => `${baseline} (${nouns.narratives(decided)})`,
    band: 'The band spans what the choice of the baseline decides; a line is the 95 % interval over narratives.',
  },
};
