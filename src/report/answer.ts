/** What every answer is made of: its shape, and what several of them say. */
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
