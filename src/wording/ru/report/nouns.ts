import type { nouns as english } from '../../en/report/nouns.ts';
import { formatsOf } from '../../formats.ts';

const { counted } = formatsOf('ru');

export const nouns: typeof english = {
  narratives: (n) => counted(n, { one: 'нарратив', few: 'нарратива', many: 'нарративов', other: 'нарратива' }),
  posts: (n) => counted(n, { one: 'пост', few: 'поста', many: 'постов', other: 'поста' }),
  articles: (n) => counted(n, { one: 'статья', few: 'статьи', many: 'статей', other: 'статьи' }),
  matchedArticles: (n) =>
    counted(n, {
      one: 'совпавшая статья',
      few: 'совпавшие статьи',
      many: 'совпавших статей',
      other: 'совпавшей статьи',
    }),
  ecosystems: (n) =>
    counted(n, { one: 'медиасистема', few: 'медиасистемы', many: 'медиасистем', other: 'медиасистемы' }),
  languages: (n) => counted(n, { one: 'язык', few: 'языка', many: 'языков', other: 'языка' }),
  passages: (n) => counted(n, { one: 'отрывок', few: 'отрывка', many: 'отрывков', other: 'отрывка' }),
  weeks: (n) => counted(n, { one: 'неделя', few: 'недели', many: 'недель', other: 'недели' }),
  others: (n) => `ещё ${counted(n, { one: 'другой', few: 'других', many: 'других', other: 'другого' })}`,
};

/** After «из», «для» and other words that take the genitive. */
export const genitive = {
  narratives: (n: number): string => counted(n, { one: 'нарратива', other: 'нарративов' }),
  posts: (n: number): string => counted(n, { one: 'поста', other: 'постов' }),
  matchedArticles: (n: number): string => counted(n, { one: 'совпавшей статьи', other: 'совпавших статей' }),
  ecosystems: (n: number): string => counted(n, { one: 'медиасистемы', other: 'медиасистем' }),
  edges: (n: number): string => counted(n, { one: 'ребра', other: 'рёбер' }),
};

/** After «в». */
export const prepositional = {
  narratives: (n: number): string => counted(n, { one: 'нарративе', other: 'нарративах' }),
  weeks: (n: number): string => counted(n, { one: 'неделе', other: 'неделях' }),
};
