import type { first as english } from '../../en/report/first.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, listed, percent } = formatsOf('zh');

const precisions = {
  minute: '精确到分钟或更细',
  hour: '精确到小时',
  day: '仅精确到日',
  open: '无界或仅一侧有界',
};

const untold = '时间重叠或未知';

export const first: typeof english = {
  question: (platform) => `首次出现：每个叙事最早发布于何处，早于还是晚于${platform}？`,
  noMatch: '没有文章与任何叙事匹配，无法判定先后。',
  untold: (narratives) =>
    `${narratives === 1 ? '唯一一个有匹配文章的叙事' : `有匹配文章的 ${count(narratives)} 个叙事，全都`}无法判定哪个媒体生态最早：${untold}。`,
  told: (narratives, decided, winners, unopposed) => {
    const alone =
      unopposed === 0
        ? ''
        : unopposed === decided
          ? '（在这些叙事中，其他媒体生态都没有匹配）'
          : `（其中 ${count(unopposed)} 个在其他媒体生态中没有匹配）`;
    const had = `有可以证实的最早媒体生态：${listed(winners.map(([name, won]) => `${name} ${count(won)} 个`))}${alone}。`;
    return narratives === 1
      ? `唯一一个有匹配文章的叙事${had}`
      : `在有匹配文章的 ${nouns.narratives(narratives)}中，${count(decided)} 个（${percent(decided / narratives)}）${had}`;
  },
  rest: (narratives) => `其余 ${count(narratives)} 个叙事${untold}，无法判定先后。`,
  against: (platform, narratives, before, after, open) => {
    const parts = [
      before > 0 && `${count(before)} 个可以证实在首条帖子之前已出现于某个媒体生态`,
      after > 0 && `${count(after)} 个在首条帖子之后才出现于各媒体生态`,
      open > 0 && `${count(open)} 个无法判定先后`,
    ].filter((part) => part !== false);
    return `与${platform}相比，在 ${nouns.narratives(narratives)}中：${parts.join('；')}。`;
  },
  robust: (robust, decided) =>
    `若去掉每个叙事最早的那一个条目，在 ${nouns.narratives(decided)}中有 ${count(robust)} 个（${percent(robust / decided)}）的最早媒体生态不变。一个误判的匹配就足以改变谁最早。`,
  caveats: {
    collected: '“最早”是指在已收集的内容中最早。',
    chance: '此处的“偶然”是指：在一个叙事之内，任何文章都可能属于当日已有收集的任何媒体生态。',
    noChance: '发布量大的媒体生态，仅凭偶然也会更常最早出现。',
    firstSeen: '本研究声明，以条目首次见到的时间作为其发布时间；真实时间可能更早。',
  },
  intro: (order) => `每个叙事在各媒体生态中首次发布的时间。${order}所有时间均为 UTC。`,
  orders: {
    day: '时间按整日比较：不同的日期有先后，相同的日期算并列。',
    one_day: '时间是区间：只有确定相隔至少 24 小时，才算一个早于另一个。',
    interval: '时间是区间：只有区间互不重叠，才算一个早于另一个。',
  },
  notDrawn: '没有可以绘制的叙事：要么首条帖子没有时间，要么所有匹配文章都没有时间。',
  outcomes: {
    title: '各媒体生态之间的结果',
    first: '最早',
    unopposed: '其中无竞争',
    robust: '其中去掉最早条目后仍最早',
    notFirst: '非最早',
    undecidable: '无法判定',
    undated: '文章无时间',
  },
  againstTable: {
    title: (platform) => `在各媒体生态的首次出现，与${platform}上的首条帖子相比`,
    before: '早于',
    after: '晚于',
    undecidable: '无法判定',
  },
  unopposed: '无竞争：其他媒体生态都没有匹配。',
  precision: (times, parts) =>
    `媒体生态中 ${count(times)} 个首次时间的精度：${parts.map(([precision, own]) => `${count(own)} 个${precisions[precision]}（${percent(times > 0 ? own / times : null)}）`).join('，')}。`,
  firstIn: '可以证实各媒体生态最早的叙事：',
  files: <Piece>(appearance: Piece, movers: Piece, summary: Piece, leads: Piece) =>
    rich`所有数值：${appearance}、${movers}、${summary}、${leads}。`,
  plot: {
    title: (platform) => `每个叙事的首次出现，相对于其在${platform}上的首条帖子`,
    description: (narratives) =>
      `${nouns.narratives(narratives)}，每个一行；每行为每个有匹配文章的媒体生态各设一个标记，位于中线左侧表示该媒体生态更早。下文各叙事以文字给出时间。`,
    caption:
      '首条帖子之前（左）与之后（右）的天数，刻度随距离收缩。横条是首次出现所在的区间，形状标记是其中点；空心标记与虚线表示只知道一侧的界限。',
    left: <Piece>(left: number, file: Piece) => rich<Piece | string>`另有 ${count(left)} 个叙事未绘出；见 ${file}。`,
    hours: (n) => `${n} 时`,
    days: (n) => `${n} 天`,
    years: (n) => `${n} 年`,
  },
};
