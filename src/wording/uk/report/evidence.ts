import type { evidence as english } from '../../en/report/evidence.ts';
import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { genitive, nouns } from './nouns.ts';

const { count, counted, decimal } = formatsOf('uk');

export const evidence: typeof english = {
  posts: (shown, all) => (shown < all ? `${count(shown)} з ${genitive.posts(all)}` : nouns.posts(all)),
  articles: (shown, all) =>
    shown < all ? `${count(shown)} з ${genitive.matchedArticles(all)}` : nouns.matchedArticles(all),
  morePosts: <Piece>(file: Piece, id: string) =>
    rich<Piece | string>`Найраніший допис і дописи, найближчі до центру наративу. Усі: ${file}, наратив ${id}.`,
  moreArticles: <Piece>(file: Piece, id: string) =>
    rich<Piece | string>`Найраніша стаття і статті з найвищими оцінками. Усі: ${file}, наратив ${id}.`,
  cut: (characters, file) =>
    `ще ${counted(characters, { one: 'символ', few: 'символи', many: 'символів', other: 'символу' })} у файлі ${file}`,
  first: 'перший',
  firstHere: 'перша тут',
  unnamed: 'видання без назви',
  copies: (copies) => `одна з ${counted(copies, { one: 'копії', other: 'копій' })}`,
  copiesTitle: 'статті з тим самим текстом у дослідженні',
  scores: (score, threshold, centre) =>
    `Оцінка ${decimal(score, 3)}, поріг ${decimal(threshold, 3)}; близькість до центру ${decimal(centre, 3)}.`,
  nearest: (platform) => `Найближчий допис на платформі ${platform}`,
  nearestUnknown: (platform) => `Найближчий допис на платформі ${platform} невідомий.`,
  open: (host) => `відкрити на ${host}`,
  noAddress: 'не вебадреса:',
};
