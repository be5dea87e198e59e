import type { search as english } from '../en/search.ts';
import { formatsOf } from '../formats.ts';

const { count } = formatsOf('ru');

export const search: typeof english = {
  title: 'Поиск',
  claim: 'Утверждение, цитата или слова на любом языке',
  by: 'Искать по',
  ways: { both: 'смыслу и словам', meaning: 'смыслу', words: 'словам' },
  any: 'все',
  kind: 'Вид',
  kinds: { post: 'пост', article: 'статья' },
  ecosystem: 'Медиасистема или платформа',
  language: 'Язык',
  from: 'С',
  to: 'По',
  small: 'также нарративы, слишком малые для измерения',
  within: (id) => `только в нарративе ${id}`,
  invitation:
    'Введите утверждение: найдутся нарративы и отрывки с тем же смыслом на всех языках исследования, а также те, в которых есть его слова.',
  took: (narratives, passages, milliseconds, language) =>
    `Нарративов: ${count(narratives)}, отрывков: ${count(passages)}, за ${count(milliseconds)} мс; язык текста: ${language}.`,
  narratives: 'Нарративы',
  farther: (narratives) => `Ещё нарративов: ${count(narratives)} – они дальше и, скорее всего, о другом`,
  passages: 'Отрывки',
  noNarratives: 'Близких нарративов нет.',
  noPassages: 'Близких отрывков нет.',
  notMeasured: 'не измерен',
  why: 'Почему: ближайшие отрывки',
  itsNarrative: 'его нарратив',
  byMeaning: (rank, cosine) => `по смыслу № ${count(rank)} (косинус ${cosine})`,
  byWords: (rank, held) => `по словам № ${count(rank)} (${held} запроса)`,
  notes: {
    empty: 'Искать нечего.',
    no_words: 'Нет ни букв, ни цифр для поиска по словам.',
    no_index:
      'У исследования ещё нет указателя слов, поэтому поиск шёл только по смыслу. Создать его: crosscurrent index.',
    old_index:
      'Указатель слов относится к другим отрывкам, поэтому не использован. Создать заново: crosscurrent index.',
    no_narratives: 'В исследовании ещё нет нарративов.',
    unknown_narrative: 'В исследовании нет нарратива с таким идентификатором.',
    cut: (characters) => `Поиск шёл только по первым символам (${count(characters)}).`,
    frequent_words: (words) => `Слишком частые для поиска по словам: ${words}`,
    no_meaning: (reason) => `Поиск по смыслу невозможен: ${reason}`,
    sketches_only: (reason) =>
      `Эмбеддер исследования недоступен, поэтому смысл сравнивался только по быстрым векторам: ${reason}`,
  },
};
