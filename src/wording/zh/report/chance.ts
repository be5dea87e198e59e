import type { chance as english, Told } from '../../en/report/chance.ts';
import { formatsOf } from '../../formats.ts';
import { nouns } from './nouns.ts';

const { count, decimal, listed, percent, signed, splitCount } = formatsOf('zh');

const told = (all: readonly Told[]): string =>
  listed(
    all.map(
      ({ name, observed, expected, low, high }) =>
        `${name}（${splitCount(observed)} 次，偶然预期 ${decimal(expected, 1)} 次${low === null || high === null ? '' : `，差值的 95% 区间为 ${signed(low, 1)} 至 ${signed(high, 1)}`}）`,
    ),
  );
const interval = (text: string | undefined): string => (text === undefined ? '' : `（95% 区间：${text}）`);

export const chance: typeof english = {
  first: (narratives, more, less, within) => {
    const parts = [
      more.length > 0 && `${told(more)}最早出现的次数多于偶然所能解释的`,
      less.length > 0 && `${told(less)}少于偶然所能解释的`,
      within.length > 0 &&
        (more.length + less.length === 0
          ? `没有哪个媒体生态最早出现的次数多于或少于偶然所能解释的：${told(within)}`
          : `${told(within)}则用偶然即可解释`),
    ].filter((part) => part !== false);
    return `发布量大的媒体生态，仅凭偶然也会更常最早出现。在至少两个媒体生态有带时间文章的 ${nouns.narratives(narratives)}中（并列时均分）：${parts.join('；')}。`;
  },
  noneTested: (tested) =>
    `逐个来看，在 ${nouns.narratives(tested)}中，没有一个的最早媒体生态的领先时间长于偶然所能解释的。`,
  tested: (significant, tested) =>
    `逐个来看，在 ${nouns.narratives(tested)}中，有 ${count(significant)} 个（${percent(significant / tested)}）的最早媒体生态的领先时间长于偶然所能解释的；预计其中至多十分之一为误判。`,
  start: (firsts) =>
    `有 ${count(firsts)} 次首次出现落在该来源开始收集后的三天之内，真正的首次可能更早：请理解为“当时或更早”。`,
  lead: {
    unbounded: (platform, narratives) =>
      `就 ${nouns.narratives(narratives)}而言，首篇文章与${platform}上首条帖子之间领先时间的中位数，无法由已知的时间界定。`,
    open: (platform, narratives, range, ofMedian) =>
      `就 ${nouns.narratives(narratives)}而言，比较首篇文章与${platform}上的首条帖子，处于中位的叙事孰先孰后无法由时间判定：文章可能的领先时间：${range}${interval(ofMedian)}；负值表示帖子在先。`,
    told: (platform, narratives, isPost, lead, ofMedian, open) =>
      `就 ${nouns.narratives(narratives)}而言，比较首篇文章与${platform}上的首条帖子，${isPost ? '帖子' : '文章'}在先，领先时间的中位数为 ${lead}${interval(ofMedian)}${open === undefined ? '' : `；受时间精度所限，可能的范围：${open}`}。`,
    both: '该区间包含两种先后次序。',
  },
  range: {
    any: '任意值',
    upTo: (high) => `至多 ${high}`,
    orMore: (low) => `${low} 或更多`,
    between: (low, high) => `${low} 至 ${high}`,
  },
  tables: {
    first: '各媒体生态中的最早者，与偶然相比（并列时均分，相同文本只计一次）',
    before_platform: (platform) => `早于${platform}上的首条帖子，与偶然相比`,
    leads: (platform) => `相对于${platform}上首条帖子的领先时间：负值表示帖子在先`,
  },
  heads: {
    observed: '实际',
    byChance: '偶然预期',
    difference: '差值',
    median: '中位数',
    open: '时间所容许的范围',
  },
  any: '所有生态中的最早者',
  note: '偶然预期：保持每个叙事的各个时间不变，随机置换其文章所属的媒体生态所得的期望值，且只在当日已有收集的媒体生态之间置换。p 与 q 为双侧；q 在同一表的各媒体生态之间控制错误发现率。区间由对叙事重抽样得出。',
};
