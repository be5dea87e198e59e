import { formatsOf } from '../../formats.ts';
import { capitalised, rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, listed, partOf, percent } = formatsOf('en');

const against = (next: { readonly rate: number; readonly name: string } | undefined): string =>
  next === undefined ? '' : `, against ${percent(next.rate)} for ${next.name}, which comes next`;

/** The first answer and its section. */
export const share = {
  question: (platform: string) =>
    `Share: which ecosystem published most of what matches the narratives on ${platform}?`,
  noNarratives: 'No narratives were found among the posts, so there is nothing to compare.',
  noArticles: 'The study holds no articles, so there is nothing to compare the narratives with.',
  tooSmall: 'No narrative is large enough to be measured, so there is nothing to compare.',
  noMatch: 'No article matches any of the narratives.',
  alone: (name: string, matched: number) =>
    `${matched === 1 ? 'The only matching article' : `All ${count(matched)} matching articles`} came from ${name}, the only ecosystem in the study, so the share compares nothing.`,
  allEqual: (each: number, matched: number) =>
    `All ecosystems published equally many matching articles: ${count(each)} each, of ${count(matched)} in all.`,
  equal: (names: readonly string[], each: number, matched: number) =>
    `${capitalised(listed(names))} published equally many matching articles, and more than any other ecosystem: ${count(each)} each, of ${count(matched)} in all.`,
  only: (name: string) => `The only matching article came from ${name}: ${partOf(1, 1)}.`,
  all: (name: string, matched: number) => `All matching articles came from ${name}: ${partOf(matched, matched)}.`,
  most: (name: string, own: number, matched: number) =>
    `Most matching articles came from ${name}: ${partOf(own, matched)}.`,
  more: (name: string, own: number, matched: number) =>
    `More matching articles came from ${name} than from any other ecosystem: ${partOf(own, matched)}.`,
  rates: {
    together: (names: readonly string[], rate: number, next?: { readonly rate: number; readonly name: string }) =>
      `Measured against how much each published, ${listed(names)} lead together: ${percent(rate)} of their articles match${against(next)}.`,
    also: (name: string, rate: number, articles: number, next?: { readonly rate: number; readonly name: string }) =>
      `Measured against how much each published, ${name} also leads: ${percent(rate)} of its ${count(articles)} articles match${against(next)}.`,
    instead: (name: string, rate: number, articles: number, next?: { readonly rate: number; readonly name: string }) =>
      `Measured against how much each published, ${name} leads instead: ${percent(rate)} of its ${count(articles)} articles match${against(next)}.`,
  },
  groups: {
    stays: (name: string, own: number, matched: number) =>
      `With copies of one text counted once, the order at the top stays: ${name} leads with ${partOf(own, matched)}.`,
    staysTied: (names: readonly string[], each: number, matched: number) =>
      `With copies of one text counted once, the order at the top stays: ${listed(names)} lead together with ${count(each)} each, of ${count(matched)}.`,
    turns: (name: string, own: number, matched: number) =>
      `With copies of one text counted once, it is ${name} that leads: ${partOf(own, matched)}.`,
    turnsTied: (names: readonly string[], each: number, matched: number) =>
      `With copies of one text counted once, it is ${listed(names)} that lead together: ${count(each)} each, of ${count(matched)}.`,
  },
  intervals: (ranges: readonly string[]) =>
    `With other narratives the shares would differ; 95 % intervals: ${listed(ranges)}.`,
  apart: 'The first two intervals do not overlap.',
  overlap: 'The first two intervals overlap, so their order is not certain.',
  few: (matched: number) => `Only ${nouns.articles(matched)} match: a handful of articles could change the order.`,
  intro:
    'Articles that match any narrative, each once. The share compares ecosystems with each other; the rate compares each with all it published.',
  plot: {
    share: 'Share of the matching articles',
    rate: 'Rate among all articles of the ecosystem',
    shareOf: (values: readonly string[]) => `Share of all matching articles per ecosystem: ${values.join(', ')}.`,
    rateOf: (values: readonly string[]) =>
      `Proportion of the articles of each ecosystem that match: ${values.join(', ')}.`,
    undefined: 'not defined',
    caption: 'Bar: every article counts. Circle: copies of one text count once.',
    line: 'Line: 95 % interval of the bar, over narratives.',
  },
  table: 'Matching articles by ecosystem, counting each article, or each text once however many sites carry it',
  heads: { articles: 'Articles', matching: 'Matching', share: 'Share', rate: 'Rate' },
  files: <Piece>(values: Piece, matches: Piece) => rich`All values: ${values}. The matches behind them: ${matches}.`,
};
