import type { jobs as english } from '../en/jobs.ts';

export const jobs: typeof english = {
  waiting: '正在等待其他工作结束……',
  running: '正在处理……',
  done: '已完成。',
  failed: '未能完成。',
  look: '再看一次',
  result: '查看结果',
  back: '返回',
  occupied: (holder) => `另一个程序（进程 ${holder}）正在处理本研究，例如 crosscurrent run。请待其结束后重试。`,
};
