import type { page as english } from '../../en/report/page.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { genitive, nouns } from './nouns.ts';

const { count, counted, date, listed } = formatsOf('ru');

const precisions = {
  minute: 'до минуты или точнее',
  hour: 'до часа',
  day: 'только до дня',
  unknown: 'неизвестна',
};

export const page: typeof english = {
  sections: {
    coverage: 'Что могут сказать данные',
    answers: 'Четыре ответа',
    share: 'Доля',
    association: 'Связь',
    first: 'Первое появление',
    influence: 'Влияние',
    network: 'Сеть сайтов',
    sensitivity: 'Чувствительность',
    published: 'Опубликованные ответы',
    narratives: 'Нарративы',
    method: 'Данные и метод',
  },
  skip: 'Перейти к ответам',
  navigation: 'Разделы',
  footer: <Piece>(tables: (text: string) => Piece) =>
    rich`Создано программой crosscurrent из таблиц исследования, которые лежат рядом с этой страницей в форматах ${tables('CSV и Parquet')}. Эта страница ничего не загружает извне; ссылки на источники ведут за её пределы.`,
  kicker: 'Отчёт crosscurrent',
  about: 'Об этом исследовании',
  data: (window, posts, platform, articles, ecosystems, languages) =>
    `${window}: ${nouns.posts(posts)} на платформе ${platform}, ${nouns.articles(articles)} ${ecosystems.length === 0 ? 'вне медиасистем' : `из ${genitive.ecosystems(ecosystems.length)} (${listed(ecosystems)})`}, на ${counted(languages, { one: 'языке', other: 'языках' })}.`,
  times: (parts) =>
    `Точность времени публикации: ${parts.map(([precision, share]) => `${precisions[precision]} – ${share}`).join(', ')}.`,
  window: {
    unknown: 'Время неизвестно',
    until: (to) => `До ${date(to)}`,
    from: (from) => `С ${date(from)}`,
    span: (from, to) => (date(from) === date(to) ? date(from) : `${date(from)} – ${date(to)}`),
  },
  answersIntro:
    'Совпадение означает, что в статье сказано то же, что и в нарративе, а не что одно взято из другого. Каждое принятое совпадение считается верным: ошибок сопоставления нет ни в показателях, ни в интервалах.',
  level: (measured, minPosts, level, found) =>
    `Показатели вычислены на уровне ${count(level)} по нарративам${minPosts === null ? '' : `, в которых не менее ${genitive.posts(minPosts)}`}: их ${count(measured)}; всего кластеризация нашла на этом уровне ${count(found)}.`,
  filter: {
    label: 'Показать нарративы, содержащие',
    close: 'Закрыть все материалы',
    shown: (shown, all) => `показано нарративов: ${shown} из ${all}`,
  },
};
