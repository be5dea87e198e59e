import type { changes as english } from '../en/changes.ts';

export const changes: typeof english = {
  tooLarge: '发送的内容超出了本页面接受的大小。',
  otherType: '修改只接受表单或 JSON。',
  unreadable: '发送的内容不是 JSON。',
  back: '返回',
};
