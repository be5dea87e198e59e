/** The list of narratives: facts, and the evidence behind them in a part that opens. */
import { evidenceBlock } from './evidence.ts';
import { foreign, markup, languageTag } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import { baselineNames, baselines, languageName } from './names.ts';
import type { Baseline } from './names.ts';
import { count, counted, listed } from './numbers.ts';
import { csvLink, partyMark } from './parts.ts';
import { day, timeInWords } from './times.ts';
import { ecosystemsOf, evidenceAnchor, labelOf } from './view.ts';
import type { ShownNarrative, View } from './view.ts';
import { clip } from './visible.ts';

/** Keywords shown per language; the others are in the table. */
const keywordsShown = 10;
const keywordCharacters = 48;

/** The narratives, and an index of them by ecosystem. */
export function narrativesSection(view: View): Markup {
  const { data, shown, left } = view;
  // The page has a weight; evidence beyond it stays in the tables, and the narrative says so.
  let room = view.options.maxMegabytes * 1e6;
  const articles = shown.map((narrative) => {
    const evidence = evidenceBlock(view, narrative);
    const bytes = Buffer.byteLength(evidence.text);
    room -= bytes;
    return narrativeArticle(view, narrative, room >= 0 ? evidence : withheld(view, narrative));
  });
  return markup`<section id="narratives" aria-labelledby="narratives-title">
<h2 id="narratives-title">Narratives</h2>
${shown.length === 0 && markup`<p class="empty">${data.narratives === 0 ? 'There are no narratives.' : markup`None of the ${count(left)} narratives is shown; they are in ${csvLink(view, 'narratives')}.`}</p>`}
${shown.length > 0 && markup`<p>${left > 0 ? `The first ${count(shown.length)} of ${counted(data.narratives, 'narrative')}` : counted(shown.length, 'narrative')}${shown.length > 1 && ', those with matched articles first, then by number of posts'}.${left > 0 && markup` The other ${count(left)} are in ${csvLink(view, 'narratives')}, ${csvLink(view, 'association')} and ${csvLink(view, 'first_appearance')}.`}</p>`}
<div id="narrative-tools" hidden></div>
${ecosystemIndex(view)}
<div id="narrative-list">
${articles.map(
  (article) => markup`${article}
`,
)}
</div>
</section>`;
}

function withheld(view: View, narrative: ShownNarrative): Markup {
  return markup`<p class="more">Evidence is left out to keep the page light. The posts${narrative.row.matched > 0 && ` and the ${counted(narrative.row.matched, 'matched article')}`} are in ${csvLink(view, 'events')}, under ${narrative.row.narrative_id}.</p>
${ecosystemsOf(view, narrative).map((party) => markup`<span id="${evidenceAnchor(narrative, party)}"></span>`)}`;
}

/** Per ecosystem the narratives its articles match, most matched articles first. */
function ecosystemIndex(view: View): Markup {
  const { parties, shown, links } = view;
  return markup`<div id="by-ecosystem" class="index">
<h3>By ecosystem</h3>
${parties.ecosystems.map((party) => {
  const own = shown
    .map((narrative) => ({ narrative, articles: narrative.articles.get(party.key) ?? 0 }))
    .filter((entry) => entry.articles > 0)
    .sort((a, b) => b.articles - a.articles || a.narrative.number - b.narrative.number);
  return markup`<details id="by-${party.id}"><summary>${partyMark(party)}: ${counted(own.length, 'narrative')} with matched articles</summary>
<ol class="plain">${own.map(
    ({
      narrative,
      articles,
    }) => markup`<li><a href="${links.evidence(narrative.row.narrative_id, party)}">${foreign(labelOf(narrative.row), narrative.row.language, 90)}</a> (${counted(articles, 'article')})</li>
`,
  )}</ol></details>
`;
})}
</div>`;
}

function narrativeArticle(view: View, narrative: ShownNarrative, evidence: Markup): Markup {
  const { row, anchor, number } = narrative;
  return markup`<article class="narrative" id="${anchor}" aria-labelledby="${anchor}-title">
<h3 id="${anchor}-title"><span class="number">${number}</span> ${foreign(labelOf(narrative.row), row.language, 260)}</h3>
<dl class="facts">
${facts(view, narrative).map(
  ([term, value]) => markup`<div><dt>${term}</dt><dd>${value}</dd></div>
`,
)}
</dl>
<details class="evidence"><summary>Evidence: ${counted(row.posts, 'post')}, ${counted(row.matched, 'matched article')}</summary>
${evidence}
</details>
</article>`;
}

