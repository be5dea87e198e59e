/** A post or article: its text with the passages that belong to narratives, and what is known of it. */
import { foreign, languageTag, markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { Parties } from '../../report/names.ts';
import { afterDot, dataTable, sourceLink, timeNote } from '../../report/parts.ts';
import { clip } from '../../report/visible.ts';
import type { Wording } from '../../wording/wording.ts';
import { digestBar } from '../digest/open.ts';
import { charactersPerPage, itemQuery, readCopies, readItem, readMemberships } from '../item/query.ts';
import type { Copy, Item, Membership } from '../item/query.ts';
import { labelOf } from '../narrative/label.ts';
import { address, definePage, itemAddress, narrativeAddress } from '../page.ts';
import type { Visit } from '../page.ts';
import { partiesOf, sourceMark } from '../parties.ts';
import { quoteTools } from '../digest/quote-tools.ts';
import { Places } from '../item/sentence-places.ts';
import type { Stretch } from '../item/sentence-places.ts';

/** The page of an item. */
export const itemPage = definePage({
  name: 'narratives',
  path: '/items/:id',
  query: itemQuery,
  async show(visit, query, { id = '' }) {
    const { reader, wording, signal } = visit;
    const item = await readItem(reader, id, query.from, signal);
    if (item === undefined) return undefined;
    const [parties, memberships, { copies, count }] = await Promise.all([
      partiesOf(reader, wording),
      readMemberships(reader, item, signal),
      readCopies(reader, item, signal),
    ]);
    const { item: words } = wording;
    const hasTitle = item.title !== null && item.title.trim() !== '';
    const name = hasTitle ? item.title : item.kind === 'post' ? item.text.trim() : '';
    const title = name === '' ? words.untitled : foreign(name, item.language, 200);
    return {
      title: name === '' ? words.untitled : clip(name, 120).text,
      main: markup`<p class="kicker">${words.kinds[item.kind]}</p>
<h1>${title}</h1>
<p class="meta">${publisher(item, parties)} · ${timeNote(item.time, wording)}${afterDot(sourceLink(item.url, wording))}</p>
${!item.in_scope && markup`<p class="notice">${words.outside}</p>`}
${textSection(wording, item, memberships)}
${membershipSection(visit, memberships)}
${count > 1 && copySection(wording, parties, copies, count)}
<section aria-labelledby="known"><h2 id="known">${words.facts}</h2><dl class="facts">${facts(wording, item).map(
        ([term, value]) => markup`<div><dt>${term}</dt><dd>${value}</dd></div>
`,
      )}</dl></section>
${await digestBar(visit)}`,
    };
  },
});

function publisher({ kind, site, ecosystem, author }: Item, parties: Parties): Markup {
  const named = kind === 'post' ? author : site;
  return markup`${sourceMark(parties, ecosystem)}${named !== null && named !== '' && markup` · <strong><bdi>${clip(named, 80).text}</bdi></strong>`}`;
}

function facts(wording: Wording, item: Item): [string, Content][] {
  const { item: words, formats } = wording;
  const list: [string, Content][] = [[words.id, markup`<bdi>${clip(item.item_id, 500).text}</bdi>`]];
  const add = (term: string, value: Content, isKnown: boolean): void => {
    if (isKnown) list.push([term, value]);
  };
  const text = (value: string | null): Markup => markup`<bdi>${clip(value ?? '', 300).text}</bdi>`;
  add(words.outlet, text(item.site), item.site !== null && item.site !== '');
  add(
    words.language,
    markup`${formats.languageName(item.language ?? 'und')}${item.language_basis === 'detected' && formats.bracketed(words.detected)}`,
    true,
  );
  add(words.author, text(item.author), item.author !== null && item.author !== '');
  add(
    words.published,
    markup`${timeNote(item.time, wording)}${item.published_zone !== null && item.published_zone !== '' && markup`<span class="basis">${formats.bracketed(words.zone(clip(item.published_zone, 60).text))}</span>`}`,
    true,
  );
  for (const [term, instant] of [
    [words.firstSeen, item.first_seen],
    [words.fetched, item.fetched],
  ] as const)
    add(
      term,
      instant !== null && markup`<time datetime="${new Date(instant).toISOString()}">${formats.day(instant)}</time>`,
      instant !== null,
    );
  add(words.address, sourceLink(item.url, wording), sourceLink(item.url, wording) !== '');
  add(
    words.repostOf,
    markup`<a href="${itemAddress(item.repost_of ?? '')}"><bdi>${clip(item.repost_of ?? '', 120).text}</bdi></a>`,
    item.repost_of !== null && item.repost_of !== '',
  );
  add(words.readFrom, text(item.source_ref), item.source_ref !== null && item.source_ref !== '');
  return list;
}

/** Marked stretches of the text, and the places of their narratives in the list below it. */
interface MarkedStretch extends Stretch {
  readonly numbers: readonly number[];
}

function textSection({ item: words, formats }: Wording, item: Item, memberships: readonly Membership[]): Markup {
  const { text, from, characters, language } = item;
  const shown = [...text].length;
  const part = (at: number): string => address(itemAddress(item.item_id), { from: at === 0 ? '' : at });
  const stretches = stretchesOf(text, item.title, memberships);
  const pieces: Content[] = [];
  let at = 0;
  for (const { from: start, to, numbers } of stretches) {
    pieces.push(text.slice(at, start), markup`<mark>${text.slice(start, to)}</mark>`);
    pieces.push(
      numbers.map(
        (number) => markup`<a class="said-mark" href="#n${number}" lang="${formats.language}"><b>${number}</b></a>`,
      ),
    );
    at = to;
  }
  pieces.push(text.slice(at));
  return markup`<section aria-labelledby="text"><h2 id="text">${words.text}</h2>
${shown < characters && markup`<p class="notice">${words.part(from + 1, from + shown, characters)}</p>`}
${stretches.length > 0 && markup`<p class="meta">${words.marked}</p>`}
${characters === 0 ? markup`<p class="empty">${words.noText}</p>` : markup`<blockquote class="passage whole" dir="auto" lang="${languageTag(language)}">${pieces}</blockquote>`}
${
  shown < characters &&
  markup`<nav class="pager" aria-label="${words.text}">${from > 0 && markup`<a rel="prev" href="${part(Math.max(0, from - charactersPerPage))}">${words.before}</a>`}
${from + shown < characters && markup`<a rel="next" href="${part(from + shown)}">${words.after}</a>`}</nav>`
}
</section>`;
}

/** Where the passages of the narratives stand in the text; a passage may begin with the title, which does not. */
function stretchesOf(text: string, title: string | null, memberships: readonly Membership[]): MarkedStretch[] {
  const numbersOf = new Map<string, number[]>();
  const textOf = new Map<string, string>();
  memberships.forEach(({ passage_id, text: own }, index) => {
    numbersOf.set(passage_id, [...(numbersOf.get(passage_id) ?? []), index + 1]);
    textOf.set(passage_id, own);
  });
  const places = new Places(text);
  const found: MarkedStretch[] = [];
  for (const [passage, numbers] of numbersOf) {
    const own = textOf.get(passage)!;
    const place = places.of(own) ?? places.of(withoutTitle(own, title));
    if (place !== undefined) found.push({ ...place, numbers });
  }
  found.sort((a, b) => a.from - b.from || a.to - b.to);
  // Passages do not overlap; should two be found at one place, the first stands for both.
  return found.filter((stretch, index) => index === 0 || stretch.from >= found[index - 1]!.to);
}

function withoutTitle(passage: string, title: string | null): string {
  if (title === null || title.trim() === '') return '';
  const place = new Places(passage).of(title);
  return place === undefined || place.from > 0 ? '' : passage.slice(place.to).replace(/^[\s.。]+/u, '');
}

function membershipSection(visit: Visit, memberships: readonly Membership[]): Markup {
  const { item: words, formats } = visit.wording;
  const narratives = new Set(memberships.map(({ narrative_id }) => narrative_id)).size;
  if (memberships.length === 0) return markup`<p class="empty">${words.noNarrative}</p>`;
  return markup`<section aria-labelledby="memberships"><h2 id="memberships">${words.narratives(narratives)}</h2>
<ol class="memberships">${memberships.map(
    ({ narrative_id, label, language, passage_id, text, verified_score, threshold, similarity }, index) =>
      markup`<li id="n${index + 1}"><a href="${narrativeAddress(narrative_id)}">${labelOf({ id: narrative_id, label, language }, 200)}</a>
<span class="basis">${verified_score === null ? words.similarity(formats.decimal(similarity, 3)) : words.scored(formats.decimal(verified_score, 3), formats.decimal(threshold, 3))}</span>
<details><summary>${words.passage}</summary><blockquote class="passage" data-passage="${passage_id}" dir="auto">${clip(text, 900).text}</blockquote></details>
${quoteTools(visit, { passage_id, narrative_id })}</li>
`,
  )}</ol></section>`;
}

function copySection(wording: Wording, parties: Parties, copies: readonly Copy[], count: number): Markup {
  const { item: words } = wording;
  return markup`<section aria-labelledby="copies"><h2 id="copies">${words.copies(count)}</h2>
${dataTable(
  words.copiesAbout,
  [{ head: words.outlet }, { head: words.ecosystem }, { head: words.published }, { head: words.text }],
  copies.map(({ item_id, site, ecosystem, title, language, time }) => [
    markup`<bdi>${clip(site ?? '–', 80).text}</bdi>`,
    sourceMark(parties, ecosystem),
    timeNote(time, wording, false),
    markup`<a href="${itemAddress(item_id)}">${title === null || title.trim() === '' ? words.untitled : foreign(title, language, 120)}</a>`,
  ]),
)}
${copies.length < count - 1 && markup`<p class="more">${words.listed(copies.length)}</p>`}
</section>`;
}
