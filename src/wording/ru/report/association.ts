import type { association as english, Said, Won } from '../../en/report/association.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { ecosystems } from './ecosystems.ts';
import { genitive, nouns, prepositional } from './nouns.ts';

const { count, counted, listed, percent, splitCount } = formatsOf('ru');

const by = (said: readonly Said[]): string =>
  said.map(({ text, baselines }) => `${listed(baselines)} – ${text}`).join('; ');
const each = (won: readonly Won[]): string =>
  won
    .map(
      ({ baseline, split, decided }) =>
        `${baseline} – ${splitCount(split)} из ${count(decided)} (${percent(split / decided)})`,
    )
    .join('; ');
const ties = (tied: boolean): string => (tied ? '; ничьи поделены' : '');
const under = (won: readonly Won[], all: boolean): string =>
  all ? 'По всем четырём базовым мерам' : `По ${won.length === 1 ? 'базовой мере' : 'базовым мерам'}`;
const changing = (n: number): string =>
  counted(n, {
    one: 'нарратив меняет победителя',
    few: 'нарратива меняют победителя',
    many: 'нарративов меняют победителя',
    other: 'нарратива меняют победителя',
  });

export const association: typeof english = {
  question: 'Связь: с какой медиасистемой каждый нарратив связан теснее всего?',
  noMatch: 'Ни одна статья не совпадает ни с одним нарративом. Ни один нарратив не связан с медиасистемой.',
  alone: (name) => `В исследовании всего одна медиасистема, ${name}, поэтому сравнивать нарративы не с чем.`,
  most: (leader, won, all, tied) =>
    `${under(won, all)} большинство нарративов теснее всего связано с ${ecosystems('instrumental', [leader])}: ${each(won)}${ties(tied)}.`,
  more: (leader, won, all, tied) =>
    `${under(won, all)} с ${ecosystems('instrumental', [leader])} теснее всего связано больше нарративов, чем с любой другой: ${each(won)}${ties(tied)}.`,
  equal: (names, won, tied) =>
    `Ни одна медиасистема не лидирует единолично: с ${ecosystems('instrumental', names)} теснее всего связано одинаковое число нарративов (у каждой: ${each(won)}${ties(tied)}).`,
  leads: (names, split, decided) =>
    `${listed(names)} (${names.length > 1 ? 'по ' : ''}${splitCount(split)} из ${count(decided)}, ${percent(split / decided)})`,
  depends: (said, tied) =>
    `Ответ зависит от базовой меры. Медиасистема, с которой теснее всего связано больше нарративов, чем с любой другой: ${by(said)}${ties(tied)}.`,
  intervals: (said) => `С другими нарративами эти доли были бы иными; 95-процентные интервалы: ${by(said)}.`,
  ahead: (apart, tested, won) =>
    `${count(apart)} из ${count(tested)}${won.length === 0 ? '' : ` (${won.map(([name, narratives]) => `${name} – ${count(narratives)}`).join(', ')})`}`,
  beyond: (said) =>
    `Нарративы, в которых одна медиасистема опережает каждую другую сверх случайного, из тех, что можно проверить: ${by(said)}.`,
  unchanged: (compared) =>
    `Со сменой базовой меры победитель не меняется ни в одном нарративе (сравнено ${count(compared)}).`,
  changed: (changed, compared) =>
    `Со сменой базовой меры победитель меняется в ${count(changed)} из ${genitive.narratives(compared)} (${percent(changed / compared)}).`,
  countingUnchanged: 'Если считать каждый текст один раз, победитель не меняется ни в одном нарративе.',
  countingChanged: (changed, compared) =>
    `Если считать каждый текст один раз, победитель по какой-либо базовой мере меняется в ${count(changed)} из ${genitive.narratives(compared)} (${percent(changed / compared)}).`,
  caveat:
    'Простая доля благоприятствует медиасистемам, которые много публикуют; нормализованная PMI – неожиданному, а при малых числах она неустойчива; логарифм шансов с априорным распределением сдерживает малые числа. Ни одна базовая мера не является единственно верной: рассматривайте их рядом.',
  values: 'значения по нарративам',
  intro:
    'Для каждого нарратива – медиасистема с наивысшим значением по четырём базовым мерам: простая доля среди совпавших статей; нормализованная PMI с собственными суммами каждой медиасистемы; нормализованная PMI в опубликованном варианте; логарифм шансов с информативным априорным распределением Дирихле, в стандартных отклонениях.',
  noChanges: (compared) => `Со сменой базовой меры ни один нарратив не меняет победителя; сравнено ${count(compared)}.`,
  changes: <Piece>(changed: number, compared: number, links: Piece | undefined) => {
    const said = `Со сменой базовой меры ${changing(changed)} (сравнено ${count(compared)})`;
    return links === undefined ? [`${said}.`] : rich<Piece | string>`${said}: ${links}.`;
  },
  table:
    'Нарративы, которые получила каждая медиасистема, по базовой мере и подсчёту; ничьи поделены; в скобках доля от всех и её 95 % интервал',
  cell: (split, share, range, tied, beyondChance) =>
    `${splitCount(split)} (${percent(share)}${range === '' ? '' : `; ${range}`})${tied > 0 ? `, ничьих ${count(tied)}` : ''}${beyondChance === 0 ? '' : `, сверх случайного ${count(beyondChance)}`}`,
  fewSites: (narratives) =>
    `В ${prepositional.narratives(narratives)}, где одна медиасистема опережает другие сверх случайного, статьи взяты менее чем с пяти сайтов: тогда они посчитаны так, будто каждая написана независимо от других, и всё может решить один деятельный сайт.`,
  valuesSummary: (narratives) => `Значения по медиасистемам и базовым мерам: ${nouns.narratives(narratives)}`,
  valuesRegion: 'Значения по нарративам',
  valuesTable: 'Связь каждого нарратива с каждой медиасистемой, считается каждая статья; ▸ отмечает наивысшее значение',
  narrative: 'Нарратив',
  matchedArticles: 'совпавшие статьи',
  highest: 'наивысшее: ',
  further: <Piece>(left: number, file: Piece) => rich<Piece | string>`Ещё ${nouns.narratives(left)} – в файле ${file}.`,
  files: <Piece>(values: Piece, tests: Piece, sums: Piece) =>
    rich`Все значения с интервалами: ${values}. Проверки: ${tests}. Итоги: ${sums}.`,
  plot: {
    title: 'Нарративы, теснее всего связанные с каждой медиасистемой, по базовой мере',
    range: (name, low, high) => `${name}: от ${low} до ${high}`,
    description: (ranges) => `${ranges.join('; ')}. Все значения – в таблице ниже.`,
    caption: 'Процент нарративов, у которых есть победитель; ничьи поделены.',
    key: (baseline, decided) => `${baseline} (${nouns.narratives(decided)})`,
    band: 'Полоса охватывает то, что зависит от выбора базовой меры; линия – 95 % интервал по повторным выборкам нарративов.',
  },
};
