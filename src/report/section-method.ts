/** What the study is made of, how the figures came about, and what they can carry. */
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { StageNote } from './model.ts';
import { languageName } from './names.ts';
import { count, counted, decimal, percent, ratio } from './numbers.ts';
import { csvLink, dataTable, partyMark, tableLink } from './parts.ts';
import { basisInWords } from './times.ts';
import type { View } from './view.ts';
import { listedSites } from './read-material.ts';

/** Data and method. */
export function methodSection(view: View): Markup {
  return markup`<section id="method" aria-labelledby="method-title">
<h2 id="method-title">Data and method</h2>
${material(view)}
${matching(view)}
${edits(view)}
<h3>What the figures can carry, and what they cannot</h3>
${limits(view)}
<h3>How to repeat this</h3>
${repeat(view)}
</section>`;
}

const kindNames: Readonly<Record<string, string>> = { post: 'post', article: 'article' };

function material(view: View): Markup {
  const { data, parties } = view;
  const figures = (items: number, inScope: number): [string, string] => [count(items), count(inScope)];
  return markup`<h3>Data</h3>
${dataTable(
  'Items by ecosystem',
  [
    { head: 'Ecosystem' },
    { head: 'Kind' },
    { head: 'Items', figures: true },
    { head: 'In scope', figures: true },
    { head: 'Sites', figures: true },
    { head: 'With a bound in time', figures: true },
  ],
  data.byEcosystem.map((row) => [
    row.kind === 'post' ? partyMark(parties.platform) : partyMark(parties.of(row.ecosystem)),
    kindNames[row.kind] ?? row.kind,
    ...figures(row.items, row.in_scope),
    count(row.sites),
    count(row.dated),
  ]),
)}
${
  data.bySite.length > 0 &&
  markup`${dataTable(
    data.sites > listedSites
      ? `The ${count(listedSites)} sites with most articles, of ${count(data.sites)}`
      : 'Articles by site',
    [{ head: 'Site' }, { head: 'Ecosystem' }, { head: 'Articles', figures: true }, { head: 'In scope', figures: true }],
    data.bySite.map((row) => [
      markup`<bdi>${row.site === '' ? '(no site)' : row.site}</bdi>`,
      partyMark(parties.of(row.ecosystem)),
      ...figures(row.items, row.in_scope),
    ]),
  )}`
}
${dataTable(
  'Times by precision and source',
  [
    { head: 'Precision' },
    { head: 'Source' },
    { head: 'Kind' },
    { head: 'Items', figures: true },
    { head: 'In scope', figures: true },
  ],
  data.byTime.map((row) => [
    row.precision,
    row.basis === '' ? 'none' : `${basisInWords(row.basis)} (${row.basis})`,
    kindNames[row.kind] ?? row.kind,
    ...figures(row.items, row.in_scope),
  ]),
)}
${dataTable(
  'Items by language',
  [{ head: 'Language' }, { head: 'Kind' }, { head: 'Items', figures: true }, { head: 'In scope', figures: true }],
  data.byLanguage.map((row) => [
    languageName(row.language),
    kindNames[row.kind] ?? row.kind,
    ...figures(row.items, row.in_scope),
  ]),
)}
<p>All items: ${tableLink(view, 'items')}; their ${counted(data.passages, 'passage')}: ${tableLink(view, 'passages')}.</p>
${
  data.rejects.length === 0
    ? markup`<p>No record was rejected.</p>`
    : markup`${dataTable(
        'Records that were not taken',
        [{ head: 'Reason' }, { head: 'Stage' }, { head: 'Records', figures: true }, { head: 'For example' }],
        data.rejects.map((row) => [
          row.slug,
          row.stage,
          count(row.records),
          markup`<bdi>${row.example.length > 160 ? `${row.example.slice(0, 160)}…` : row.example}</bdi>`,
        ]),
      )}
<p class="more">All rejected records: ${csvLink(view, 'rejects')}.</p>`
}`;
}

