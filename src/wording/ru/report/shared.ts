import type { shared as english } from '../../en/report/shared.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';

const { count, sentences } = formatsOf('ru');

export const shared: typeof english = {
  ecosystem: 'Медиасистема',
  counting: 'Подсчёт',
  narratives: 'Нарративы',
  kind: 'Вид',
  items: 'Записи',
  inScope: 'В пределах исследования',
  sites: 'Сайты',
  language: 'Язык',
  interval: '95 % интервал',
  kinds: { post: 'пост', article: 'статья' },
  countings: { copies: 'каждая статья', groups: 'каждый текст один раз' },
  baselines: {
    raw: 'простая доля',
    npmi_own: 'нормализованная PMI (собственные суммы)',
    npmi_released: 'нормализованная PMI (опубликованный вариант)',
    log_odds: 'логарифм шансов с априорным распределением',
  },
  background: 'вне данных',
  noEcosystem: 'ни одна медиасистема',
  none: 'нет',
  noLabel: '(без названия)',
  noKey: '(без названия)',
  noFigures: 'Показателей нет: ничего не измерено.',
  noMatchFigures: 'Показателей нет: ни у одного нарратива нет совпавших статей.',
  narrative: (number) => `нарратив ${number}`,
  andOthers: <Piece>(links: Piece, shown: number, left: number) =>
    left === 0 ? [links] : shown === 0 ? [count(left)] : rich<Piece | string>`${links} и ещё ${count(left)}`,
  figures: 'показатели',
  evidenceByEcosystem: 'материалы по медиасистемам',
  mind: 'Учтите.',
  see: 'См.:',
  ofNoun: (shown, all) => `${count(shown)} из ${count(all)}`,
  joined: (texts) => sentences(texts),
};
