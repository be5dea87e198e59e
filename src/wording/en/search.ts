import { formatsOf } from '../formats.ts';

const { count, counted } = formatsOf('en');

/** Search by meaning and by words. */
export const search = {
  title: 'Search',
  claim: 'A claim, a quotation or words, in any language',
  by: 'Search by',
  ways: { both: 'meaning and words', meaning: 'meaning', words: 'words' },
  any: 'any',
  kind: 'Kind',
  kinds: { post: 'post', article: 'article' },
  ecosystem: 'Ecosystem or platform',
  language: 'Language',
  from: 'From',
  to: 'Until',
  small: 'also narratives too small to be measured',
  within: (id: string) => `only within the narrative ${id}`,
  invitation:
    'Type a claim: narratives and passages that say the same are found in every language of the study, and those that have its words.',
  took: (narratives: number, passages: number, milliseconds: number, language: string) =>
    `${counted(narratives, { one: 'narrative', other: 'narratives' })} and ${counted(passages, { one: 'passage', other: 'passages' })} in ${count(milliseconds)} ms; language of the text: ${language}.`,
  narratives: 'Narratives',
  /** Narratives that are probably about something else. */
  farther: (narratives: number) =>
    `${counted(narratives, { one: 'farther narrative', other: 'farther narratives' })}, probably about something else`,
  passages: 'Passages',
  noNarratives: 'No narrative is near.',
  noPassages: 'No passage is near.',
  notMeasured: 'not measured',
  why: 'Why: its nearest passages',
  itsNarrative: 'its narrative',
  byMeaning: (rank: number, cosine: string) => `by meaning no. ${count(rank)} (cosine ${cosine})`,
  byWords: (rank: number, held: string) => `by words no. ${count(rank)} (${held} of the query)`,
  notes: {
    empty: 'There is nothing to search for.',
    no_words: 'There is no letter and no digit to search for by words.',
    no_index: 'The study has no index of words yet, so it was searched by meaning alone. crosscurrent index makes one.',
    old_index: 'The index of words belongs to other passages, so it was left out. crosscurrent index makes it anew.',
    no_narratives: 'The study has no narratives yet.',
    unknown_narrative: 'The study has no narrative of that id.',
    cut: (characters: number) => `Only the first ${count(characters)} characters were searched for.`,
    frequent_words: (words: string) => `Too frequent to be searched for by words: ${words}`,
    no_meaning: (reason: string) => `The study could not be searched by meaning: ${reason}`,
    sketches_only: (reason: string) =>
      `The embedder of the study could not be used, so meaning was compared by sketches alone: ${reason}`,
  },
};
