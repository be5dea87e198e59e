import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, counted, listed, percent } = formatsOf('en');

const precisions = {
  minute: 'to the minute or better',
  hour: 'to the hour',
  day: 'to the day only',
  open: 'with no or only one bound',
};

const untold = 'the times overlap or are not known';

/** The third answer and its section. */
export const first = {
  question: (platform: string) =>
    `First appearance: where was each narrative published first, and before ${platform} or after?`,
  noMatch: 'No article matches any of the narratives. No order can be told.',
  untold: (narratives: number) =>
    `Which ecosystem was first cannot be told for ${narratives === 1 ? 'the only narrative' : `any of the ${count(narratives)} narratives`} with a matched article: ${untold}.`,
  told: (
    narratives: number,
    decided: number,
    winners: readonly (readonly [name: string, narratives: number])[],
    unopposed: number,
  ) => {
    const alone =
      unopposed === 0
        ? ''
        : unopposed === decided
          ? ' (no other ecosystem has a match in any of these)'
          : ` (in ${count(unopposed)} of these no other ecosystem has a match)`;
    const had = `had a demonstrably first ecosystem: ${listed(winners.map(([name, won]) => `${name} in ${count(won)}`))}${alone}.`;
    return narratives === 1
      ? `The only narrative with a matched article ${had}`
      : `Of ${nouns.narratives(narratives)} with a matched article, ${count(decided)} (${percent(decided / narratives)}) ${had}`;
  },
  rest: (narratives: number) =>
    `For the other ${narratives === 1 ? 'narrative' : count(narratives)} ${untold}, so the order cannot be told.`,
  against: (platform: string, narratives: number, before: number, after: number, open: number) => {
    const parts = [
      before > 0 && `${count(before)} had demonstrably appeared in an ecosystem before the first post`,
      after > 0 && `${count(after)} appeared in the ecosystems only after ${before > 0 ? 'it' : 'the first post'}`,
      open > 0 && `for ${count(open)} the order cannot be told`,
    ].filter((part) => part !== false);
    return `Against ${platform}, of ${nouns.narratives(narratives)}: ${listed(parts)}.`;
  },
  robust: (robust: number, decided: number) =>
    `Without the single earliest item of each narrative, ${count(robust)} of ${nouns.narratives(decided)} (${percent(robust / decided)}) ${robust === 1 ? 'keeps its' : 'keep their'} first ecosystem. One false match is enough to change a first.`,
  caveats: {
    collected: 'First means first among what was collected.',
    chance:
      'Chance here means that within a narrative any article could be of any ecosystem that was collected that day.',
    noChance: 'Who publishes more is first more often by chance.',
    firstSeen:
      'This study declares that it treats the time at which an item was first seen as its time of publication; true times may be earlier.',
  },
  intro: (order: string) => `When each narrative was first published in each ecosystem. ${order} All times are UTC.`,
  orders: {
    day: 'Times are compared by whole days: different days are in order, equal days tie.',
    one_day: 'Times are intervals: one precedes another only if at least 24 hours lie between them for certain.',
    interval: 'Times are intervals: one precedes another only where the intervals do not overlap.',
  },
  notDrawn: 'No narrative can be drawn: either its first post or every matched article is without a time.',
  outcomes: {
    title: 'Outcomes among the ecosystems',
    first: 'First',
    unopposed: 'of these unopposed',
    robust: 'of these still first without the earliest item',
    notFirst: 'Not first',
    undecidable: 'Undecidable',
    undated: 'Undated articles',
  },
  againstTable: {
    title: (platform: string) => `First appearance in each ecosystem against the first post on ${platform}`,
    before: 'Before',
    after: 'After',
    undecidable: 'Undecidable',
  },
  unopposed: 'Unopposed: no other ecosystem has a match.',
  precision: (times: number, parts: readonly (readonly [precision: keyof typeof precisions, times: number])[]) =>
    `Precision of the ${counted(times, { one: 'first time', other: 'first times' })} in ecosystems: ${listed(parts.map(([precision, own]) => `${count(own)} (${percent(times > 0 ? own / times : null)}) ${precisions[precision]}`))}.`,
  firstIn: 'Narratives each ecosystem was demonstrably first in:',
  files: <Piece>(appearance: Piece, movers: Piece, summary: Piece, leads: Piece) =>
    rich`All values: ${appearance}, ${movers}, ${summary}, ${leads}.`,
  plot: {
    title: (platform: string) => `First appearance of each narrative, relative to its first post on ${platform}`,
    description: (narratives: number) =>
      `${nouns.narratives(narratives)}, one row each; every row has a mark for each ecosystem with a matched article, left of the middle where the ecosystem was earlier. The narratives below give the times in words.`,
    caption:
      'Days before (left) and after (right) the first post, on a scale that shrinks with distance. A bar is the interval in which the first appearance lies, a shape its middle; a hollow shape and a dashed line mean that only one bound is known.',
    left: <Piece>(left: number, file: Piece) =>
      rich<
        Piece | string
      >`${left === 1 ? '1 further narrative is' : `${count(left)} further narratives are`} not drawn; see ${file}.`,
    hours: (n: number) => `${n} h`,
    days: (n: number) => `${n} d`,
    years: (n: number) => `${n} y`,
  },
};
