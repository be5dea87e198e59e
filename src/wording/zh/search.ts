import type { search as english } from '../en/search.ts';
import { formatsOf } from '../formats.ts';

const { count } = formatsOf('zh');

export const search: typeof english = {
  title: '搜索',
  claim: '任何语言的一句话、引文或词语',
  by: '搜索方式',
  ways: { both: '含义与词语', meaning: '含义', words: '词语' },
  any: '不限',
  kind: '类型',
  kinds: { post: '帖子', article: '文章' },
  ecosystem: '媒体生态或平台',
  language: '语言',
  from: '起始日期',
  to: '截止日期',
  small: '也包括规模过小、未作测量的叙事',
  within: (id) => `仅在叙事 ${id} 之内`,
  invitation: '输入一个说法：将在本研究的所有语言中找出含义相同的叙事与段落，以及包含其词语的段落。',
  took: (narratives, passages, milliseconds, language) =>
    `${count(narratives)} 个叙事、${count(passages)} 个段落，用时 ${count(milliseconds)} 毫秒；文本语言：${language}。`,
  narratives: '叙事',
  farther: (narratives) => `另有 ${count(narratives)} 个较远的叙事，多半与此无关`,
  passages: '段落',
  noNarratives: '没有相近的叙事。',
  noPassages: '没有相近的段落。',
  notMeasured: '未测量',
  why: '依据：最相近的段落',
  itsNarrative: '所属叙事',
  byMeaning: (rank, cosine) => `按含义第 ${count(rank)}（余弦 ${cosine}）`,
  byWords: (rank, held) => `按词语第 ${count(rank)}（含查询的 ${held}）`,
  notes: {
    empty: '没有可搜索的内容。',
    no_words: '其中没有可按词语搜索的字母或数字。',
    no_index: '本研究还没有词语索引，因此只按含义搜索。用 crosscurrent index 建立索引。',
    old_index: '词语索引属于另一批段落，因此未使用。用 crosscurrent index 重新建立。',
    no_narratives: '本研究还没有叙事。',
    unknown_narrative: '本研究中没有该编号的叙事。',
    cut: (characters) => `只搜索了前 ${count(characters)} 个字符。`,
    frequent_words: (words) => `过于常见，未按词语搜索：${words}`,
    no_meaning: (reason) => `无法按含义搜索本研究：${reason}`,
    sketches_only: (reason) => `无法使用本研究的嵌入模型，因此仅以快速向量比较含义：${reason}`,
  },
};
