/**
 * The four answers as sentences. Each says no more than its figures carry: the highest count is
 * called "most" only above one half, ties are named, and an order nobody can tell is said to be one.
 */
import { associationAnswer } from './answer-association.ts';
import { firstAnswer } from './answer-first.ts';
import { influenceAnswer } from './answer-influence.ts';
import { shareAnswer } from './answer-share.ts';
import { sensitivitySentence } from './section-sensitivity.ts';
import type { View } from './view.ts';

/** One answer with what stands beside it. */
export interface Answer {
  readonly id: 'share' | 'association' | 'first' | 'influence';
  readonly question: string;
  /** The sentence to print. */
  readonly answer: string;
  /** What stands beside it. */
  readonly support: readonly string[];
  readonly caveats: readonly string[];
  /** Where the evidence is. */
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

/** All four answers, in the order of the questions. */
export function answers(view: View): Answer[] {
  const { data, links, wording } = view;
  return [shareAnswer(view), associationAnswer(view), firstAnswer(view), influenceAnswer(view)].map((answer) => {
    const question = answer.id === 'first' ? 'first_appearance' : answer.id;
    const curve = data.sensitivity.find((other) => other.question === question);
    const sentence = sensitivitySentence(curve, view);
    if (sentence === undefined) return answer;
    const link = { href: links.section('sensitivity'), text: wording.report.sensitivity.link };
    return { ...answer, support: [...answer.support, sentence], links: [...answer.links, link] };
  });
}

/** The names of some ecosystems. */
export function namesOf(keys: readonly string[], { parties }: Pick<View, 'parties'>): string[] {
  return keys.map((key) => parties.of(key).name);
}

/** Why there is nothing to say, where there is nothing to say. */
export function nothing({ data, wording }: View): string | undefined {
  const { share: words } = wording.report;
  if (data.narrativesAtLevel === 0) return words.noNarratives;
  if (data.share.length === 0 && !data.isMeasured)
    return data.ecosystems.length === 0 ? words.noArticles : words.tooSmall;
  return undefined;
}
