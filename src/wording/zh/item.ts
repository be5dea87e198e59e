import type { item as english } from '../en/item.ts';
import { formatsOf } from '../formats.ts';

const { count } = formatsOf('zh');

export const item: typeof english = {
  kinds: { post: '帖子', article: '文章' },
  untitled: '无标题文章',
  facts: '已知信息',
  id: '编号',
  outlet: '媒体',
  ecosystem: '媒体生态',
  language: '语言',
  detected: '由文本识别',
  author: '作者',
  published: '发布时间',
  zone: (name) => `推定时区：${name}`,
  firstSeen: '首次见到',
  fetched: '抓取时间',
  address: '来源',
  repostOf: '转发自',
  readFrom: '读取自',
  outside: '不在研究范围内：不计入任何数据。',
  text: '正文',
  noText: '没有正文。',
  part: (from, to, of) => `第 ${count(from)} 至 ${count(to)} 个字符，共 ${count(of)} 个。`,
  before: '前一部分',
  after: '后一部分',
  marked: '标出的段落与某个叙事匹配；点击编号可查看。',
  narratives: (n) => `叙事：${count(n)} 个`,
  noNarrative: '不属于任何叙事。',
  passage: '段落',
  scored: (score, threshold) => `得分 ${score}，阈值 ${threshold}`,
  similarity: (cosine) => `与中心的余弦 ${cosine}`,
  copies: (n) => `此文本的副本：${count(n)} 篇`,
  copiesAbout: '研究中文本相同或几乎相同的文章。在副本只计一次的统计中，它们合计为一篇。',
  listed: (n) => `仅列出前 ${count(n)} 篇。`,
};
