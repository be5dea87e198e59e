import type { item as english } from '../en/item.ts';
import { formatsOf } from '../formats.ts';

const { count } = formatsOf('uk');

export const item: typeof english = {
  kinds: { post: 'Допис', article: 'Стаття' },
  untitled: 'Стаття без заголовка',
  facts: 'Що про це відомо',
  id: 'Ідентифікатор',
  outlet: 'Видання',
  ecosystem: 'Медіасистема',
  language: 'Мова',
  detected: 'визначено за текстом',
  author: 'Автор',
  published: 'Опубліковано',
  zone: (name) => `припущений часовий пояс: ${name}`,
  firstSeen: 'Уперше помічено',
  fetched: 'Завантажено',
  address: 'Джерело',
  repostOf: 'Поширення допису',
  readFrom: 'Зчитано з',
  outside: 'Поза межами дослідження: жоден показник цього не враховує.',
  text: 'Текст',
  noText: 'Тексту немає.',
  part: (from, to, of) => `Символи від ${count(from)} до ${count(to)} із ${count(of)}.`,
  before: 'Попередня частина',
  after: 'Наступна частина',
  marked: 'Позначені уривки збігаються з наративом; число веде до нього.',
  narratives: (n) => `Наративи: ${count(n)}`,
  noNarrative: 'Не належить до жодного наративу.',
  passage: 'Уривок',
  scored: (score, threshold) => `оцінка ${score}, поріг ${threshold}`,
  similarity: (cosine) => `косинус до центру ${cosine}`,
  copies: (n) => `Копії цього тексту, статей: ${count(n)}`,
  copiesAbout:
    'Статті дослідження з тим самим або майже тим самим текстом. Де копії враховано раз, усі вони рахуються як одна.',
  listed: (n) => `Показано перші ${count(n)}.`,
};
