import type { sensitivity as english } from '../en/sensitivity.ts';
import { formatsOf } from '../formats.ts';
import { ecosystems } from './report/ecosystems.ts';

const { count, counted } = formatsOf('ru');

const lead = (names: readonly string[], alone: string, together: string): string =>
  `${names.length === 1 ? 'Лидирует' : 'Вместе лидируют'} ${ecosystems('nominative', names)}: ${names.length === 1 ? alone : together}`;

export const sensitivity: typeof english = {
  title: 'Чувствительность',
  intro:
    'Изменились бы ответы, если бы что-то решили иначе? Выбирайте: каждое число вычислено заранее, ни одно не интерполировано.',
  questions: {
    share: 'Кто опубликовал больше всего совпавших статей?',
    association: 'С кем теснее всего связано большинство нарративов?',
    first_appearance: 'Кто чаще всего был первым?',
    influence: 'Кто вызвал больше всего постов?',
  },
  controls: 'Решения',
  ofStudy: (value) => `${value} (исследование)`,
  asStudy: 'как в исследовании',
  bears: (questions) => `касается: ${questions.join(', ')}`,
  answers: 'Ответы при этих решениях',
  asChosen: 'Это решения самого исследования.',
  changed: (choices) => `Отличий от решений исследования: ${count(choices)}.`,
  back: 'Вернуться к решениям исследования',
  untried: (choice, value) => `Для «${choice}» значение «${value}» не пробовали; показано значение исследования.`,
  leads: {
    share: (names, value) =>
      lead(names, `ей принадлежит ${value} совпавших статей.`, `каждой принадлежит ${value} совпавших статей.`),
    association: (names, value, weighting) =>
      weighting === 'posts'
        ? lead(
            names,
            `с ней теснее всего связаны нарративы, на которые приходится ${value} постов.`,
            `с каждой теснее всего связаны нарративы, на которые приходится ${value} постов.`,
          )
        : lead(
            names,
            `с ней теснее всего связано ${value} нарративов.`,
            `с каждой теснее всего связано ${value} нарративов.`,
          ),
    first_appearance: (names, value, weighting) =>
      weighting === 'posts'
        ? lead(
            names,
            `она первая в нарративах, на которые приходится ${value} постов.`,
            `каждая первая в нарративах, на которые приходится ${value} постов.`,
          )
        : lead(names, `она первая в ${value} нарративов.`, `каждая первая в ${value} нарративов.`),
    influence: (names, value) => lead(names, `она вызвала ${value} постов.`, `каждая вызвала ${value} постов.`),
  },
  nobody: 'При этих решениях ни у одной медиасистемы ничего нет, поэтому никто не лидирует.',
  noMargin: 'порог исследования',
  rough: 'Здесь влияние оценено грубее, чем в обзоре: по одному выбору времени, поэтому значения могут различаться.',
  study: {
    isThis: 'Это ответ самого исследования.',
    same: (names, value) =>
      `При решениях исследования ${names.length === 1 ? 'она тоже лидирует' : 'они тоже лидируют'}: ${value}.`,
    other: (names, value) =>
      `При решениях исследования ${names.length === 1 ? 'лидирует' : 'лидируют'} ${ecosystems('nominative', names)}: ${value}.`,
    nobody: 'При решениях исследования никто не лидирует.',
    none: 'У самого исследования нет ответа на этот вопрос.',
  },
  heads: {
    ecosystem: 'Медиасистема',
    bar: (highest) => `от 0 до ${highest}`,
    here: 'Здесь',
    study: 'Иссле\u00ADдование',
  },
  barsNote: 'Вертикальная черта отмечает значение исследования.',
  missing: (choices) => `При этих решениях вместе это не вычислено: ${choices.join(', ')}.`,
  whyInfluence:
    'Оценка влияния занимает много времени. На уровнях, отличных от выбранного в исследовании, есть одна оценка, а прочие решения в ней такие, как в исследовании.',
  nearest: 'Ближе всего к этому:',
  absent: {
    influence:
      'Влияние здесь не вычислено: событий слишком мало, или sensitivity.influence в crosscurrent.yaml имеет значение false.',
    other: 'Это не вычислено: ни одна статья не совпадает ни с одним нарративом.',
  },
  otherwise: 'Что должно было бы измениться, чтобы лидировал кто-то другой?',
  never: 'Ничто из испробованного: при любых решениях лидируют те же.',
  one: 'Достаточно изменить одно решение:',
  several: (choices) => `Одного решения мало; нужно ${count(choices)} вместе:`,
  turn: (choices, leader) => `${choices.join(', ')}: ${leader}`,
  further: (sets) => `и ещё ${counted(sets, { one: 'набор', few: 'набора', many: 'наборов', other: 'набора' })}`,
  nobodyShort: 'никто не лидирует',
  curves: 'Все наборы решений',
  curvesNote:
    'Каждый столбец – один набор решений, по возрастанию значения лидера исследования; отметки внизу говорят, какие это решения. Столбец выбирают щелчком или клавишами со стрелками от выбранного. Линия отмечает исследование, рамка – выбранное выше.',
  column: (leader, value, choices) => `${leader} ${value}: ${choices.join(', ')}`,
  sets: (sets) =>
    counted(sets, { one: 'набор решений', few: 'набора решений', many: 'наборов решений', other: 'набора решений' }),
  whole: 'Выбрать иначе и увидеть все наборы решений',
  notComputed: 'У этого исследования ещё нет ответов при других решениях. Вычислите их командой:',
  notesOfStage: 'Этап сообщает:',
};
