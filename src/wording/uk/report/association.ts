import type { association as english, Said, Won } from '../../en/report/association.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { ecosystems } from './ecosystems.ts';
import { genitive, locative, nouns } from './nouns.ts';

const { count, counted, listed, percent, splitCount } = formatsOf('uk');

const by = (said: readonly Said[]): string =>
  said.map(({ text, baselines }) => `${listed(baselines)} – ${text}`).join('; ');
const each = (won: readonly Won[]): string =>
  won
    .map(
      ({ baseline, split, decided }) =>
        `${baseline} – ${splitCount(split)} з ${count(decided)} (${percent(split / decided)})`,
    )
    .join('; ');
const ties = (tied: boolean): string => (tied ? '; нічиї поділено' : '');
const under = (won: readonly Won[], all: boolean): string =>
  all ? 'За всіма чотирма базовими мірами' : `За ${won.length === 1 ? 'базовою мірою' : 'базовими мірами'}`;
const changing = (n: number): string =>
  counted(n, {
    one: 'наратив змінює переможця',
    few: 'наративи змінюють переможця',
    many: 'наративів змінюють переможця',
    other: 'наративу змінює переможця',
  });

export const association: typeof english = {
  question: 'Зв’язок: з якою медіасистемою кожен наратив пов’язаний найтісніше?',
  noMatch: 'Жодна стаття не збігається з жодним наративом. Жоден наратив не пов’язаний із медіасистемою.',
  alone: (name) => `У дослідженні лише одна медіасистема, ${name}, тож порівнювати наративи немає з чим.`,
  most: (leader, won, all, tied) =>
    `${under(won, all)} більшість наративів найтісніше пов’язана з ${ecosystems('instrumental', [leader])}: ${each(won)}${ties(tied)}.`,
  more: (leader, won, all, tied) =>
    `${under(won, all)} з ${ecosystems('instrumental', [leader])} найтісніше пов’язано більше наративів, ніж із будь-якою іншою: ${each(won)}${ties(tied)}.`,
  equal: (names, won, tied) =>
    `Жодна медіасистема не лідирує одноосібно: з ${ecosystems('instrumental', names)} найтісніше пов’язано однаково багато наративів (для кожної: ${each(won)}${ties(tied)}).`,
  leads: (names, split, decided) =>
    `${listed(names)} (${names.length > 1 ? 'по ' : ''}${splitCount(split)} з ${count(decided)}, ${percent(split / decided)})`,
  depends: (said, tied) =>
    `Відповідь залежить від базової міри. Медіасистема, з якою найтісніше пов’язано більше наративів, ніж із будь-якою іншою: ${by(said)}${ties(tied)}.`,
  intervals: (said) => `З іншими наративами ці частки були б іншими; 95-відсоткові інтервали: ${by(said)}.`,
  ahead: (apart, tested, won) =>
    `${count(apart)} з ${count(tested)}${won.length === 0 ? '' : ` (${won.map(([name, narratives]) => `${name} – ${count(narratives)}`).join(', ')})`}`,
  beyond: (said) =>
    `Наративи, в яких одна медіасистема випереджає кожну іншу понад випадковість, з тих, які можна перевірити: ${by(said)}.`,
  unchanged: (compared) =>
    `Зі зміною базової міри переможець не змінюється в жодному наративі (порівняно ${count(compared)}).`,
  changed: (changed, compared) =>
    `Зі зміною базової міри переможець змінюється у ${count(changed)} з ${genitive.narratives(compared)} (${percent(changed / compared)}).`,
  countingUnchanged: 'Якщо рахувати кожен текст один раз, переможець не змінюється в жодному наративі.',
  countingChanged: (changed, compared) =>
    `Якщо рахувати кожен текст один раз, переможець за якоюсь базовою мірою змінюється у ${count(changed)} з ${genitive.narratives(compared)} (${percent(changed / compared)}).`,
  caveat:
    'Проста частка надає перевагу медіасистемам, що багато публікують; нормалізована PMI – неочікуваному, а за малих чисел вона хитка; логарифм шансів з апріорним розподілом стримує малі числа. Жодна базова міра не є єдино правильною: розглядайте їх поруч.',
  values: 'значення за наративами',
  intro:
    'Для кожного наративу – медіасистема з найвищим значенням за чотирма базовими мірами: проста частка серед статей зі збігом; нормалізована PMI із власними підсумками кожної медіасистеми; нормалізована PMI в опублікованому варіанті; логарифм шансів з інформативним апріорним розподілом Діріхле, у стандартних відхиленнях.',
  noChanges: (compared) => `Зі зміною базової міри жоден наратив не змінює переможця; порівняно ${count(compared)}.`,
  changes: <Piece>(changed: number, compared: number, links: Piece | undefined) => {
    const said = `Зі зміною базової міри ${changing(changed)} (порівняно ${count(compared)})`;
    return links === undefined ? [`${said}.`] : rich<Piece | string>`${said}: ${links}.`;
  },
  table:
    'Наративи, здобуті кожною медіасистемою, за базовою мірою та підрахунком; нічиї поділено; у дужках частка від усіх та її 95 % інтервал',
  cell: (split, share, range, tied, beyondChance) =>
    `${splitCount(split)} (${percent(share)}${range === '' ? '' : `; ${range}`})${tied > 0 ? `, нічиїх ${count(tied)}` : ''}${beyondChance === 0 ? '' : `, понад випадковість ${count(beyondChance)}`}`,
  fewSites: (narratives) =>
    `У ${locative.narratives(narratives)}, де одна медіасистема випереджає інші понад випадковість, статті походять менш ніж із п’яти сайтів: тоді їх пораховано так, ніби кожну написано незалежно від інших, і все може вирішити один діяльний сайт.`,
  valuesSummary: (narratives) => `Значення за медіасистемами й базовими мірами: ${nouns.narratives(narratives)}`,
  valuesRegion: 'Значення за наративами',
  valuesTable: 'Зв’язок кожного наративу з кожною медіасистемою, рахується кожна стаття; ▸ позначає найвище значення',
  narrative: 'Наратив',
  matchedArticles: 'статті зі збігом',
  highest: 'найвище: ',
  further: <Piece>(left: number, file: Piece) => rich<Piece | string>`Ще ${nouns.narratives(left)} – у файлі ${file}.`,
  files: <Piece>(values: Piece, tests: Piece, sums: Piece) =>
    rich`Усі значення з інтервалами: ${values}. Перевірки: ${tests}. Підсумки: ${sums}.`,
  plot: {
    title: 'Наративи, найтісніше пов’язані з кожною медіасистемою, за базовою мірою',
    range: (name, low, high) => `${name}: від ${low} до ${high}`,
    description: (ranges) => `${ranges.join('; ')}. Усі значення – у таблиці нижче.`,
    caption: 'Відсоток наративів, що мають переможця; нічиї поділено.',
    key: (baseline, decided) => `${baseline} (${nouns.narratives(decided)})`,
    band: 'Смуга охоплює те, що залежить від вибору базової міри; лінія – 95 % інтервал за повторними вибірками наративів.',
  },
};
