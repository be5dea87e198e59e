import type { common as english } from '../en/common.ts';
import { formatsOf } from '../formats.ts';

const { count } = formatsOf('zh');

export const common: typeof english = {
  product: 'crosscurrent',
  skip: '跳到正文',
  navigation: '页面',
  languageMenu: '语言',
  theme: { name: '配色', auto: '跟随系统', light: '浅色', dark: '深色' },
  pages: {
    overview: '概览',
    narratives: '叙事',
    ecosystems: '媒体生态',
    quality: '数据质量',
    sensitivity: '敏感性',
    search: '搜索',
    label: '标注',
    digest: '摘编',
    compare: '比较',
    exports: '导出',
  },
  searchLabel: '搜索叙事与段落',
  searchButton: '搜索',
  apply: '应用',
  clear: '清除',
  previous: '上一页',
  next: '下一页',
  pageOf: (page, pages) => `第 ${count(page)} 页，共 ${count(pages)} 页`,
  narratives: (n) => `${count(n)} 个叙事`,
  posts: (n) => `${count(n)} 条帖子`,
  articles: (n) => `${count(n)} 篇文章`,
  loading: '正在加载……',
  loaded: '已加载',
  failed: '服务器没有回应。crosscurrent serve 还在运行吗？',
  notFound: { title: '未找到', text: '本研究中没有这样的页面或叙事。', back: '返回概览' },
  refused: { title: '已拒绝', text: '服务器不接受这样的请求。' },
  broken: { title: '出错了', text: '服务器遇到错误，详情见终端中的日志。' },
  tooSlow: { title: '太慢', text: '回答耗时过长，已放弃。请重试，或缩小范围。' },
  tooMany: { title: '同时下载过多', text: '已有多个文件正在发送。请待其中一个完成后重试。' },
  noResults: { title: '尚无内容', text: '本研究还没有结果。请用以下命令计算：' },
  footer: '由本机提供，不从别处加载任何内容。指向来源的链接会离开本机。',
};
