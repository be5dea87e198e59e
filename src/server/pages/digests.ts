/** The digests of a study: the list, and which of them a quote goes to. */
import { z } from 'zod';
import { listDigests } from '../../digest/store.ts';
import type { DigestSummary } from '../../digest/store.ts';
import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import { dataTable } from '../../report/parts.ts';
import type { Wording } from '../../wording/wording.ts';
import { deleteForm } from '../digest/editor.ts';
import { digestFormats, feedFormats } from '../digest/downloads.ts';
import { hidden } from '../forms.ts';
import { headFields } from '../digest/forms.ts';
import { choosePath, digestAddress, digestCookie, digestsPath, shownTitle } from '../digest/open.ts';
import { definePage } from '../page.ts';
import { quotePath } from '../digest/quote-tools.ts';

/** The list of digests. */
export const digestsPage = definePage({
  name: 'digest',
  path: digestsPath,
  query: z.object({}),
  async show({ reader, wording, cookie }) {
    const { digests: words } = wording;
    const { digests, damaged } = await listDigests(reader.study);
    return {
      title: words.title,
      main: markup`<h1>${words.title}</h1>
<p>${words.why}</p>
${digests.length === 0 ? markup`<p class="empty">${words.none}</p>` : table(wording, digests, cookie(digestCookie))}
${
  digests.length > 0 &&
  markup`<p class="links">${words.feeds} ${feedFormats.map((format) => markup`<a href="/digest-feeds/${format}" download>${digestFormats[format].title}</a> `)}</p>`
}
${damaged.length > 0 && markup`<h2>${words.damaged}</h2><ul>${damaged.map(({ id, message }) => markup`<li><b><bdi>${id}</bdi></b>: <bdi>${message}</bdi></li>`)}</ul>`}
<h2 id="begin">${words.begin}</h2>
<form class="filters" method="post" action="${digestsPath}">
${newFields(wording)}
<p class="buttons"><button>${words.beginButton}</button></p>
</form>`,
    };
  },
});

function newFields(wording: Wording): Markup {
  return headFields(wording, { title: '', author: '', language: wording.formats.language });
}

function table(wording: Wording, digests: readonly DigestSummary[], open: string | undefined): Markup {
  const { digests: words, formats } = wording;
  const { heads } = words;
  return dataTable(
    words.caption,
    [
      { head: heads.title },
      { head: heads.author },
      { head: heads.changed },
      { head: heads.quotes, figures: true },
      { head: heads.revision, figures: true },
      { head: heads.language },
      { head: heads.delete },
    ],
    digests.map((digest) => [
      markup`<a href="${digestAddress(digest.id)}"><bdi>${shownTitle(digest)}</bdi></a>${digest.id === open && markup` <span class="tag">${words.current}</span>`}`,
      markup`<bdi>${digest.author}</bdi>`,
      markup`<time datetime="${digest.updated_at}">${formats.day(Date.parse(digest.updated_at))}</time>`,
      formats.count(digest.quotes),
      formats.count(digest.revision),
      formats.languageName(digest.language),
      deleteForm(wording, digest),
    ]),
  );
}

/** Which digest a quote goes to, and further ones after it. */
export const chooseDigestPage = definePage({
  name: 'digest',
  path: choosePath,
  query: z.object({
    passage_id: z.string().max(2000).default(''),
    narrative_id: z.string().max(500).default(''),
    back: z.string().max(6000).default('/'),
  }),
  async show({ reader, wording }, { passage_id, narrative_id, back }) {
    const { digests: words } = wording;
    const { digests } = await listDigests(reader.study);
    const kept = hidden(passage_id === '' ? { back } : { passage_id, narrative_id, back });
    return {
      title: words.quote.choose,
      main: markup`<h1>${words.quote.choose}</h1>
<p>${words.quote.chooseHelp}</p>
${
  digests.length > 0 &&
  markup`<h2>${words.quote.intoOne}</h2>
<ul class="choose">${digests.map(
    ({ id, title, quotes }) =>
      markup`<li><form method="post" action="${passage_id === '' ? digestAddress(id, 'open') : quotePath}">${kept}${passage_id !== '' && hidden({ digest: id })}<button><bdi>${shownTitle({ title })}</bdi></button> <span class="basis">${words.quotes(quotes)}</span></form></li>`,
  )}</ul>`
}
<h2>${words.quote.intoNew}</h2>
<form class="filters" method="post" action="${passage_id === '' ? digestsPath : quotePath}">
${kept}
${newFields(wording)}
<p class="buttons"><button>${passage_id === '' ? words.beginButton : words.quote.beginWith}</button></p>
</form>`,
    };
  },
});
