/** The digest that a visitor works on, which further quotes go to: a cookie names it. */
import { quotesOf } from '../../digest/model.ts';
import type { Digest } from '../../digest/model.ts';
import { plainSpaces } from '../../digest/parts.ts';
import { readDigest, revisionsIfAny } from '../../digest/store.ts';
import { UserError } from '../../errors.ts';
import { markup } from '../../report/markup.ts';
import type { Content } from '../../report/markup.ts';
import { clip } from '../../report/visible.ts';
import type { Study } from '../../store/study.ts';
import { address } from '../page.ts';
import type { Visit } from '../page.ts';

/** Names the digest in the browser of a visitor. */
export const digestCookie = 'crosscurrent_digest';

/** Where the digests are listed. */
export const digestsPath = '/digests';

/** Where a visitor says which digest a quote goes to. */
export const choosePath = '/digests/quote/choose';

/** The address of a digest, or of something that belongs to it. */
export function digestAddress(id: string, part = '', parameters: Parameters<typeof address>[1] = {}): string {
  return address(`${digestsPath}/${encodeURIComponent(id)}${part === '' ? '' : `/${part}`}`, parameters);
}

/** A digest, or one of its revisions; undefined where there is none. A UserError where its file is damaged. */
export async function findDigest(
  study: Study,
  id: string,
  revision?: number,
): Promise<{ readonly digest: Digest; readonly last: number } | undefined> {
  const revisions = await revisionsIfAny(study, id);
  const last = revisions.at(-1);
  if (last === undefined || (revision !== undefined && !revisions.includes(revision))) return undefined;
  return { digest: await readDigest(study, id, revision), last };
}

/** The digest a visitor works on; undefined where there is none, or none that can be read. */
export async function openDigest({ reader, cookie }: Pick<Visit, 'reader' | 'cookie'>): Promise<Digest | undefined> {
  try {
    return (await findDigest(reader.study, cookie(digestCookie) ?? ''))?.digest;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** The title of a digest inside a line. */
export function shownTitle({ title }: Pick<Digest, 'title'>, length = 120): string {
  const { text, left } = clip(plainSpaces(title), length);
  return left > 0 ? `${text}…` : text;
}

/** A bar for pages with passages to quote: which digest they go to, and how many it holds. Nothing where none is open. */
export async function digestBar(visit: Visit): Promise<Content> {
  const digest = await openDigest(visit);
  if (digest === undefined) return '';
  const { digests } = visit.wording;
  const back = visit.url.pathname + visit.url.search;
  return markup`<aside class="quoting" aria-label="${digests.title}">
<p><span aria-hidden="true">❝</span> ${digests.quote.bar} <a href="${digestAddress(digest.id)}"><bdi>${shownTitle(digest, 80)}</bdi></a> <span data-quotes>${digests.quotes(quotesOf(digest).length)}</span> <a href="${address(choosePath, { back })}">${digests.quote.other}</a> <span class="news" id="quoted">${digests.quote.added}</span> <span role="status" data-said></span></p>
</aside>`;
}
