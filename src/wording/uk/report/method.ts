import type { method as english } from '../../en/report/method.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, counted, form, listed, percent } = formatsOf('uk');

const matchingRest =
  'Уривки дописів, які кажуть те саме, утворюють наратив. Уривок статті збігається з наративом, якщо його оцінка – порівняння речення за реченням із найближчим уривком допису – досягає порога для цієї пари мов.';

export const method: typeof english = {
  data: 'Дані',
  itemsTable: 'Записи за медіасистемами',
  bounded: 'З межею в часі',
  sitesTable: (shown, sites) =>
    sites > shown ? `Сайти з найбільшою кількістю статей: ${count(shown)} з ${count(sites)}` : 'Статті за сайтами',
  site: 'Сайт',
  noSite: '(без сайту)',
  articles: 'Статті',
  timesTable: 'Час за точністю та джерелом',
  precision: 'Точність',
  source: 'Джерело',
  languagesTable: 'Записи за мовами',
  files: <Piece>(items: Piece, passages: number, file: Piece) =>
    rich<Piece | string>`Усі записи: ${items}; їхні уривки (${count(passages)}): ${file}.`,
  noRejects: 'Жодного запису не відхилено.',
  rejectsTable: 'Невзяті записи',
  reason: 'Причина',
  stage: 'Етап',
  records: 'Записи',
  example: 'Наприклад',
  rejects: <Piece>(file: Piece) => rich`Усі відхилені записи: ${file}.`,
  edits: 'Правки',
  editsIntro: <Piece>(edits: number, file: Piece) =>
    rich<
      Piece | string
    >`Наративи не залишено такими, якими їх знайдено: перед вимірюванням застосовано ${counted(edits, { one: 'правку', few: 'правки', many: 'правок', other: 'правки' })} з файлу ${file}.`,
  editsTable: 'Правки за порядком',
  number: '№',
  edit: 'Правка',
  given: 'Наведена причина',
  merged: <Piece>(narratives: Piece, into: Piece) => rich`${narratives} об’єднано в ${into}`,
  renamed: <Piece>(narratives: Piece, name: Piece) => rich`${narratives} перейменовано на «${name}»`,
  excluded: <Piece>(narratives: Piece) => rich`${narratives} вилучено`,
  editsFile: <Piece>(file: Piece) => rich`Правки як таблиця: ${file}.`,
  matching: 'Зіставлення',
  matchingText: <Piece>(embedders: Piece | undefined) =>
    embedders === undefined
      ? [`Дописи та статті поділено на уривки з цілих речень, і кожен уривок перетворено на вектор. ${matchingRest}`]
      : rich<
          Piece | string
        >`Дописи та статті поділено на уривки з цілих речень, і кожен уривок перетворено на вектор (модель векторів ${embedders}). ${matchingRest}`,
  thresholdsTable: 'Пороги за парами мов',
  thresholdHeads: {
    post: 'Допис',
    article: 'Стаття',
    threshold: 'Поріг',
    matched: 'Уривки зі збігом',
    near: 'Трохи нижче',
  },
  matched: <Piece>(matches: number, file: Piece, near: number, nearFile: Piece) =>
    rich<
      Piece | string
    >`Зі збігом – ${nouns.passages(matches)} (${file}); трохи нижче порога – ${count(near)}, їх збережено для перевірки (${nearFile}).`,
  limits: 'Що показники можуть сказати, а чого ні',
  limitsList: (platform) => [
    'Показники описують зібране. Сайту, якого бракує або який зібрано частково, бракує в кожному показнику.',
    'Збіг – це подібність змісту, яку знайшла модель. Два тексти можуть повідомляти про одну подію незалежно один від одного; спростування може збігтися з тим, що воно спростовує. Перш ніж посилатися на наратив, прочитайте уривки.',
    'Збіги не є ні повними, ні безпомилковими, і похибка різна для різних пар мов. Жоден показник на цій сторінці її не враховує. Уривки трохи нижче порогів показують, скільки від них залежить.',
    'Частка та зв’язок рахують статті, а не читачів.',
    `З’явитися раніше на платформі ${platform} чи в медіасистемі не означає бути джерелом. Справжня перша публікація може лежати поза зібраним.`,
  ],
  allBounded: 'Для кожної статті відома щонайменше одна межа в часі.',
  unbounded: (articles, part) =>
    `${nouns.articles(articles)} (${percent(part)}) не ${form(articles, { one: 'має', other: 'мають' })} жодної межі в часі: це враховано в частці та зв’язку, але нічого не дає для першої появи.`,
  firstSeen: 'Дослідження саме оголошує, що вважає час, коли запис уперше помітили, часом його публікації.',
  repeat: 'Як це відтворити',
  noRecord: 'Дослідження не має запису про свій запуск.',
  software: <Piece>(versions: readonly string[], file: Piece) =>
    rich<
      Piece | string
    >`Програми: ${versions.join(', ')}. Далі наведено параметри кожного етапу; файл ${file} дослідження містить геші всіх вхідних і вихідних даних.`,
  versions: (name, versions) => `${name} ${listed(versions)}`,
  rejected: (records) => `відхилено ${count(records)}`,
  version: (version, seed) => `Версія етапу ${version}, зерно ${seed}.`,
  options: (stage) => `Параметри етапу ${stage}`,
};
