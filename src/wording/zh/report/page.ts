import type { page as english } from '../../en/report/page.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, date, listed } = formatsOf('zh');

const precisions = {
  minute: '精确到分钟或更细',
  hour: '精确到小时',
  day: '仅精确到日',
  unknown: '完全未知',
};

export const page: typeof english = {
  sections: {
    coverage: '数据能说明什么',
    answers: '四个答案',
    share: '份额',
    association: '关联',
    first: '首次出现',
    influence: '影响力',
    network: '网站网络',
    sensitivity: '敏感性',
    published: '已发表的答案',
    narratives: '叙事',
    method: '数据与方法',
  },
  skip: '跳到答案',
  navigation: '章节',
  footer: <Piece>(tables: (text: string) => Piece) =>
    rich`由 crosscurrent 根据本研究的数据表生成，数据表以 ${tables('CSV 和 Parquet')} 格式存放在本页旁边。本页不从别处加载任何内容；指向来源的链接会离开本页。`,
  kicker: 'crosscurrent 报告',
  about: '关于本研究',
  data: (window, posts, platform, articles, ecosystems, languages) =>
    `${window}：${platform}上的 ${nouns.posts(posts)}，${ecosystems.length === 0 ? `${nouns.articles(articles)}，不属于任何媒体生态` : `来自 ${nouns.ecosystems(ecosystems.length)}（${listed(ecosystems)}）的 ${nouns.articles(articles)}`}，共 ${nouns.languages(languages)}。`,
  times: (parts) => `发布时间：${parts.map(([precision, share]) => `${share} ${precisions[precision]}`).join('，')}。`,
  window: {
    unknown: '时间均不详',
    until: (to) => `截至${date(to)}`,
    from: (from) => `自${date(from)}起`,
    span: (from, to) => (date(from) === date(to) ? date(from) : `${date(from)}至${date(to)}`),
  },
  answersIntro:
    '匹配表示一篇文章与一个叙事说的是同一件事，并不表示一个取自另一个。凡被接受的匹配都视为正确：匹配误差不在任何数字之中，也不在任何区间之中。',
  level: (measured, minPosts, level, found) =>
    `数字涉及${minPosts === null ? '' : `至少有 ${nouns.posts(minPosts)}的`} ${nouns.narratives(measured)}，层级为 ${count(level)}；聚类在该层级共找到 ${count(found)} 个。`,
  filter: {
    label: '显示包含以下文字的叙事',
    close: '收起全部证据',
    shown: (shown, all) => `${all} 个叙事中的 ${shown} 个`,
  },
};
