import type { network as english } from '../../en/report/network.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';

const { count, percent } = formatsOf('zh');

const ofEdges = (part: number, whole: number): string =>
  `${count(whole)} 条中有 ${count(part)} 条${whole > 0 ? `（${percent(part / whole)}）` : ''}`;

export const network: typeof english = {
  intro:
    '谁把叙事传给谁：若一些网站的叙事不久之后经常出现在另一个网站上，两者之间就有一条边（NETINF，Gomez-Rodriguez、Leskovec 与 Krause，2010）。边表示一个跟在另一个之后，并不表示抄自对方：两者可能都取自数据之外的来源。若只知道日期，同一天的出现一律不算一个跟在另一个之后。',
  none: '没有边：共有叙事且先后已知的网站太少。',
  files: <Piece>(edges: Piece, ecosystems: Piece, sites: Piece) =>
    rich`全部边及其背后的叙事：${edges}。上表的数据：${ecosystems}。全部网站：${sites}。`,
  found: (edges, sites, delay) =>
    `${count(sites)} 个网站之间的 ${count(edges)} 条边解释了叙事出现的先后${delay === undefined ? '' : `，平均延迟 ${delay}`}。`,
  noneStands: '没有哪条边格外突出：每条边要么依据的叙事太少，要么从其网站的条目数来看，任何次序都会产生。',
  table: '在条目次序随机时很少出现的最强的边',
  uncheckedTable: '最强的边；未与偶然比较',
  heads: {
    from: '从',
    to: '到',
    copies: '传递的叙事',
    delay: '延迟中位数',
    order: '先 – 后 – 不明',
    stability: '稳定度',
    chance: '出于偶然（p）',
  },
  note: '传递：在所有有边指向第二个网站的网站中，第二个网站最可能从第一个网站得来的叙事。先、后、不明：两者共有的所有叙事中的先后次序。稳定度：重新抽取叙事时，该边再次被选中的频率。出于偶然：随机重排每个叙事各条目的时间时，这一对网站获得同等增益的频率；由于边是按增益选出的，这个值偏小。',
  unchecked: '未与偶然比较（network.replicates 为 0）。',
  noneEnough: '没有哪条边有足够的叙事可与偶然相区分。',
  standOut: (distinct, enough, limit) =>
    `在叙事足够多的边中，${ofEdges(distinct, enough)}超出偶然（p 不大于 ${limit}；即使并无传递，也会有至多十二分之一如此）。`,
  thin: (thin, edges, least) => `${ofEdges(thin, edges)}依据的叙事少于 ${least} 个。`,
  byChance: (edges) => `若条目的次序毫无意义，同样的方法平均会找到 ${count(edges)} 条。`,
  copies: (copies, syndicated) =>
    `${count(copies)}${syndicated > 0 ? `（其中 ${count(syndicated)} 个为相同文本）` : ''}`,
  moreThanChance: '超出偶然：',
  passedTable: (limit) =>
    `沿所有边传递的叙事，从行到列；括号内是同样的条目在任意次序下的数量；▸ 表示超出该数量（p 不大于 ${limit}）`,
  passedNote: '不大于括号内数量的数字，无论多大，都不是影响的迹象：发布量大的一方更常在先。',
};
