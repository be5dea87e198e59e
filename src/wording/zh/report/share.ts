import type { share as english } from '../../en/report/share.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';

const { count, listed, percent } = formatsOf('zh');

type Next = { readonly rate: number; readonly name: string } | undefined;

const of = (part: number, whole: number): string =>
  `${count(whole)} 篇中有 ${count(part)} 篇${whole > 0 ? `（${percent(part / whole)}）` : ''}`;
const against = (next: Next): string => (next === undefined ? '' : `；居次的${next.name}为 ${percent(next.rate)}`);
const perOwn = '就各自的发布量而言';
const once = '若相同文本只计一次';

export const share: typeof english = {
  question: (platform) => `份额：与${platform}上的叙事匹配的内容，哪个媒体生态发布得最多？`,
  noNarratives: '在帖子中没有找到叙事，因此无从比较。',
  noArticles: '本研究没有文章，因此叙事无从比较。',
  tooSmall: '没有规模足以测量的叙事，因此无从比较。',
  noMatch: '没有文章与任何叙事匹配。',
  alone: (name, matched) =>
    `${matched === 1 ? '唯一一篇匹配文章' : `全部 ${count(matched)} 篇匹配文章`}来自${name}，即本研究中唯一的媒体生态，因此份额没有比较的意义。`,
  allEqual: (each, matched) => `所有媒体生态发布的匹配文章一样多：共 ${count(matched)} 篇，各 ${count(each)} 篇。`,
  equal: (names, each, matched) =>
    `${listed(names)}发布的匹配文章一样多，且多于任何其他媒体生态：共 ${count(matched)} 篇，各 ${count(each)} 篇。`,
  only: (name) => `唯一一篇匹配文章来自${name}：${of(1, 1)}。`,
  all: (name, matched) => `所有匹配文章都来自${name}：${of(matched, matched)}。`,
  most: (name, own, matched) => `匹配文章多数来自${name}：${of(own, matched)}。`,
  more: (name, own, matched) => `来自${name}的匹配文章多于任何其他媒体生态：${of(own, matched)}。`,
  rates: {
    together: (names, rate, next) =>
      `${perOwn}，${listed(names)}并列领先：其文章有 ${percent(rate)} 匹配${against(next)}。`,
    also: (name, rate, articles, next) =>
      `${perOwn}，同样是${name}领先：其 ${count(articles)} 篇文章有 ${percent(rate)} 匹配${against(next)}。`,
    instead: (name, rate, articles, next) =>
      `${perOwn}，领先的则是${name}：其 ${count(articles)} 篇文章有 ${percent(rate)} 匹配${against(next)}。`,
  },
  groups: {
    stays: (name, own, matched) => `${once}，居首者不变：${name}领先，${of(own, matched)}。`,
    staysTied: (names, each, matched) =>
      `${once}，居首者不变：${listed(names)}并列领先，${count(matched)} 篇中各有 ${count(each)} 篇。`,
    turns: (name, own, matched) => `${once}，领先的是${name}：${of(own, matched)}。`,
    turnsTied: (names, each, matched) =>
      `${once}，并列领先的是${listed(names)}：${count(matched)} 篇中各有 ${count(each)} 篇。`,
  },
  intervals: (ranges) => `若换一批叙事，份额会有所不同；95% 区间：${listed(ranges)}。`,
  apart: '前两个区间互不重叠。',
  overlap: '前两个区间重叠，因此它们的次序并不确定。',
  few: (matched) => `只有 ${count(matched)} 篇文章匹配：少数几篇文章就可能改变次序。`,
  intro: '与任一叙事匹配的文章，每篇计一次。份额在各媒体生态之间比较；比率则以各生态发布的全部文章为基数。',
  plot: {
    share: '占匹配文章的份额',
    rate: '占该生态全部文章的比率',
    shareOf: (values) => `各媒体生态占全部匹配文章的份额：${values.join('，')}。`,
    rateOf: (values) => `各媒体生态的文章中匹配者的比率：${values.join('，')}。`,
    undefined: '无定义',
    caption: '条形：每篇文章都计。圆圈：相同文本只计一次。',
    line: '线段：条形的 95% 区间，就叙事而言。',
  },
  table: '各媒体生态的匹配文章，计每篇文章，或每个文本只计一次（无论多少网站登载）',
  heads: { articles: '文章', matching: '匹配', share: '份额', rate: '比率' },
  files: <Piece>(values: Piece, matches: Piece) => rich`所有数值：${values}。其背后的匹配：${matches}。`,
};
