import type { sensitivity as english } from '../../en/report/sensitivity.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';

const { count, listed } = formatsOf('zh');

const lead = (names: readonly string[]): string => `${names.length === 1 ? '领先' : '并列领先'}的是${listed(names)}`;

export const sensitivity: typeof english = {
  link: '敏感性',
  none: '没有得到答案，因此无从变动。',
  intro:
    '答案会改变吗？有些选择换一种做法也同样有理由，因此在这些选择的每一种组合之下重新得出了答案，而不重新嵌入或匹配。在所有组合之下都领先，说明领先不取决于某一选择；这并不说明它就是对的，因为所有组合都依据同样的帖子、文章与得分。',
  influenceOnce: '影响力只在所测量的层级重新估计；其他层级各有一次估计。',
  titles: {
    share: '占匹配文章的份额',
    association: '与各媒体生态关联最强的叙事',
    first_appearance: '各媒体生态最早的叙事',
    influence: '各媒体生态引发的帖子',
  },
  table: '各种选择之下的答案',
  heads: {
    answer: '答案',
    leader: '本研究中的领先者',
    value: '其数值',
    range: '最低至最高',
    leads: '领先的组数',
    changes: '仅改变一项即改变领先者的选择',
  },
  leads: (leaders, sets) =>
    `${count(sets)} 组选择中，${leaders.map(([names, own]) => `${names} ${count(own)} 组`).join('；')}`,
  nothing: '无',
  change: (choice, value, leader) => `${choice}：${value}（${leader}）`,
  files: <Piece>(answers: Piece) => rich`全部答案：${answers}。`,
  always: (names, sets, low, high) => `在全部 ${count(sets)} 组选择之下，${lead(names)}（${low} 至 ${high}）。`,
  often: (names, own, sets, low, high) =>
    `在 ${count(sets)} 组选择中的 ${count(own)} 组之下，${lead(names)}（${low} 至 ${high}）。`,
  rough: '每组的估计都比上面的数字粗略，只用一次时间抽取，因此可能与之不同。',
  choices: {
    lambda: '叙事内帖子的相似程度',
    margin: '匹配阈值',
    counting: '相同文本',
    baseline: '基准',
    times: '时间',
    weighting: '叙事的权重',
    background: '独立起始',
  },
  values: {
    'counting copies': '每篇文章',
    'counting groups': '相同文本计一次',
    'baseline raw': '原始份额',
    'baseline npmi_own': 'nPMI，各自总量',
    'baseline npmi_released': 'nPMI，已发布',
    'baseline log_odds': '对数几率',
    'times interval': '已知的时间',
    'times day': '整日',
    'times one_day': '相隔一日',
    'weighting narratives': '叙事同等',
    'weighting posts': '按帖子数加权',
    'background onset': '起始：在开端',
    'background steady': '起始：匀速',
  },
  threshold: (margin) => `阈值 ${margin}`,
  noMargin: '阈值',
  plot: {
    description: (sets, name, low, high) =>
      `${count(sets)} 组选择；${name} ${low} 至 ${high}。哪些选择会改变答案，见上表。`,
    caption: (name) => `每一列是一组选择，按${name}的数值排列；下方的标记表示是哪些选择。竖线标出本研究的选择。`,
  },
};
