/** The answers of the study beside those of a published one, for studies that repeat it. */
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { dataTable, partyMark } from './parts.ts';
import { shareStanding, winnersOf } from './tally.ts';
import type { View } from './view.ts';

/** Baselines that were or can be taken from what was published. */
const baselines = ['raw', 'npmi_own', 'npmi_released'] as const;
type Baseline = (typeof baselines)[number];

/** What is known of a published study, and where from. */
interface Published {
  readonly citation: string;
  /** Per baseline the percentage of narratives that each ecosystem is most associated with, ties split. */
  readonly winners: Readonly<Record<Baseline, Readonly<Record<string, number>>>>;
  readonly narratives: number;
}

/**
 * Hanley, Lu & Pan (PNAS 2025). Posts, window and narratives are those of the paper, its poster and its
 * released table; the winners were computed from the counts behind that table's normalised PMI, which
 * reproduce each of its 8,588 values.
 */
const pnas2025: Published = {
  citation: 'Hanley, Lu & Pan (2025), “Across the Firewall”, PNAS',
  winners: {
    raw: { russian: 45.8, ukrainian: 42.1, chinese: 6.9, american: 5.3 },
    npmi_own: { russian: 26.5, ukrainian: 36.4, chinese: 17.9, american: 19.3 },
    npmi_released: { russian: 38.1, ukrainian: 38.6, chinese: 19.1, american: 4.1 },
  },
  narratives: 2147,
};

/** The section, or nothing where the study repeats none. */
export function publishedSection({ data, options, parties, wording }: View): Markup {
  if (options.published === 'none') return markup``;
  const { published: words, page, shared } = wording.report;
  const { count, percent } = wording.formats;
  const { citation, winners, narratives } = pnas2025;
  const standing = shareStanding(data.share, 'copies');
  const own = Object.fromEntries(baselines.map((baseline) => [baseline, winnersOf(data, baseline, 'copies')]));
  const shareOf = (baseline: Baseline, ecosystem: string): string => {
    const { wins, decided } = own[baseline]!;
    const split = wins.find((win) => win.ecosystem === ecosystem)?.split;
    return split === undefined || decided === 0 ? '–' : percent(split / decided);
  };
  const keys = [...new Set([...Object.keys(winners.raw), ...data.ecosystems])];
  return markup`<section id="published" aria-labelledby="published-title">
<h2 id="published-title">${page.sections.published}</h2>
<p>${words.intro(citation)}</p>
${dataTable(words.table, [{ head: words.what }, { head: words.there }], words.pnas2025.about)}
${dataTable(
  words.winners,
  [
    { head: shared.ecosystem },
    ...baselines.flatMap((baseline) => [
      { head: words.byBaseline(shared.baselines[baseline]), figures: true },
      { head: words.here, figures: true },
    ]),
  ],
  [
    ...keys.map((key) => [
      partyMark(parties.of(key)),
      ...baselines.flatMap((baseline) => {
        const there = winners[baseline][key];
        return [there === undefined ? '–' : percent(there / 100), shareOf(baseline, key)];
      }),
    ]),
    [shared.narratives, ...baselines.flatMap((baseline) => [count(narratives), count(own[baseline]!.decided)])],
  ],
)}
<p>${words.matched(standing.matched)}</p>
<p class="more">${words.pnas2025.unknown}</p>
</section>`;
}
