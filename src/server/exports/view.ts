/** The parts of the page of what can be taken away. */
import type { AnyTableName } from '../../exports/context.ts';
import { clockPrecisions } from '../../exports/coortweet.ts';
import { graphNames } from '../../exports/graph.ts';
import type { Drawn } from '../../exports/plots.ts';
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { InterfaceLanguage } from '../../wording/languages.ts';
import { interfaceLanguages, ownNames } from '../../wording/languages.ts';
import type { Wording } from '../../wording/wording.ts';
import type { BundleFile } from './changes.ts';
import type { TakenTable } from './query.ts';
import { pictureLinks } from '../figures.ts';
import { check, field, named, select } from '../forms.ts';
import { listTable } from '../list-table.ts';
import { address } from '../page.ts';

/** How CSV files and times are asked for. */
export interface Asked {
  readonly bom: '' | '1';
  readonly raw: '' | '1';
  readonly precision: (typeof clockPrecisions)[number];
}

/** The address of the page. */
export const exportsPath = '/exports';

/** A file to be saved; what is shown is short, what is heard names the file as well. */
function save(shown: Content, file: string, href: string): Markup {
  return markup`<a class="save" href="${href}" download>${shown}<span class="unseen"> ${file}</span></a>`;
}

/** A name with a sentence about it. */
function described(title: Content, about: string): Markup {
  return markup`${title}<br><span class="basis">${about}</span>`;
}

/** How files are written, for tables and for the tools. */
export function optionsForm({ common, exports: words }: Wording, { bom, raw, precision }: Asked): Markup {
  return markup`<form class="filters" method="get" action="${exportsPath}" data-live="files">
${check(words.bom, 'bom', bom === '1')}
${check(words.raw, 'raw', raw === '1')}
<p class="basis">${words.rawAbout}</p>
<div class="fields">
${select(words.precision, 'precision', named(clockPrecisions, words.precisions), precision)}
<p class="buttons"><button>${common.apply}</button></p>
</div>
</form>`;
}

/** Every table, in three formats. */
export function tablesPart(wording: Wording, tables: readonly TakenTable[], { bom, raw }: Asked): Markup {
  const { exports: words, formats } = wording;
  const href = (format: string, name: AnyTableName): string =>
    address(`/exports/${format}/${name}`, format === 'csv' ? { bom, raw } : {});
  return markup`<h2 id="tables">${words.tables}</h2>
<p>${words.tablesAbout}</p>
${listTable(
  words.tables,
  [{ head: words.table }, { head: words.rows, figures: true }, { head: words.files }],
  tables.map(({ name, rows, bytes }) => [
    described(markup`<code>${name}</code>`, words.tableNames[name]),
    formats.count(rows),
    markup`${save('CSV', `${name}.csv`, href('csv', name))} ${save('NDJSON', `${name}.ndjson`, href('ndjson', name))} ${save('Parquet', `${name}.parquet`, href('parquet', name))}${formats.bracketed(formats.size(bytes))}`,
  ]),
  'taken',
)}`;
}

/** Every graph, in the formats of graphs. */
export function graphsPart(wording: Wording, { bom, raw }: Asked): Markup {
  const { exports: words } = wording;
  return markup`<h2 id="graphs">${words.graphs}</h2>
<p>${words.graphsAbout}</p>
${listTable(
  words.graphs,
  [{ head: words.graph }, { head: words.files }],
  graphNames.map((name) => [
    described(words.graphNames[name].title, words.graphNames[name].about),
    markup`${save('GEXF', `${name}.gexf`, `/exports/gexf/${name}`)} ${save('GraphML', `${name}.graphml`, `/exports/graphml/${name}`)} ${(
      ['nodes', 'edges'] as const
    ).map(
      (part) => markup`${save(words[part], `${name}-${part}.csv`, address(`/exports/${part}/${name}`, { bom, raw }))} `,
    )}`,
  ]),
  'taken',
)}`;
}

