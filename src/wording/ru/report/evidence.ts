import type { evidence as english } from '../../en/report/evidence.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { genitive, nouns } from './nouns.ts';

const { count, counted, decimal } = formatsOf('ru');

export const evidence: typeof english = {
  posts: (shown, all) => (shown < all ? `${count(shown)} из ${genitive.posts(all)}` : nouns.posts(all)),
  articles: (shown, all) =>
    shown < all ? `${count(shown)} из ${genitive.matchedArticles(all)}` : nouns.matchedArticles(all),
  morePosts: <Piece>(file: Piece, id: string) =>
    rich<Piece | string>`Самый ранний пост и посты, ближайшие к центру нарратива. Все: ${file}, нарратив ${id}.`,
  moreArticles: <Piece>(file: Piece, id: string) =>
    rich<Piece | string>`Самая ранняя статья и статьи с наивысшими оценками. Все: ${file}, нарратив ${id}.`,
  cut: (characters, file) =>
    `ещё ${counted(characters, { one: 'символ', few: 'символа', many: 'символов', other: 'символа' })} в файле ${file}`,
  first: 'первый',
  firstHere: 'первая здесь',
  unnamed: 'издание без названия',
  copies: (copies) => `одна из ${counted(copies, { one: 'копии', other: 'копий' })}`,
  copiesTitle: 'статьи с тем же текстом в исследовании',
  scores: (score, threshold, centre) =>
    `Оценка ${decimal(score, 3)}, порог ${decimal(threshold, 3)}; близость к центру ${decimal(centre, 3)}.`,
  nearest: (platform) => `Ближайший пост на платформе ${platform}`,
  nearestUnknown: (platform) => `Ближайший пост на платформе ${platform} неизвестен.`,
  open: (host) => `открыть на ${host}`,
  noAddress: 'не веб-адрес:',
};