function facts(view: View, narrative: ShownNarrative): [string, Content][] {
  const { parties, links } = view;
  const { row, articles, winners, separable, words, first, platformFirst } = narrative;
  const list: [string, Content][] = [];
  for (const [term, keywords] of [
    ['Words of the posts', keywordList(parseKeywords(row.keywords))],
    ['Words of the articles', keywordList(narrative.articleKeywords)],
  ] as const) {
    if (keywords.length === 0) continue;
    list.push([
      term,
      keywords.map(
        ({ language, words }) =>
          markup`<span class="keywords"><span class="basis">${languageName(language)}:</span> <bdi lang="${languageTag(language)}">${words.join(language === 'zh' || language === 'ja' ? '、' : ', ')}</bdi></span> `,
      ),
    ]);
  }
  for (const [term, own] of [
    [
      'Words each ecosystem uses more than the others do here',
      words.filter((of) => of.compared_with === 'other_ecosystems'),
    ],
    [
      'Words each ecosystem uses more here than elsewhere',
      words.filter((of) => of.compared_with === 'other_narratives'),
    ],
  ] as const) {
    if (own.length === 0) continue;
    list.push([
      term,
      own.map(
        (of) =>
          markup`<span class="keywords">${partyMark(parties.of(of.ecosystem))} <bdi lang="${languageTag(of.language)}">${of.words
            .slice(0, keywordsShown)
            .map((word) => clip(word, keywordCharacters).text)
            .join(of.language === 'zh' || of.language === 'ja' ? '、' : ', ')}</bdi></span> `,
      ),
    ]);
  }
  list.push([
    'Posts',
    row.first_post_at === null
      ? count(row.posts)
      : `${count(row.posts)}, ${dayRange(row.first_post_at, row.last_post_at)}`,
  ]);
  list.push([
    'Matched articles',
    articles.size === 0
      ? 'none'
      : parties.ecosystems
          .filter((party) => articles.has(party.key))
          .map(
            (party) =>
              markup`<a class="chip" href="${links.evidence(narrative.row.narrative_id, party)}">${partyMark(party)} ${count(articles.get(party.key)!)}</a> `,
          ),
  ]);
  if (articles.size > 0) {
    const said = baselines
      .map((baseline) => ({ baseline, keys: winners[baseline] }))
      .filter(({ keys }) => keys.length > 0);
    const same = said.length > 1 && said.every(({ keys }) => keys.join('\u0000') === said[0]!.keys.join('\u0000'));
    const marks = (keys: readonly string[]): Content =>
      keys.map((key, index) => markup`${index > 0 && ' = '}${partyMark(parties.of(key))}`);
    list.push([
      'Most associated with',
      said.length === 0
        ? 'no ecosystem'
        : same
          ? markup`${marks(said[0]!.keys)} by every baseline${beyondChance(separable)}`
          : markup`${said.map(({ baseline, keys }, index) => markup`${index > 0 && '; '}${marks(keys)} by ${baselineNames[baseline].name}`)}${beyondChance(separable)}`,
    ]);
  }
  if (first !== undefined) {
    const lead = first.first;
    list.push([
      'First ecosystem',
      lead === undefined
        ? 'cannot be told'
        : markup`${partyMark(parties.of(lead.ecosystem))}, ${timeInWords(lead)}${first.ecosystems.length === 1 && ' (no other ecosystem has a match)'}`,
    ]);
    const order = {
      before: 'an ecosystem came before the first post',
      after: 'every ecosystem came after the first post',
      undecidable: 'the order cannot be told',
    }[first.against];
    list.push([
      `Against ${parties.platform.label}`,
      markup`${order}${platformFirst !== undefined && ` (first post: ${timeInWords(platformFirst)})`}`,
    ]);
  }
  return list;
}

function beyondChance(separable: readonly Baseline[] | undefined): string {
  if (separable === undefined) return '';
  return separable.length === 0
    ? ' (no more than chance would allow)'
    : ` (beyond chance by ${listed(separable.map((baseline) => baselineNames[baseline].name))})`;
}

function dayRange(from: number, to: number | null): string {
  return to === null || day(from) === day(to) ? day(from) : `${day(from)} to ${day(to)}`;
}

function parseKeywords(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function keywordList(value: unknown): { language: string; words: string[] }[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value)
    .filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]) && entry[1].length > 0)
    .map(([language, words]) => ({
      language,
      words: words.slice(0, keywordsShown).map((word) => clip(String(word), keywordCharacters).text),
    }));
}
