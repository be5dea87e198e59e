/** The evidence of a narrative: matched passages beside posts, aligned sentences marked, and the posts themselves. */
import { languageTag, markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { Parties } from '../../report/names.ts';
import { afterDot, sourceLink, timeNote } from '../../report/parts.ts';
import { clip, visible } from '../../report/visible.ts';
import type { Wording } from '../../wording/wording.ts';
import type { Mark, MarkedPair } from './aligner.ts';
import { passageCharacters } from './cited-items.ts';
import type { ShownMatch, ShownPost } from './cited-items.ts';
import { itemAddress } from '../page.ts';
import type { Visit } from '../page.ts';
import { sourceMark } from '../parties.ts';
import { quoteTools } from '../digest/quote-tools.ts';

/** Classes of marks there are; the number beside a mark tells apart what shares one. */
const markColours = 6;

/** What an item of the list is shown with. */
export interface ItemView extends Pick<Visit, 'wording' | 'url'> {
  /** Id of the narrative it is evidence of. */
  readonly narrative: string;
  readonly parties: Parties;
  /** Items that are the first appearance in their source. */
  readonly firsts: ReadonlySet<string>;
}

/** Passages beside each other; `name` sets them apart from other lists of the page. */
export function matchList(
  view: ItemView,
  name: string,
  matches: readonly ShownMatch[],
  marksOf: (match: ShownMatch) => MarkedPair | undefined = () => undefined,
): Content {
  return matches.map((match, index) => matchItem(view, `${name}${index}`, match, marksOf(match)));
}

function matchItem(view: ItemView, id: string, match: ShownMatch, marks: MarkedPair | undefined): Markup {
  const { wording, parties, firsts } = view;
  const { formats } = wording;
  const { evidence: words } = wording.narrative;
  const { post } = match;
  const site = match.site === null || match.site === '' ? words.unnamed : clip(match.site, 80).text;
  return markup`<article class="match" aria-label="${site}">
<div class="item">
<p class="meta"><strong><bdi>${site}</bdi></strong> · ${sourceMark(parties, match.ecosystem)} · ${formats.languageName(match.language ?? 'und')} · ${timeNote(match.time, wording)}${firsts.has(match.item_id) && markup` <span class="tag">${words.firstHere}</span>`}${match.copies > 1 && markup` · <a href="${itemAddress(match.item_id)}#copies">${words.copies(match.copies)}</a>`}${afterDot(sourceLink(match.url, wording))}</p>
${match.title !== null && match.title.trim() !== '' && markup`<h3 class="headline" dir="auto" lang="${languageTag(match.language)}"><a href="${itemAddress(match.item_id)}">${clip(match.title, 240).text}</a></h3>`}
${passage(wording, match, `${id}-a`, `${id}-p`, marks?.article)}
<p class="meta">${score(wording, match)}. <a href="${itemAddress(match.item_id)}">${words.whole}</a>${match.passages > 1 && formats.bracketed(words.more(match.passages - 1))}</p>
${quote(view, match.passage_id)}
</div>
<div class="item post">
${
  post === undefined
    ? markup`<p class="meta">${words.noPost}</p>`
    : markup`<p class="meta">${words.beside(parties.platform.label)} · ${formats.languageName(post.language ?? 'und')} · ${timeNote(post.time, wording, false)} · <a href="${itemAddress(post.item_id)}">${words.whole}</a></p>
${passage(wording, post, `${id}-p`, `${id}-a`, marks?.post)}
${quote(view, post.passage_id)}`
}
</div>
</article>
`;
}

function score({ narrative, formats }: Wording, { verified_score: own, threshold, score: centre }: ShownMatch): string {
  const { evidence: words } = narrative;
  const margin = own === null || threshold === null ? null : own - threshold;
  const write = (value: number | null): string => formats.decimal(value, 3);
  const compared = (margin ?? 0) < 0 ? words.below : words.above;
  return `${compared(write(own), write(margin === null ? null : Math.abs(margin)), write(threshold))}; ${words.centre(write(centre))}`;
}

function quote(view: ItemView, passage: string | null): Content {
  return passage !== null && quoteTools(view, { passage_id: passage, narrative_id: view.narrative });
}

/** A passage in the original; a marked sentence leads to its counterpart in the passage named `other`. */
function passage(
  wording: Wording,
  {
    text,
    language,
    passage_id,
  }: { readonly text: string; readonly language: string | null; readonly passage_id: string | null },
  id: string,
  other: string,
  marks: readonly Mark[] = [],
): Markup {
  const pieces: Content[] = [];
  const seen = new Set<number>();
  let at = 0;
  for (const mark of marks) {
    pieces.push(text.slice(at, mark.from), sentence(wording, text, mark, id, other, !seen.has(mark.group)));
    seen.add(mark.group);
    at = mark.to;
  }
  pieces.push(text.slice(at));
  const isCut = visible(text).length >= passageCharacters;
  return markup`<blockquote class="passage" id="${id}" data-passage="${passage_id ?? ''}" dir="auto" lang="${languageTag(language)}">${pieces}${isCut && markup`<span class="cut" lang="${wording.formats.language}"> … ${wording.narrative.evidence.cut}</span>`}</blockquote>`;
}

function sentence(
  { narrative, formats }: Wording,
  text: string,
  { from, to, group, cosine }: Mark,
  id: string,
  other: string,
  isFirst: boolean,
): Markup {
  const value = formats.decimal(cosine, 2);
  return markup`<span class="said s${(group - 1) % markColours}" data-said="${group}"${isFirst && markup` id="${id}-${group}"`}>${text.slice(from, to)}<a class="said-mark" href="#${other}-${group}" aria-label="${narrative.evidence.sentence(group, value)}" lang="${formats.language}"><b>${group}</b> ${value}</a></span>`;
}

/** Posts, one below the other. */
export function postList(view: ItemView, posts: readonly ShownPost[]): Markup {
  const { wording, firsts } = view;
  const { evidence: words, postList: own } = wording.narrative;
  return markup`<ul class="posts">
${posts.map(
  (post, index) => markup`<li class="item">
<p class="meta">${timeNote(post.time, wording)}${firsts.has(post.item_id) && markup` <span class="tag">${words.firstHere}</span>`}${post.author !== null && post.author !== '' && markup` · <bdi>${clip(post.author, 60).text}</bdi>`} · ${wording.formats.languageName(post.language ?? 'und')} · <a href="${itemAddress(post.item_id)}">${words.whole}</a>${afterDot(sourceLink(post.url, wording))}${post.similarity !== null && markup` · ${own.centre(wording.formats.decimal(post.similarity, 3))}`}</p>
${passage(wording, post, `q${index}`, '')}
${quote(view, post.passage_id)}
</li>
`,
)}
</ul>`;
}
