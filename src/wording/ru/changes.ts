import type { changes as english } from '../en/changes.ts';

export const changes: typeof english = {
  tooLarge: 'Отправлено больше, чем принимает эта страница.',
  otherType: 'Изменения принимаются в виде формы или JSON.',
  unreadable: 'Отправленное не является JSON.',
  back: 'Вернуться',
};
