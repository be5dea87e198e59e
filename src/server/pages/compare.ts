/** Two windows of the study next to each other, or two studies. */
import { changeKinds, countedItems } from '../../compare/changes.ts';
import type { NarrativeChange } from '../../compare/changes.ts';
import type { ComparedWindows } from '../../compare/compare-windows.ts';
import { countings } from '../../compare/counts.ts';
import type { Side, Window } from '../../compare/windows.ts';
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import { baselines } from '../../report/names.ts';
import type { Parties } from '../../report/names.ts';
import { dataTable, partyMark } from '../../report/parts.ts';
import type { Wording } from '../../wording/wording.ts';
import { changesPlot } from '../compare/plots.ts';
import { changesOf, comparedWindows, compareQuery, windowsOf } from '../compare/query.ts';
import type { ChangesPage, CompareQuery, Windows } from '../compare/query.ts';
import { studiesView } from '../compare/studies-view.ts';
import { answersView } from '../compare/view.ts';
import { field, named, pager, select } from '../forms.ts';
import { labelOf } from '../narrative/label.ts';
import { address, definePage, narrativeAddress } from '../page.ts';
import type { Visit } from '../page.ts';
import { partiesWith } from '../parties.ts';

const path = '/compare';

/** Narratives in the figure of changes. */
const drawnChanges = 12;

/** The comparison. */
export const comparePage = definePage<CompareQuery>({
  name: 'compare',
  path,
  query: compareQuery,
  async show(visit, query) {
    const { compare: words } = visit.wording;
    const body =
      query.with === 'studies' && visit.beside !== undefined ? await ofStudies(visit) : await ofWindows(visit, query);
    return { title: words.title, main: markup`<h1>${words.title}</h1>${modes(visit, query)}${body}` };
  },
});

/** Which of the two comparisons is shown. */
function modes({ wording, beside }: Visit, query: CompareQuery): Content {
  const { compare: words } = wording;
  if (beside === undefined) return '';
  return markup`<nav class="choices" aria-label="${words.title}"><ul>${(['windows', 'studies'] as const).map(
    (mode) =>
      markup`<li><a href="${address(path, mode === 'windows' ? {} : { with: mode })}"${mode === query.with && markup` aria-current="page"`}>${words.modes[mode]}</a></li>`,
  )}</ul></nav>`;
}

async function ofStudies({ reader, beside, wording }: Visit): Promise<Markup> {
  const found = await beside!.compared(reader);
  const keys = [
    ...found.items.map(({ source }) => source),
    ...found.answers.flatMap(({ rows }) => rows.map(({ ecosystem }) => ecosystem)),
  ];
  return studiesView(wording, await partiesWith(reader, keys, wording), found);
}

async function ofWindows(visit: Visit, query: CompareQuery): Promise<Markup> {
  const { reader, wording, beside } = visit;
  const { compare: words } = wording;
  const windows = await windowsOf(reader, query);
  const asked = 'first' in windows ? given(query, windows) : {};
  return markup`<form class="filters cut" method="get" action="${path}" data-live="compared">
<div class="fields">
${field(words.cut, 'cut', query.cut, 'date')}
<p class="buttons"><button>${words.cutButton}</button></p>
</div>
</form>
<div id="compared" data-part>
${'first' in windows && windowsForm(wording, query, windows)}
<div id="found" data-part>
${
  windows.fault === undefined
    ? await windowsView(visit, query, windows, asked)
    : markup`<p class="empty" role="status">${words[windows.fault]}</p>`
}
</div>
</div>
${beside === undefined && markup`<p class="more">${words.besides} <code>crosscurrent serve --study A --beside B</code></p>`}`;
}

/** The parameters that lead back to what is shown. */
function given(
  query: CompareQuery,
  { first, second }: { readonly first: Window; readonly second: Window },
): Record<string, string> {
  const defaults: Readonly<Record<string, unknown>> = compareQuery.parse({});
  const { counting, baseline, of, kind } = query;
  const chosen = Object.entries({ counting, baseline, of, kind }).filter(([name, value]) => value !== defaults[name]);
  return { from: first.from, to: first.to, from2: second.from, to2: second.to, ...Object.fromEntries(chosen) };
}

function windowsForm(
  { compare: words, narratives, common }: Wording,
  query: CompareQuery,
  { first, second }: { readonly first: Window; readonly second: Window },
): Markup {
  return markup`<form class="filters" method="get" action="${path}" data-live="found">
<div class="fields">
${field(words.fields.from, 'from', first.from, 'date')}
${field(words.fields.to, 'to', first.to, 'date')}
${field(words.fields.from2, 'from2', second.from, 'date')}
${field(words.fields.to2, 'to2', second.to, 'date')}
${select(words.counting, 'counting', named(countings, words.countings), query.counting)}
${select(narratives.baseline, 'baseline', named(baselines, narratives.baselines), query.baseline)}
${select(words.of, 'of', named(countedItems, words.ofs), query.of)}
<p class="buttons"><button>${common.apply}</button> <a href="${path}">${common.clear}</a></p>
</div>
</form>`;
}

