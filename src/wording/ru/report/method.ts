import type { method as english } from '../../en/report/method.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, counted, form, listed, percent } = formatsOf('ru');

const matchingRest =
  'Отрывки постов, в которых сказано одно и то же, образуют нарратив. Отрывок статьи совпадает с нарративом, если его оценка – пофразовое сравнение с ближайшим отрывком поста – достигает порога для этой пары языков.';

export const method: typeof english = {
  data: 'Данные',
  itemsTable: 'Записи по медиасистемам',
  bounded: 'С границей во времени',
  sitesTable: (shown, sites) =>
    sites > shown ? `Сайты с наибольшим числом статей: ${count(shown)} из ${count(sites)}` : 'Статьи по сайтам',
  site: 'Сайт',
  noSite: '(без сайта)',
  articles: 'Статьи',
  timesTable: 'Время по точности и источнику',
  precision: 'Точность',
  source: 'Источник',
  languagesTable: 'Записи по языкам',
  files: <Piece>(items: Piece, passages: number, file: Piece) =>
    rich<Piece | string>`Все записи: ${items}; их отрывки (${count(passages)}): ${file}.`,
  noRejects: 'Ни одна запись не отклонена.',
  rejectsTable: 'Записи, которые не были взяты',
  reason: 'Причина',
  stage: 'Этап',
  records: 'Записи',
  example: 'Например',
  rejects: <Piece>(file: Piece) => rich`Все отклонённые записи: ${file}.`,
  edits: 'Изменения',
  editsIntro: <Piece>(edits: number, file: Piece) =>
    rich<
      Piece | string
    >`Нарративы оставлены не такими, какими их нашли: до измерения внесено ${counted(edits, { one: 'изменение', few: 'изменения', many: 'изменений', other: 'изменения' })} из файла ${file}.`,
  editsTable: 'Изменения по порядку',
  number: '№',
  edit: 'Изменение',
  given: 'Указанная причина',
  merged: <Piece>(narratives: Piece, into: Piece) => rich`${narratives} объединены в ${into}`,
  renamed: <Piece>(narratives: Piece, name: Piece) => rich`${narratives}: новое название «${name}»`,
  excluded: <Piece>(narratives: Piece) => rich`исключено: ${narratives}`,
  editsFile: <Piece>(file: Piece) => rich`Изменения в виде таблицы: ${file}.`,
  matching: 'Сопоставление',
  matchingText: <Piece>(embedders: Piece | undefined) =>
    embedders === undefined
      ? [
          `Посты и статьи разделены на отрывки из целых предложений, и каждый отрывок превращён в вектор. ${matchingRest}`,
        ]
      : rich<
          Piece | string
        >`Посты и статьи разделены на отрывки из целых предложений, и каждый отрывок превращён в вектор (модель векторов ${embedders}). ${matchingRest}`,
  thresholdsTable: 'Пороги по парам языков',
  thresholdHeads: {
    post: 'Пост',
    article: 'Статья',
    threshold: 'Порог',
    matched: 'Совпавшие отрывки',
    near: 'Чуть ниже',
  },
  matched: <Piece>(matches: number, file: Piece, near: number, nearFile: Piece) =>
    rich<
      Piece | string
    >`С совпадением – ${nouns.passages(matches)} (${file}); чуть ниже порога – ${count(near)}, они сохранены для проверки (${nearFile}).`,
  limits: 'Что показатели могут сказать, а чего нет',
  limitsList: (platform) => [
    'Показатели описывают собранное. Сайт, которого нет или который собран лишь отчасти, так же отсутствует в каждом показателе.',
    'Совпадение – это сходство смысла, найденное моделью. Два текста могут сообщать об одном событии независимо друг от друга; опровержение может совпасть с тем, что оно опровергает. Прежде чем ссылаться на нарратив, прочитайте отрывки.',
    'Совпадения не полны и не свободны от ошибок, причём ошибка различна для разных пар языков. Ни один показатель на этой странице её не учитывает. Отрывки чуть ниже порогов показывают, сколько от них зависит.',
    'Доля и связь считают статьи, а не читателей.',
    `Появиться раньше на платформе ${platform} или в медиасистеме не значит быть источником. Настоящая первая публикация может лежать за пределами собранного.`,
  ],
  allBounded: 'Для каждой статьи известна хотя бы одна граница во времени.',
  unbounded: (articles, part) =>
    `${nouns.articles(articles)} (${percent(part)}) не ${form(articles, { one: 'имеет', other: 'имеют' })} границ во времени: это учтено в доле и связи, но ничего не даёт для первого появления.`,
  firstSeen: 'Исследование само объявляет, что считает время, когда запись впервые заметили, временем её публикации.',
  repeat: 'Как это воспроизвести',
  noRecord: 'У исследования нет записи о его запуске.',
  software: <Piece>(versions: readonly string[], file: Piece) =>
    rich<
      Piece | string
    >`Программы: ${versions.join(', ')}. Далее приведены параметры каждого этапа; в файле ${file} исследования есть хеши всех входных и выходных данных.`,
  versions: (name, versions) => `${name} ${listed(versions)}`,
  rejected: (records) => `отклонено ${count(records)}`,
  version: (version, seed) => `Версия этапа ${version}, зерно ${seed}.`,
  options: (stage) => `Параметры этапа ${stage}`,
};
