import type { influence as english } from '../../en/report/influence.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';

const { decimal, listed, percent } = formatsOf('zh');

export const influence: typeof english = {
  question: (platform) => `影响力：${platform}上的内容有多少是由各媒体生态引发的？`,
  percent: (value, low, high) => `${percent(value)}（${percent(low)}–${percent(high)}）`,
  number: (value, low, high) => `${decimal(value, 2)}（${decimal(low, 2)}–${decimal(high, 2)}）`,
  tooLittle: (reason) => `数据太少，无法估计影响力${reason === undefined ? '' : `：${reason}`}。`,
  fewNarratives: (least, found) => `叙事少于 ${least} 个（${found} 个）`,
  fewEvents: (least, name, found) => `${name}的事件少于 ${least} 个（${found} 个）`,
  notShown: '份额更大、关联更强或出现更早，都不能说明帖子是由该媒体生态引发的。',
  nobody: (platform) => `据估计，${platform}上的帖子没有一条是由任何媒体生态的文章直接引发的。`,
  most: (figure, platform, name) =>
    `据估计，${platform}上的帖子有 ${figure}由来自${name}的文章直接引发，多于任何其他媒体生态。`,
  tied: (figure, platform, name, others) =>
    `据估计，${platform}上的帖子有 ${figure}由来自${name}的文章直接引发，与${listed(others)}相同。`,
  alone: (figure, platform, name) => `据估计，${platform}上的帖子有 ${figure}由来自${name}的文章直接引发。`,
  near: (names) => `${listed(names)}的区间与之重叠，因此它们之间的次序并不确定。`,
  noIntervals: '没有估计区间，因此各媒体生态之间的次序并不确定。',
  others: (figures) => `其他：${listed(figures)}。`,
  byEcosystem: (figures) => `按媒体生态：${listed(figures)}。`,
  itself: (platform, own, nowhere) =>
    `${platform}自身引发了其帖子的 ${own}；另有 ${nowhere}来自数据之外：独立的起始，或未收集到的来源。`,
  roots: (figures) => `按每条帖子与文章链条的起点计，占帖子的比例：${listed(figures)}。`,
  rough: (distance, platform) =>
    `模型对帖子时间的刻画只是大致的：在${platform}上，帖子之间的等待时间与模型的预期最多相差 ${distance}。`,
  explosive: '按此估计，每个条目会无止境地引发一个以上的其他条目，因此该估计不可信。',
  caveats: [
    '谁引发了谁，仅从时间推断：帖子经常跟在文章之后，并不证明文章是其原因；两者背后可能都有未收集到的内容。',
    '帖子很少的叙事未作测量，这会使平台显得比实际更活跃。',
  ],
  narratives: '叙事',
  intro:
    '把一个叙事的帖子与匹配文章看作时间上的事件，用多元霍克斯过程拟合：每个事件都可能在平台上和各媒体生态中引发其他事件，另有一些来自数据之外。影响力是目标的条目中由来源引发的比例；第二列则沿每条链追溯到起点。',
  noFigures: (reasons) => `没有数字${reasons.length === 0 ? '' : `：${reasons.join('；')}`}。`,
  without: (reasons) => `没有数字的有：${reasons.join('；')}。`,
  efficiencies: (figures) => `平均每篇文章引发的帖子数：${listed(figures)}。`,
  pairs: '各方对各方',
  pairsTable: '每个来源对每个目标的影响力，附 95% 区间',
  heads: {
    source: '来源',
    target: '目标',
    direct: '直接引发',
    root: '链条始于此',
    efficiency: '来源每个条目引发的数量',
    process: '过程',
    waits: '等待时间',
    distance: '距离',
  },
  delay: (hours, radius) =>
    `被引发的条目平均在 ${decimal(hours, 1)} 小时之后出现。权重的谱半径为 ${decimal(radius, 2)}：小于 1 时，一个条目所引发的内容会逐渐平息。`,
  fit: '模型对各过程时间的刻画程度：实际等待时间与模型预期之间的距离（柯尔莫哥洛夫–斯米尔诺夫）',
  daily: '按日计算的同一结果，供重复既有研究之用',
  dailyIntro: '以往的研究按日统计事件，不计一日之内的情形。这些数字供与之比较；上面的数字才是答案。',
  dailyTable: '按日形式的影响力，附 95% 区间',
  files: <Piece>(values: Piece, fit: Piece) => rich`所有数值：${values}；等待时间的分位数：${fit}。`,
  plot: {
    title: (platform) => `${platform}的帖子由各来源引发的比例`,
    description: (bars) => `${bars.join('，')}。`,
    caption: '条形：直接引发；线段：95% 区间。圆圈：帖子与文章的链条始于此。',
  },
};
