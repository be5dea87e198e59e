/** What may be asked of the search. */
import { z } from 'zod';
import type { SearchRequest } from '../../search/types.ts';
import { dayQuery, flagQuery } from '../query.ts';

/** The address of the page. */
export const searchPath = '/search';

/** What stands behind the `?`. */
export const searchQuery = z.object({
  q: z.string().max(4000).default(''),
  by: z.enum(['both', 'meaning', 'words']).default('both'),
  kind: z.enum(['', 'post', 'article']).default(''),
  ecosystem: z.string().max(200).default(''),
  language: z.enum(['', 'zh', 'ru', 'uk', 'en']).default(''),
  from: dayQuery,
  to: dayQuery,
  narrative: z.string().max(500).default(''),
  small: flagQuery,
});

export type SearchQuery = z.infer<typeof searchQuery>;

const dayMilliseconds = 86_400_000;

/** The request for `limit` narratives and passages. */
export function requestOf(asked: SearchQuery, limit: number): SearchRequest {
  const given = (text: string): string | undefined => (text === '' ? undefined : text);
  return {
    text: asked.q,
    by: asked.by,
    limit,
    kind: asked.kind === '' ? undefined : asked.kind,
    ecosystem: given(asked.ecosystem),
    language: given(asked.language),
    from: asked.from === '' ? undefined : Date.parse(asked.from),
    until: asked.to === '' ? undefined : Date.parse(asked.to) + dayMilliseconds,
    narrative: given(asked.narrative),
    unmeasured: asked.small === '1',
  };
}
