import type { evidence as english } from '../../en/report/evidence.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, decimal } = formatsOf('zh');

export const evidence: typeof english = {
  posts: (shown, all) => (shown < all ? `${nouns.posts(all)}中的 ${count(shown)} 条` : nouns.posts(all)),
  articles: (shown, all) =>
    shown < all ? `${nouns.matchedArticles(all)}中的 ${count(shown)} 篇` : nouns.matchedArticles(all),
  morePosts: <Piece>(file: Piece, id: string) =>
    rich<Piece | string>`此处为最早的帖子和最接近叙事中心的帖子。全部帖子：${file}，叙事 ${id}。`,
  moreArticles: <Piece>(file: Piece, id: string) =>
    rich<Piece | string>`此处为最早的文章和得分最高的文章。全部文章：${file}，叙事 ${id}。`,
  cut: (characters, file) => `另有 ${count(characters)} 个字符，见 ${file}`,
  first: '最早',
  firstHere: '此处最早',
  unnamed: '未具名媒体',
  copies: (copies) => `${count(copies)} 份相同文本之一`,
  copiesTitle: '本研究中文本相同的文章',
  scores: (score, threshold, centre) =>
    `得分 ${decimal(score, 3)}，阈值 ${decimal(threshold, 3)}；与中心的相似度 ${decimal(centre, 3)}。`,
  nearest: (platform) => `${platform}上最接近的帖子`,
  nearestUnknown: (platform) => `${platform}上最接近的帖子未知。`,
  open: (host) => `打开 ${host}`,
  noAddress: '不是网址：',
};
