import type { common as english } from '../en/common.ts';
import { formatsOf } from '../formats.ts';

const { count, counted } = formatsOf('uk');

export const common: typeof english = {
  product: 'crosscurrent',
  skip: 'Перейти до змісту',
  navigation: 'Сторінки',
  contents: 'На цій сторінці',
  moreFilters: 'Більше фільтрів',
  languageMenu: 'Мова',
  theme: { name: 'Кольори', auto: 'як у системі', light: 'світлі', dark: 'темні' },
  pages: {
    overview: 'Огляд',
    narratives: 'Наративи',
    ecosystems: 'Медіасистеми',
    quality: 'Якість даних',
    sensitivity: 'Чутливість',
    search: 'Пошук',
    label: 'Розмітка',
    digest: 'Дайджести',
    compare: 'Порівняння',
    exports: 'Експорт',
  },
  searchLabel: 'Пошук наративів і уривків',
  searchButton: 'Шукати',
  apply: 'Застосувати',
  clear: 'Скинути',
  previous: 'Назад',
  next: 'Далі',
  pageOf: (page, pages) => `Сторінка ${count(page)} з ${count(pages)}`,
  narratives: (n) => counted(n, { one: 'наратив', few: 'наративи', many: 'наративів', other: 'наративу' }),
  posts: (n) => counted(n, { one: 'допис', few: 'дописи', many: 'дописів', other: 'допису' }),
  articles: (n) => counted(n, { one: 'стаття', few: 'статті', many: 'статей', other: 'статті' }),
  loading: 'Завантаження …',
  loaded: 'Завантажено',
  failed: 'Сервер не відповів. Чи працює ще crosscurrent serve?',
  notFound: { title: 'Не знайдено', text: 'У цьому дослідженні немає такої сторінки чи наративу.', back: 'До огляду' },
  refused: { title: 'Відмовлено', text: 'На такі запити цей сервер не відповідає.' },
  broken: { title: 'Щось пішло не так', text: 'На сервері сталася помилка; подробиці в журналі в терміналі.' },
  tooSlow: {
    title: 'Надто повільно',
    text: 'Відповідь тривала надто довго, тож запит скасовано. Спробуйте ще раз або звузьте запит.',
  },
  replaced: {
    title: 'Результати саме замінюють',
    text: 'Запущене обчислення записує нові результати цього дослідження. Спробуйте ще раз за мить.',
  },
  tooMany: {
    title: 'Забагато завантажень одночасно',
    text: 'Уже надсилається кілька файлів. Спробуйте ще раз, коли один із них завантажиться.',
  },
  noResults: {
    title: 'Поки нічого показати',
    text: 'У цього дослідження ще немає результатів. Обчисліть їх командою:',
  },
  footer: 'Працює з цього комп’ютера; нізвідки більше нічого не завантажується. Посилання на джерела ведуть назовні.',
};
