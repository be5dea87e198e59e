import type { first as english } from '../../en/report/first.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { genitive, nouns } from './nouns.ts';

const { count, form, percent } = formatsOf('uk');

const precisions = {
  minute: 'до хвилини або точніше',
  hour: 'до години',
  day: 'лише до дня',
  open: 'без меж або з однією межею',
};

const untold = 'проміжки часу перекриваються або невідомі';

export const first: typeof english = {
  question: (platform) =>
    `Перша поява: де кожен наратив опубліковано вперше, раніше чи пізніше, ніж на платформі ${platform}?`,
  noMatch: 'Жодна стаття не збігається з жодним наративом. Порядку визначити не можна.',
  untold: (narratives) =>
    `${narratives === 1 ? 'Для єдиного наративу зі збігом' : `Для жодного з ${genitive.narratives(narratives)} зі збігом`} не можна сказати, яка медіасистема була першою: ${untold}.`,
  told: (narratives, decided, winners, unopposed) => {
    const alone =
      unopposed === 0
        ? ''
        : unopposed === decided
          ? ' (у жодному з них інші медіасистеми не мають збігу)'
          : ` (у ${count(unopposed)} з них інші медіасистеми не мають збігу)`;
    const list = `${winners.map(([name, won]) => `${name} – ${count(won)}`).join(', ')}${alone}.`;
    return narratives === 1
      ? `Єдиний наратив зі збігом має доведено першу медіасистему: ${list}`
      : `З ${genitive.narratives(narratives)} зі збігом доведено першу медіасистему ${form(decided, { one: 'має', few: 'мають', other: 'має' })} ${count(decided)} (${percent(decided / narratives)}): ${list}`;
  },
  rest: (narratives) =>
    narratives === 1
      ? `Для ще одного ${untold}, тож порядку визначити не можна.`
      : `Для решти ${count(narratives)} ${untold}, тож порядку визначити не можна.`,
  against: (platform, narratives, before, after, open) => {
    const parts = [
      before > 0 && `доведено раніше за перший допис з’явилися в якійсь медіасистемі – ${count(before)}`,
      after > 0 && `лише після першого допису – ${count(after)}`,
      open > 0 && `порядку визначити не можна – ${count(open)}`,
    ].filter((part) => part !== false);
    return `Порівняно з платформою ${platform}, з ${genitive.narratives(narratives)}: ${parts.join('; ')}.`;
  },
  robust: (robust, decided) =>
    `Без одного найранішого запису кожного наративу першу медіасистему ${form(robust, { one: 'зберігає', few: 'зберігають', other: 'зберігає' })} ${count(robust)} з ${genitive.narratives(decided)} (${percent(robust / decided)}). Одного хибного збігу досить, щоб змінити першість.`,
  caveats: {
    collected: '«Перша» означає «перша серед зібраного».',
    chance:
      'Випадковість тут означає, що в межах наративу кожна стаття могла б належати будь-якій медіасистемі, для якої збір охоплював той день.',
    noChance: 'Хто більше публікує, той і випадково частіше буває першим.',
    firstSeen:
      'Дослідження оголошує, що вважає час, коли запис уперше помітили, часом публікації; справжній час може бути ранішим.',
  },
  intro: (order) => `Коли кожен наратив уперше опубліковано в кожній медіасистемі. ${order} Час усюди – за UTC.`,
  orders: {
    day: 'Час порівнюється цілими днями: різні дні впорядковано, однакові дають нічию.',
    one_day: 'Час – це проміжок: один передує іншому, лише якщо між ними напевно щонайменше 24 години.',
    interval: 'Час – це проміжок: один передує іншому, лише якщо проміжки не перекриваються.',
  },
  notDrawn: 'Жодного наративу не можна зобразити: без часу або перший допис, або кожна стаття зі збігом.',
  outcomes: {
    title: 'Підсумки між медіасистемами',
    first: 'Перша',
    unopposed: 'з них без суперниць',
    robust: 'з них перша й без найранішого запису',
    notFirst: 'Не перша',
    undecidable: 'Не можна визначити',
    undated: 'Статті без часу',
  },
  againstTable: {
    title: (platform) => `Перша поява в кожній медіасистемі порівняно з першим дописом на платформі ${platform}`,
    before: 'Раніше',
    after: 'Пізніше',
    undecidable: 'Не можна визначити',
  },
  unopposed: 'Без суперниць: жодна інша медіасистема не має збігу.',
  precision: (times, parts) =>
    `Точність часу першої появи в медіасистемах (усього ${count(times)}): ${parts.map(([precision, own]) => `${precisions[precision]} – ${count(own)} (${percent(times > 0 ? own / times : null)})`).join(', ')}.`,
  firstIn: 'Наративи, що доведено вперше з’явилися в медіасистемі:',
  files: <Piece>(appearance: Piece, movers: Piece, summary: Piece, leads: Piece) =>
    rich`Усі значення: ${appearance}, ${movers}, ${summary}, ${leads}.`,
  plot: {
    title: (platform) => `Перша поява кожного наративу відносно його першого допису на платформі ${platform}`,
    description: (narratives) =>
      `${nouns.narratives(narratives)}, по рядку на кожен; у рядку є знак для кожної медіасистеми зі збігом, ліворуч від середини, якщо медіасистема була раніше. Нижче для кожного наративу час наведено словами.`,
    caption:
      'Дні до першого допису (ліворуч) і після нього (праворуч), на шкалі, що стискається з відстанню. Смужка – проміжок, у якому лежить перша поява, знак – його середина; порожній знак і штрихова лінія означають, що відома лише одна межа.',
    left: <Piece>(left: number, file: Piece) =>
      rich<Piece | string>`Ще ${nouns.narratives(left)} не зображено; див. ${file}.`,
    hours: (n) => `${n} год`,
    days: (n) => `${n} д.`,
    years: (n) => `${n} р.`,
  },
};
