/** A digest: its editor, how it will read, and its revisions. */
import { z } from 'zod';
import { digestArticle } from '../../digest/html.ts';
import { quotesOf } from '../../digest/model.ts';
import { readDigest, revisionsIfAny } from '../../digest/store.ts';
import { UserError } from '../../errors.ts';
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import { dataTable } from '../../report/parts.ts';
import type { Wording } from '../../wording/wording.ts';
import { checkSection, standingOf } from '../digest/check.ts';
import { editorView, markdownPreview, publishSection } from '../digest/editor.ts';
import { digestAddress, digestCookie, findDigest, shownTitle } from '../digest/open.ts';
import { hidden, pager } from '../forms.ts';
import { definePage } from '../page.ts';

/** The editor of a digest. */
export const digestPage = definePage({
  name: 'digest',
  path: '/digests/:id',
  query: z.object({}),
  async show({ reader, wording, cookie, signal }, _query, { id }) {
    const found = await findDigest(reader.study, id!);
    if (found === undefined) return undefined;
    const { digest } = found;
    const [standings, revisions] = await Promise.all([
      standingOf(reader, digest, signal),
      revisionsIfAny(reader.study, id!),
    ]);
    return {
      title: shownTitle(digest),
      main: editorView(wording, digest, {
        isOpen: cookie(digestCookie) === digest.id,
        revisions: revisions.filter((revision) => revision <= digest.revision),
        check: checkSection(wording, digest, standings),
      }),
    };
  },
});

/** A digest, or an old revision of it, as it will read. */
export const readDigestPage = definePage({
  name: 'digest',
  path: '/digests/:id/read',
  query: z.object({ revision: z.coerce.number().int().positive().optional() }),
  async show({ reader, wording }, { revision }, { id }) {
    const found = await findDigest(reader.study, id!, revision);
    if (found === undefined) return undefined;
    const { digest, last } = found;
    const { revisions } = wording.digests;
    return {
      title: shownTitle(digest),
      main: markup`<p class="links"><a href="${digestAddress(digest.id)}">${revisions.back}</a> · <a href="${digestAddress(digest.id, 'revisions')}">${revisions.title}</a></p>
${digest.revision !== last && markup`<div class="old"><p>${revisions.old(digest.revision, last)}</p>${restoreForm(wording, digest.id, digest.revision, last)}</div>`}
${digestArticle(digest)}
${digest.revision === last && markup`${publishSection(wording, digest)}${markdownPreview(wording, digest)}`}`,
    };
  },
});

function restoreForm({ digests }: Wording, id: string, from: number, last: number): Markup {
  return markup`<form class="steps" method="post" action="${digestAddress(id, 'edit')}">
${hidden({ operation: 'restore', revision: last, from })}
<button>${digests.revisions.restore}</button> <span class="basis">${digests.revisions.restoreHelp}</span>
</form>`;
}

/** Revisions on one page. */
const atOnce = 30;

/** The revisions of a digest, the last one first. */
export const digestRevisionsPage = definePage({
  name: 'digest',
  path: '/digests/:id/revisions',
  query: z.object({ page: z.coerce.number().int().min(1).max(100_000).default(1) }),
  async show({ reader, wording }, { page }, { id }) {
    const found = await findDigest(reader.study, id!);
    if (found === undefined) return undefined;
    const { digest, last } = found;
    const { revisions: words, heads } = wording.digests;
    const all = (await revisionsIfAny(reader.study, id!)).reverse();
    const pages = Math.max(1, Math.ceil(all.length / atOnce));
    const shown = all.slice((page - 1) * atOnce, page * atOnce);
    const rows = await Promise.all(
      shown.map(async (revision) => [
        markup`<a href="${digestAddress(digest.id, 'read', { revision })}">${wording.formats.count(revision)}</a>${revision === last && markup` <span class="tag">${words.last}</span>`}`,
        ...(await revisionCells(wording, reader.study, digest.id, revision)),
      ]),
    );
    const path = digestAddress(digest.id, 'revisions');
    return {
      title: words.of(shownTitle(digest)),
      main: markup`<h1>${words.of(shownTitle(digest))}</h1>
<p class="links"><a href="${digestAddress(digest.id)}">${words.back}</a></p>
<div id="revisions" data-part>
${dataTable(words.caption, [{ head: heads.revision }, { head: words.saved }, { head: heads.title }, { head: heads.quotes, figures: true }], rows)}
${pager(wording, path, {}, Math.min(page, pages), pages)}
</div>`,
    };
  },
});

async function revisionCells(
  { digests, formats }: Wording,
  study: Parameters<typeof readDigest>[0],
  id: string,
  revision: number,
): Promise<Content[]> {
  try {
    const digest = await readDigest(study, id, revision);
    return [
      formats.moment(Date.parse(digest.updated_at), true),
      markup`<bdi>${shownTitle(digest)}</bdi>`,
      formats.count(quotesOf(digest).length),
    ];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [digests.revisions.unreadable, '', ''];
  }
}
