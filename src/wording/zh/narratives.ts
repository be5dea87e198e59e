import type { narratives as english } from '../en/narratives.ts';
import { formatsOf } from '../formats.ts';

const { count } = formatsOf('zh');

export const narratives: typeof english = {
  title: '叙事',
  found: (n) => `符合条件的叙事：${count(n)} 个。`,
  none: '没有符合条件的叙事。请去掉某个筛选条件，或按含义搜索段落。',
  any: '不限',
  contains: '标签或关键词包含',
  matchedIn: '有匹配文章的媒体生态',
  winner: '关联最强',
  baseline: '所用基准',
  baselines: {
    raw: '原始份额',
    npmi_own: '归一化点互信息（各自总量）',
    npmi_released: '归一化点互信息（已发布版本）',
    log_odds: '带先验的对数几率',
  },
  onlySeparable: '只看关联领先超出偶然的',
  first: '最早的媒体生态',
  earlier: '早于平台的媒体生态',
  order: '最早的媒体生态与平台的先后',
  orders: { before: '早于平台', after: '晚于平台', undecidable: '先后无法判定' },
  from: '帖子起始日期',
  to: '帖子截止日期',
  least: '帖子数至少',
  sort: '排序',
  sorts: {
    articles: '匹配文章数',
    posts: '帖子数',
    first: '首条帖子',
    last: '末条帖子',
    lead: '领先平台的时间',
    label: '标签',
  },
  small: '也包括规模过小、未作测量的叙事',
  narrative: '叙事',
  postsHead: '帖子',
  articlesHead: '匹配文章',
  time: '帖子时间',
  notMeasured: '未测量',
  separable: '超出偶然',
};
