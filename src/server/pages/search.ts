/** Search: a claim in any language, narratives and passages by meaning and by words. */
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { Parties } from '../../report/names.ts';
import { partyMark, sourceLink } from '../../report/parts.ts';
import type { NarrativeHit, PassageHit, SearchNote, SearchResult } from '../../search/types.ts';
import type { Wording } from '../../wording/wording.ts';
import { csvLinks } from '../exports/csv-query.ts';
import { check, field, named, partyChoices, select } from '../forms.ts';
import { digestBar } from '../digest/open.ts';
import { marked } from '../search/marked.ts';
import { definePage, evidenceAddress, itemAddress, narrativeAddress } from '../page.ts';
import type { Visit } from '../page.ts';
import { partiesOf } from '../parties.ts';
import { given } from '../query.ts';
import { quoteTools } from '../digest/quote-tools.ts';
import { searchOf } from '../search/open.ts';
import { requestOf, searchPath, searchQuery } from '../search/query.ts';
import type { SearchQuery } from '../search/query.ts';

/** UTF-16 units of a passage that are shown. */
const shownText = 700;

/** Narratives and passages that say what was asked for. */
export const searchPage = definePage<SearchQuery>({
  name: 'search',
  path: searchPath,
  query: searchQuery,
  async show(visit, asked) {
    const { reader, wording, signal } = visit;
    const parties = await partiesOf(reader, wording);
    const { search: words } = wording;
    const result =
      asked.q.trim() === '' ? undefined : await (await searchOf(reader)).query(requestOf(asked, 20), signal);
    return {
      title: words.title,
      main: markup`<h1>${words.title}</h1>
${form(wording, parties, asked)}
<section id="found" data-part>
${result === undefined ? markup`<p class="empty">${words.invitation}</p>` : answer(visit, parties, result, asked)}
</section>
${await digestBar(visit)}`,
    };
  },
});

function form({ common, search: words, formats }: Wording, parties: Parties, asked: SearchQuery): Markup {
  const any = { value: '', name: words.any };
  const { q: _text, by: _by, ...rarer } = asked;
  return markup`<form class="filters" method="get" action="${searchPath}" data-live="found">
<div class="fields">
<label class="claim"><span>${words.claim}</span><input type="search" name="q" value="${asked.q}" maxlength="4000" autocomplete="off"${asked.q === '' && markup` autofocus`}></label>
${select(words.by, 'by', named(['both', 'meaning', 'words'], words.ways), asked.by)}
<p class="buttons"><button>${common.searchButton}</button></p>
</div>
<details${Object.values(rarer).some((value) => value !== '') && markup` open`}><summary>${common.moreFilters}</summary>
<div class="fields">
${select(words.kind, 'kind', [any, ...named(['post', 'article'], words.kinds)], asked.kind)}
${select(words.ecosystem, 'ecosystem', [any, ...partyChoices([...parties.ecosystems, parties.platform])], asked.ecosystem)}
${select(words.language, 'language', [any, ...['zh', 'ru', 'uk', 'en'].map((code) => ({ value: code, name: formats.languageName(code) }))], asked.language)}
${field(words.from, 'from', asked.from, 'date')}
${field(words.to, 'to', asked.to, 'date')}
${check(words.small, 'small', asked.small === '1')}
${asked.narrative !== '' && check(words.within(asked.narrative), 'narrative', true, asked.narrative)}
</div>
</details>
</form>`;
}

function answer(visit: Visit, parties: Parties, result: SearchResult, asked: SearchQuery): Content {
  const { search: words, formats } = visit.wording;
  return markup`<p class="found">${words.took(result.narratives.length, result.passages.length, result.milliseconds, formats.languageName(result.language))}</p>
${result.notes.map((note) => markup`<p class="caveat">${noteIn(words, note)}</p>`)}
<div class="results">
<div>
<h2>${words.narratives}</h2>
${result.narratives.length === 0 ? markup`<p class="empty">${words.noNarratives}</p>` : narratives(visit, parties, result)}
</div>
<div>
<h2>${words.passages}</h2>
${
  result.passages.length === 0
    ? markup`<p class="empty">${words.noPassages}</p>`
    : markup`<ol class="hits">${result.passages.map((hit) => markup`<li>${passage(visit, parties, hit, true)}</li>`)}</ol>
${csvLinks(visit.wording, 'passages', '/exports/csv/search', given(searchQuery, asked))}`
}
</div>
</div>`;
}

