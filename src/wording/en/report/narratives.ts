import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, date, listed } = formatsOf('en');

/** The list of narratives. */
export const narratives = {
  none: 'There are no narratives.',
  noneShown: <Piece>(left: number, file: Piece) =>
    rich<Piece | string>`None of the ${count(left)} narratives is shown; they are in ${file}.`,
  all: (shown: number) =>
    `${nouns.narratives(shown)}${shown > 1 ? ', those with matched articles first, then by number of posts' : ''}.`,
  some: <Piece>(shown: number, all: number, left: number, list: Piece, association: Piece, first: Piece) =>
    rich<
      Piece | string
    >`The first ${count(shown)} of ${nouns.narratives(all)}${shown > 1 ? ', those with matched articles first, then by number of posts' : ''}. The other ${count(left)} are in ${list}, ${association} and ${first}.`,
  withheld: <Piece>(matched: number, file: Piece, id: string) =>
    rich<
      Piece | string
    >`Evidence is left out to keep the page light. The posts${matched > 0 ? ` and the ${nouns.matchedArticles(matched)}` : ''} are in ${file}, under ${id}.`,
  byEcosystem: 'By ecosystem',
  ofEcosystem: <Piece>(party: Piece, own: number) =>
    rich<Piece | string>`${party}: ${nouns.narratives(own)} with matched articles`,
  evidence: (posts: number, matched: number) => `Evidence: ${nouns.posts(posts)}, ${nouns.matchedArticles(matched)}`,
  postWords: 'Words of the posts',
  articleWords: 'Words of the articles',
  words: {
    other_ecosystems: 'Words each ecosystem uses more than the others do here',
    other_narratives: 'Words each ecosystem uses more here than elsewhere',
  },
  inLanguage: (language: string) => `${language}:`,
  posts: 'Posts',
  postsWhen: (posts: number, from: number, to: number | null) =>
    `${count(posts)}, ${to === null || date(from) === date(to) ? date(from) : `${date(from)} to ${date(to)}`}`,
  matched: 'Matched articles',
  association: 'Most associated with',
  byAll: <Piece>(winners: Piece) => rich<Piece>`${winners} by every baseline`,
  by: <Piece>(winners: Piece, baseline: string) => rich<Piece | string>`${winners} by ${baseline}`,
  notBeyond: '(no more than chance would allow)',
  beyond: (baselines: readonly string[]) => `(beyond chance by ${listed(baselines)})`,
  first: 'First ecosystem',
  untold: 'cannot be told',
  firstAt: <Piece>(party: Piece, time: string) => rich<Piece | string>`${party}, ${time}`,
  unopposed: '(no other ecosystem has a match)',
  against: (platform: string) => `Against ${platform}`,
  orders: {
    before: 'an ecosystem came before the first post',
    after: 'every ecosystem came after the first post',
    undecidable: 'the order cannot be told',
  },
  firstPost: (time: string) => `(first post: ${time})`,
};
