import type { share as english } from '../../en/report/share.ts';
import { formatsOf } from '../../formats.ts';
import { capitalised, rich } from '../../rich.ts';
import { ecosystems } from './ecosystems.ts';

const { count, counted, form, listed, partOf, percent } = formatsOf('ru');

type Next = { readonly rate: number; readonly name: string } | undefined;

const against = (next: Next): string =>
  next === undefined ? '' : `; следующая – ${ecosystems('nominative', [next.name])}, ${percent(next.rate)}`;
const ofOwn = (articles: number): string => counted(articles, { one: 'её статьи', other: 'её статей' });
const perOwn = 'Если учесть, сколько публикует каждая медиасистема,';
const once = 'Если считать каждый текст один раз,';

export const share: typeof english = {
  question: (platform) =>
    `Доля: какая медиасистема опубликовала больше всего того, что совпадает с нарративами на платформе ${platform}?`,
  noNarratives: 'Среди постов нарративы не найдены, поэтому сравнивать нечего.',
  noArticles: 'В исследовании нет статей, поэтому сравнивать нарративы не с чем.',
  tooSmall: 'Ни один нарратив не достаточно велик для измерения, поэтому сравнивать нечего.',
  noMatch: 'Ни одна статья не совпадает ни с одним нарративом.',
  alone: (name, matched) =>
    `${matched === 1 ? 'Единственную совпавшую статью' : `Все совпавшие статьи (${count(matched)})`} опубликовала ${ecosystems('nominative', [name])}, единственная в исследовании, поэтому доля ничего не сравнивает.`,
  allEqual: (each, matched) =>
    `Все медиасистемы опубликовали поровну совпавших статей: по ${count(each)} из ${count(matched)}.`,
  equal: (names, each, matched) =>
    `${capitalised(ecosystems('nominative', names))} опубликовали поровну совпавших статей, больше любой другой: по ${count(each)} из ${count(matched)}.`,
  only: (name) => `Единственную совпавшую статью опубликовала ${ecosystems('nominative', [name])}: ${partOf(1, 1)}.`,
  all: (name, matched) =>
    `Все совпавшие статьи опубликовала ${ecosystems('nominative', [name])}: ${partOf(matched, matched)}.`,
  most: (name, own, matched) =>
    `Большинство совпавших статей опубликовала ${ecosystems('nominative', [name])}: ${partOf(own, matched)}.`,
  more: (name, own, matched) =>
    `Больше всего совпавших статей опубликовала ${ecosystems('nominative', [name])}: ${partOf(own, matched)}.`,
  rates: {
    together: (names, rate, next) =>
      `${perOwn} вместе лидируют ${ecosystems('nominative', names)}: совпало ${percent(rate)} их статей${against(next)}.`,
    also: (name, rate, articles, next) =>
      `${perOwn} также лидирует ${ecosystems('nominative', [name])}: совпало ${percent(rate)} из ${ofOwn(articles)}${against(next)}.`,
    instead: (name, rate, articles, next) =>
      `${perOwn} лидирует уже ${ecosystems('nominative', [name])}: совпало ${percent(rate)} из ${ofOwn(articles)}${against(next)}.`,
  },
  groups: {
    stays: (name, own, matched) =>
      `${once} первое место не меняется: лидирует ${ecosystems('nominative', [name])}, ${partOf(own, matched)}.`,
    staysTied: (names, each, matched) =>
      `${once} первое место не меняется: вместе лидируют ${ecosystems('nominative', names)}, по ${count(each)} из ${count(matched)}.`,
    turns: (name, own, matched) => `${once} лидирует ${ecosystems('nominative', [name])}: ${partOf(own, matched)}.`,
    turnsTied: (names, each, matched) =>
      `${once} вместе лидируют ${ecosystems('nominative', names)}: по ${count(each)} из ${count(matched)}.`,
  },
  intervals: (ranges) => `С другими нарративами доли были бы иными; 95-процентные интервалы: ${listed(ranges)}.`,
  apart: 'Первые два интервала не пересекаются.',
  overlap: 'Первые два интервала пересекаются, поэтому порядок между ними не установлен.',
  few: (matched) =>
    `${form(matched, { one: 'Совпала', other: 'Совпали' })} лишь ${counted(matched, { one: 'статья', few: 'статьи', many: 'статей', other: 'статьи' })}: несколько статей могли бы изменить порядок.`,
  intro:
    'Статьи, совпавшие с любым нарративом, каждая один раз. Доля сравнивает медиасистемы между собой; частота соотносит совпавшие статьи со всем, что опубликовала медиасистема.',
  plot: {
    share: 'Доля среди совпавших статей',
    rate: 'Частота среди всех статей медиасистемы',
    shareOf: (values) => `Доля каждой медиасистемы среди всех совпавших статей: ${values.join('; ')}.`,
    rateOf: (values) => `Частота совпадений среди статей каждой медиасистемы: ${values.join('; ')}.`,
    undefined: 'не определена',
    caption: 'Столбик: считается каждая статья. Кружок: каждый текст считается один раз.',
    line: 'Линия: 95 % интервал столбика по повторным выборкам нарративов.',
  },
  table:
    'Совпавшие статьи по медиасистемам: считается каждая статья или каждый текст один раз, сколько бы сайтов его ни публиковали',
  heads: { articles: 'Статьи', matching: 'Совпавшие', share: 'Доля', rate: 'Частота' },
  files: <Piece>(values: Piece, matches: Piece) =>
    rich`Все значения: ${values}. Совпадения, которые за ними стоят: ${matches}.`,
};
