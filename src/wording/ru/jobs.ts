import type { jobs as english } from '../en/jobs.ts';

export const jobs: typeof english = {
  waiting: 'Ждём, пока завершится другая работа …',
  running: 'Идёт работа …',
  done: 'Готово.',
  failed: 'Не получилось.',
  look: 'Проверить ещё раз',
  result: 'К результату',
  back: 'Назад',
  occupied: (holder) =>
    `С этим исследованием работает другая программа (процесс ${holder}), например crosscurrent run. Попробуйте ещё раз, когда она закончит.`,
};
