/** The head of the page of a narrative: what it is, and every figure about it. */
import { languageTag, markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { Parties } from '../../report/names.ts';
import { basisNote, dataTable, partyMark, timeNote } from '../../report/parts.ts';
import { clip } from '../../report/visible.ts';
import type { Wording } from '../../wording/wording.ts';
import { associationTables } from './association.ts';
import type { FirstFact, MoverFact, NarrativeFacts } from './facts.ts';
import { labelOf } from './label.ts';
import type { Named } from './label.ts';
import type { Relative, Subject } from './subject.ts';
import { evidenceAddress, itemAddress, narrativeAddress } from '../page.ts';
import { sourceMark } from '../parties.ts';

/** Keywords shown per language, and characters of each. */
const keywordsShown = 10;
const keywordCharacters = 48;

/** What stands between the title and the figures: what the narrative is, and what a person changed. */
export function notices(
  { narrative: words, formats }: Wording,
  subject: Subject,
  { minPosts, editsDiffer }: { readonly minPosts: number | null; readonly editsDiffer: boolean },
): Markup {
  const { standing, under, edits, parent } = subject;
  const link = (id: string): Markup => markup`<a href="${narrativeAddress(id)}">${clip(id, 80).text}</a>`;
  const named = (other: Named): Markup => markup`<a href="${narrativeAddress(other.id)}">${labelOf(other, 120)}</a>`;
  const said: Content =
    standing === 'measured'
      ? ''
      : standing === 'small'
        ? words.standing.small(minPosts)
        : markup`${words.standing[standing]}${under !== undefined && markup` ${named(under)}`}`;
  return markup`
${said !== '' && markup`<p class="notice">${said}</p>`}
${editsDiffer && markup`<p class="notice">${words.editsDiffer}</p>`}
${
  edits.length > 0 &&
  markup`<section class="notice" aria-labelledby="edits"><h2 id="edits">${words.edits}</h2><ul>${edits.map(
    ({ kind, narratives, to, because }) =>
      markup`<li>${words.editKinds[kind]}${formats.colon}${narratives.map((id, index) => markup`${index > 0 && formats.comma}${link(id)}`)}${to !== null && markup` → ${kind === 'merge' ? link(to) : markup`<bdi>${clip(to, 260).text}</bdi>`}`}<br>${because === null ? words.noReason : words.because(clip(because, 500).text)}</li>`,
  )}</ul></section>`
}
${parent !== undefined && standing !== 'finer' && markup`<p class="meta">${words.partOf}: ${named(parent)}</p>`}`;
}

/** The figures of a narrative. */
export function head(wording: Wording, parties: Parties, subject: Subject, facts: NarrativeFacts): Markup {
  const { narrative: words } = wording;
  const own = factList(wording, parties, subject, facts);
  const isMatched = facts.association.some(({ baseline, value }) => baseline === 'raw' && value !== null && value > 0);
  return markup`<section aria-labelledby="figures">
<h2 id="figures">${words.facts}</h2>
<dl class="facts">
${own.map(
  ([term, value]) => markup`<div><dt>${term}</dt><dd>${value}</dd></div>
`,
)}
</dl>
${sourceTable(wording, parties, subject, facts)}
${isMatched && associationTables(wording, parties, facts)}
</section>`;
}

function factList(wording: Wording, parties: Parties, subject: Subject, facts: NarrativeFacts): [string, Content][] {
  const { narrative: words, narratives: listWords, formats } = wording;
  const { words: told, mover } = facts;
  const list: [string, Content][] = [];
  const keywords = keywordList(subject.keywords);
  if (keywords.length > 0)
    list.push([
      words.wordsOfPosts,
      keywords.map(
        ({ language, words }) =>
          markup`<span class="keywords"><span class="basis">${formats.languageName(language)}${formats.colon}</span>${wordList(words, language)}</span> `,
      ),
    ]);
  for (const [term, compared] of [
    [words.wordsAmongOthers, 'other_ecosystems'],
    [words.wordsElsewhere, 'other_narratives'],
  ] as const) {
    const own = told.filter(({ compared_with }) => compared_with === compared);
    if (own.length === 0) continue;
    list.push([
      term,
      own.map(
        (of) =>
          markup`<span class="keywords">${sourceMark(parties, of.ecosystem)} ${wordList(of.words, of.language)}</span> `,
      ),
    ]);
  }
  const { firstPost, lastPost } = subject;
  list.push([
    words.posts,
    markup`${formats.count(subject.posts)}${firstPost !== null && formats.bracketed(formats.span(formats.day(firstPost), formats.day(lastPost ?? firstPost)))}`,
  ]);
  if (mover !== undefined) {
    const { winner, order } = mover;
    const orders = listWords.orders as Readonly<Record<string, string>>;
    list.push([words.firstOfAll, winner === null ? words.untold : sourceMark(parties, winner)]);
    if (mover.ecosystems > 0) list.push([words.firstEcosystem, firstEcosystem(wording, parties, mover)]);
    if (order !== null && mover.ecosystems > 0)
      list.push([
        words.against,
        markup`${orders[order] ?? order}${mover.lead_hours !== null && mover.lead_hours > 0 && formats.bracketed(formats.duration(mover.lead_hours))}`,
      ]);
    if (mover.p_value !== null)
      list.push([
        words.chance,
        words.chanceOf(
          probability(wording, mover.p_value),
          mover.q_value === null ? null : probability(wording, mover.q_value),
          mover.run,
          mover.units,
        ),
      ]);
  }
  return list;
}

function firstEcosystem({ narrative: words, formats }: Wording, parties: Parties, mover: MoverFact): Content {
  if (mover.first_ecosystem !== null) return sourceMark(parties, mover.first_ecosystem);
  const names = mover.candidate_names.map(
    (name) => parties.ecosystems.find(({ key }) => key === name)?.label ?? clip(name, 80).text,
  );
  return names.length > 1 ? words.candidates(formats.listed(names)) : words.untold;
}

/** What follows `p` or `q`: `= 0.03`, `< 0.001`. */
function probability({ formats }: Wording, p: number): string {
  return p < 0.001 ? `< ${formats.decimal(0.001, 3)}` : `= ${formats.decimal(p, 3)}`;
}

function wordList(words: readonly string[], language: string): Markup {
  const shown = words.slice(0, keywordsShown).map((word) => clip(word, keywordCharacters).text);
  return markup`<bdi lang="${languageTag(language)}">${shown.join(language === 'zh' || language === 'ja' ? '、' : ', ')}</bdi>`;
}

/** The words of a JSON object of languages; none where it is not one. */
function keywordList(json: string): { language: string; words: string[] }[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return [];
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value)
    .filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]) && entry[1].length > 0)
    .map(([language, words]) => ({ language, words: words.map(String) }));
}

