import type { published as english } from '../../en/report/published.ts';
import { formatsOf } from '../../formats.ts';

const { count } = formatsOf('zh');

export const published: typeof english = {
  intro: (citation) => `本研究所重复的研究：${citation}。`,
  table: '已发表的内容',
  what: '项目',
  there: '原研究',
  here: '本研究',
  byBaseline: (baseline) => `${baseline}：原研究`,
  winners: '与各媒体生态关联最强的叙事，并列时均分',
  matched: (articles) =>
    `本研究有 ${count(articles)} 篇文章匹配。原研究只公布了在全部四个媒体生态中都有匹配的叙事；此处凡有匹配的叙事都计入。`,
  pnas2025: {
    about: [
      ['帖子', '微博上 160,792 名用户的 475,231 条帖子，2022年2月1日至4月19日'],
      ['文章', '10,000 个网站的 826 万篇文章，每国 2,500 个网站'],
      ['叙事', '公布了 2,147 个，各有 5 至 8,129 条帖子：只包括在全部四个媒体生态中都有匹配的叙事'],
      ['摘要中的答案', '与俄罗斯关联最强的叙事最多，与中国关联最强的不到十分之一'],
    ],
    unknown:
      '新闻的时间窗口、候选的阈值、中文文章的评判方式、所计的是文章还是段落，以及其关于影响力的论断所依据的模型，均不得而知，因此无论结果一致还是不同，都不能就这些方面证明什么。',
  },
};
