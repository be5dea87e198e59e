import type { shared as english } from '../../en/report/shared.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, sentences } = formatsOf('zh');

export const shared: typeof english = {
  ecosystem: '媒体生态',
  counting: '计数方式',
  narratives: '叙事',
  kind: '类型',
  items: '条目',
  inScope: '范围内',
  sites: '网站',
  language: '语言',
  interval: '95% 区间',
  kinds: { post: '帖子', article: '文章' },
  countings: { copies: '每篇文章', groups: '相同文本只计一次' },
  baselines: {
    raw: '原始份额',
    npmi_own: '归一化点互信息（各自总量）',
    npmi_released: '归一化点互信息（已发布版本）',
    log_odds: '带先验的对数几率',
  },
  background: '数据之外',
  noEcosystem: '无媒体生态',
  none: '无',
  noLabel: '（无标签）',
  noKey: '（无）',
  noFigures: '没有数字：未作任何测量。',
  noMatchFigures: '没有数字：没有叙事有匹配文章。',
  narrative: (number) => `叙事 ${number}`,
  andOthers: <Piece>(links: Piece, shown: number, left: number) =>
    left === 0 ? [links] : shown === 0 ? [`${count(left)} 个`] : rich<Piece | string>`${links} 和${nouns.others(left)}`,
  figures: '数字',
  evidenceByEcosystem: '按媒体生态的证据',
  mind: '注意：',
  see: '参见：',
  ofNoun: (shown, all) => `${count(shown)} / ${count(all)}`,
  joined: (texts) => sentences(texts),
};
