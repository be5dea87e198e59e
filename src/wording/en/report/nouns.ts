import { formatsOf } from '../../formats.ts';

const { counted } = formatsOf('en');

/** Numbers with what they count. */
export const nouns = {
  narratives: (n: number) => counted(n, { one: 'narrative', other: 'narratives' }),
  posts: (n: number) => counted(n, { one: 'post', other: 'posts' }),
  articles: (n: number) => counted(n, { one: 'article', other: 'articles' }),
  matchedArticles: (n: number) => counted(n, { one: 'matched article', other: 'matched articles' }),
  ecosystems: (n: number) => counted(n, { one: 'ecosystem', other: 'ecosystems' }),
  languages: (n: number) => counted(n, { one: 'language', other: 'languages' }),
  passages: (n: number) => counted(n, { one: 'passage', other: 'passages' }),
  weeks: (n: number) => counted(n, { one: 'week', other: 'weeks' }),
  others: (n: number) => counted(n, { one: 'other', other: 'others' }),
};
