/** What the study is made of, how the figures came about, and what they can carry. */
import { languageTags } from '../wording/languages.ts';
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import type { StageNote } from './model.ts';
import { ratio } from './numbers.ts';
import { csvLink, dataTable, partyMark, tableLink } from './parts.ts';
import type { Column } from './parts.ts';
import { listedSites } from './read-material.ts';
import { basisInWords } from './times.ts';
import type { View } from './view.ts';

/** Data and method; the records that were not taken may have a section of their own. */
export function methodSection(view: View, { withRejects = true } = {}): Markup {
  const { method: words, page } = view.wording.report;
  return markup`<section id="method" aria-labelledby="method-title">
<h2 id="method-title">${page.sections.method}</h2>
<h3>${words.data}</h3>
${materialTables(view)}
${withRejects && rejects(view)}
${matching(view)}
${edits(view)}
<h3>${words.limits}</h3>
${limits(view)}
<h3>${words.repeat}</h3>
${repeat(view)}
</section>`;
}

/** Items by ecosystem, by site, by precision and source of their times, and by language. */
export function materialTables(view: View): Markup {
  const { data, parties, wording } = view;
  const { method: words, shared, times } = wording.report;
  const { count, bracketed, languageName } = wording.formats;
  const amounts: Column[] = [
    { head: shared.items, figures: true },
    { head: shared.inScope, figures: true },
  ];
  const figures = (items: number, inScope: number): [string, string] => [count(items), count(inScope)];
  const kind = (name: string): string => shared.kinds[name] ?? name;
  return markup`${dataTable(
    words.itemsTable,
    [
      { head: shared.ecosystem },
      { head: shared.kind },
      ...amounts,
      { head: shared.sites, figures: true },
      { head: words.bounded, figures: true },
    ],
    data.byEcosystem.map((row) => [
      row.kind === 'post' ? partyMark(parties.platform) : partyMark(parties.of(row.ecosystem)),
      kind(row.kind),
      ...figures(row.items, row.in_scope),
      count(row.sites),
      count(row.dated),
    ]),
  )}
${
  data.bySite.length > 0 &&
  markup`${dataTable(
    words.sitesTable(listedSites, data.sites),
    [
      { head: words.site },
      { head: shared.ecosystem },
      { head: words.articles, figures: true },
      { head: shared.inScope, figures: true },
    ],
    data.bySite.map((row) => [
      markup`<bdi>${row.site === '' ? words.noSite : row.site}</bdi>`,
      partyMark(parties.of(row.ecosystem)),
      ...figures(row.items, row.in_scope),
    ]),
  )}`
}
${dataTable(
  words.timesTable,
  [{ head: words.precision }, { head: words.source }, { head: shared.kind }, ...amounts],
  data.byTime.map((row) => [
    times.precisions[row.precision] ?? row.precision,
    row.basis === '' ? shared.none : `${basisInWords(row.basis, wording)}${bracketed(row.basis)}`,
    kind(row.kind),
    ...figures(row.items, row.in_scope),
  ]),
)}
${dataTable(
  words.languagesTable,
  [{ head: shared.language }, { head: shared.kind }, ...amounts],
  data.byLanguage.map((row) => [languageName(row.language), kind(row.kind), ...figures(row.items, row.in_scope)]),
)}`;
}

/** Where all items are, and the records that were not taken. */
function rejects(view: View): Markup {
  const { data, wording } = view;
  const { method: words } = wording.report;
  return markup`<p>${words.files<Content>(tableLink(view, 'items'), data.passages, tableLink(view, 'passages'))}</p>
${
  data.rejects.length === 0
    ? markup`<p>${words.noRejects}</p>`
    : markup`${dataTable(
        words.rejectsTable,
        [
          { head: words.reason },
          { head: words.stage },
          { head: words.records, figures: true },
          { head: words.example },
        ],
        data.rejects.map((row) => [
          row.slug,
          row.stage,
          wording.formats.count(row.records),
          markup`<bdi${foreignEnglish(view)}>${row.example.length > 160 ? `${row.example.slice(0, 160)}…` : row.example}</bdi>`,
        ]),
      )}
<p class="more">${words.rejects(csvLink(view, 'rejects'))}</p>`
}`;
}

/** The language of what stages have said in English, where the page is in another. */
function foreignEnglish({ wording }: View): Markup | false {
  return wording.formats.language !== 'en' && markup` lang="${languageTags.en}"`;
}