/** The bridges to other tools. */
export function toolsPart(wording: Wording, { bom, raw, precision }: Asked): Markup {
  const { exports: words } = wording;
  const tools = ['coortweet', '4cat', 'bertopic'] as const;
  return markup`<h2 id="tools">${words.tools}</h2>
${listTable(
  words.tools,
  [{ head: words.tool }, { head: words.files }],
  tools.map((name) => [
    described(words.toolNames[name].title, words.toolNames[name].about),
    save(
      'CSV',
      `${name}.csv`,
      address(`/exports/${name}`, { bom, raw, precision: name === 'coortweet' ? precision : '' }),
    ),
  ]),
  'taken',
)}`;
}

/** The figures of the report; drawn only when somebody asks for them, since that takes seconds. */
export function figuresPart(wording: Wording, drawn: Drawn | undefined, language: InterfaceLanguage): Markup {
  const { exports: words } = wording;
  const specs = new Set(drawn?.specs.map(({ name }) => name));
  const href = (format: string, name: string): string => address(`/exports/${format}/${name}`, { language });
  return markup`<section id="figures" data-part aria-live="polite">
<h2>${words.figures}</h2>
<p>${words.figuresAbout}</p>
<form class="filters" method="get" action="${exportsPath}#figures" data-live="figures">
<div class="fields">
${select(words.language, 'language', named(interfaceLanguages, ownNames), language)}
<p class="buttons"><button>${words.draw}</button></p>
</div>
<input type="hidden" name="figures" value="1">
</form>
${
  drawn !== undefined &&
  (drawn.pictures.length === 0
    ? markup`<p class="empty">${words.noFigures}</p>`
    : markup`<ul class="figures-taken" data-png-failed="${words.pngFailed}">
${drawn.pictures.map(
  ({ id, name, title }) => markup`<li id="${id}">
<img src="${href('svg', name)}" alt="${title}" loading="lazy" decoding="async">
<p><strong>${title}</strong> <code>${name}</code><br>${pictureLinks(href('svg', name), name, wording)} ${specs.has(name) && save('Vega-Lite', `${name}.vl.json`, address(`/exports/vega-lite/${name}`, { language }))}</p>
</li>
`,
)}</ul>`)
}
</section>`;
}

/** The form of the replication bundle, and those that were made. */
export function bundlePart(wording: Wording, made: readonly BundleFile[], name: string, about: string): Markup {
  const { exports: words, formats } = wording;
  return markup`<h2 id="bundle">${words.bundle}</h2>
<p>${words.bundleAbout}</p>
${
  made.length > 0 &&
  listTable(
    words.made,
    [{ head: words.bundle }, { head: words.files }],
    made.map(({ kind, file, bytes, madeAt }) => [
      described(words.kinds[kind], words.madeAt(formats.moment(madeAt))),
      markup`${save(file, file, `/exports/bundle/${kind}`)}${formats.bracketed(formats.size(bytes))}`,
    ]),
    'taken',
  )
}
<form class="filters bundle" method="post" action="/exports/bundle">
${field(words.bundleTitle, 'title', name, 'text', markup` maxlength="500"`)}
<label><span>${words.description}</span><textarea name="description" rows="3" maxlength="20000">
${about}</textarea></label>
<label><span>${words.authors}</span><textarea name="authors" rows="2" maxlength="10000" autocomplete="off" spellcheck="false"></textarea></label>
${field(words.license, 'license', '', 'text', markup` maxlength="500" spellcheck="false"`)}
${check(words.idsOnly, 'idsOnly', true)}
<p class="basis">${words.idsOnlyAbout}</p>
<div class="fields">
${select(words.formats, 'tables', named(['both', 'csv', 'parquet'], words.formatNames), 'both')}
<p class="buttons"><button>${words.make}</button></p>
</div>
</form>`;
}