/** Those that are near, and the farther ones folded. */
function narratives(visit: Visit, parties: Parties, { narratives: hits, near }: SearchResult): Markup {
  const list = (own: readonly NarrativeHit[], start: number): Markup =>
    markup`<ol class="hits" start="${start}">${own.map((hit) => narrative(visit, parties, hit))}</ol>`;
  const farther = hits.length - near;
  return markup`${list(hits.slice(0, near), 1)}
${farther > 0 && markup`<details><summary>${visit.wording.search.farther(farther)}</summary>${list(hits.slice(near), near + 1)}</details>`}`;
}

function narrative(visit: Visit, parties: Parties, hit: NarrativeHit): Markup {
  const { wording } = visit;
  const { common, search: words } = wording;
  const language = hit.passages[0]?.kind === 'post' ? hit.passages[0].language : null;
  return markup`<li class="hit">
<p class="headline"><a href="${narrativeAddress(hit.narrative_id)}">${hit.label.trim() === '' ? hit.narrative_id : marked(hit.label, hit.marks, language, 200)}</a>${!hit.measured && markup` <span class="tag">${words.notMeasured}</span>`}</p>
<p class="meta"><a href="${evidenceAddress(hit.narrative_id)}">${common.posts(hit.posts)}</a>${hit.articles.length > 0 && ' · '}${hit.articles.map(({ ecosystem, articles }) => markup`<a class="chip" href="${evidenceAddress(hit.narrative_id, ecosystem)}">${partyMark(parties.of(ecosystem))} ${wording.formats.count(articles)}</a> `)}</p>
<p class="basis">${reasons(wording, hit)}</p>
${hit.passages.length > 0 && markup`<details><summary>${words.why}</summary>${hit.passages.map((one) => passage(visit, parties, one, false))}</details>`}
</li>`;
}

function passage(visit: Visit, parties: Parties, hit: PassageHit, withNarrative: boolean): Markup {
  const { wording } = visit;
  const { search: words, formats } = wording;
  const party = hit.ecosystem === null ? undefined : parties.of(hit.ecosystem);
  const title =
    hit.title === null || hit.title.trim() === '' ? words.kinds[hit.kind] : marked(hit.title, [], hit.language, 160);
  const source = sourceLink(hit.url, wording);
  return markup`<article class="hit" data-passage="${hit.passage_id}">
<p class="meta">${party !== undefined && markup`${partyMark(party)} · `}${hit.site !== null && hit.site !== '' && markup`<bdi>${hit.site}</bdi> · `}<a href="${itemAddress(hit.item_id)}">${title}</a>${hit.published_at !== null && markup` · <time datetime="${hit.published_at.toISOString()}">${formats.day(hit.published_at.getTime())}</time>`}${source !== '' && markup` · ${source}`}</p>
<blockquote class="passage">${marked(hit.text, hit.marks, hit.language, shownText)}</blockquote>
<p class="basis">${withNarrative && hit.narrative_id !== null && markup`<a href="${narrativeAddress(hit.narrative_id)}">${words.itsNarrative}</a> · `}${reasons(wording, hit)}</p>
${quoteTools(visit, hit)}
</article>`;
}

/** Why something was found. */
function reasons(
  { search: words, formats }: Wording,
  { meaning, words: found }: Pick<PassageHit, 'meaning' | 'words'>,
): string {
  const said = [
    meaning !== undefined && words.byMeaning(meaning.rank, formats.decimal(meaning.cosine, 2)),
    found !== undefined && words.byWords(found.rank, formats.percent(found.held)),
  ].filter((reason) => reason !== false);
  return said.join(' · ');
}

function noteIn({ notes }: Wording['search'], note: SearchNote): string {
  if (note.code === 'cut') return notes.cut(note.characters);
  if (note.code === 'frequent_words') return notes.frequent_words(note.words.join(', '));
  return note.code === 'no_meaning' || note.code === 'sketches_only' ? notes[note.code](note.reason) : notes[note.code];
}
