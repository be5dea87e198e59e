import type { method as english } from '../../en/report/method.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, listed, percent } = formatsOf('zh');

const matchingRest =
  '说同一件事的帖子段落构成一个叙事。文章段落与最接近的帖子段落逐句对齐比较，得分达到该语言对的阈值，即与该叙事匹配。';

export const method: typeof english = {
  data: '数据',
  itemsTable: '各媒体生态的条目',
  bounded: '时间有界',
  sitesTable: (shown, sites) =>
    sites > shown ? `${count(sites)} 个网站中文章最多的 ${count(shown)} 个` : '各网站的文章',
  site: '网站',
  noSite: '（无网站）',
  articles: '文章',
  timesTable: '时间的精度与来源',
  precision: '精度',
  source: '来源',
  languagesTable: '各语言的条目',
  files: <Piece>(items: Piece, passages: number, file: Piece) =>
    rich<Piece | string>`全部条目：${items}；其中的 ${nouns.passages(passages)}：${file}。`,
  noRejects: '没有记录被拒绝。',
  rejectsTable: '未采用的记录',
  reason: '原因',
  stage: '阶段',
  records: '记录',
  example: '例如',
  rejects: <Piece>(file: Piece) => rich`全部被拒绝的记录：${file}。`,
  edits: '修改',
  editsIntro: <Piece>(edits: number, file: Piece) =>
    rich<Piece | string>`叙事并非原样保留：测量之前先应用了 ${file} 中的 ${count(edits)} 处修改。`,
  editsTable: '各项修改，按先后次序',
  number: '序号',
  edit: '修改',
  given: '所附理由',
  merged: <Piece>(narratives: Piece, into: Piece) => rich`${narratives} 并入 ${into}`,
  renamed: <Piece>(narratives: Piece, name: Piece) => rich`${narratives} 改名为“${name}”`,
  excluded: <Piece>(narratives: Piece) => rich`排除 ${narratives}`,
  editsFile: <Piece>(file: Piece) => rich`修改列表：${file}。`,
  matching: '匹配',
  matchingText: <Piece>(embedders: Piece | undefined) =>
    embedders === undefined
      ? [`帖子与文章按整句切分为段落，每个段落转换为一个向量。${matchingRest}`]
      : rich<
          Piece | string
        >`帖子与文章按整句切分为段落，每个段落转换为一个向量（嵌入模型 ${embedders}）。${matchingRest}`,
  thresholdsTable: '各语言对的阈值',
  thresholdHeads: {
    post: '帖子',
    article: '文章',
    threshold: '阈值',
    matched: '匹配的段落',
    near: '略低于阈值',
  },
  matched: <Piece>(matches: number, file: Piece, near: number, nearFile: Piece) =>
    rich<
      Piece | string
    >`匹配的段落有 ${count(matches)} 个（${file}）；另有 ${count(near)} 个略低于阈值，保留以供查验（${nearFile}）。`,
  limits: '这些数字能说明什么，不能说明什么',
  limitsList: (platform) => [
    '数字描述的是已收集的内容。缺失的网站，或只收集了一部分的网站，在每个数字中也同样缺失。',
    '匹配是模型所发现的含义相近。两篇文本可能彼此独立地报道同一事件；否认也可能与其所否认的说法匹配。引用某个叙事之前，请先阅读段落。',
    '匹配既不完整，也不是没有错误，而且错误因语言对而异。本页没有任何数字包含这种错误。略低于阈值的段落可以显示有多少结果取决于此。',
    '份额与关联计的是文章，而不是读者。',
    `在${platform}上或某个媒体生态中更早，并不等于是来源。真正的首次发布可能在收集范围之外。`,
  ],
  allBounded: '每篇文章的时间至少有一侧的界限。',
  unbounded: (articles, part) =>
    `${nouns.articles(articles)}（${percent(part)}）的时间没有任何界限：计入份额与关联，但对首次出现没有用处。`,
  firstSeen: '本研究自行声明，以条目首次见到的时间作为其发布时间。',
  repeat: '如何重复本研究',
  noRecord: '本研究没有运行记录。',
  software: <Piece>(versions: readonly string[], file: Piece) =>
    rich<
      Piece | string
    >`软件：${versions.join('、')}。以下是各阶段的参数；研究中的文件 ${file} 载有每个输入与输出的哈希值。`,
  versions: (name, versions) => `${name} ${listed(versions)}`,
  rejected: (records) => `拒绝 ${count(records)}`,
  version: (version, seed) => `该阶段的第 ${version} 版，随机种子 ${seed}。`,
  options: (stage) => `${stage} 的选项`,
};
