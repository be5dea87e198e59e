import type { first as english } from '../../en/report/first.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { genitive, nouns } from './nouns.ts';

const { count, form, percent } = formatsOf('ru');

const precisions = {
  minute: 'до минуты или точнее',
  hour: 'до часа',
  day: 'только до дня',
  open: 'без границ или с одной границей',
};

const untold = 'промежутки времени пересекаются или неизвестны';

export const first: typeof english = {
  question: (platform) =>
    `Первое появление: где каждый нарратив опубликован впервые, раньше или позже, чем на платформе ${platform}?`,
  noMatch: 'Ни одна статья не совпадает ни с одним нарративом. Порядок определить нельзя.',
  untold: (narratives) =>
    `${narratives === 1 ? 'Для единственного нарратива с совпадением' : `Ни для одного из ${genitive.narratives(narratives)} с совпадением`} нельзя сказать, какая медиасистема была первой: ${untold}.`,
  told: (narratives, decided, winners, unopposed) => {
    const alone =
      unopposed === 0
        ? ''
        : unopposed === decided
          ? ' (ни в одном из них у других медиасистем нет совпадения)'
          : ` (в ${count(unopposed)} из них у других медиасистем нет совпадения)`;
    const list = `${winners.map(([name, won]) => `${name} – ${count(won)}`).join(', ')}${alone}.`;
    return narratives === 1
      ? `У единственного нарратива с совпадением есть доказанно первая медиасистема: ${list}`
      : `Из ${genitive.narratives(narratives)} с совпадением доказанно первая медиасистема есть у ${count(decided)} (${percent(decided / narratives)}): ${list}`;
  },
  rest: (narratives) =>
    narratives === 1
      ? `Ещё для одного ${untold}, поэтому порядок определить нельзя.`
      : `Для остальных ${count(narratives)} ${untold}, поэтому порядок определить нельзя.`,
  against: (platform, narratives, before, after, open) => {
    const parts = [
      before > 0 && `доказанно раньше первого поста появились в какой-либо медиасистеме – ${count(before)}`,
      after > 0 && `только после первого поста – ${count(after)}`,
      open > 0 && `порядок определить нельзя – ${count(open)}`,
    ].filter((part) => part !== false);
    return `В сравнении с платформой ${platform}, из ${genitive.narratives(narratives)}: ${parts.join('; ')}.`;
  },
  robust: (robust, decided) =>
    `Без одной самой ранней записи каждого нарратива первую медиасистему ${form(robust, { one: 'сохраняет', few: 'сохраняют', other: 'сохраняет' })} ${count(robust)} из ${genitive.narratives(decided)} (${percent(robust / decided)}). Одного ложного совпадения достаточно, чтобы изменить первенство.`,
  caveats: {
    collected: '«Первая» означает «первая среди собранного».',
    chance:
      'Случайность здесь означает, что в пределах нарратива каждая статья могла бы принадлежать любой медиасистеме, для которой сбор охватывал тот день.',
    noChance: 'Кто больше публикует, тот и случайно чаще оказывается первым.',
    firstSeen:
      'Исследование объявляет, что считает время, когда запись впервые заметили, временем публикации; настоящее время может быть более ранним.',
  },
  intro: (order) => `Когда каждый нарратив впервые опубликован в каждой медиасистеме. ${order} Время везде – по UTC.`,
  orders: {
    day: 'Время сравнивается целыми днями: разные дни упорядочены, одинаковые дают ничью.',
    one_day: 'Время – это промежуток: один предшествует другому, только если между ними заведомо не менее 24 часов.',
    interval: 'Время – это промежуток: один предшествует другому, только если промежутки не пересекаются.',
  },
  notDrawn: 'Ни один нарратив изобразить нельзя: без времени либо первый пост, либо каждая совпавшая статья.',
  outcomes: {
    title: 'Исходы между медиасистемами',
    first: 'Первая',
    unopposed: 'из них без соперниц',
    robust: 'из них первая и без самой ранней записи',
    notFirst: 'Не первая',
    undecidable: 'Нельзя определить',
    undated: 'Статьи без времени',
  },
  againstTable: {
    title: (platform) => `Первое появление в каждой медиасистеме в сравнении с первым постом на платформе ${platform}`,
    before: 'Раньше',
    after: 'Позже',
    undecidable: 'Нельзя определить',
  },
  unopposed: 'Без соперниц: ни у одной другой медиасистемы нет совпадения.',
  precision: (times, parts) =>
    `Точность времени первого появления в медиасистемах (всего ${count(times)}): ${parts.map(([precision, own]) => `${precisions[precision]} – ${count(own)} (${percent(times > 0 ? own / times : null)})`).join(', ')}.`,
  firstIn: 'Нарративы, доказанно впервые появившиеся в медиасистеме:',
  files: <Piece>(appearance: Piece, movers: Piece, summary: Piece, leads: Piece) =>
    rich`Все значения: ${appearance}, ${movers}, ${summary}, ${leads}.`,
  plot: {
    title: (platform) => `Первое появление каждого нарратива относительно его первого поста на платформе ${platform}`,
    description: (narratives) =>
      `${nouns.narratives(narratives)}, по строке на каждый; в строке есть знак для каждой медиасистемы с совпадением, слева от середины, если медиасистема была раньше. Ниже для каждого нарратива время указано словами.`,
    caption:
      'Дни до первого поста (слева) и после него (справа), на шкале, которая сжимается с расстоянием. Полоска – промежуток, в котором лежит первое появление, знак – его середина; пустой знак и штриховая линия означают, что известна только одна граница.',
    left: <Piece>(left: number, file: Piece) =>
      rich<
        Piece | string
      >`Ещё ${nouns.narratives(left)} не ${form(left, { one: 'изображён', few: 'изображены', other: 'изображено' })}; см. ${file}.`,
    hours: (n) => `${n} ч`,
    days: (n) => `${n} дн.`,
    years: (n) => `${n} г.`,
  },
};
