import type { sensitivity as english } from '../en/sensitivity.ts';
import { formatsOf } from '../formats.ts';

const { count, listed } = formatsOf('zh');

const joint = (names: readonly string[], alone: string, together: string): string =>
  `${listed(names)}${names.length === 1 ? alone : together}`;

export const sensitivity: typeof english = {
  title: '敏感性',
  intro: '如果当初作了别的选择，答案会不会改变？请自行选择：每个数字都是事先算好的，没有一个是插值得来的。',
  questions: {
    share: '匹配文章多数由谁发布？',
    association: '多数叙事与谁关联最强？',
    first_appearance: '谁最常最早出现？',
    influence: '多数帖子由谁引发？',
  },
  controls: '选择',
  ofStudy: (value) => `${value}（本研究）`,
  asStudy: '与本研究相同',
  bears: (questions) => `用于：${questions.join('、')}`,
  answers: '这些选择之下的答案',
  asChosen: '这就是本研究的选择。',
  changed: (choices) => `有 ${count(choices)} 项选择与本研究不同。`,
  back: '恢复本研究的选择',
  untried: (choice, value) => `“${choice}”没有试过“${value}”，此处显示本研究的取值。`,
  leads: {
    share: (names, value) => joint(names, `领先，占匹配文章的 ${value}。`, `并列领先，各占匹配文章的 ${value}。`),
    association: (names, value, weighting) =>
      weighting === 'posts'
        ? joint(
            names,
            `领先：与其关联最强的叙事含 ${value} 的帖子。`,
            `并列领先：与各自关联最强的叙事各含 ${value} 的帖子。`,
          )
        : joint(names, `领先：${value} 的叙事与其关联最强。`, `并列领先：各有 ${value} 的叙事与其关联最强。`),
    first_appearance: (names, value, weighting) =>
      weighting === 'posts'
        ? joint(
            names,
            `领先：其最早出现的叙事含 ${value} 的帖子。`,
            `并列领先：各自最早出现的叙事各含 ${value} 的帖子。`,
          )
        : joint(names, `领先：在 ${value} 的叙事中最早出现。`, `并列领先：各在 ${value} 的叙事中最早出现。`),
    influence: (names, value) => joint(names, `领先：引发了 ${value} 的帖子。`, `并列领先：各引发了 ${value} 的帖子。`),
  },
  noMargin: '本研究的阈值',
  rough: '此处的影响力比概览页上的估计更粗略，时间只抽取一次，因此两者可能不同。',
  nobody: '在这些选择之下，各媒体生态都没有可计的结果，因此无人领先。',
  study: {
    isThis: '这就是本研究的答案。',
    same: (names, value) => `按本研究的选择，同样是${listed(names)}领先，数值为 ${value}。`,
    other: (names, value) => `按本研究的选择，领先的是${listed(names)}，数值为 ${value}。`,
    nobody: '按本研究的选择，无人领先。',
    none: '本研究自身对这个问题没有答案。',
  },
  heads: { ecosystem: '媒体生态', bar: (highest) => `0 至 ${highest}`, here: '此处', study: '本研究' },
  barsNote: '竖线标出本研究的数值。',
  missing: (choices) => `没有在以下选择同时成立时计算过：${choices.join('、')}。`,
  whyInfluence: '影响力的估计耗时较长。在本研究以外的层级上只有一次估计，其余选择均与本研究相同。',
  nearest: '最接近的有：',
  absent: {
    influence: '这里没有计算影响力：事件过少，或 crosscurrent.yaml 中的 sensitivity.influence 为 false。',
    other: '没有计算：没有文章与任何叙事匹配。',
  },
  otherwise: '要改变什么，领先者才会不同？',
  never: '试过的都不行：任何一组选择之下领先者都相同。',
  one: '只需改变一项选择：',
  several: (choices) => `单改一项不够，须同时改变以下 ${count(choices)} 项：`,
  turn: (choices, leader) => `${choices.join('、')}：${leader}`,
  further: (sets) => `以及另外 ${count(sets)} 组`,
  nobodyShort: '无人领先',
  curves: '全部选择组合',
  curvesNote:
    '每一列是一组选择，按本研究领先者的数值排序；下方的标记说明是哪些选择。点击某一列即可选用，也可在选中的列上用左右方向键移动。竖线标出本研究，方框标出上面所选。',
  column: (leader, value, choices) => `${leader} ${value}：${choices.join('、')}`,
  sets: (sets) => `${count(sets)} 组选择`,
  whole: '改变选择，并查看全部组合',
  notComputed: '本研究还没有其他选择之下的答案。请用以下命令计算：',
  notesOfStage: '该阶段说明：',
};
