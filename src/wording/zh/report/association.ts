import type { association as english, Said, Won } from '../../en/report/association.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, listed, percent, splitCount } = formatsOf('zh');

const by = (said: readonly Said[]): string =>
  said.map(({ text, baselines }) => `按${listed(baselines)}：${text}`).join('；');
const each = (won: readonly Won[]): string =>
  won
    .map(
      ({ baseline, split, decided }) =>
        `按${baseline}，${count(decided)} 个中有 ${splitCount(split)} 个（${percent(split / decided)}）`,
    )
    .join('；');
const ties = (tied: boolean): string => (tied ? '；并列时均分' : '');
const under = (won: readonly Won[], all: boolean): string =>
  all ? '按全部四种基准衡量' : `按${listed(won.map(({ baseline }) => baseline))}衡量`;

export const association: typeof english = {
  question: '关联：每个叙事与哪个媒体生态关联最强？',
  noMatch: '没有文章与任何叙事匹配，因此没有叙事与任何媒体生态相关联。',
  alone: (name) => `本研究只有${name}这一个媒体生态，没有其他生态可供比较。`,
  most: (leader, won, all, tied) => `${under(won, all)}，多数叙事与${leader}关联最强：${each(won)}${ties(tied)}。`,
  more: (leader, won, all, tied) =>
    `${under(won, all)}，与${leader}关联最强的叙事多于任何其他媒体生态：${each(won)}${ties(tied)}。`,
  equal: (names, won, tied) =>
    `没有哪个媒体生态单独领先：与${listed(names)}关联最强的叙事一样多（各自${each(won)}${ties(tied)}）。`,
  leads: (names, split, decided) =>
    `${listed(names)}（${count(decided)} 个中${names.length > 1 ? '各' : ''}有 ${splitCount(split)} 个，${percent(split / decided)}）`,
  depends: (said, tied) => `答案取决于基准。关联最强的叙事最多的媒体生态是：${by(said)}${ties(tied)}。`,
  intervals: (said) => `若换一批叙事，这些比例会有所不同；95% 区间：${by(said)}。`,
  ahead: (apart, tested, won) =>
    `${count(tested)} 个中有 ${count(apart)} 个${won.length === 0 ? '' : `（${listed(won.map(([name, narratives]) => `${name} ${count(narratives)} 个`))}）`}`,
  beyond: (said) => `在可以检验的叙事中，有一个媒体生态超出偶然地领先于其他所有生态的：${by(said)}。`,
  unchanged: (compared) => `在所比较的 ${nouns.narratives(compared)}中，没有一个因基准不同而改变胜出者。`,
  changed: (changed, compared) =>
    `在 ${nouns.narratives(compared)}中，有 ${count(changed)} 个（${percent(changed / compared)}）的胜出者因基准不同而改变。`,
  countingUnchanged: '若相同文本只计一次，没有叙事改变胜出者。',
  countingChanged: (changed, compared) =>
    `若相同文本只计一次，在 ${nouns.narratives(compared)}中有 ${count(changed)} 个（${percent(changed / compared)}）在某种基准下改变胜出者。`,
  caveat:
    '原始份额有利于发布量大的媒体生态；归一化点互信息有利于出人意料的结果，而计数小时并不稳定；带先验的对数几率会压低小计数的作用。没有哪种基准是唯一正确的，请对照着看。',
  values: '各叙事的数值',
  intro:
    '按四种基准，列出每个叙事数值最高的媒体生态：匹配文章的原始份额；以各生态自身总量计算的归一化点互信息；已发布版本的归一化点互信息；以及采用信息性狄利克雷先验的对数几率（以标准差为单位）。',
  noChanges: (compared) => `在所比较的 ${count(compared)} 个叙事中，没有一个因基准不同而改变胜出者。`,
  changes: <Piece>(changed: number, compared: number, links: Piece | undefined) => {
    const said = `在所比较的 ${count(compared)} 个叙事中，有 ${count(changed)} 个因基准不同而改变胜出者`;
    return links === undefined ? [`${said}。`] : rich<Piece | string>`${said}：${links}。`;
  },
  table: '各媒体生态胜出的叙事，按基准与计数方式；并列时均分；括号内为占全部的比例及其 95% 区间',
  cell: (split, share, range, tied, beyondChance) =>
    `${splitCount(split)}（${percent(share)}${range === '' ? '' : `；${range}`}）${tied > 0 ? `，并列 ${count(tied)}` : ''}${beyondChance === 0 ? '' : `，超出偶然 ${count(beyondChance)}`}`,
  fewSites: (narratives) =>
    `有 ${nouns.narratives(narratives)}虽有一个媒体生态超出偶然地领先，其文章却来自不到五个网站：这些文章被当作彼此独立写成来计算，一个活跃的网站就可能决定结果。`,
  valuesSummary: (narratives) => `${nouns.narratives(narratives)}按媒体生态与基准的数值`,
  valuesRegion: '各叙事的数值',
  valuesTable: '每个叙事与每个媒体生态的关联，按每篇文章计；▸ 表示最高值',
  narrative: '叙事',
  matchedArticles: '匹配文章',
  highest: '最高：',
  further: <Piece>(left: number, file: Piece) => rich<Piece | string>`另有 ${count(left)} 个叙事，见 ${file}。`,
  files: <Piece>(values: Piece, tests: Piece, sums: Piece) =>
    rich`所有数值及其区间：${values}。检验：${tests}。合计：${sums}。`,
  plot: {
    title: '与各媒体生态关联最强的叙事，按基准',
    range: (name, low, high) => `${name} ${low} 至 ${high}`,
    description: (ranges) => `${ranges.join('，')}。所有数值见下表。`,
    caption: '占有胜出者的叙事的百分比，并列时均分。',
    key: (baseline, decided) => `${baseline}（${nouns.narratives(decided)}）`,
    band: '色带表示基准的选择所能左右的范围；线段是就叙事而言的 95% 区间。',
  },
};
