/** The list of narratives: facts, and the evidence behind them in a part that opens. */
import { evidenceBlock } from './evidence.ts';
import { foreign, markup, languageTag } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import { baselines } from './names.ts';
import type { Baseline } from './names.ts';
import { csvLink, partyMark } from './parts.ts';
import { timeInWords } from './times.ts';
import { ecosystemsOf, evidenceAnchor, labelOf } from './view.ts';
import type { ShownNarrative, View } from './view.ts';
import { clip } from './visible.ts';

/** Keywords shown per language; the others are in the table. */
const keywordsShown = 10;
const keywordCharacters = 48;

/** The narratives, and an index of them by ecosystem. */
export function narrativesSection(view: View): Markup {
  const { data, shown, left } = view;
  const { narratives: words, page } = view.wording.report;
  // The page has a weight; evidence beyond it stays in the tables, and the narrative says so.
  let room = view.options.maxMegabytes * 1e6;
  const articles = shown.map((narrative) => {
    const evidence = evidenceBlock(view, narrative);
    const bytes = Buffer.byteLength(evidence.text);
    room -= bytes;
    return narrativeArticle(view, narrative, room >= 0 ? evidence : withheld(view, narrative));
  });
  const file = (name: string): Content => csvLink(view, name);
  const listed =
    left > 0
      ? words.some<Content>(
          shown.length,
          data.narratives,
          left,
          file('narratives'),
          file('association'),
          file('first_appearance'),
        )
      : words.all(shown.length);
  const nothing = data.narratives === 0 ? words.none : words.noneShown<Content>(left, file('narratives'));
  return markup`<section id="narratives" aria-labelledby="narratives-title">
<h2 id="narratives-title">${page.sections.narratives}</h2>
${shown.length === 0 && markup`<p class="empty">${nothing}</p>`}
${shown.length > 0 && markup`<p>${listed}</p>`}
<div id="narrative-tools" data-label="${page.filter.label}" data-close="${page.filter.close}" data-shown="${page.filter.shown('{shown}', '{all}')}" hidden></div>
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
  const { narratives: words } = view.wording.report;
  const { matched, narrative_id: id } = narrative.row;
  return markup`<p class="more">${words.withheld<Content>(matched, csvLink(view, 'events'), id)}</p>
${ecosystemsOf(view, narrative).map((party) => markup`<span id="${evidenceAnchor(narrative, party)}"></span>`)}`;
}

/** Per ecosystem the narratives its articles match, most matched articles first. */
function ecosystemIndex(view: View): Markup {
  const { parties, shown, links, wording } = view;
  const { narratives: words, nouns } = wording.report;
  return markup`<div id="by-ecosystem" class="index">
<h3>${words.byEcosystem}</h3>
${parties.ecosystems.map((party) => {
  const own = shown
    .map((narrative) => ({ narrative, articles: narrative.articles.get(party.key) ?? 0 }))
    .filter((entry) => entry.articles > 0)
    .sort((a, b) => b.articles - a.articles || a.narrative.number - b.narrative.number);
  return markup`<details id="by-${party.id}"><summary>${words.ofEcosystem<Content>(partyMark(party), own.length)}</summary>
<ol class="plain">${own.map(
    ({
      narrative: { row },
      articles,
    }) => markup`<li><a href="${links.evidence(row.narrative_id, party)}">${foreign(labelOf(view, row), row.language, 90)}</a>${wording.formats.bracketed(nouns.articles(articles))}</li>
`,
  )}</ol></details>
`;
})}
</div>`;
}

function narrativeArticle(view: View, narrative: ShownNarrative, evidence: Markup): Markup {
  const { row, anchor, number } = narrative;
  return markup`<article class="narrative" id="${anchor}" aria-labelledby="${anchor}-title">
<h3 id="${anchor}-title"><span class="number">${number}</span> ${foreign(labelOf(view, row), row.language, 260)}</h3>
${factsList(view, narrative)}
<details class="evidence"><summary>${view.wording.report.narratives.evidence(row.posts, row.matched)}</summary>
${evidence}
</details>
</article>`;
}

/** What is known of a narrative: words, posts, matched articles, association, first appearance. */
export function factsList(view: View, narrative: ShownNarrative): Markup {
  return markup`<dl class="facts">
${[...keywordFacts(view, narrative), ...facts(view, narrative)].map(
  ([term, value]) => markup`<div><dt>${term}</dt><dd>${value}</dd></div>
`,
)}
</dl>`;
}

type Fact = [term: string, value: Content];

function keywordFacts({ parties, wording }: View, { row, words: marking, articleKeywords }: ShownNarrative): Fact[] {
  const { narratives: words } = wording.report;
  const list: Fact[] = [];
  for (const [term, keywords] of [
    [words.postWords, keywordList(parseKeywords(row.keywords))],
    [words.articleWords, keywordList(articleKeywords)],
  ] as const) {
    if (keywords.length === 0) continue;
    list.push([
      term,
      keywords.map(
        ({ language, words: own }) =>
          markup`<span class="keywords"><span class="basis">${words.inLanguage(wording.formats.languageName(language))}</span> ${inLanguage(own, language)}</span> `,
      ),
    ]);
  }
  for (const compared of ['other_ecosystems', 'other_narratives'] as const) {
    const own = marking.filter((of) => of.compared_with === compared);
    if (own.length === 0) continue;
    list.push([
      words.words[compared],
      own.map(
        (of) =>
          markup`<span class="keywords">${partyMark(parties.of(of.ecosystem))} ${inLanguage(
            of.words.slice(0, keywordsShown).map((word) => clip(word, keywordCharacters).text),
            of.language,
          )}</span> `,
      ),
    ]);
  }
  return list;
}

/** Words of a language, with the comma of that language. */
function inLanguage(words: readonly string[], language: string): Markup {
  return markup`<bdi lang="${languageTag(language)}">${words.join(language === 'zh' || language === 'ja' ? '、' : ', ')}</bdi>`;
}

function facts(view: View, narrative: ShownNarrative): Fact[] {
  const { parties, links, wording } = view;
  const { narratives: words, shared } = wording.report;
  const { count } = wording.formats;
  const { row, articles, first, platformFirst } = narrative;
  const list: Fact[] = [
    [
      words.posts,
      row.first_post_at === null ? count(row.posts) : words.postsWhen(row.posts, row.first_post_at, row.last_post_at),
    ],
    [
      words.matched,
      articles.size === 0
        ? shared.none
        : parties.ecosystems
            .filter((party) => articles.has(party.key))
            .map(
              (party) =>
                markup`<a class="chip" href="${links.evidence(row.narrative_id, party)}">${partyMark(party)} ${count(articles.get(party.key)!)}</a> `,
            ),
    ],
  ];
  if (articles.size > 0) list.push([words.association, associationOf(view, narrative)]);
  if (first !== undefined) {
    const lead = first.first;
    const alone = lead !== undefined && first.ecosystems.length === 1;
    list.push([
      words.first,
      lead === undefined
        ? words.untold
        : markup`${words.firstAt<Content>(partyMark(parties.of(lead.ecosystem)), timeInWords(lead, wording))}${alone && ` ${words.unopposed}`}`,
    ]);
    list.push([
      words.against(parties.platform.label),
      markup`${words.orders[first.against]}${platformFirst !== undefined && ` ${words.firstPost(timeInWords(platformFirst, wording))}`}`,
    ]);
  }
  return list;
}

/** Which ecosystems win the narrative, by which baselines, and whether beyond chance. */
function associationOf({ parties, wording }: View, { winners, separable }: ShownNarrative): Content {
  const { narratives: words, shared } = wording.report;
  const said = baselines
    .map((baseline) => ({ baseline, keys: winners[baseline] }))
    .filter(({ keys }) => keys.length > 0);
  if (said.length === 0) return shared.noEcosystem;
  const same = said.length > 1 && said.every(({ keys }) => keys.join('\u0000') === said[0]!.keys.join('\u0000'));
  const marks = (keys: readonly string[]): Content =>
    keys.map((key, index) => markup`${index > 0 && ' = '}${partyMark(parties.of(key))}`);
  const all = same
    ? words.byAll<Content>(marks(said[0]!.keys))
    : said.map(
        ({ baseline, keys }, index) =>
          markup`${index > 0 && wording.formats.semicolon}${words.by<Content>(marks(keys), shared.baselines[baseline])}`,
      );
  const beyond = beyondChance(separable, wording);
  return markup`${all}${beyond !== '' && ` ${beyond}`}`;
}

function beyondChance(separable: readonly Baseline[] | undefined, { report }: View['wording']): string {
  const { narratives: words, shared } = report;
  if (separable === undefined) return '';
  return separable.length === 0
    ? words.notBeyond
    : words.beyond(separable.map((baseline) => shared.baselines[baseline]));
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
