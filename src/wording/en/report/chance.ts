import { formatsOf } from '../../formats.ts';
import { nouns } from './nouns.ts';

const { count, counted, decimal, listed, percent, signed, span, splitCount } = formatsOf('en');

/** An ecosystem that was first so many times, and what chance gives; the interval is of the difference. */
export interface Told {
  readonly name: string;
  readonly observed: number;
  readonly expected: number;
  readonly low: number | null;
  readonly high: number | null;
}

const told = (all: readonly Told[]): string =>
  listed(
    all.map(
      ({ name, observed, expected, low, high }) =>
        `${name} (${splitCount(observed)}, by chance ${decimal(expected, 1)}${low === null || high === null ? '' : `, difference ${span(signed(low, 1), signed(high, 1))} with 95 % confidence`})`,
    ),
  );

/** First appearance against chance, and leads over the platform. */
export const chance = {
  first: (narratives: number, more: readonly Told[], less: readonly Told[], within: readonly Told[]) => {
    const parts = [
      more.length > 0 && `${told(more)} ${more.length === 1 ? 'was' : 'were'} first more often than chance explains`,
      less.length > 0 && `${told(less)} less often`,
      within.length > 0 &&
        (more.length + less.length === 0
          ? `none was first more or less often than chance explains: ${told(within)}`
          : `for ${told(within)} chance is enough`),
    ].filter((part) => part !== false);
    return `Who publishes more is first more often by chance. Of ${nouns.narratives(narratives)} with dated articles of two ecosystems or more, ties split: ${parts.join('; ')}.`;
  },
  noneTested: (tested: number) =>
    `Taken one by one, the lead of the first ecosystem is longer than chance explains in none of ${nouns.narratives(tested)}.`,
  tested: (significant: number, tested: number) =>
    `Taken one by one, the lead of the first ecosystem is longer than chance explains in ${count(significant)} of ${nouns.narratives(tested)} (${percent(significant / tested)}), with at most one in ten of these expected to be false.`,
  start: (firsts: number) =>
    `${counted(firsts, { one: 'first appearance', other: 'first appearances' })} ${firsts === 1 ? 'lies' : 'lie'} within three days of the start of what was collected from that source, so the true one may be earlier: read “at or before”.`,
  lead: {
    unbounded: (platform: string, narratives: number) =>
      `Between the first article and the first post on ${platform} of ${nouns.narratives(narratives)} the median lead is not bounded by the times there are.`,
    open: (platform: string, narratives: number, range: string, interval: string | undefined) =>
      `Between the first article and the first post on ${platform} of ${nouns.narratives(narratives)}, the times cannot tell which came first in the middle narrative: they leave open a lead of the article of ${range}${interval === undefined ? '' : ` (95 % interval ${interval})`}; below zero the post came first.`,
    told: (
      platform: string,
      narratives: number,
      isPost: boolean,
      lead: string,
      interval: string | undefined,
      open: string | undefined,
    ) =>
      `Between the first article and the first post on ${platform} of ${nouns.narratives(narratives)}, the ${isPost ? 'post' : 'article'} came first, with a median lead of ${lead}${interval === undefined ? '' : ` (95 % interval ${interval})`}${open === undefined ? '' : `; the precision of the times leaves open anything from ${open}`}.`,
    both: 'The interval includes both orders.',
  },
  range: {
    any: 'anything',
    upTo: (high: string) => `up to ${high}`,
    orMore: (low: string) => `${low} or more`,
    between: (low: string, high: string) => `${low} to ${high}`,
  },
  tables: {
    first: 'First among the ecosystems, against chance (ties split, copies of a text counted once)',
    before_platform: (platform: string) => `Before the first post on ${platform}, against chance`,
    leads: (platform: string) => `Lead over the first post on ${platform}: below zero the post came first`,
  },
  heads: {
    observed: 'Observed',
    byChance: 'By chance',
    difference: 'Difference',
    median: 'Median',
    open: 'what the times leave open',
  },
  any: 'first of all',
  note: 'By chance: the expectation where the ecosystems of each narrative’s articles are permuted, its times kept, and only among ecosystems that cover the day. P and q are two-sided; q controls the false discovery rate over the ecosystems of a table. The intervals resample narratives.',
};
