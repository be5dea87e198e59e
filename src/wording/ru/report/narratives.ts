import type { narratives as english } from '../../en/report/narratives.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { genitive, nouns } from './nouns.ts';

const { count, date, listed } = formatsOf('ru');

const order = (shown: number): string =>
  shown > 1 ? ', сначала те, у которых есть совпавшие статьи, далее по числу постов' : '';

export const narratives: typeof english = {
  none: 'Нарративов нет.',
  noneShown: <Piece>(left: number, file: Piece) =>
    rich<Piece | string>`Ни один из ${genitive.narratives(left)} не показан; они в файле ${file}.`,
  all: (shown) => `${nouns.narratives(shown)}${order(shown)}.`,
  some: <Piece>(shown: number, all: number, left: number, list: Piece, association: Piece, first: Piece) =>
    rich<
      Piece | string
    >`Показано ${count(shown)} из ${genitive.narratives(all)}${order(shown)}. Остальные (${count(left)}) – в файлах ${list}, ${association} и ${first}.`,
  withheld: <Piece>(matched: number, file: Piece, id: string) =>
    rich<
      Piece | string
    >`Чтобы страница была лёгкой, материалы опущены. Посты${matched > 0 ? ` и ${nouns.matchedArticles(matched)}` : ''} – в файле ${file}, под идентификатором ${id}.`,
  byEcosystem: 'По медиасистемам',
  ofEcosystem: <Piece>(party: Piece, own: number) =>
    rich<Piece | string>`${party}: ${nouns.narratives(own)} с совпадением`,
  evidence: (posts, matched) => `Материалы: ${nouns.posts(posts)}, ${nouns.matchedArticles(matched)}`,
  postWords: 'Слова постов',
  articleWords: 'Слова статей',
  words: {
    other_ecosystems: 'Слова, которые каждая медиасистема употребляет здесь чаще других',
    other_narratives: 'Слова, которые каждая медиасистема употребляет здесь чаще, чем в других местах',
  },
  inLanguage: (language) => `${language}:`,
  posts: 'Посты',
  postsWhen: (posts, from, to) =>
    `${count(posts)}, ${to === null || date(from) === date(to) ? date(from) : `${date(from)} – ${date(to)}`}`,
  matched: 'Совпавшие статьи',
  association: 'Самая тесная связь',
  byAll: <Piece>(winners: Piece) => rich<Piece>`${winners} по всем базовым мерам`,
  by: <Piece>(winners: Piece, baseline: string) => rich<Piece | string>`${winners} – ${baseline}`,
  notBeyond: '(не сверх случайного)',
  beyond: (baselines) => `(сверх случайного: ${listed(baselines)})`,
  first: 'Первая медиасистема',
  untold: 'нельзя сказать',
  firstAt: <Piece>(party: Piece, time: string) => rich<Piece | string>`${party}, ${time}`,
  unopposed: '(у других медиасистем нет совпадения)',
  against: (platform) => `В сравнении с платформой ${platform}`,
  orders: {
    before: 'какая-то медиасистема раньше первого поста',
    after: 'все медиасистемы позже первого поста',
    undecidable: 'порядок определить нельзя',
  },
  firstPost: (time) => `(первый пост: ${time})`,
};
