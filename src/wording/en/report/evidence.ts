import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, counted, decimal } = formatsOf('en');

/** Posts, and matched passages beside the posts nearest to them. */
export const evidence = {
  posts: (shown: number, all: number) => (shown < all ? `${count(shown)} of ${nouns.posts(all)}` : nouns.posts(all)),
  articles: (shown: number, all: number) =>
    shown < all ? `${count(shown)} of ${nouns.matchedArticles(all)}` : nouns.matchedArticles(all),
  morePosts: <Piece>(file: Piece, id: string) =>
    rich<
      Piece | string
    >`The earliest post, and those nearest to the centre of the narrative. All: ${file}, narrative ${id}.`,
  moreArticles: <Piece>(file: Piece, id: string) =>
    rich<Piece | string>`The earliest article, and those with the highest scores. All: ${file}, narrative ${id}.`,
  cut: (characters: number, file: string) =>
    `${counted(characters, { one: 'further character', other: 'further characters' })} in ${file}`,
  first: 'first',
  firstHere: 'first here',
  unnamed: 'unnamed outlet',
  copies: (copies: number) => `one of ${counted(copies, { one: 'copy', other: 'copies' })}`,
  copiesTitle: 'articles of the same text in the study',
  scores: (score: number | null, threshold: number | null, centre: number | null) =>
    `Score ${decimal(score, 3)}, threshold ${decimal(threshold, 3)}; to the centre ${decimal(centre, 3)}.`,
  nearest: (platform: string) => `Nearest post on ${platform}`,
  nearestUnknown: (platform: string) => `Nearest post on ${platform} is not known.`,
  open: (host: string) => `open at ${host}`,
  noAddress: 'not a web address:',
};
