import type { narratives as english } from '../../en/report/narratives.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { genitive, nouns } from './nouns.ts';

const { count, date, listed } = formatsOf('uk');

const order = (shown: number): string =>
  shown > 1 ? ', спершу ті, що мають статті зі збігом, далі за кількістю дописів' : '';

export const narratives: typeof english = {
  none: 'Наративів немає.',
  noneShown: <Piece>(left: number, file: Piece) =>
    rich<Piece | string>`Жодного з ${genitive.narratives(left)} не показано; вони у файлі ${file}.`,
  all: (shown) => `${nouns.narratives(shown)}${order(shown)}.`,
  some: <Piece>(shown: number, all: number, left: number, list: Piece, association: Piece, first: Piece) =>
    rich<
      Piece | string
    >`Показано ${count(shown)} з ${genitive.narratives(all)}${order(shown)}. Решта (${count(left)}) – у файлах ${list}, ${association} і ${first}.`,
  withheld: <Piece>(matched: number, file: Piece, id: string) =>
    rich<
      Piece | string
    >`Щоб сторінка була легкою, матеріали опущено. Дописи${matched > 0 ? ` і ${nouns.matchedArticles(matched)}` : ''} – у файлі ${file}, під ідентифікатором ${id}.`,
  byEcosystem: 'За медіасистемами',
  ofEcosystem: <Piece>(party: Piece, own: number) => rich<Piece | string>`${party}: ${nouns.narratives(own)} зі збігом`,
  evidence: (posts, matched) => `Матеріали: ${nouns.posts(posts)}, ${nouns.matchedArticles(matched)}`,
  postWords: 'Слова дописів',
  articleWords: 'Слова статей',
  words: {
    other_ecosystems: 'Слова, які кожна медіасистема вживає тут частіше за інші',
    other_narratives: 'Слова, які кожна медіасистема вживає тут частіше, ніж деінде',
  },
  inLanguage: (language) => `${language}:`,
  posts: 'Дописи',
  postsWhen: (posts, from, to) =>
    `${count(posts)}, ${to === null || date(from) === date(to) ? date(from) : `${date(from)} – ${date(to)}`}`,
  matched: 'Статті зі збігом',
  association: 'Найтісніший зв’язок',
  byAll: <Piece>(winners: Piece) => rich<Piece>`${winners} за всіма базовими мірами`,
  by: <Piece>(winners: Piece, baseline: string) => rich<Piece | string>`${winners} – ${baseline}`,
  notBeyond: '(не понад випадковість)',
  beyond: (baselines) => `(понад випадковість: ${listed(baselines)})`,
  first: 'Перша медіасистема',
  untold: 'не можна сказати',
  firstAt: <Piece>(party: Piece, time: string) => rich<Piece | string>`${party}, ${time}`,
  unopposed: '(інші медіасистеми не мають збігу)',
  against: (platform) => `Порівняно з платформою ${platform}`,
  orders: {
    before: 'якась медіасистема раніше за перший допис',
    after: 'усі медіасистеми пізніше за перший допис',
    undecidable: 'порядку визначити не можна',
  },
  firstPost: (time) => `(перший допис: ${time})`,
};
