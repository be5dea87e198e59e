/** Forms of the editor of a digest. Each is one step; the buttons of a block share one form. */
import type { Edit, Place } from '../../digest/edit.ts';
import { limits } from '../../digest/model.ts';
import type { Block, Digest, Quote } from '../../digest/model.ts';
import { shownPassage } from '../../digest/shown-passage.ts';
import { languageTag, markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import { interfaceLanguages, languageTags } from '../../wording/languages.ts';
import type { InterfaceLanguage } from '../../wording/languages.ts';
import type { Wording } from '../../wording/wording.ts';
import { digestAddress } from './open.ts';
import { fieldsOf } from './request.ts';
import { field, hidden, select } from '../forms.ts';

/** The revision a step is made from, and the one it takes the place of where that is a later one. */
export interface Made {
  readonly revision: number;
  readonly over?: number | undefined;
}

/** A text to be written; browsers drop a line break that follows `<textarea>`. */
function area(label: string, name: string, text: string, rows: number, more: Content = ''): Markup {
  return markup`<label class="area"><span>${label}</span><textarea name="${name}" rows="${rows}" dir="auto" autocomplete="off"${more}>${text !== '' && ['\n', text]}</textarea></label>`;
}

/** A choice among the languages of the interface. */
export function languageField({ formats }: Wording, label: string, chosen: InterfaceLanguage): Markup {
  return select(
    label,
    'language',
    interfaceLanguages.map((code) => ({ value: code, name: formats.languageName(code) })),
    chosen,
  );
}

/** Title, author and language of a digest. */
export function headFields(
  wording: Wording,
  {
    title,
    author,
    language,
  }: { readonly title: string; readonly author: string; readonly language: InterfaceLanguage },
): Markup {
  const { heads, headLanguage } = wording.digests;
  return markup`<div class="fields">
${field(heads.title, 'title', title, 'text', markup` required maxlength="${limits.title}" dir="auto"`)}
${field(heads.author, 'author', author, 'text', markup` maxlength="${limits.author}" dir="auto"`)}
${languageField(wording, headLanguage, language)}
</div>`;
}

/** What a step consists of, as fields: its texts to be written anew, unless they are `hiddenTexts`, the rest hidden. */
export function editFields(wording: Wording, edit: Edit, made: Made, hiddenTexts = false): Markup {
  const { editor } = wording.digests;
  const fixed = hidden({ ...made, ...fieldsOf(edit) });
  switch (edit.operation) {
    case 'head': {
      const { title, author, language } = edit;
      return markup`${fixed}${hiddenTexts ? hidden({ title, author, language }) : headFields(wording, edit)}`;
    }
    case 'write':
    case 'reword':
      return markup`${fixed}${hiddenTexts ? hiddenText('text', edit.text) : wordsArea(wording, edit.text)}`;
    case 'parts': {
      const parts = edit.parts.join('\n');
      return markup`${fixed}${hiddenTexts ? hiddenText('parts', parts) : area(editor.chosen, 'parts', parts, 3)}`;
    }
    case 'translate':
      return markup`${fixed}${hiddenTexts ? [hiddenText('text', edit.text), hidden({ language: edit.language })] : translationFields(wording, edit.text, edit.language)}`;
    default:
      return markup`${fixed}`;
  }
}

/** Line breaks do not survive in a hidden input everywhere. */
function hiddenText(name: string, text: string): Markup {
  return markup`<textarea name="${name}" hidden>${['\n', text]}</textarea>`;
}

function wordsArea({ digests: { editor } }: Wording, text: string): Markup {
  return markup`${area(editor.words, 'text', text, 6, markup` required maxlength="${limits.words}" data-words`)}
<p class="basis">${editor.wordsHelp}</p>`;
}

function translationFields(wording: Wording, text: string, language: InterfaceLanguage): Markup {
  const { editor } = wording.digests;
  return markup`${area(editor.translation, 'text', text, 4, markup` maxlength="${limits.translation}"`)}
${languageField(wording, editor.translationLanguage, language)}`;
}

/** A form of one step that opens below its name. */
function folded(summary: string, digest: Digest, content: Content, buttons: Content, more: Content = ''): Markup {
  return markup`<details class="step"><summary>${summary}</summary>
<form method="post" action="${digestAddress(digest.id, 'edit')}" data-edit="written">
<input type="hidden" name="revision" value="${digest.revision}">
${content}
<p class="buttons">${buttons}</p>
</form>${more}</details>`;
}

function wordsButtons({ digests: { editor } }: Wording, digest: Digest): Markup {
  return markup`<button>${editor.save}</button> <button formaction="${digestAddress(digest.id, 'preview')}" data-preview>${editor.preview}</button> <button type="button" data-close hidden>${editor.close}</button>`;
}

/** Title, author and language. */
export function headForm(wording: Wording, digest: Digest): Markup {
  const { editor } = wording.digests;
  return folded(
    editor.head,
    digest,
    markup`${hidden({ operation: 'head' })}${headFields(wording, digest)}`,
    markup`<button>${editor.save}</button> <button type="button" data-close hidden>${editor.close}</button>`,
  );
}

/** New words before the block of this number. */
export function writeForm(wording: Wording, digest: Digest, at: number): Markup {
  const { editor } = wording.digests;
  return folded(
    at === 0 ? editor.writeFirst : editor.write,
    digest,
    markup`${hidden({ operation: 'write', at })}${wordsArea(wording, '')}`,
    wordsButtons(wording, digest),
    previewPlace(wording),
  );
}

/** Where a script shows how words read while they are written. */
function previewPlace({ digests: { editor } }: Wording): Markup {
  return markup`<div class="live-preview" data-shown-preview hidden><p class="label">${editor.previewTitle}</p><div data-preview-text></div></div>`;
}

/** Everything that can be done with a block, or with a quote of a row. */
export function toolsOf(wording: Wording, digest: Digest, place: Place): Markup {
  const { editor } = wording.digests;
  const { block, quote } = place;
  const own = digest.blocks[block]!;
  const inRow = quote !== undefined;
  const quotes = own.kind === 'row' ? own.quotes : [];
  const [from, all] = inRow ? [quote, quotes.length] : [block, digest.blocks.length];
  const before = digest.blocks[block - 1];
  const canJoin = !inRow && isQuotes(own) && before !== undefined && isQuotes(before);
  const one = inRow ? quotes[quote] : own.kind === 'quote' ? own : undefined;
  const button = (operation: string, name: string, more: Content = ''): Markup =>
    markup`<button name="operation" value="${operation}"${more}>${name}</button>`;
  const [up, down] = inRow ? [editor.left, editor.right] : [editor.up, editor.down];
  const label = inRow ? editor.toolsOfQuote(block + 1, quote + 1) : editor.toolsOf(block + 1);
  return markup`<div class="tools-of" role="group" aria-label="${label}" lang="${languageTags[wording.formats.language]}">
<form method="post" action="${digestAddress(digest.id, 'edit')}" data-edit class="steps">
${hidden({ revision: digest.revision, block, quote })}
${!inRow && markup`<span class="handle" draggable="true" data-drag="${block}" title="${editor.drag}" aria-hidden="true" hidden>⠿</span>`}
${button('up', up, markup`${from === 0 && markup` disabled`} aria-keyshortcuts="Alt+ArrowUp"`)}
${button('down', down, markup`${from === all - 1 && markup` disabled`} aria-keyshortcuts="Alt+ArrowDown"`)}
${canJoin && button('join', editor.join)}
${own.kind === 'row' && button('part', inRow ? editor.partOne : editor.part)}
${button('delete', editor.delete)}
</form>
${own.kind === 'words' && rewordForm(wording, digest, block, own.text)}
${one !== undefined && markup`${partsForm(wording, digest, place, one)}${translationForm(wording, digest, place, one)}`}
${!inRow && writeForm(wording, digest, block + 1)}
</div>`;
}

function isQuotes({ kind }: Block): boolean {
  return kind !== 'words';
}

function rewordForm(wording: Wording, digest: Digest, block: number, text: string): Markup {
  return folded(
    wording.digests.editor.reword,
    digest,
    markup`${hidden({ operation: 'reword', block })}${wordsArea(wording, text)}`,
    wordsButtons(wording, digest),
    previewPlace(wording),
  );
}

function partsForm(wording: Wording, digest: Digest, { block, quote }: Place, { quoted, parts }: Quote): Markup {
  const { editor } = wording.digests;
  const passage = shownPassage(quoted.text);
  const rows = Math.min(10, 2 + Math.ceil(passage.length / 90));
  return markup`<details class="step"><summary>${editor.parts}</summary>
<form method="post" action="${digestAddress(digest.id, 'edit')}" data-edit class="stretch">
${hidden({ revision: digest.revision, block, quote, start: 0, end: 0 })}
<p class="basis">${editor.partsHelp}</p>
<label class="area"><span>${editor.passage}</span><textarea rows="${rows}" readonly inputmode="none" spellcheck="false" data-passage lang="${languageTag(quoted.language)}" dir="auto">${passage}</textarea></label>
<p class="buttons" data-scripted hidden><button name="operation" value="keep">${parts.length === 0 ? editor.keep : editor.keepAlso}</button></p>
</form>
<form method="post" action="${digestAddress(digest.id, 'edit')}" data-edit="written">
${hidden({ operation: 'parts', revision: digest.revision, block, quote })}
${area(editor.chosen, 'parts', parts.map((part) => shownPassage(part)).join('\n'), Math.max(2, parts.length + 1), markup` lang="${languageTag(quoted.language)}"`)}
<p class="buttons"><button>${editor.save}</button> <button type="button" data-close hidden>${editor.close}</button></p>
</form>
${
  parts.length > 0 &&
  markup`<form method="post" action="${digestAddress(digest.id, 'edit')}" data-edit>
${hidden({ operation: 'parts', revision: digest.revision, block, quote, parts: '' })}
<p class="buttons"><button>${editor.whole}</button></p>
</form>`
}</details>`;
}

function translationForm(wording: Wording, digest: Digest, { block, quote }: Place, one: Quote): Markup {
  const { editor } = wording.digests;
  return folded(
    editor.translate,
    digest,
    markup`${hidden({ operation: 'translate', block, quote })}${translationFields(wording, one.translation?.text ?? '', one.translation?.language ?? digest.language)}`,
    markup`<button>${editor.save}</button> <button type="button" data-close hidden>${editor.close}</button>`,
  );
}
