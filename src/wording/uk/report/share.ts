import type { share as english } from '../../en/report/share.ts';
import { formatsOf } from '../../formats.ts';
import { capitalised, rich } from '../../rich.ts';
import { ecosystems } from './ecosystems.ts';

const { count, counted, form, listed, partOf, percent } = formatsOf('uk');

type Next = { readonly rate: number; readonly name: string } | undefined;

const against = (next: Next): string =>
  next === undefined ? '' : `; наступна – ${ecosystems('nominative', [next.name])}, ${percent(next.rate)}`;
const ofOwn = (articles: number): string => counted(articles, { one: 'її статті', other: 'її статей' });
const perOwn = 'Якщо зважити на те, скільки публікує кожна медіасистема,';
const once = 'Якщо рахувати кожен текст один раз,';

export const share: typeof english = {
  question: (platform) =>
    `Частка: яка медіасистема опублікувала найбільше того, що збігається з наративами на платформі ${platform}?`,
  noNarratives: 'Серед дописів не знайдено наративів, тож порівнювати немає чого.',
  noArticles: 'У дослідженні немає статей, тож порівнювати наративи немає з чим.',
  tooSmall: 'Жоден наратив не є досить великим для вимірювання, тож порівнювати немає чого.',
  noMatch: 'Жодна стаття не збігається з жодним наративом.',
  alone: (name, matched) =>
    `${matched === 1 ? 'Єдину статтю зі збігом' : `Усі статті зі збігом (${count(matched)})`} опублікувала ${ecosystems('nominative', [name])}, єдина в дослідженні, тож частка нічого не порівнює.`,
  allEqual: (each, matched) =>
    `Усі медіасистеми опублікували порівну статей зі збігом: по ${count(each)} з ${count(matched)}.`,
  equal: (names, each, matched) =>
    `${capitalised(ecosystems('nominative', names))} опублікували порівну статей зі збігом, більше за будь-яку іншу: по ${count(each)} з ${count(matched)}.`,
  only: (name) => `Єдину статтю зі збігом опублікувала ${ecosystems('nominative', [name])}: ${partOf(1, 1)}.`,
  all: (name, matched) =>
    `Усі статті зі збігом опублікувала ${ecosystems('nominative', [name])}: ${partOf(matched, matched)}.`,
  most: (name, own, matched) =>
    `Більшість статей зі збігом опублікувала ${ecosystems('nominative', [name])}: ${partOf(own, matched)}.`,
  more: (name, own, matched) =>
    `Найбільше статей зі збігом опублікувала ${ecosystems('nominative', [name])}: ${partOf(own, matched)}.`,
  rates: {
    together: (names, rate, next) =>
      `${perOwn} разом лідирують ${ecosystems('nominative', names)}: зі збігом – ${percent(rate)} їхніх статей${against(next)}.`,
    also: (name, rate, articles, next) =>
      `${perOwn} так само лідирує ${ecosystems('nominative', [name])}: зі збігом – ${percent(rate)} з ${ofOwn(articles)}${against(next)}.`,
    instead: (name, rate, articles, next) =>
      `${perOwn} лідирує вже ${ecosystems('nominative', [name])}: зі збігом – ${percent(rate)} з ${ofOwn(articles)}${against(next)}.`,
  },
  groups: {
    stays: (name, own, matched) =>
      `${once} перше місце не змінюється: лідирує ${ecosystems('nominative', [name])}, ${partOf(own, matched)}.`,
    staysTied: (names, each, matched) =>
      `${once} перше місце не змінюється: разом лідирують ${ecosystems('nominative', names)}, по ${count(each)} з ${count(matched)}.`,
    turns: (name, own, matched) => `${once} лідирує ${ecosystems('nominative', [name])}: ${partOf(own, matched)}.`,
    turnsTied: (names, each, matched) =>
      `${once} разом лідирують ${ecosystems('nominative', names)}: по ${count(each)} з ${count(matched)}.`,
  },
  intervals: (ranges) => `З іншими наративами частки були б іншими; 95-відсоткові інтервали: ${listed(ranges)}.`,
  apart: 'Перші два інтервали не перекриваються.',
  overlap: 'Перші два інтервали перекриваються, тож порядок між ними непевний.',
  few: (matched) =>
    `Збіг ${form(matched, { one: 'має', other: 'мають' })} лише ${counted(matched, { one: 'стаття', few: 'статті', many: 'статей', other: 'статті' })}: кілька статей могли б змінити порядок.`,
  intro:
    'Статті, що збігаються з будь-яким наративом, кожна один раз. Частка порівнює медіасистеми між собою; частота зіставляє статті зі збігом з усім, що опублікувала медіасистема.',
  plot: {
    share: 'Частка серед статей зі збігом',
    rate: 'Частота серед усіх статей медіасистеми',
    shareOf: (values) => `Частка кожної медіасистеми серед усіх статей зі збігом: ${values.join('; ')}.`,
    rateOf: (values) => `Частота збігів серед статей кожної медіасистеми: ${values.join('; ')}.`,
    undefined: 'не визначено',
    caption: 'Стовпчик: рахується кожна стаття. Кружок: кожен текст рахується один раз.',
    line: 'Лінія: 95 % інтервал стовпчика за повторними вибірками наративів.',
  },
  table:
    'Статті зі збігом за медіасистемами: рахується кожна стаття або кожен текст один раз, хоч скільки сайтів його подають',
  heads: { articles: 'Статті', matching: 'Зі збігом', share: 'Частка', rate: 'Частота' },
  files: <Piece>(values: Piece, matches: Piece) => rich`Усі значення: ${values}. Збіги, що за ними стоять: ${matches}.`,
};
