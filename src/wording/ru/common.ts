import type { common as english } from '../en/common.ts';
import { formatsOf } from '../formats.ts';

const { count, counted } = formatsOf('ru');

export const common: typeof english = {
  product: 'crosscurrent',
  skip: 'Перейти к содержанию',
  navigation: 'Страницы',
  contents: 'На этой странице',
  moreFilters: 'Ещё фильтры',
  languageMenu: 'Язык',
  theme: { name: 'Цвета', auto: 'как в системе', light: 'светлые', dark: 'тёмные' },
  pages: {
    overview: 'Обзор',
    narratives: 'Нарративы',
    ecosystems: 'Медиасистемы',
    quality: 'Качество данных',
    sensitivity: 'Чувствительность',
    search: 'Поиск',
    label: 'Разметка',
    digest: 'Дайджесты',
    compare: 'Сравнение',
    exports: 'Экспорт',
  },
  searchLabel: 'Поиск нарративов и отрывков',
  searchButton: 'Искать',
  apply: 'Применить',
  clear: 'Сбросить',
  previous: 'Назад',
  next: 'Вперёд',
  pageOf: (page, pages) => `Страница ${count(page)} из ${count(pages)}`,
  narratives: (n) => counted(n, { one: 'нарратив', few: 'нарратива', many: 'нарративов', other: 'нарратива' }),
  posts: (n) => counted(n, { one: 'пост', few: 'поста', many: 'постов', other: 'поста' }),
  articles: (n) => counted(n, { one: 'статья', few: 'статьи', many: 'статей', other: 'статьи' }),
  loading: 'Загрузка …',
  loaded: 'Загружено',
  failed: 'Сервер не ответил. Работает ли ещё crosscurrent serve?',
  notFound: { title: 'Не найдено', text: 'В этом исследовании нет такой страницы или нарратива.', back: 'К обзору' },
  refused: { title: 'Отказано', text: 'На такие запросы этот сервер не отвечает.' },
  broken: { title: 'Что-то пошло не так', text: 'На сервере произошла ошибка; подробности в журнале в терминале.' },
  tooSlow: {
    title: 'Слишком медленно',
    text: 'Ответ занял слишком много времени, и запрос отменён. Попробуйте ещё раз или сузьте запрос.',
  },
  replaced: {
    title: 'Результаты сейчас заменяются',
    text: 'Запущенное вычисление записывает новые результаты этого исследования. Попробуйте ещё раз чуть позже.',
  },
  tooMany: {
    title: 'Слишком много загрузок сразу',
    text: 'Уже отправляется несколько файлов. Попробуйте ещё раз, когда один из них загрузится.',
  },
  noResults: {
    title: 'Показывать пока нечего',
    text: 'У этого исследования ещё нет результатов. Вычислите их командой:',
  },
  footer: 'Работает с этого компьютера; ниоткуда больше ничего не загружается. Ссылки на источники ведут наружу.',
};
