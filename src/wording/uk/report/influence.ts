import type { influence as english } from '../../en/report/influence.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { ecosystems } from './ecosystems.ts';

const { decimal, listed, percent } = formatsOf('uk');

const estimated = (figure: string, platform: string, name: string): string =>
  `За оцінкою, ${figure} дописів на платформі ${platform} безпосередньо викликано статтями ${ecosystems('genitive', [name])}`;

export const influence: typeof english = {
  question: (platform) => `Вплив: яку частину сказаного на платформі ${platform} викликала кожна медіасистема?`,
  percent: (value, low, high) => `${percent(value)} (${decimal(100 * low, 1)}–${percent(high)})`,
  number: (value, low, high) => `${decimal(value, 2)} (${decimal(low, 2)}–${decimal(high, 2)})`,
  tooLittle: (reason) => `Даних замало, щоб оцінити вплив${reason === undefined ? '' : `: ${reason}`}.`,
  fewNarratives: (least, found) => `наративів ${found}, а потрібно щонайменше ${least}`,
  fewEvents: (least, name, found) => `подій (${name}) ${found}, а потрібно щонайменше ${least}`,
  notShown: 'Ні більша частка, ні тісніший зв’язок, ні першість не доводять, що саме медіасистема викликала дописи.',
  nobody: (platform) =>
    `За оцінкою, жодного допису на платформі ${platform} не викликано безпосередньо статтями якоїсь медіасистеми.`,
  most: (figure, platform, name) => `${estimated(figure, platform, name)} – більше, ніж статтями будь-якої іншої.`,
  tied: (figure, platform, name, others) =>
    `${estimated(figure, platform, name)} – стільки ж, скільки статтями ${ecosystems('genitive', others)}.`,
  alone: (figure, platform, name) => `${estimated(figure, platform, name)}.`,
  near: (names) =>
    `Із цим інтервалом перекривається ${names.length === 1 ? 'інтервал' : 'інтервали'} ${ecosystems('genitive', names)}, тож порядок між ними непевний.`,
  noIntervals: 'Інтервалів не оцінено, тож порядок між медіасистемами непевний.',
  others: (figures) => `Інші: ${listed(figures)}.`,
  byEcosystem: (figures) => `За медіасистемами: ${listed(figures)}.`,
  itself: (platform, own, nowhere) =>
    `Сама платформа ${platform} викликала ${own} своїх дописів; ${nowhere} з’явилося поза даними: це незалежні початки або джерела, яких не зібрано.`,
  roots: (figures) => `За тим, де почався кожен ланцюжок дописів і статей: ${listed(figures)} дописів.`,
  rough: (distance, platform) =>
    `Модель описує час дописів лише приблизно: на платформі ${platform} проміжки очікування між ними відхиляються від передбачених моделлю щонайбільше на ${distance}.`,
  explosive: 'За цією оцінкою кожен запис без кінця викликав би більше ніж один інший, тож довіряти їй не слід.',
  caveats: [
    'Хто що викликав, виведено лише з часу: те, що дописи регулярно з’являються після статей, не доводить, що статті їх спричинили; за тими й тими може стояти те, чого не зібрано.',
    'Наративи з малою кількістю дописів не вимірювано, тому платформа здається жвавішою, ніж вона є.',
  ],
  narratives: 'наративи',
  intro:
    'Дописи та статті зі збігом розглянуто як події наративу в часі й описано багатовимірними процесами Гокса: кожна подія може викликати інші, на платформі та в медіасистемах, а деякі з’являються поза даними. Вплив – це частка записів адресата, які викликало джерело; другий стовпець простежує кожен ланцюжок до його початку.',
  noFigures: (reasons) => `Показників немає${reasons.length === 0 ? '' : `: ${reasons.join('; ')}`}.`,
  without: (reasons) => `Без показників: ${reasons.join('; ')}.`,
  efficiencies: (figures) => `Скільки дописів у середньому викликає одна стаття: ${listed(figures)}.`,
  pairs: 'Кожен на кожного',
  pairsTable: 'Вплив кожного джерела на кожного адресата, з 95 % інтервалами',
  heads: {
    source: 'Джерело',
    target: 'Адресат',
    direct: 'Викликано безпосередньо',
    root: 'Ланцюжок почався тут',
    efficiency: 'Викликано на один запис джерела',
    process: 'Процес',
    waits: 'Проміжки очікування',
    distance: 'Відстань',
  },
  delay: (hours, radius) =>
    `Викликаний запис з’являється в середньому через ${decimal(hours, 1)} години. Спектральний радіус ваг – ${decimal(radius, 2)}: якщо він менший за 1, викликане записом згасає.`,
  fit: 'Наскільки добре модель описує час кожного процесу: відстань між спостереженими й очікуваними проміжками (Колмогоров–Смирнов)',
  daily: 'Те саме за днями, для відтворення',
  dailyIntro:
    'Попередні дослідження рахують події за днями й не враховують того, що діється впродовж дня. Ці показники призначено для порівняння з ними; відповідь – показники вище.',
  dailyTable: 'Вплив за поденною формою, з 95 % інтервалами',
  files: <Piece>(values: Piece, fit: Piece) => rich`Усі значення: ${values}; квантилі проміжків очікування: ${fit}.`,
  plot: {
    title: (platform) => `Частка дописів на платформі ${platform}, яку викликало кожне джерело`,
    description: (bars) => `${bars.join('; ')}.`,
    caption: 'Стовпчик: викликано безпосередньо; лінія: 95 % інтервал. Кружок: тут почався ланцюжок дописів і статей.',
  },
};
