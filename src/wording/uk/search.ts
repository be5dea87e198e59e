import type { search as english } from '../en/search.ts';
import { formatsOf } from '../formats.ts';

const { count } = formatsOf('uk');

export const search: typeof english = {
  title: 'Пошук',
  claim: 'Твердження, цитата чи слова будь-якою мовою',
  by: 'Шукати за',
  ways: { both: 'змістом і словами', meaning: 'змістом', words: 'словами' },
  any: 'усі',
  kind: 'Вид',
  kinds: { post: 'допис', article: 'стаття' },
  ecosystem: 'Медіасистема чи платформа',
  language: 'Мова',
  from: 'Від',
  to: 'До',
  small: 'також наративи, замалі для вимірювання',
  within: (id) => `лише в наративі ${id}`,
  invitation:
    'Введіть твердження: буде знайдено наративи та уривки з таким самим змістом усіма мовами дослідження, а також ті, що містять його слова.',
  took: (narratives, passages, milliseconds, language) =>
    `Наративів: ${count(narratives)}, уривків: ${count(passages)}, за ${count(milliseconds)} мс; мова тексту: ${language}.`,
  narratives: 'Наративи',
  farther: (narratives) => `Ще наративів: ${count(narratives)} – вони далі й, найімовірніше, про інше`,
  passages: 'Уривки',
  noNarratives: 'Близьких наративів немає.',
  noPassages: 'Близьких уривків немає.',
  notMeasured: 'не виміряно',
  why: 'Чому: найближчі уривки',
  itsNarrative: 'його наратив',
  byMeaning: (rank, cosine) => `за змістом № ${count(rank)} (косинус ${cosine})`,
  byWords: (rank, held) => `за словами № ${count(rank)} (${held} запиту)`,
  notes: {
    empty: 'Немає чого шукати.',
    no_words: 'Немає ні літер, ні цифр для пошуку за словами.',
    no_index: 'У дослідження ще немає покажчика слів, тому шукали лише за змістом. Створити його: crosscurrent index.',
    old_index:
      'Покажчик слів належить до інших уривків, тому його не використано. Створити наново: crosscurrent index.',
    no_narratives: 'У дослідженні ще немає наративів.',
    unknown_narrative: 'У дослідженні немає наративу з таким ідентифікатором.',
    cut: (characters) => `Шукали лише за першими символами (${count(characters)}).`,
    frequent_words: (words) => `Надто часті для пошуку за словами: ${words}`,
    no_meaning: (reason) => `Пошук за змістом неможливий: ${reason}`,
    sketches_only: (reason) =>
      `Ембедер дослідження недоступний, тому зміст порівняно лише за швидкими векторами: ${reason}`,
  },
};
