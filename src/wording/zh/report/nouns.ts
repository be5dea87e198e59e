import type { nouns as english } from '../../en/report/nouns.ts';
import { formatsOf } from '../../formats.ts';

const { count, splitCount } = formatsOf('zh');

export const nouns: typeof english = {
  narratives: (n) => `${splitCount(n)} 个叙事`,
  posts: (n) => `${count(n)} 条帖子`,
  articles: (n) => `${count(n)} 篇文章`,
  matchedArticles: (n) => `${count(n)} 篇匹配文章`,
  ecosystems: (n) => `${count(n)} 个媒体生态`,
  languages: (n) => `${count(n)} 种语言`,
  passages: (n) => `${count(n)} 个段落`,
  weeks: (n) => `${count(n)} 周`,
  others: (n) => `另外 ${count(n)} 个`,
};
