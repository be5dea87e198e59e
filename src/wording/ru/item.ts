import type { item as english } from '../en/item.ts';
import { formatsOf } from '../formats.ts';

const { count } = formatsOf('ru');

export const item: typeof english = {
  kinds: { post: 'Пост', article: 'Статья' },
  untitled: 'Статья без заголовка',
  facts: 'Что об этом известно',
  id: 'Идентификатор',
  outlet: 'Издание',
  ecosystem: 'Медиасистема',
  language: 'Язык',
  detected: 'определён по тексту',
  author: 'Автор',
  published: 'Опубликовано',
  zone: (name) => `предполагаемый часовой пояс: ${name}`,
  firstSeen: 'Впервые замечено',
  fetched: 'Загружено',
  address: 'Источник',
  repostOf: 'Репост поста',
  readFrom: 'Прочитано из',
  outside: 'Вне рамок исследования: ни один показатель этого не учитывает.',
  text: 'Текст',
  noText: 'Текста нет.',
  part: (from, to, of) => `Символы с ${count(from)} по ${count(to)} из ${count(of)}.`,
  before: 'Предыдущая часть',
  after: 'Следующая часть',
  marked: 'Отмеченные отрывки совпадают с нарративом; число ведёт к нему.',
  narratives: (n) => `Нарративы: ${count(n)}`,
  noNarrative: 'Не входит ни в один нарратив.',
  passage: 'Отрывок',
  scored: (score, threshold) => `оценка ${score}, порог ${threshold}`,
  similarity: (cosine) => `косинус до центра ${cosine}`,
  copies: (n) => `Копии этого текста, статей: ${count(n)}`,
  copiesAbout:
    'Статьи исследования с тем же или почти тем же текстом. Где копии учтены один раз, все они считаются за одну.',
  listed: (n) => `Показаны первые ${count(n)}.`,
};
