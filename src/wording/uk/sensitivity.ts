import type { sensitivity as english } from '../en/sensitivity.ts';
import { formatsOf } from '../formats.ts';
import { ecosystems } from './report/ecosystems.ts';

const { count, counted } = formatsOf('uk');

const lead = (names: readonly string[], alone: string, together: string): string =>
  `${names.length === 1 ? 'Лідирує' : 'Разом лідирують'} ${ecosystems('nominative', names)}: ${names.length === 1 ? alone : together}`;

export const sensitivity: typeof english = {
  title: 'Чутливість',
  intro:
    'Чи змінилися б відповіді, якби щось вирішили інакше? Вибирайте: кожне число обчислено заздалегідь, жодне не інтерпольовано.',
  questions: {
    share: 'Хто опублікував найбільше статей зі збігом?',
    association: 'З ким найтісніше пов’язана більшість наративів?',
    first_appearance: 'Хто найчастіше був першим?',
    influence: 'Хто викликав найбільше дописів?',
  },
  controls: 'Рішення',
  ofStudy: (value) => `${value} (дослідження)`,
  asStudy: 'як у дослідженні',
  bears: (questions) => `стосується: ${questions.join(', ')}`,
  answers: 'Відповіді за цих рішень',
  asChosen: 'Це рішення самого дослідження.',
  changed: (choices) => `Відмінностей від рішень дослідження: ${count(choices)}.`,
  back: 'Повернутися до рішень дослідження',
  untried: (choice, value) => `Для «${choice}» значення «${value}» не випробувано; показано значення дослідження.`,
  leads: {
    share: (names, value) =>
      lead(names, `їй належить ${value} статей зі збігом.`, `кожній належить ${value} статей зі збігом.`),
    association: (names, value, weighting) =>
      weighting === 'posts'
        ? lead(
            names,
            `з нею найтісніше пов’язані наративи, на які припадає ${value} дописів.`,
            `з кожною найтісніше пов’язані наративи, на які припадає ${value} дописів.`,
          )
        : lead(
            names,
            `з нею найтісніше пов’язано ${value} наративів.`,
            `з кожною найтісніше пов’язано ${value} наративів.`,
          ),
    first_appearance: (names, value, weighting) =>
      weighting === 'posts'
        ? lead(
            names,
            `вона перша в наративах, на які припадає ${value} дописів.`,
            `кожна перша в наративах, на які припадає ${value} дописів.`,
          )
        : lead(names, `вона перша у ${value} наративів.`, `кожна перша у ${value} наративів.`),
    influence: (names, value) => lead(names, `вона викликала ${value} дописів.`, `кожна викликала ${value} дописів.`),
  },
  nobody: 'За цих рішень жодна медіасистема нічого не має, тож ніхто не лідирує.',
  noMargin: 'поріг дослідження',
  rough: 'Тут вплив оцінено грубіше, ніж в огляді: за одним вибором часу, тож значення можуть різнитися.',
  study: {
    isThis: 'Це відповідь самого дослідження.',
    same: (names, value) =>
      `За рішень дослідження ${names.length === 1 ? 'вона теж лідирує' : 'вони теж лідирують'}: ${value}.`,
    other: (names, value) =>
      `За рішень дослідження ${names.length === 1 ? 'лідирує' : 'лідирують'} ${ecosystems('nominative', names)}: ${value}.`,
    nobody: 'За рішень дослідження ніхто не лідирує.',
    none: 'Саме дослідження не має відповіді на це запитання.',
  },
  heads: {
    ecosystem: 'Медіасистема',
    bar: (highest) => `від 0 до ${highest}`,
    here: 'Тут',
    study: 'Дослі\u00ADдження',
  },
  barsNote: 'Вертикальна риска позначає значення дослідження.',
  missing: (choices) => `За цих рішень разом цього не обчислено: ${choices.join(', ')}.`,
  whyInfluence:
    'Оцінка впливу потребує багато часу. На інших рівнях, ніж у дослідженні, є одна оцінка, а решта рішень у ній такі, як у дослідженні.',
  nearest: 'Найближчі до цього:',
  absent: {
    influence:
      'Впливу тут не обчислено: замало подій або sensitivity.influence у crosscurrent.yaml має значення false.',
    other: 'Цього не обчислено: жодна стаття не збігається з жодним наративом.',
  },
  otherwise: 'Що мало б змінитися, щоб лідирував хтось інший?',
  never: 'Ніщо з випробуваного: за будь-яких рішень лідирують ті самі.',
  one: 'Досить змінити одне рішення:',
  several: (choices) => `Одного рішення не досить; потрібно ${count(choices)} разом:`,
  turn: (choices, leader) => `${choices.join(', ')}: ${leader}`,
  further: (sets) => `і ще ${counted(sets, { one: 'набір', few: 'набори', many: 'наборів', other: 'набору' })}`,
  nobodyShort: 'ніхто не лідирує',
  curves: 'Усі набори рішень',
  curvesNote:
    'Кожен стовпчик – один набір рішень, за зростанням значення лідера дослідження; позначки внизу кажуть, які це рішення. Стовпчик вибирають клацанням або клавішами зі стрілками від вибраного. Лінія позначає дослідження, рамка – вибране вище.',
  column: (leader, value, choices) => `${leader} ${value}: ${choices.join(', ')}`,
  sets: (sets) =>
    counted(sets, { one: 'набір рішень', few: 'набори рішень', many: 'наборів рішень', other: 'набору рішень' }),
  whole: 'Вибрати інше й побачити всі набори рішень',
  notComputed: 'У цього дослідження ще немає відповідей за інших рішень. Обчисліть їх командою:',
  notesOfStage: 'Етап повідомляє:',
};
