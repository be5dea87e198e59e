import type { nouns as english } from '../../en/report/nouns.ts';
import { formatsOf } from '../../formats.ts';

const { counted } = formatsOf('uk');

export const nouns: typeof english = {
  narratives: (n) => counted(n, { one: 'наратив', few: 'наративи', many: 'наративів', other: 'наративу' }),
  posts: (n) => counted(n, { one: 'допис', few: 'дописи', many: 'дописів', other: 'допису' }),
  articles: (n) => counted(n, { one: 'стаття', few: 'статті', many: 'статей', other: 'статті' }),
  matchedArticles: (n) =>
    counted(n, {
      one: 'стаття зі збігом',
      few: 'статті зі збігом',
      many: 'статей зі збігом',
      other: 'статті зі збігом',
    }),
  ecosystems: (n) =>
    counted(n, { one: 'медіасистема', few: 'медіасистеми', many: 'медіасистем', other: 'медіасистеми' }),
  languages: (n) => counted(n, { one: 'мова', few: 'мови', many: 'мов', other: 'мови' }),
  passages: (n) => counted(n, { one: 'уривок', few: 'уривки', many: 'уривків', other: 'уривка' }),
  weeks: (n) => counted(n, { one: 'тиждень', few: 'тижні', many: 'тижнів', other: 'тижня' }),
  others: (n) => `ще ${counted(n, { one: 'інший', few: 'інші', many: 'інших', other: 'іншого' })}`,
};

/** After «з», «для» and other words that take the genitive. */
export const genitive = {
  narratives: (n: number): string => counted(n, { one: 'наративу', other: 'наративів' }),
  posts: (n: number): string => counted(n, { one: 'допису', other: 'дописів' }),
  matchedArticles: (n: number): string => counted(n, { one: 'статті зі збігом', other: 'статей зі збігом' }),
  ecosystems: (n: number): string => counted(n, { one: 'медіасистеми', other: 'медіасистем' }),
  edges: (n: number): string => counted(n, { one: 'ребра', other: 'ребер' }),
};

/** After «у». */
export const locative = {
  narratives: (n: number): string => counted(n, { one: 'наративі', other: 'наративах' }),
  weeks: (n: number): string => counted(n, { one: 'тижні', other: 'тижнях' }),
};
