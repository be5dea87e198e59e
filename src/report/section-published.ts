/** The answers of the study beside those of a published one, for studies that repeat it. */
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { baselineNames } from './names.ts';
import { count, decimal, percent } from './numbers.ts';
import { dataTable, partyMark } from './parts.ts';
import { shareStanding, winnersOf } from './tally.ts';
import type { View } from './view.ts';

/** Baselines that were or can be taken from what was published. */
const baselines = ['raw', 'npmi_own', 'npmi_released'] as const;
type Baseline = (typeof baselines)[number];

/** What is known of a published study, and where from. */
interface Published {
  readonly citation: string;
  readonly about: readonly (readonly [string, string])[];
  /** Per baseline the percentage of narratives that each ecosystem is most associated with, ties split. */
  readonly winners: Readonly<Record<Baseline, Readonly<Record<string, number>>>>;
  readonly narratives: number;
  readonly unknown: string;
}

/**
 * Hanley, Lu & Pan (PNAS 2025). Posts, window and narratives are those of the paper, its poster and its
 * released table; the winners were computed from the counts behind that table's normalised PMI, which
 * reproduce each of its 8,588 values.
 */
const pnas2025: Published = {
  citation: 'Hanley, Lu & Pan (2025), “Across the Firewall”, PNAS',
  about: [
    ['Posts', '475,231 on Weibo by 160,792 users, 1 February to 19 April 2022'],
    ['Articles', '8.26 million of 10,000 sites, 2,500 per country'],
    ['Narratives', '2,147 released, of 5 to 8,129 posts: only those that are matched in all four ecosystems'],
    [
      'Answer of the abstract',
      'a plurality of narratives is most associated with Russia, fewer than a tenth with China',
    ],
  ],
  winners: {
    raw: { russian: 45.8, ukrainian: 42.1, chinese: 6.9, american: 5.3 },
    npmi_own: { russian: 26.5, ukrainian: 36.4, chinese: 17.9, american: 19.3 },
    npmi_released: { russian: 38.1, ukrainian: 38.6, chinese: 19.1, american: 4.1 },
  },
  narratives: 2147,
  unknown:
    'The window of the news, the threshold of candidates, how Chinese articles were judged, whether articles or passages were counted, and the model behind its statement on influence are not known, so neither agreement nor a difference proves anything about these.',
};

/** The section, or nothing where the study repeats none. */
export function publishedSection({ data, options, parties }: View): Markup {
  if (options.published === 'none') return markup``;
  const { citation, about, winners, narratives, unknown } = pnas2025;
  const standing = shareStanding(data.share, 'copies');
  const own = Object.fromEntries(baselines.map((baseline) => [baseline, winnersOf(data, baseline, 'copies')]));
  const shareOf = (baseline: Baseline, ecosystem: string): string => {
    const { wins, decided } = own[baseline]!;
    const split = wins.find((win) => win.ecosystem === ecosystem)?.split;
    return split === undefined || decided === 0 ? '–' : percent(split / decided);
  };
  const keys = [...new Set([...Object.keys(winners.raw), ...data.ecosystems])];
  return markup`<section id="published" aria-labelledby="published-title">
<h2 id="published-title">Published answers</h2>
<p>The study that this one repeats: ${citation}.</p>
${dataTable('What was published', [{ head: 'What' }, { head: 'There' }], about)}
${dataTable(
  'Narratives most associated with each ecosystem, ties split',
  [
    { head: 'Ecosystem' },
    ...baselines.flatMap((baseline) => [
      { head: `${baselineNames[baseline].name}: there`, figures: true },
      { head: 'here', figures: true },
    ]),
  ],
  [
    ...keys.map((key) => [
      partyMark(parties.of(key)),
      ...baselines.flatMap((baseline) => {
        const there = winners[baseline][key];
        return [there === undefined ? '–' : `${decimal(there, 1)} %`, shareOf(baseline, key)];
      }),
    ]),
    ['Narratives', ...baselines.flatMap((baseline) => [count(narratives), count(own[baseline]!.decided)])],
  ],
)}
<p>Here ${count(standing.matched)} articles match. There, only narratives with a match in all four ecosystems were released; here, every narrative with a match counts.</p>
<p class="more">${unknown}</p>
</section>`;
}
