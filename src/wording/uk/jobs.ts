import type { jobs as english } from '../en/jobs.ts';

export const jobs: typeof english = {
  waiting: 'Чекаємо, доки завершиться інша робота …',
  running: 'Триває робота …',
  done: 'Готово.',
  failed: 'Не вдалося.',
  look: 'Перевірити ще раз',
  result: 'До результату',
  back: 'Назад',
  occupied: (holder) =>
    `З цим дослідженням працює інша програма (процес ${holder}), наприклад crosscurrent run. Спробуйте ще раз, коли вона завершить роботу.`,
};
