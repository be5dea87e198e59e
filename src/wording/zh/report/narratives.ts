import type { narratives as english } from '../../en/report/narratives.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, date, listed } = formatsOf('zh');

const order = (shown: number): string => (shown > 1 ? '，有匹配文章的在前，再按帖子数排列' : '');

export const narratives: typeof english = {
  none: '没有叙事。',
  noneShown: <Piece>(left: number, file: Piece) => rich<Piece | string>`${count(left)} 个叙事均未显示；见 ${file}。`,
  all: (shown) => `共 ${nouns.narratives(shown)}${order(shown)}。`,
  some: <Piece>(shown: number, all: number, left: number, list: Piece, association: Piece, first: Piece) =>
    rich<
      Piece | string
    >`${nouns.narratives(all)}中的前 ${count(shown)} 个${order(shown)}。其余 ${count(left)} 个见 ${list}、${association} 和 ${first}。`,
  withheld: <Piece>(matched: number, file: Piece, id: string) =>
    rich<
      Piece | string
    >`为使页面轻便，此处省略证据。帖子${matched > 0 ? `与 ${nouns.matchedArticles(matched)}` : ''}见 ${file} 中的 ${id}。`,
  byEcosystem: '按媒体生态',
  ofEcosystem: <Piece>(party: Piece, own: number) => rich<Piece | string>`${party}：${nouns.narratives(own)}有匹配文章`,
  evidence: (posts, matched) => `证据：${nouns.posts(posts)}、${nouns.matchedArticles(matched)}`,
  postWords: '帖子用词',
  articleWords: '文章用词',
  words: {
    other_ecosystems: '在此叙事中，各媒体生态比其他生态更常用的词',
    other_narratives: '各媒体生态在此叙事中比在别处更常用的词',
  },
  inLanguage: (language) => `${language}：`,
  posts: '帖子',
  postsWhen: (posts, from, to) =>
    `${count(posts)} 条，${to === null || date(from) === date(to) ? date(from) : `${date(from)}至${date(to)}`}`,
  matched: '匹配文章',
  association: '关联最强',
  byAll: <Piece>(winners: Piece) => rich<Piece>`${winners}，按所有基准`,
  by: <Piece>(winners: Piece, baseline: string) => rich<Piece | string>`${winners}，按${baseline}`,
  notBeyond: '（未超出偶然）',
  beyond: (baselines) => `（按${listed(baselines)}超出偶然）`,
  first: '最早的媒体生态',
  untold: '无法判定',
  firstAt: <Piece>(party: Piece, time: string) => rich<Piece | string>`${party}，${time}`,
  unopposed: '（其他媒体生态都没有匹配）',
  against: (platform) => `与${platform}相比`,
  orders: {
    before: '有媒体生态早于首条帖子',
    after: '所有媒体生态都晚于首条帖子',
    undecidable: '先后无法判定',
  },
  firstPost: (time) => `（首条帖子：${time}）`,
};
