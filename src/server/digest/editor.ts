/** The editor: the digest as it will read, with what can be done to each block, and what is known of it. */
import type { Place } from '../../digest/edit.ts';
import { digestArticle } from '../../digest/html.ts';
import { digestMarkdown } from '../../digest/markdown.ts';
import type { Digest } from '../../digest/model.ts';
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import { languageTags } from '../../wording/languages.ts';
import type { Wording } from '../../wording/wording.ts';
import { digestFormats } from './downloads.ts';
import type { DigestFormat } from './downloads.ts';
import { hidden } from '../forms.ts';
import { headForm, toolsOf, writeForm } from './forms.ts';
import { digestAddress, digestsPath, shownTitle } from './open.ts';

/** What the editor knows beside the digest. */
export interface Desk {
  /** The digest is the one that further quotes go to. */
  readonly isOpen: boolean;
  /** Revisions there are, lowest first. */
  readonly revisions: readonly number[];
  readonly check: Markup;
}

/** All of the page. What is said of saving stays while the rest is replaced. */
export function editorView(wording: Wording, digest: Digest, desk: Desk): Markup {
  const { editor } = wording.digests;
  const saved = editor.saved(digest.revision, wording.formats.moment(Date.parse(digest.updated_at), true));
  return markup`<div class="desk" data-desk data-saving="${editor.saving}" data-not-saved="${editor.notSaved}" data-unreachable="${editor.unreachable}" data-busy="${editor.busy}">
<p class="links"><a href="${digestsPath}">${editor.all}</a> · <a href="${digestAddress(digest.id, 'read')}">${editor.read}</a> · <a href="${digestAddress(digest.id, 'revisions')}">${editor.revisions}</a></p>
<p role="status" id="saved">${saved}</p>
<div class="failure" role="alert" data-failure hidden><p></p><p><button type="button" data-retry>${editor.retry}</button></p></div>
</div>
<div id="editor" data-revision="${digest.revision}" data-saved="${saved}">
${beside(wording, digest, desk)}
${headForm(wording, digest)}
${digest.blocks.length > 0 && writeForm(wording, digest, 0)}
${digestArticle(digest, { level: 1, framed: (shown, place) => framed(wording, digest, shown, place) })}
${digest.blocks.length === 0 && markup`<p class="empty">${editor.empty}</p>${writeForm(wording, digest, 0)}`}
<p class="links"><a href="/search">${editor.findQuotes}</a></p>
${desk.check}
${publishSection(wording, digest)}
${deleteForm(wording, digest)}
</div>`;
}

/** Undoing, and where further quotes go. */
function beside({ digests: { editor, current } }: Wording, digest: Digest, { isOpen, revisions }: Desk): Markup {
  const before = revisions.at(-2);
  return markup`<div class="steps">
${
  before !== undefined &&
  markup`<form method="post" action="${digestAddress(digest.id, 'edit')}" data-edit>
${hidden({ operation: 'restore', revision: digest.revision, from: before })}
<button>${editor.undo}</button>
</form>`
}
${
  isOpen
    ? markup`<span class="tag">${current}</span>`
    : markup`<form method="post" action="${digestAddress(digest.id, 'open')}"><button>${editor.workOn}</button></form>`
}
${digest.blocks.length > 1 && markup`<span class="basis" data-scripted hidden>${editor.keys}</span>`}
</div>`;
}

function framed(wording: Wording, digest: Digest, shown: Markup, place: Place): Markup {
  const { block, quote } = place;
  const id = quote === undefined ? `block-${block + 1}` : `block-${block + 1}-${quote + 1}`;
  return markup`<div class="framed${quote !== undefined && ' of-row'}" id="${id}" data-block="${block}"${quote !== undefined && markup` data-quote-of="${quote}"`}>
${shown}${toolsOf(wording, digest, place)}</div>
`;
}

/** The files of a digest. */
export function publishSection({ digests }: Wording, digest: Digest): Markup {
  const { publish } = digests;
  return markup`<h2 id="publish">${publish.title}</h2>
<p>${publish.help}</p>
<ul class="downloads">${(Object.keys(digestFormats) as DigestFormat[]).map(
    (format) =>
      markup`<li><a href="${digestAddress(digest.id, `export/${format}`)}" download>${publish.download(digestFormats[format].title)}</a></li>`,
  )}</ul>`;
}

/** The Markdown of a digest, to be looked at. */
export function markdownPreview({ digests }: Wording, digest: Digest): Markup {
  return markup`<details><summary>${digests.publish.markdown}</summary>
<pre tabindex="0" lang="${languageTags[digest.language]}" dir="auto">${digestMarkdown(digest)}</pre></details>`;
}

/** Deletes a digest, when it was said twice. */
export function deleteForm({ digests }: Wording, digest: Pick<Digest, 'id' | 'revision' | 'title'>): Content {
  return markup`<details class="delete"><summary aria-label="${digests.deleteThis(shownTitle(digest))}">${digests.delete}</summary>
<form method="post" action="${digestAddress(digest.id, 'delete')}">
<p>${digests.deleteHelp}</p>
${hidden({ revision: digest.revision })}
<p class="buttons"><button>${digests.deleteSure}</button></p>
</form></details>`;
}
