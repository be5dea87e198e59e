/**
 * One step of editing: made, saved as the next revision, and shown. What cannot be saved is answered with a page
 * that holds it: where somebody saved the same revision before, with both versions.
 */
import { EditFault, edited, rebased } from '../../digest/edit.ts';
import type { Edit } from '../../digest/edit.ts';
import { digestArticle } from '../../digest/html.ts';
import type { Digest } from '../../digest/model.ts';
import { DigestConflict, readDigest, saveDigest } from '../../digest/store.ts';
import { wordsHtml } from '../../digest/words.ts';
import { diskFault, inOneLine, UserError } from '../../errors.ts';
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import { languageTags } from '../../wording/languages.ts';
import type { Wording } from '../../wording/wording.ts';
import { defineChange } from '../change.ts';
import type { Answered } from '../change.ts';
import { hidden } from '../forms.ts';
import { editFields } from './forms.ts';
import { digestAddress, digestCookie } from './open.ts';
import { editOf, editRequest, editRequestBytes } from './request.ts';
import type { EditRequest } from './request.ts';

/** What was wanted, as far as it came. */
interface Wanted {
  readonly request: EditRequest;
  /** The revision it was made from. */
  readonly base: Digest;
  /** Undefined where an old revision is taken back. */
  readonly edit: Edit | undefined;
  /** The digest with the step. */
  readonly next: Digest;
}

/** Makes one step, or takes an old revision back. */
export const editDigest = defineChange({
  path: '/digests/:id/edit',
  body: editRequest,
  bytes: editRequestBytes,
  resource: (_body, { id }) => `digest ${id}`,
  async run({ reader: { study }, wording }, request, { id }) {
    const base = await readDigest(study, id!, request.revision);
    const edit = request.operation === 'restore' ? undefined : editOf(request, base);
    let next = base;
    try {
      next =
        request.operation === 'restore'
          ? { ...(await readDigest(study, id!, request.from)), revision: base.revision }
          : edited(base, edit!);
      await saveDigest(study, { ...next, revision: request.over ?? request.revision });
    } catch (error) {
      const wanted = { request, base, edit, next };
      if (error instanceof DigestConflict) return conflicted(wording, wanted, error.saved);
      const why = refusal(wording, error);
      if (why === undefined) throw error;
      return unsaved(
        wording,
        id!,
        markup`<p role="alert" class="failure">${why}</p>
${formWith(wording, id!, edit, request.revision, wording.digests.editor.save, request.over)}`,
      );
    }
    return { to: placeOf(id!, edit), cookies: { [digestCookie]: id! } };
  },
});

/** Shows how words will read; nothing is saved. */
export const previewWords = defineChange({
  path: '/digests/:id/preview',
  body: editRequest,
  bytes: editRequestBytes,
  resource: () => 'preview',
  async run({ reader: { study }, wording }, request, { id }) {
    const { digests } = wording;
    const base = await readDigest(study, id!, request.revision);
    const edit = request.operation === 'restore' ? undefined : editOf(request, base);
    const text = edit !== undefined && 'text' in edit ? edit.text : '';
    // What could not be saved is not set either: piled up markup takes seconds.
    const why = edit === undefined ? undefined : faultOf(wording, base, edit);
    return {
      ...unsaved(
        wording,
        id!,
        markup`<div class="preview digest" id="preview" lang="${languageTags[base.language]}">
${why === undefined ? markup`<div class="words">${wordsHtml(text, 2)}</div>` : markup`<p class="failure">${why}</p>`}</div>
${formWith(wording, id!, edit, request.revision, digests.editor.save)}`,
        digests.editor.previewTitle,
      ),
      status: 200,
    };
  },
});

function faultOf({ digests }: Wording, base: Digest, edit: Edit): string | undefined {
  try {
    edited(base, edit);
    return undefined;
  } catch (error) {
    if (error instanceof EditFault) return digests.faults[error.code];
    throw error;
  }
}

/** Where a page goes on after a step: at what was changed. */
function placeOf(id: string, edit: Edit | undefined): string {
  if (edit === undefined || edit.operation === 'head') return digestAddress(id);
  const at =
    edit.operation === 'write'
      ? edit.at
      : edit.operation === 'move' && edit.quote === undefined
        ? edit.to
        : edit.operation === 'join'
          ? edit.block - 1
          : edit.block;
  return `${digestAddress(id)}#block-${at + 1}`;
}

/** Why something was not saved, where it is not a fault of ours. */
function refusal({ digests }: Wording, error: unknown): string | undefined {
  if (error instanceof EditFault) return digests.faults[error.code];
  if (error instanceof UserError) return inOneLine(error);
  const code = diskFault(error);
  return code && digests.unsaved.disk(code);
}

function unsaved({ digests }: Wording, id: string, content: Markup, title = digests.unsaved.title): Answered {
  return {
    title,
    page: 'digest',
    status: 409,
    here: digestAddress(id),
    error: title,
    main: markup`<section id="unsaved" class="unsaved" tabindex="-1">
<h1>${title}</h1>
${content}
<p><a href="${digestAddress(id)}">${digests.unsaved.goOn}</a></p>
</section>`,
  };
}

/** The step once more, with what was written in it. */
function formWith(
  wording: Wording,
  id: string,
  edit: Edit | undefined,
  revision: number,
  button: string,
  over?: number,
): Content {
  if (edit === undefined) return '';
  return markup`<form method="post" action="${digestAddress(id, 'edit')}" data-edit="written">
${editFields(wording, edit, { revision, over })}
<p class="buttons"><button>${button}</button></p>
</form>`;
}

function conflicted(wording: Wording, { request, base, edit, next }: Wanted, last: Digest): Answered {
  const { digests, formats } = wording;
  const { unsaved: words } = digests;
  const { id } = last;
  const onto = edit === undefined ? undefined : rebased(edit, base, last);
  return unsaved(
    wording,
    id,
    markup`<p role="alert" class="failure">${words.conflict(base.revision, last.revision, formats.moment(Date.parse(last.updated_at), true))}</p>
<p><a href="${digestAddress(id, 'read')}">${words.theirs(last.revision)}</a> · <a href="${digestAddress(id, 'read', { revision: base.revision })}">${words.theirs(base.revision)}</a></p>
${
  edit !== undefined &&
  (onto === undefined ? markup`<p>${words.gone}</p>` : formWith(wording, id, onto, last.revision, words.onto))
}
<form method="post" action="${digestAddress(id, 'edit')}" data-edit>
${
  edit === undefined
    ? hidden({
        operation: 'restore',
        from: 'from' in request ? request.from : '',
        revision: base.revision,
        over: last.revision,
      })
    : editFields(wording, edit, { revision: base.revision, over: last.revision }, onto !== undefined)
}
<p class="buttons"><button>${words.over}</button> ${words.overHelp}</p>
</form>
<details><summary>${words.yours}</summary>
${digestArticle(next, { level: 2 })}</details>`,
  );
}
