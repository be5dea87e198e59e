/** The third answer: where narratives were first, before the platform or after, and what chance gives. */
import { nothing } from './answer.ts';
import type { Answer } from './answer.ts';
import { chanceSentences } from './first-chance.ts';
import { timeSentences } from './section-coverage.ts';
import type { View } from './view.ts';

/** Where narratives were published first. */
export function firstAnswer(view: View): Answer {
  const { data, parties, links, wording } = view;
  const { first: words, shared } = wording.report;
  const { narratives, decided, outcomes, against } = data.first;
  const missing = nothing(view) ?? (narratives === 0 ? words.noMatch : undefined);
  const robust = outcomes.reduce((sum, row) => sum + row.robust, 0);
  return {
    id: 'first',
    question: words.question(parties.platform.name),
    answer: missing ?? firstSentence(view),
    support:
      missing !== undefined
        ? []
        : [
            ...timeSentences(view),
            words.against(parties.platform.name, narratives, against.before, against.after, against.undecidable),
            ...(decided > 0 ? [words.robust(robust, decided)] : []),
            ...chanceSentences(view),
          ],
    caveats: [
      words.caveats.collected,
      data.chance.length > 0 ? words.caveats.chance : words.caveats.noChance,
      ...(data.firstSeenIsPublication ? [words.caveats.firstSeen] : []),
    ],
    links: [
      { href: links.section('first'), text: shared.figures },
      { href: links.section('by-ecosystem'), text: shared.evidenceByEcosystem },
      { href: links.table('first_appearance', 'csv'), text: 'first_appearance.csv' },
      { href: links.table('first_movers', 'csv'), text: 'first_movers.csv' },
    ],
  };
}

function firstSentence({ data, parties, wording }: View): string {
  const { first: words } = wording.report;
  const { narratives, decided, outcomes } = data.first;
  if (decided === 0) return words.untold(narratives);
  const winners = outcomes
    .filter((row) => row.first > 0)
    .map((row) => [parties.of(row.ecosystem).name, row.first] as const);
  const unopposed = outcomes.reduce((sum, row) => sum + row.unopposed, 0);
  const told = words.told(narratives, decided, winners, unopposed);
  return wording.formats.sentences(decided < narratives ? [told, words.rest(narratives - decided)] : [told]);
}