/** What a person changed about the narratives; nothing where nobody did. */
function edits(view: View): Markup {
  const { data, wording } = view;
  if (data.edits.length === 0) return markup``;
  const { method: words, shared } = wording.report;
  const ids = (names: readonly string[]): Markup =>
    markup`${names.map((name, place) => markup`${place > 0 && wording.formats.comma}<code>${name}</code>`)}`;
  return markup`<h3>${words.edits}</h3>
<p>${words.editsIntro<Content>(data.edits.length, markup`<code>edits.yaml</code>`)}</p>
${dataTable(
  words.editsTable,
  [{ head: words.number, figures: true }, { head: words.edit }, { head: words.given }],
  data.edits.map(({ edit, kind, narratives, to, because }) => [
    wording.formats.count(edit),
    kind === 'merge'
      ? words.merged(ids(narratives), markup`<code>${to}</code>`)
      : kind === 'rename'
        ? words.renamed(ids(narratives), markup`<bdi>${to}</bdi>`)
        : words.excluded(ids(narratives)),
    because === null ? shared.none : markup`<bdi>${because}</bdi>`,
  ]),
)}
<p class="more">${words.editsFile(csvLink(view, 'edits'))}</p>`;
}

function matching(view: View): Markup {
  const { data, wording } = view;
  const { method: words } = wording.report;
  const { comma, count, decimal, languageName } = wording.formats;
  const heads = words.thresholdHeads;
  const embedders = data.embedders.map((id, index) => markup`${index > 0 && comma}<code>${id}</code>`);
  return markup`<h3>${words.matching}</h3>
<p>${words.matchingText<Content>(embedders.length > 0 ? embedders : undefined)}</p>
${
  data.thresholds.length > 0 &&
  markup`${dataTable(
    words.thresholdsTable,
    [
      { head: heads.post },
      { head: heads.article },
      { head: heads.threshold, figures: true },
      { head: heads.matched, figures: true },
      { head: heads.near, figures: true },
    ],
    data.thresholds.map((row) => [
      languageName(row.post_language),
      languageName(row.article_language),
      decimal(row.threshold, 3),
      count(row.matches),
      count(row.near),
    ]),
  )}`
}
<p>${words.matched<Content>(data.matches, csvLink(view, 'matches'), data.near, csvLink(view, 'near'))}</p>`;
}

function limits({ data, parties, wording }: View): Markup {
  const { method: words } = wording.report;
  const articles = data.byEcosystem.filter((row) => row.kind === 'article');
  const undated = articles.reduce((sum, row) => sum + row.items - row.dated, 0);
  const all = articles.reduce((sum, row) => sum + row.items, 0);
  const list = [
    ...words.limitsList(parties.platform.name),
    undated === 0 ? words.allBounded : words.unbounded(undated, ratio(undated, all)),
  ];
  return markup`<ul>
${list.map((sentence, index) => markup`${index > 0 && '\n'}<li>${sentence}</li>`)}
${data.firstSeenIsPublication && markup`<li>${words.firstSeen}</li>`}
</ul>`;
}

function repeat(view: View): Markup {
  const { data, wording } = view;
  const { method: words, shared } = wording.report;
  const { colon, comma, stageCount } = wording.formats;
  if (data.stages.length === 0) return markup`<p>${words.noRecord}</p>`;
  const versions = [...versionsOf(data.stages)].map(([name, own]) => words.versions(name, [...own]));
  return markup`<p>${words.software<Content>(versions, markup`<code>run.json</code>`)}</p>
${data.stages.map(
  (stage) => markup`<details><summary>${stage.name}${colon}<span${foreignEnglish(view)}>${Object.entries(stage.counts)
    .map(([name, value]) => `${name.replaceAll('_', ' ')} ${stageCount(value)}`)
    .join(comma)}</span>${stage.rejected > 0 && `${comma}${words.rejected(stage.rejected)}`}</summary>
<p>${words.version(stage.version, stage.seed)}</p>
${stage.notes.map((note) => markup`<p dir="auto"${foreignEnglish(view)}>${note}</p>`)}
<pre tabindex="0" aria-label="${words.options(stage.name)}">${JSON.stringify(stage.options, null, 2) ?? shared.none}</pre></details>
`,
)}`;
}

/** Each version once; a name has several where stages were run with different software. */
function versionsOf(stages: readonly StageNote[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const stage of stages) {
    for (const [name, version] of Object.entries(stage.versions))
      found.set(name, (found.get(name) ?? new Set()).add(version));
  }
  return found;
}
