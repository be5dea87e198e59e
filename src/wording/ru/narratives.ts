import type { narratives as english } from '../en/narratives.ts';
import { formatsOf } from '../formats.ts';

const { counted } = formatsOf('ru');

export const narratives: typeof english = {
  title: 'Нарративы',
  found: (n) =>
    `Найдено: ${counted(n, { one: 'нарратив', few: 'нарратива', many: 'нарративов', other: 'нарратива' })}.`,
  none: 'Ни один нарратив не подходит. Уберите один из фильтров или ищите отрывки по смыслу.',
  any: 'любая',
  contains: 'Название или ключевые слова содержат',
  matchedIn: 'С совпадениями в медиасистеме',
  winner: 'Самая тесная связь',
  baseline: 'По базовой мере',
  baselines: {
    raw: 'простая доля',
    npmi_own: 'нормализованная PMI, собственные суммы',
    npmi_released: 'нормализованная PMI, опубликованный вариант',
    log_odds: 'логарифм шансов с априорным распределением',
  },
  onlySeparable: 'только где перевес в связи сверх случайного',
  first: 'Первая медиасистема',
  earlier: 'Медиасистема раньше платформы',
  order: 'Первая медиасистема относительно платформы',
  orders: { before: 'раньше платформы', after: 'позже платформы', undecidable: 'порядок неразличим' },
  from: 'Посты с',
  to: 'Посты по',
  least: 'Постов, не менее',
  sort: 'Упорядочить по',
  sorts: {
    articles: 'числу совпавших статей',
    posts: 'числу постов',
    first: 'первому посту',
    last: 'последнему посту',
    lead: 'опережению платформы',
    label: 'названию',
  },
  small: 'также слишком малые для измерения',
  narrative: 'Нарратив',
  postsHead: 'Посты',
  articlesHead: 'Совпавшие статьи',
  time: 'Время постов',
  notMeasured: 'не измерен',
  separable: 'сверх случайного',
};