/** What a person changed about the narratives; nothing where nobody did. */
function edits(view: View): Markup {
  const { data } = view;
  if (data.edits.length === 0) return markup``;
  const ids = (names: readonly string[]): Markup =>
    markup`${names.map((name, place) => markup`${place > 0 && ', '}<code>${name}</code>`)}`;
  return markup`<h3>Edits</h3>
<p>The narratives were not left as they were found: ${counted(data.edits.length, 'edit')} of <code>edits.yaml</code> went before the measures.</p>
${dataTable(
  'Edits, in their order',
  [{ head: 'No.', figures: true }, { head: 'Edit' }, { head: 'Reason given' }],
  data.edits.map(({ edit, kind, narratives, to, because }) => [
    count(edit),
    kind === 'merge'
      ? markup`${ids(narratives)} merged into <code>${to}</code>`
      : kind === 'rename'
        ? markup`${ids(narratives)} renamed “<bdi>${to}</bdi>”`
        : markup`${ids(narratives)} excluded`,
    because === null ? 'none' : markup`<bdi>${because}</bdi>`,
  ]),
)}
<p class="more">The edits as a table: ${csvLink(view, 'edits')}.</p>`;
}

function matching(view: View): Markup {
  const { data } = view;
  return markup`<h3>Matching</h3>
<p>Posts and articles are cut into passages of whole sentences, and every passage becomes a vector${data.embedders.length > 0 && markup` (embedder ${data.embedders.map((id, index) => markup`${index > 0 && ', '}<code>${id}</code>`)})`}. Post passages that say the same thing form a narrative. An article passage matches a narrative where its score, a sentence-aligned comparison with the nearest post passage, reaches the threshold of the pair of languages.</p>
${
  data.thresholds.length > 0 &&
  markup`${dataTable(
    'Thresholds by pair of languages',
    [
      { head: 'Post' },
      { head: 'Article' },
      { head: 'Threshold', figures: true },
      { head: 'Passages matched', figures: true },
      { head: 'Just below', figures: true },
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
<p>${counted(data.matches, 'passage')} matched (${csvLink(view, 'matches')}); ${count(data.near)} stayed just below a threshold and are kept for inspection (${csvLink(view, 'near')}).</p>`;
}

function limits({ data, parties }: View): Markup {
  const articles = data.byEcosystem.filter((row) => row.kind === 'article');
  const undated = articles.reduce((sum, row) => sum + row.items - row.dated, 0);
  const all = articles.reduce((sum, row) => sum + row.items, 0);
  return markup`<ul>
<li>The figures describe what was collected. A site that is missing, or was collected in part, is missing from every figure.</li>
<li>A match is a likeness of meaning found by a model. Two texts may report one event independently of each other; a denial may match what it denies. Read the passages before citing a narrative.</li>
<li>Matches are neither complete nor free of error, and the error differs by pair of languages. No figure on this page includes it. The passages just below the thresholds show how much depends on them.</li>
<li>Share and association count articles, not readers.</li>
<li>Being earlier on ${parties.platform.name} or in an ecosystem is not being the source. The true first publication may lie outside the collection.</li>
<li>${undated === 0 ? 'Every article has at least one bound in time.' : `${counted(undated, 'article')} (${percent(ratio(undated, all))}) ${undated === 1 ? 'has' : 'have'} no bound in time: counted in share and association, of no use for first appearance.`}</li>
${data.firstSeenIsPublication && markup`<li>The study treats the time at which an item was first seen as its time of publication, by its own declaration.</li>`}
</ul>`;
}

function repeat({ data }: View): Markup {
  if (data.stages.length === 0) return markup`<p>The study has no record of its run.</p>`;
  const versions = versionsOf(data.stages);
  return markup`<p>Software: ${versions.join(', ')}. The parameters of each stage follow; the file <code>run.json</code> of the study has the hashes of every input and output.</p>
${data.stages.map(
  (
    stage,
  ) => markup`<details><summary>${stage.name}: ${Object.entries(stage.counts).map(([name, value], index) => `${index > 0 ? ', ' : ''}${name.replaceAll('_', ' ')} ${count(value)}`)}${stage.rejected > 0 && `, rejected ${count(stage.rejected)}`}</summary>
<p>Version ${stage.version} of the stage, seed ${stage.seed}.</p>
${stage.notes.map((note) => markup`<p dir="auto">${note}</p>`)}
<pre tabindex="0" aria-label="Options of ${stage.name}">${JSON.stringify(stage.options, null, 2) ?? 'none'}</pre></details>
`,
)}`;
}

/** Each version once; a name has several where stages were run with different software. */
function versionsOf(stages: readonly StageNote[]): string[] {
  const found = new Map<string, Set<string>>();
  for (const stage of stages) {
    for (const [name, version] of Object.entries(stage.versions))
      found.set(name, (found.get(name) ?? new Set()).add(version));
  }
  return [...found].map(([name, versions]) => `${name} ${[...versions].join(' and ')}`);
}