async function windowsView(
  { reader, wording, signal }: Visit,
  query: CompareQuery,
  windows: Exclude<Windows, { fault: 'noDays' }>,
  asked: Record<string, string>,
): Promise<Markup> {
  const { compare: words, formats } = wording;
  const [found, changes] = await Promise.all([
    comparedWindows(reader, windows, query),
    changesOf(reader, windows, query, signal),
  ]);
  const parties = await partiesWith(
    reader,
    found.volumes.map(({ source }) => source),
    wording,
  );
  const neither = found.volumes.reduce((sum, row) => sum + row.straddling + row.open, 0);
  const days = ({ from, to }: Window): readonly [string, string] => [
    formats.day(Date.parse(from)),
    formats.day(Date.parse(to)),
  ];
  const named = (side: Side, length: number): string => words.window(words.sides[side], ...days(windows[side]), length);
  const names = { first: days(found.first).join(' – '), second: days(found.second).join(' – ') };
  return markup`<p class="found">${named('first', found.days[0])} ${named('second', found.days[1])}</p>
${answersView(wording, parties, found.answers, { ...found, names })}
<section aria-labelledby="title-volumes"><h2 id="title-volumes">${words.volumes}</h2>
${volumesTable(wording, parties, found)}
${neither > 0 && markup`<p>${words.neitherNote(neither)}</p>`}
<p>${words.noInfluence}</p>
</section>
${changesView(wording, query, changes, asked)}`;
}

function volumesTable(wording: Wording, parties: Parties, { volumes, days }: ComparedWindows): Markup {
  const { compare: words, formats } = wording;
  return dataTable(
    words.volumes,
    [
      { head: words.source },
      { head: words.sides.first, figures: true },
      { head: words.sides.second, figures: true },
      { head: words.aDay(words.sides.first), figures: true },
      { head: words.aDay(words.sides.second), figures: true },
      { head: words.neither, figures: true },
    ],
    volumes.map((row) => [
      markup`${partyMark(parties.of(row.source))}, ${words.kinds[row.kind]}`,
      formats.count(row.first),
      formats.count(row.second),
      formats.decimal(row.first / days[0], 1),
      formats.decimal(row.second / days[1], 1),
      formats.count(row.straddling + row.open),
    ]),
  );
}

function changesView(
  wording: Wording,
  query: CompareQuery,
  changes: ChangesPage,
  asked: Record<string, string>,
): Markup {
  const { compare: words, formats } = wording;
  const total = changeKinds.reduce((sum, kind) => sum + changes.kinds[kind], 0);
  const { kind: _kind, ...others } = asked;
  const choice = (kind: CompareQuery['kind'], name: string, narratives: number): Markup =>
    markup`<li><a data-live="found" href="${address(path, { ...others, kind })}"${kind === query.kind && markup` aria-current="true"`}>${name} ${formats.count(narratives)}</a></li>`;
  const drawn = changes.page === 1 ? changes.narratives.slice(0, drawnChanges) : [];
  return markup`<section aria-labelledby="title-changes"><h2 id="title-changes">${words.changes}</h2>
<nav class="choices" aria-label="${words.kind}"><ul>${choice('', words.all, total)}${changeKinds.map((kind) =>
    choice(kind, words.changeKinds[kind], changes.kinds[kind]),
  )}</ul></nav>
${drawn.length > 0 && changesPlot(wording, drawn)}
${changes.narratives.length === 0 ? markup`<p class="empty">${words.noChanges}</p>` : changesTable(wording, changes, asked)}
${pager(wording, path, asked, changes.page, changes.pages)}
</section>`;
}

function changesTable(wording: Wording, { narratives, languages }: ChangesPage, asked: Record<string, string>): Markup {
  const { compare: words, formats } = wording;
  const link = (id: string, from: string | undefined, to: string | undefined): string =>
    narrativeAddress(id, { from, to });
  const count = ({ narrative_id }: NarrativeChange, first: number, second: number): Markup =>
    markup`<a href="${link(narrative_id, asked['from'], asked['to'])}">${formats.count(first)}</a> → <a href="${link(narrative_id, asked['from2'], asked['to2'])}">${formats.count(second)}</a>`;
  return dataTable(
    words.changes,
    [
      { head: words.narrative },
      { head: words.kind },
      { head: words.posts, figures: true },
      { head: words.articles, figures: true },
      { head: words.changeADay, figures: true },
    ],
    narratives.map((row) => [
      markup`<a href="${link(row.narrative_id, undefined, undefined)}">${labelOf({ id: row.narrative_id, label: row.label, language: languages.get(row.narrative_id) ?? null }, 120)}</a>`,
      words.changeKinds[row.kind],
      count(row, row.posts_first, row.posts_second),
      count(row, row.articles_first, row.articles_second),
      formats.signed(row.change_a_day, 2),
    ]),
  );
}
