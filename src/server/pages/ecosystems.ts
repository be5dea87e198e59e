/** The ecosystems and the platform side by side, and who passes narratives on to whom. */
import { reasonInWords } from '../../report/answer-influence.ts';
import { csvLink, sentences } from '../../report/parts.ts';
import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import { chanceSentences } from '../../report/section-network.ts';
import { fitTable, influencePairs } from '../../report/section-influence.ts';
import type { View } from '../../report/view.ts';
import { clip } from '../../report/visible.ts';
import { contentsOf } from '../contents.ts';
import { ecosystemTable } from '../ecosystems/table.ts';
import { influenceMatrix, passedMatrix } from '../ecosystems/influence-matrices.ts';
import { edgeQuery, findEdges } from '../ecosystems/network-query.ts';
import { edgesPart } from '../ecosystems/network-view.ts';
import { definePage } from '../page.ts';
import { partiesWith } from '../parties.ts';
import { matchedByWeek, weeklyOf } from '../sites/facts.ts';
import type { WeekCount } from '../sites/facts.ts';
import type { StudyReader } from '../study-reader.ts';
import { figuresOf } from '../overview-figures.ts';
import { weeklyPlot } from '../ecosystems/weekly-plot.ts';

/** Everything by ecosystem. */
export const ecosystemsPage = definePage({
  name: 'ecosystems',
  path: '/ecosystems',
  query: edgeQuery,
  async show({ reader, wording, signal }, query) {
    const [figures, found] = await Promise.all([
      // The figures are drawn once a language: they follow from the results alone.
      reader.once(`ecosystems in ${wording.formats.language}`, async () =>
        drawn(reader, await figuresOf(reader, wording)),
      ),
      findEdges(reader, query, signal),
    ]);
    const parties = await partiesWith(
      reader,
      found.rows.flatMap((edge) => [edge.source_ecosystem, edge.target_ecosystem]),
      wording,
    );
    const { ecosystems: words } = wording;
    return {
      title: words.title,
      main: markup`<h1>${words.title}</h1>
${figures}
${found.found === 0 && !(await hasEdges(reader)) ? markup`<p class="empty">${wording.report.network.none}</p>` : edgesPart(wording, parties, query, found)}`,
    };
  },
});

async function hasEdges(reader: StudyReader): Promise<boolean> {
  return reader.once('edges', async () => (await reader.row('SELECT 1 AS one FROM network LIMIT 1')) !== undefined);
}

async function drawn(reader: StudyReader, view: View): Promise<Markup> {
  const { wording } = view;
  const { ecosystems: words, report } = wording;
  if (view.parties.ecosystems.length === 0) return markup`<p class="empty">${words.none}</p>`;
  const [reached, volume] = await Promise.all([readReached(reader), volumePlot(reader, view)]);
  const influence = influenceMatrix(view);
  const passed = passedMatrix(view);
  const reasons = [...new Set(view.data.influence.flatMap(({ reason }) => reason ?? []))].map(
    (reason) =>
      // A reason the page does not know stays as the table has it.
      clip(reasonInWords(reason, view), 120).text,
  );
  return markup`<p>${words.intro}</p>
${contentsOf(wording, [
  ['/sites', words.sites],
  ['#volume', words.volume.title],
  ['#by-ecosystem', words.table.title],
  ['#influence', words.influence.title],
  ['#network', report.page.sections.network],
  ['#edges', words.edges.title],
])}
<section id="volume" aria-labelledby="volume-title">
<h2 id="volume-title">${words.volume.title}</h2>
${volume ?? markup`<p class="empty">${words.volume.none}</p>`}
</section>
<section id="by-ecosystem" aria-labelledby="by-ecosystem-title">
<h2 id="by-ecosystem-title">${words.table.title}</h2>
${ecosystemTable(view, reached)}
</section>
<section id="influence" aria-labelledby="influence-title">
<h2 id="influence-title">${words.influence.title}</h2>
<p>${words.influence.intro}</p>
${
  influence === undefined
    ? markup`<p class="empty">${report.influence.noFigures(reasons)}</p>`
    : markup`${influence}
${reasons.length > 0 && markup`<p>${report.influence.without(reasons)}</p>`}
${influencePairs(view)}
${fitTable(view)}`
}
<p class="more">${report.influence.files(csvLink(view, 'influence'), csvLink(view, 'influence_fit'))}</p>
</section>
<section id="network" aria-labelledby="network-title">
<h2 id="network-title">${report.page.sections.network}</h2>
<p>${report.network.intro}</p>
${view.data.network.edges > 0 && networkFigures(view, passed)}
<p class="more">${report.network.files(csvLink(view, 'network'), csvLink(view, 'network_ecosystems'), csvLink(view, 'network_nodes'))}</p>
</section>
<h3 id="edges-title">${words.edges.title}</h3>
${view.data.network.edges > 0 && markup`<p>${report.network.note}</p>`}`;
}

function networkFigures(view: View, passed: Markup | undefined): Markup {
  const { network } = view.data;
  const { network: words } = view.wording.report;
  const { meanDelayHours: delay } = network;
  const found = words.found(
    network.edges,
    network.sites,
    delay === null ? undefined : view.wording.formats.duration(delay),
  );
  return markup`<p>${sentences(view, [found, ...chanceSentences(view)])}</p>
${
  passed !== undefined &&
  markup`<h3>${view.wording.ecosystems.passed.title}</h3>
${passed}`
}`;
}

async function volumePlot(reader: StudyReader, { coverage, parties, wording }: View): Promise<Markup | undefined> {
  if (coverage.weeks === undefined) return undefined;
  const [articles, posts] = await Promise.all([
    reader.rows<WeekCount & { readonly source: string }>(
      `${matchedByWeek('events')} SELECT coalesce(source, '') AS source, monday, count(*)::DOUBLE AS items FROM dated GROUP BY 1, 2 ORDER BY 1, 2`,
    ),
    reader.rows<WeekCount>(`
      WITH once AS (SELECT item_id, any_value(earliest) AS earliest, any_value(latest) AS latest FROM events WHERE margin IS NULL GROUP BY 1)
      SELECT epoch_ms(date_trunc('week', earliest + (latest - earliest) / 2))::DOUBLE AS monday, count(*)::DOUBLE AS items
      FROM once WHERE earliest IS NOT NULL AND latest IS NOT NULL GROUP BY 1 ORDER BY 1`),
  ]);
  const weeks = coverage.weeks;
  const rows = [...parties.ecosystems, parties.platform].flatMap((party) => {
    const covered = coverage.parties.find(({ ecosystem }) => ecosystem === party.key);
    if (covered === undefined) return [];
    const matched = covered.kind === 'post' ? posts : articles.filter(({ source }) => source === party.key);
    return [{ party, label: party.label, items: covered.weekly, matched: weeklyOf(matched) }];
  });
  return weeklyPlot(wording, { id: 'plot-volume', rows, weeks, caption: wording.ecosystems.volume.caption });
}

/** Measured narratives by ecosystem with a matched article. */
async function readReached(reader: StudyReader): Promise<ReadonlyMap<string, number>> {
  const rows = await reader.rows<{ ecosystem: string; narratives: number }>(
    `SELECT coalesce(source, '') AS ecosystem, count(DISTINCT narrative_id) AS narratives FROM events WHERE margin IS NOT NULL GROUP BY 1`,
  );
  return new Map(rows.map(({ ecosystem, narratives }) => [ecosystem, narratives]));
}
