import type { coverage as english, Kind, Wide } from '../../en/report/coverage.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, date, decimal, listed, percent } = formatsOf('zh');

const items = { post: '帖子', article: '文章' } as const;
const from = (kind: Kind, name: string): string => (kind === 'post' ? `${name}上的` : `来自${name}的`);

/** A length of time: hours, or days from two days on. */
function length(hours: number): string {
  if (hours <= 1) return '一小时';
  return hours < 48
    ? `${decimal(hours, hours < 10 ? 1 : 0)} 小时`.replace('.0 ', ' ')
    : `${decimal(hours / 24, 1)} 天`.replace('.0 ', ' ');
}

const usual = (hours: number | null): string =>
  hours === null
    ? '过于粗略，无法在同一天内为两个媒体生态排出先后'
    : `不够精确，误差大于${hours <= 1 ? '' : ' '}${length(hours)}，即一个叙事最早的两个媒体生态之间的通常间隔`;

const wide = (all: readonly Wide[]): string =>
  listed(all.map(([name, part]) => (part === null ? name : `${name}（${percent(part)}）`)));

export const coverage: typeof english = {
  none: '本研究的范围内没有条目。',
  nothing: '没有明显的空缺、时间缺失或大量重复文本。从未收集到的内容，在这里看不出来。',
  absent: (names) => `范围内没有来自${listed(names)}的文章，因此本页的任何内容都与之无关。`,
  few: (all) =>
    `范围内的文章太少：${all.map(([name, articles]) => `${name}仅 ${count(articles)} 篇`).join('，')}。多几篇或少几篇，数字就会改变。`,
  gap: (kind, name, gaps, further, expected) =>
    `${name}在${listed(further > 0 ? [...gaps, `另外 ${count(further)} 个时段`] : gaps)}没有${items[kind]}，而按其通常的数量约应有 ${count(expected)} ${kind === 'post' ? '条' : '篇'}：要么当时没有发布相关内容，要么没有收集到。`,
  days: (first, last) => (first >= last ? date(first) : `${date(first)}至${date(last)}`),
  oneSite: (name, articles) =>
    `来自${name}的${articles === 1 ? '唯一一篇文章' : '所有文章'}出自同一个网站：此处关于${name}的说法，其实只是关于该网站的。`,
  timeless: (kind, name, part) =>
    `${from(kind, name)}${items[kind]}有 ${percent(part)} 没有发布时间：它们计入份额与关联，但几乎无助于判断谁最早。`,
  copies: (kind, name, part) =>
    `${from(kind, name)}文字有 ${percent(part)} 是重复的文本：请对照相同文本只计一次的数字。`,
  lacking: (all, hours) =>
    `判断首次出现所需的时间精度，来自${wide(all)}的多数文章都达不到：其时间${usual(hours)}。凡涉及${all.length === 1 ? '该媒体生态' : '这些媒体生态'}之处，“无法判定”应理解为数据不足，而不是并列。`,
  impaired: (all, hours) => `来自${wide(all)}的部分文章时间${usual(hours)}，因此那里的一些首次出现无法判定。`,
  impairedToo: (all) => `来自${wide(all)}的部分文章时间同样粗略，因此那里的一些首次出现无法判定。`,
  table: '范围内的条目',
  heads: {
    weeks: '有条目的周数',
    copies: '重复文本',
    languages: '语言',
  },
  languages: (named, others) =>
    [
      ...named.map(([language, part]) => `${language} ${percent(part)}`),
      ...(others > 0 ? [nouns.others(others)] : []),
    ].join('，'),
  timesTable: '发布时间的精确程度',
  classes: {
    to_hour: '精确到小时',
    to_day: '精确到日',
    coarser: '更粗略',
    bounded: '仅一侧有界',
    undated: '无时间',
  },
  note: <Piece>(file: Piece) =>
    rich`时间按已知范围的宽度归类：一小时、一天、更宽、仅一侧有界（例如首次见到的时间）、无。重复文本：属于转载组的文章所含的字符。按网站、语言与周的数据：${file}。`,
  more: <Piece>(link: (text: string) => Piece) => rich`更多内容见${link('数据与方法')}。`,
  plot: {
    title: '每周条目数',
    row: (name, weeks, all, most) =>
      `${name}：${count(all)} 周中有 ${count(weeks)} 周有条目，单周最多 ${count(most)} 个`,
    description: (rows) => `${rows.join('；')}。`,
    caption: '每行各有自己的刻度：条目最多的一格颜色最实，其条目数标在行末。空心格表示没有条目。',
    several: '周数较多时，一格包含数周。',
    undated: '没有发布时间的条目不在任何一格中。',
  },
};