/** Counts and first appearance, a row a source. */
function sourceTable(wording: Wording, parties: Parties, { id }: Subject, { counts, first }: NarrativeFacts): Markup {
  const { narrative: words, narratives: listWords, formats } = wording;
  const firstOf = new Map(first.map((row) => [row.source, row]));
  const hasFirst = first.length > 0;
  const sources = [...parties.ecosystems, parties.platform].filter(({ key }) =>
    counts.some(({ source }) => source === key),
  );
  const hasArticles = sources.some((party) => party !== parties.platform);
  return markup`${dataTable(
    words.sources,
    [
      { head: words.source },
      { head: words.items, figures: true },
      { head: words.texts, figures: true },
      { head: words.sites, figures: true },
      { head: words.undated, figures: true },
      ...(hasFirst
        ? [{ head: words.firstAppearance, sentences: true }, { head: words.among }, { head: words.order }]
        : []),
    ],
    sources.map((party) => {
      const own = counts.find(({ source }) => source === party.key)!;
      const isPlatform = party === parties.platform;
      const href = isPlatform ? '#post-list' : evidenceAddress(id, party.key);
      return [
        partyMark(party),
        markup`<a href="${href}">${formats.count(own.items)}</a>`,
        isPlatform ? '–' : formats.count(own.groups),
        isPlatform ? '–' : formats.count(own.sites),
        formats.count(own.undated),
        ...(hasFirst ? firstCells(firstOf.get(party.key)) : []),
      ];
    }),
    'sources',
  )}
${!hasArticles && markup`<p class="empty">${listWords.articlesHead}: ${words.noArticles}</p>`}`;

  function firstCells(row: FirstFact | undefined): Content[] {
    if (row === undefined) return ['–', '–', '–'];
    const time = timeNote(row.time, wording, false);
    const outcomes = words.outcomes as Readonly<Record<string, string>>;
    const orders = listWords.orders as Readonly<Record<string, string>>;
    return [
      markup`${row.item_id === null ? time : markup`<a href="${itemAddress(row.item_id)}">${time}</a>`}${basisNote(row.time, wording)}${row.at_or_before === true && markup`<span class="basis">${formats.bracketed(words.atOrBefore)}</span>`}`,
      row.outcome === null ? '–' : (outcomes[row.outcome] ?? row.outcome),
      row.against_platform === null ? '–' : (orders[row.against_platform] ?? row.against_platform),
    ];
  }
}

/** The narratives a coarser one consists of. */
export function finerList(
  { narrative: words, common }: Wording,
  { finer, count }: { readonly finer: readonly Relative[]; readonly count: number },
): Content {
  if (count === 0) return '';
  return markup`<section aria-labelledby="finer"><h2 id="finer">${words.finer(count)}</h2>
<ul class="plain">${finer.map(
    ({ narrative_id, label, language, posts, articles }) =>
      markup`<li><a href="${narrativeAddress(narrative_id)}">${labelOf({ id: narrative_id, label, language }, 120)}</a> <span class="basis">${common.posts(posts)}, ${common.articles(articles)}</span></li>
`,
  )}</ul>
${count > finer.length && markup`<p class="more">${words.finerLeft(count - finer.length)}</p>`}</section>`;
}
