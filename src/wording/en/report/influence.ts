import { formatsOf } from '../../formats.ts';
import { capitalised, rich } from '../../rich.ts';

const { decimal, listed, percent } = formatsOf('en');

/** The fourth answer and its section. Figures come as text, with their intervals. */
export const influence = {
  question: (platform: string) => `Influence: how much of what was said on ${platform} did each ecosystem set off?`,
  percent: (value: number, low: number, high: number) =>
    `${percent(value)} (${decimal(100 * low, 1)} to ${percent(high)})`,
  number: (value: number, low: number, high: number) =>
    `${decimal(value, 2)} (${decimal(low, 2)} to ${decimal(high, 2)})`,
  tooLittle: (reason: string | undefined) =>
    `There is too little to estimate influence from${reason === undefined ? '' : `: ${reason}`}.`,
  fewNarratives: (least: string, found: string) => `fewer than ${least} narratives (${found})`,
  fewEvents: (least: string, name: string, found: string) => `fewer than ${least} events from ${name} (${found})`,
  notShown:
    'Neither a larger share, nor a closer association, nor being first shows that an ecosystem set off what was posted.',
  nobody: (platform: string) =>
    `By the estimate articles of no ecosystem set off any of the posts on ${platform} directly.`,
  most: (figure: string, platform: string, name: string) =>
    `An estimated ${figure} of the posts on ${platform} were set off directly by articles from ${name}, more than by those of any other ecosystem.`,
  tied: (figure: string, platform: string, name: string, others: readonly string[]) =>
    `An estimated ${figure} of the posts on ${platform} were set off directly by articles from ${name}, as many as by those of ${listed(others)}.`,
  alone: (figure: string, platform: string, name: string) =>
    `An estimated ${figure} of the posts on ${platform} were set off directly by articles from ${name}.`,
  near: (names: readonly string[]) =>
    `The ${names.length === 1 ? 'interval' : 'intervals'} of ${listed(names)} ${names.length === 1 ? 'overlaps' : 'overlap'} with it, so the order between them is not certain.`,
  noIntervals: 'No intervals were estimated, so the order between the ecosystems is not certain.',
  others: (figures: readonly string[]) => `The others: ${listed(figures)}.`,
  byEcosystem: (figures: readonly string[]) => `By ecosystem: ${listed(figures)}.`,
  itself: (platform: string, own: string, nowhere: string) =>
    `${capitalised(platform)} itself set off ${own} of its posts; ${nowhere} came from nowhere in the data: independent starts, or sources that were not collected.`,
  roots: (figures: readonly string[]) =>
    `By where each chain of posts and articles began: ${listed(figures)} of the posts.`,
  rough: (distance: string, platform: string) =>
    `The model describes the times of the posts only roughly: the waits between them are up to ${distance} away from what it expects on ${platform}.`,
  explosive: 'By the estimate every item would set off more than one other without end, so it is not to be trusted.',
  caveats: [
    'Who set off what is inferred from times alone: that posts regularly follow articles is no proof that the articles caused them, and what was not collected can stand behind both.',
    'Narratives of few posts are not measured, which makes the platform look livelier than it is.',
  ],
  narratives: 'narratives',
  intro:
    'Posts and matched articles of a narrative as events in time, fitted by multivariate Hawkes processes: each event may set off others, on the platform and in the ecosystems, and some come from nowhere in the data. Influence is the part of the target’s items that the source set off; the second column follows each chain back to where it began.',
  noFigures: (reasons: readonly string[]) =>
    `There are no figures${reasons.length === 0 ? '' : `: ${reasons.join('; ')}`}.`,
  without: (reasons: readonly string[]) => `Without figures: ${reasons.join('; ')}.`,
  efficiencies: (figures: readonly string[]) => `Posts set off by one article, on average: ${listed(figures)}.`,
  pairs: 'Everyone on everyone',
  pairsTable: 'Influence of each source on each target, with 95 % intervals',
  heads: {
    source: 'Source',
    target: 'Target',
    direct: 'Set off directly',
    root: 'Chain began there',
    efficiency: 'Set off per item of the source',
    process: 'Process',
    waits: 'Waits',
    distance: 'Distance',
  },
  delay: (hours: number, radius: number) =>
    `A set-off item follows after ${decimal(hours, 1)} hours on average. The weights have a spectral radius of ${decimal(radius, 2)}: below 1 what an item sets off dies out.`,
  fit: 'How well the model describes the times of each process: distance between the waits and what it expects (Kolmogorov–Smirnov)',
  daily: 'The same by days, for replication',
  dailyIntro:
    'Earlier studies count events per day and leave out what happens within one. These figures are for comparison with theirs; the ones above are the answer.',
  dailyTable: 'Influence by the daily form, with 95 % intervals',
  files: <Piece>(values: Piece, fit: Piece) => rich`All values: ${values}; quantiles of the waits: ${fit}.`,
  plot: {
    title: (platform: string) => `Part of the posts on ${platform} that each source set off`,
    description: (bars: readonly string[]) => `${bars.join(', ')}.`,
    caption: 'Bar: set off directly; line: 95 % interval. Circle: the chain of posts and articles began there.',
  },
};
