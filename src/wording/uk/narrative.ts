import type { narrative as english } from '../en/narrative.ts';
import { formatsOf } from '../formats.ts';

const { count, counted, decimal, form } = formatsOf('uk');

const hours = { one: 'година', few: 'години', many: 'годин', other: 'години' };
const days = { one: 'день', few: 'дні', many: 'днів', other: 'дня' };
const posts = { one: 'допис', few: 'дописи', many: 'дописів', other: 'допису' };
const articles = {
  one: 'стаття зі збігом',
  few: 'статті зі збігом',
  many: 'статей зі збігом',
  other: 'статті зі збігом',
};

const lead = (value: number): string =>
  Math.abs(value) < 72 ? `${decimal(value, 1)} год` : `${decimal(value / 24, 1)} дн.`;

export const narrative: typeof english = {
  kicker: (id, level) => `Наратив ${id}, рівень ${count(level)}`,
  standing: {
    small: (least) =>
      least === null
        ? 'Цей наратив замалий, щоб його вимірювати.'
        : `Цей наратив не виміряно: дописів у ньому менше ніж ${count(least)}.`,
    unmeasured: 'Ще нічого не виміряно. Показники обчислить crosscurrent run.',
    merged: 'Цей наратив вручну об’єднано з іншим, який і вимірюється замість нього:',
    excluded: 'Цей наратив вручну вилучено з показників.',
    coarser:
      'Цей наратив належить до грубішого рівня, ніж показники: він об’єднує кілька наративів, перелічених нижче.',
    finer: 'Показники належать до грубішого рівня. Цей наратив є частиною:',
  },
  partOf: 'Частина наративу грубішого рівня',
  edits: 'Зміни, внесені вручну',
  editKinds: { merge: 'Об’єднано', rename: 'Перейменовано', exclude: 'Вилучено' },
  because: (reason) => `Причина: ${reason}`,
  noReason: 'Причини не вказано.',
  editsDiffer: 'edits.yaml змінено після обчислення показників; crosscurrent run їх оновить.',
  facts: 'Наратив у цифрах',
  wordsOfPosts: 'Слова дописів',
  wordsAmongOthers: 'Слова, які кожна медіасистема вживає тут частіше за інші',
  wordsElsewhere: 'Слова, які кожна медіасистема вживає тут частіше, ніж деінде',
  posts: 'Дописи',
  articles: 'Статті зі збігом',
  noArticles: 'жодна стаття не збігається',
  firstOfAll: 'Перше з усіх джерел',
  firstEcosystem: 'Перша медіасистема',
  against: 'Перша медіасистема відносно платформи',
  chance: 'Порівняно з випадковістю',
  untold: 'визначити не можна',
  candidates: (names) => `визначити не можна: ${names}`,
  lead: (value) => lead(value),
  chanceOf: (p, q, run, units) =>
    `${run === null || units === null ? '' : `текстів раніше за будь-який з іншої медіасистеми: ${count(run)} із ${count(units)}; `}p = ${p}${q === null ? '' : `, з поправкою на всі наративи q = ${q}`}`,
  sources: 'Кількість і перша поява за джерелами',
  source: 'Джерело',
  items: 'Публікації',
  texts: 'Тексти, копії враховано раз',
  sites: 'Сайти',
  undated: 'Без часу',
  firstAppearance: 'Перша поява',
  among: 'Серед медіасистем',
  order: 'Відносно платформи',
  outcomes: { first: 'перша', not_first: 'не перша', undecidable: 'визначити не можна' },
  atOrBefore: 'або раніше: зібрані дані починаються менш ніж за три дні до цього',
  association: 'Зв’язок із кожною медіасистемою, з 95-відсотковими інтервалами',
  associationOfTexts: 'Те саме, якщо копії одного тексту враховано раз',
  ecosystem: 'Медіасистема',
  highest: 'найвище',
  range: (low, high) => `${low} – ${high}`,
  tests: 'Чи випереджає найвища наступну понад випадковість?',
  baseline: 'Базова міра',
  next: 'Наступна',
  difference: 'Різниця',
  pValue: 'p з поправкою',
  beyond: 'Понад випадковість',
  yes: 'так',
  no: 'ні',
  untested: 'не перевірено',
  finer: (n) => `Дрібніші наративи: ${count(n)}`,
  finerLeft: (n) =>
    `Не показано ще ${counted(n, { one: 'наратив', few: 'наративи', many: 'наративів', other: 'наративу' })}.`,
  timeline: {
    heading: 'У часі',
    title: 'Коли опубліковано дописи та статті наративу',
    description: (items, sources) =>
      `Публікацій: ${count(items)}, джерел: ${count(sources)}; кожне джерело має свою смугу на спільній осі часу. Таблиця під рисунком містить ті самі числа.`,
    caption: (period) =>
      `Час за UTC. Фігура – одна публікація; смуга за нею – інтервал, у якому лежить її час, наприклад цілий день; пунктир зі стрілкою означає, що відома лише одна межа. Де публікацій багато, стовпчики рахують їх за такий період: ${period}; кожну – у періоді, де лежить середина її інтервалу; кожне джерело має свій масштаб. ▼ і затінений інтервал – перша поява в джерелі.`,
    none: 'Жодна з публікацій не має часу.',
    lane: (name, items, undated, most) =>
      `${name}: ${count(items)}${most === '' ? '' : `, ${most}`}${undated > 0 ? `, без часу ${count(undated)}` : ''}`,
    most: (items, period) => `щонайбільше ${count(items)} (${period})`,
    hours: (n) => counted(n, hours),
    days: (n) => (n === 7 ? 'тиждень' : counted(n, days)),
    table: 'Рисунок у вигляді таблиці',
    caption2: (period) => `Кількість за періодами (${period}); числа ведуть до публікацій`,
    period: 'Від',
  },
  evidence: {
    heading: 'Уривки зі збігом',
    found: (found, of) =>
      found === of
        ? `${counted(of, articles)}.`
        : `Показано ${count(found)} із ${count(of)} ${form(of, { one: 'статті', few: 'статей', many: 'статей', other: 'статті' })} зі збігом.`,
    none: 'Жодна стаття зі збігом не відповідає умовам. Приберіть один із фільтрів.',
    ecosystem: 'Медіасистема',
    site: 'Сайт',
    language: 'Мова',
    from: 'Від',
    to: 'До',
    sort: 'Упорядкувати',
    sorts: { margin: 'спершу найчіткіші збіги', time: 'спершу найраніші', latest: 'спершу найпізніші' },
    any: 'будь-що',
    unnamed: 'видання без назви',
    firstHere: 'перша поява тут',
    copies: (n) => `одна з копій, усього ${count(n)}`,
    more: (n) =>
      `збігаються ще ${counted(n, { one: 'її уривок', few: 'її уривки', many: 'її уривків', other: 'її уривка' })}`,
    above: (score, margin, threshold) => `Оцінка ${score}, на ${margin} вище порога ${threshold} для цих мов`,
    below: (score, margin, threshold) => `Оцінка ${score}, на ${margin} нижче порога ${threshold} для цих мов`,
    centre: (cosine) => `косинус до центру наративу ${cosine}`,
    beside: (platform) => `Найближчий допис, ${platform}`,
    noPost: 'Найближчий допис невідомий.',
    whole: 'весь текст',
    cut: 'уривок триває',
    mark: 'Позначити речення, що кажуть те саме',
    marked:
      'Однаковими числами позначено речення, що кажуть те саме; поруч – косинус двох речень, центрований за мовою.',
    late: 'Деякі уривки не позначено: обчислення тривало задовго. Спробуйте ще раз.',
    unavailable: 'Речення не позначено: модель векторів цього дослідження тут недоступна.',
    sentence: (group, cosine) => `Речення ${count(group)}, косинус ${cosine}: перейти до того, що каже те саме`,
  },
  postList: {
    heading: 'Дописи',
    found: (found, of) =>
      found === of
        ? `${counted(of, posts)}.`
        : `Показано ${count(found)} із ${count(of)} ${form(of, { one: 'допису', few: 'дописів', many: 'дописів', other: 'допису' })}.`,
    none: 'У цей час дописів немає.',
    orders: { time: 'спершу найраніші', centre: 'спершу найближчі до центру' },
    orderBy: 'Порядок',
    centre: (cosine) => `косинус до центру ${cosine}`,
  },
  near: {
    heading: (n) => `Трохи нижче порога: ${count(n)}`,
    about: 'Уривки, яким трохи бракує до збігу. Вони ніде не враховуються, а лише показують, де проходить поріг.',
    show: 'Показати їх',
  },
  span: (from, to) => `Лише від ${from} до ${to}.`,
  allTimes: 'Увесь час',
};
