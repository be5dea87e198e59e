import type { sensitivity as english } from '../../en/report/sensitivity.ts';
import { formatsOf } from '../../formats.ts';
import { capitalised, rich } from '../../rich.ts';
import { ecosystems } from './ecosystems.ts';

const { count, counted } = formatsOf('ru');

const sets = (n: number): string => counted(n, { one: 'набора решений', other: 'наборов решений' });
const lead = (names: readonly string[]): string =>
  `${capitalised(ecosystems('nominative', names))} ${names.length === 1 ? 'лидирует' : 'лидируют вместе'}`;

export const sensitivity: typeof english = {
  link: 'чувствительность',
  none: 'Ответ не найден, поэтому менять нечего.',
  intro:
    'Изменились бы ответы? Некоторые решения можно было принять иначе с не меньшим основанием, поэтому ответы получены заново при каждом сочетании этих решений, без нового вычисления векторов и без нового сопоставления. Если первенство сохраняется при всех сочетаниях, оно не зависит от отдельного решения; верным это его не делает, потому что все они опираются на одни и те же посты, статьи и оценки.',
  influenceOnce: 'Влияние оценено заново на измеряемом уровне; для каждого другого уровня есть одна оценка.',
  titles: {
    share: 'Доля среди совпавших статей',
    association: 'Нарративы, теснее всего связанные с каждой медиасистемой',
    first_appearance: 'Нарративы по медиасистеме первого появления',
    influence: 'Посты, вызванные каждой медиасистемой',
  },
  table: 'Ответы при всех решениях',
  heads: {
    answer: 'Ответ',
    leader: 'Лидирует в исследовании',
    value: 'Значение',
    range: 'От наименьшего до наибольшего',
    leads: 'Сколько раз лидирует',
    changes: 'Что само по себе меняет лидера',
  },
  leads: (leaders, all) => `Из ${sets(all)}: ${leaders.map(([names, own]) => `${names} – ${count(own)}`).join('; ')}`,
  nothing: 'ничего',
  change: (choice, value, leader) => `${choice}: ${value} (${leader})`,
  files: <Piece>(answers: Piece) => rich`Все ответы: ${answers}.`,
  always: (names, all, low, high) => `${lead(names)} при каждом из ${sets(all)} (от ${low} до ${high}).`,
  often: (names, own, all, low, high) => `${lead(names)} при ${count(own)} из ${sets(all)} (от ${low} до ${high}).`,
  rough:
    'Для каждого набора влияние оценено грубее, чем выше: по одному розыгрышу времени, поэтому оно может отличаться от приведённого показателя.',
  choices: {
    lambda: 'насколько схожи посты нарратива',
    margin: 'порог совпадения',
    counting: 'копии',
    baseline: 'базовая мера',
    times: 'время',
    weighting: 'вес нарратива',
    background: 'независимые начала',
  },
  values: {
    'counting copies': 'каждая статья',
    'counting groups': 'каждый текст раз',
    'baseline raw': 'простая доля',
    'baseline npmi_own': 'nPMI, собств. суммы',
    'baseline npmi_released': 'nPMI, опубликов.',
    'baseline log_odds': 'логарифм шансов',
    'times interval': 'время как известно',
    'times day': 'целые дни',
    'times one_day': 'день разницы',
    'weighting narratives': 'нарративы поровну',
    'weighting posts': 'по постам',
    'background onset': 'начала: на старте',
    'background steady': 'начала: равномерно',
  },
  threshold: (margin) => `порог ${margin}`,
  noMargin: 'порог',
  plot: {
    description: (all, name, low, high) =>
      `Наборов решений: ${count(all)}; ${name}: от ${low} до ${high}. Что меняет ответ, сказано в таблице выше.`,
    caption: (name) =>
      `Каждый столбец – один набор решений, по возрастанию значения (${name}); отметки внизу показывают, какой именно. Линия отмечает решения исследования.`,
  },
};
