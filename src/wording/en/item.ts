import { formatsOf } from '../formats.ts';

const { count, counted } = formatsOf('en');

/** The page of a post or article. */
export const item = {
  kinds: { post: 'Post', article: 'Article' },
  untitled: 'Article without a title',
  facts: 'What is known of it',
  id: 'Id',
  outlet: 'Outlet',
  ecosystem: 'Ecosystem',
  language: 'Language',
  detected: 'identified from the text',
  author: 'Author',
  published: 'Published',
  zone: (name: string) => `zone assumed: ${name}`,
  firstSeen: 'First seen',
  fetched: 'Fetched',
  address: 'Source',
  repostOf: 'Repost of',
  readFrom: 'Read from',
  outside: 'Outside the scope of the study: no figure counts it.',
  text: 'Text',
  noText: 'It has no text.',
  part: (from: number, to: number, of: number) => `Characters ${count(from)} to ${count(to)} of ${count(of)}.`,
  before: 'Earlier part',
  after: 'Later part',
  marked: 'Marked passages match a narrative; the number leads to it.',
  narratives: (n: number) => `Narratives: ${count(n)}`,
  noNarrative: 'It belongs to no narrative.',
  passage: 'Passage',
  scored: (score: string, threshold: string) => `score ${score}, threshold ${threshold}`,
  similarity: (cosine: string) => `cosine to the centre ${cosine}`,
  copies: (n: number) => `Copies of this text: ${counted(n, { one: 'article', other: 'articles' })}`,
  copiesAbout:
    'Articles of the study with the same text, exact or near. Where copies count once, all of them count as one.',
  listed: (n: number) => `The first ${count(n)} are listed.`,
};
