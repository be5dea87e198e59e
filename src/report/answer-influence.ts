/** The fourth answer: who set off what, with the interval of every figure and what the figures cannot carry. */
import type { Answer } from './answers.ts';
import type { InfluenceRow, Ranged, Overview } from './model.ts';
import { capitalised, decimal, listed, percent } from './numbers.ts';
import type { View } from './view.ts';

/** Name of the source that stands for what came from nowhere in the data. */
export const backgroundSource = 'background';

/** `34.0 % (25.2 to 42.5 %)`; without an interval the figure alone. */
export function rangedPercent({ value, low, high }: Ranged): string {
  if (low === null || high === null) return percent(value);
  return `${percent(value)} (${decimal(100 * low, 1)} to ${percent(high)})`;
}

/** `0.62 (0.50 to 0.76)`. */
export function rangedNumber({ value, low, high }: Ranged): string {
  if (low === null || high === null) return decimal(value, 2);
  return `${decimal(value, 2)} (${decimal(low, 2)} to ${decimal(high, 2)})`;
}

/** What each source did to the platform by the main model, most influence first. */
export function onPlatform(data: Overview): {
  readonly ecosystems: readonly InfluenceRow[];
  readonly itself: InfluenceRow | undefined;
  readonly background: InfluenceRow | undefined;
} {
  const rows = data.influence.filter((row) => row.model === 'hawkes' && row.target === data.platform);
  return {
    ecosystems: rows
      .filter(({ source }) => source !== data.platform && source !== backgroundSource)
      .sort((a, b) => (b.influence.value ?? -1) - (a.influence.value ?? -1) || (a.source < b.source ? -1 : 1)),
    itself: rows.find(({ source }) => source === data.platform),
    background: rows.find(({ source }) => source === backgroundSource),
  };
}

/** How much of what was said on the platform each ecosystem set off. */
export function influenceAnswer({ data, parties, links }: View): Answer {
  const { ecosystems, itself, background } = onPlatform(data);
  const known = ecosystems.filter((row) => row.influence.value !== null);
  const platform = parties.platform.name;
  const support: string[] = [];
  let answer: string;
  if (known.length === 0) {
    const reason = [...ecosystems, itself]
      .map((row) => row?.reason)
      .find((text) => text !== undefined && text !== null);
    answer = `There is too little to estimate influence from${reason === undefined || reason === null ? '' : `: ${reason}`}.`;
    support.push(
      'Neither a larger share, nor a closer association, nor being first shows that an ecosystem set off what was posted.',
    );
  } else {
    const [lead, ...others] = known as [InfluenceRow, ...InfluenceRow[]];
    const name = parties.of(lead.source).name;
    const tied = others.filter((row) => row.influence.value === lead.influence.value);
    const more =
      others.length === 0
        ? ''
        : tied.length === 0
          ? ', more than by those of any other ecosystem'
          : `, as many as by those of ${listed(tied.map((row) => parties.of(row.source).name))}`;
    answer =
      lead.influence.value === 0
        ? `By the estimate articles of no ecosystem set off any of the posts on ${platform} directly.`
        : `An estimated ${rangedPercent(lead.influence)} of the posts on ${platform} were set off directly by articles from ${name}${more}.`;
    const near = others.filter((row) => !tied.includes(row) && overlap(lead.influence, row.influence));
    if (near.length > 0)
      answer += ` The ${near.length === 1 ? 'interval' : 'intervals'} of ${listed(near.map((row) => parties.of(row.source).name))} ${near.length === 1 ? 'overlaps' : 'overlap'} with it, so the order between them is not certain.`;
    if (others.length > 0 && lead.influence.low === null)
      answer += ' No intervals were estimated, so the order between the ecosystems is not certain.';
    const rest = lead.influence.value === 0 ? known : others;
    if (rest.length > 0)
      support.push(
        `${lead.influence.value === 0 ? 'By ecosystem' : 'The others'}: ${listed(rest.map((row) => `${parties.of(row.source).name} ${rangedPercent(row.influence)}`))}.`,
      );
    if (itself?.influence.value !== null && itself !== undefined && background !== undefined)
      support.push(
        `${capitalised(platform)} itself set off ${rangedPercent(itself.influence)} of its posts; ${rangedPercent(background.influence)} came from nowhere in the data: independent starts, or sources that were not collected.`,
      );
    const roots = [...known].sort((a, b) => (b.root.value ?? 0) - (a.root.value ?? 0));
    support.push(
      `By where each chain of posts and articles began: ${listed(roots.map((row) => `${parties.of(row.source).name} ${rangedPercent(row.root)}`))} of the posts.`,
    );
    support.push(...misfit(data, platform));
  }
  return {
    id: 'influence',
    question: `Influence: how much of what was said on ${platform} did each ecosystem set off?`,
    answer,
    support,
    caveats:
      known.length === 0
        ? []
        : [
            'Who set off what is inferred from times alone: that posts regularly follow articles is no proof that the articles caused them, and what was not collected can stand behind both.',
            'Narratives of few posts are not measured, which makes the platform look livelier than it is.',
          ],
    links: [
      { href: links.section('influence'), text: 'figures' },
      { href: links.table('influence', 'csv'), text: 'influence.csv' },
      ...(data.narratives > 0 ? [{ href: links.section('narratives'), text: 'narratives' }] : []),
    ],
  };
}

/** Distances above this are called large: a twentieth of the waits is elsewhere than the model has them. */
const largeDistance = 0.05;

/** What speaks against the model; how well it fits is told in its section. */
function misfit(data: Overview, platform: string): string[] {
  const fit = data.influenceFit.find((row) => row.model === 'hawkes' && row.process === data.platform);
  if (fit?.distance === null || fit === undefined) return [];
  const sentences: string[] = [];
  if (fit.distance > largeDistance)
    sentences.push(
      `The model describes the times of the posts only roughly: the waits between them are up to ${percent(fit.distance)} away from what it expects on ${platform}.`,
    );
  if (fit.spectralRadius >= 1)
    sentences.push(
      'By the estimate every item would set off more than one other without end, so it is not to be trusted.',
    );
  return sentences;
}

function overlap(a: Ranged, b: Ranged): boolean {
  return a.low !== null && b.high !== null && b.high >= a.low;
}
