import { formatsOf } from '../../formats.ts';
import { capitalised, rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, counted, date, decimal, listed, percent } = formatsOf('en');

/** Whose items: posts on a platform, or articles from an ecosystem. */
export type Kind = 'post' | 'article';

const from = (kind: Kind, name: string): string => (kind === 'post' ? `on ${name}` : `from ${name}`);

/** A length of time: hours, or days from two days on. */
function length(hours: number): string {
  if (hours <= 1) return 'an hour';
  return hours < 48
    ? `${decimal(hours, hours < 10 ? 1 : 0)} hours`.replace('.0 ', ' ')
    : `${decimal(hours / 24, 1)} days`.replace('.0 ', ' ');
}

const usual = (hours: number | null): string =>
  hours === null
    ? 'too coarsely to put two ecosystems in order on one day'
    : `less sharply than ${length(hours)}, the usual distance between the first two ecosystems of a narrative`;

/** An ecosystem, and which part of its items has too wide a time; null where it has none. */
export type Wide = readonly [name: string, part: number | null];

const wide = (all: readonly Wide[]): string =>
  listed(all.map(([name, part]) => (part === null ? name : `${name} (${percent(part)})`)));

/** What the data can carry. */
export const coverage = {
  none: 'The study holds no item in scope.',
  nothing: 'No gap, lack of times or mass of copies stands out. What was never collected cannot be seen here.',
  absent: (names: readonly string[]) =>
    `No article of ${listed(names)} is in scope: nothing on this page says anything about it.`,
  few: (all: readonly (readonly [name: string, articles: number])[]) =>
    `Only ${listed(all.map(([name, articles], place) => `${place === 0 ? nouns.articles(articles) : count(articles)} from ${name}`))} ${all.length === 1 && all[0]![1] === 1 ? 'is' : 'are'} in scope: a few more or fewer would change the figures.`,
  gap: (kind: Kind, name: string, gaps: readonly string[], further: number, expected: number) =>
    `${capitalised(name)} has no ${kind} from ${listed(further > 0 ? [...gaps, counted(further, { one: 'further stretch', other: 'further stretches' })] : gaps)}, where its usual rate would give about ${count(expected)}: either it published nothing on the subject then or that was not collected.`,
  days: (first: number, last: number) => (first >= last ? date(first) : `${date(first)} to ${date(last)}`),
  oneSite: (name: string, articles: number) =>
    `${articles === 1 ? 'The only article' : 'All articles'} from ${name} ${articles === 1 ? 'is' : 'are'} of one site: what is said of ${name} here is said of that site.`,
  timeless: (kind: Kind, name: string, part: number) =>
    `${percent(part)} of the ${kind}s ${from(kind, name)} have no time of publication: they count in share and association, and hardly say who was first.`,
  copies: (kind: Kind, name: string, part: number) =>
    `${percent(part)} of the text ${from(kind, name)} is in copies of the same text: compare the figures in which copies count once.`,
  lacking: (all: readonly Wide[], hours: number | null) =>
    `First appearance needs sharper times than most articles from ${wide(all)} have: they are dated ${usual(hours)}. Where ${all.length === 1 ? 'it takes' : 'they take'} part, take “cannot be told” for a lack of data, not for a tie.`,
  impaired: (all: readonly Wide[], hours: number | null) =>
    `Some articles from ${wide(all)} are dated ${usual(hours)}, so some first appearances there cannot be told.`,
  impairedToo: (all: readonly Wide[]) =>
    `Some articles from ${wide(all)} are dated as coarsely, so some first appearances there cannot be told.`,
  table: 'Items in scope',
  heads: {
    weeks: 'Weeks with items',
    copies: 'Text in copies',
    languages: 'Languages',
  },
  languages: (named: readonly (readonly [language: string, part: number])[], others: number) =>
    [
      ...named.map(([language, part]) => `${language} ${percent(part)}`),
      ...(others > 0 ? [nouns.others(others)] : []),
    ].join(', '),
  timesTable: 'How sharply times of publication are known',
  classes: {
    to_hour: 'To the hour',
    to_day: 'To the day',
    coarser: 'Coarser',
    bounded: 'One bound',
    undated: 'No time',
  },
  note: <Piece>(file: Piece) =>
    rich`Times are sorted by the width of what is known: an hour, a day, more, one bound only (such as when an item was first seen), nothing. Text in copies: characters in articles of a syndication group. By site, language and week: ${file}.`,
  more: <Piece>(link: (text: string) => Piece) => rich`More in ${link('data and method')}.`,
  plot: {
    title: 'Items per week',
    row: (name: string, weeks: number, all: number, most: number) =>
      `${name}: items in ${nouns.weeks(weeks)} of ${count(all)}, at most ${count(most)} in one`,
    description: (rows: readonly string[]) => `${rows.join('; ')}.`,
    caption:
      'Each row has a scale of its own: the fullest cell is solid, with its number of items at the end of the row. A hollow cell has no item.',
    several: 'Where the weeks are many, a cell holds several.',
    undated: 'Items without a time of publication are in no cell.',
  },
};
