/** Judging: what it is for, the sample, who judged how much, and what it means. */
import { z } from 'zod';
import { readSampleRecord, sampledTables } from '../../label/take-sample.ts';
import type { SampleRecord } from '../../label/take-sample.ts';
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import { dataTable } from '../../report/parts.ts';
import type { Wording } from '../../wording/wording.ts';
import { check, field } from '../forms.ts';
import type { Job } from '../jobs.ts';
import { annotatorCookie, judgePath, mostPairs } from '../label/changes.ts';
import { labelFigures } from '../label/figures.ts';
import type { LabelFigures } from '../label/figures.ts';
import { nameOf, sampledPairs, standingOf } from '../label/query.ts';
import type { Standing } from '../label/query.ts';
import { figuresView } from '../label/view.ts';
import { address, definePage } from '../page.ts';
import { partiesOf } from '../parties.ts';
import { jobPart } from './job.ts';

/** Pairs and precision a form offers where nothing says otherwise; those of the command line. */
const offered = { pairs: 200, precision: 0.8 };

/** The page of judging. */
export const labelPage = definePage({
  name: 'label',
  path: '/label',
  query: z.object({}),
  async show({ reader, wording, signal, jobs, cookie }) {
    const { label } = wording;
    const { study, settings } = reader;
    const [record, pairs, parties, figures] = await Promise.all([
      readSampleRecord(study),
      sampledPairs(reader),
      partiesOf(reader, wording),
      labelFigures(reader, signal),
    ]);
    const standing = await standingOf(reader, pairs ?? []);
    const me = nameOf(cookie(annotatorCookie) ?? '') ?? '';
    const isStale = record !== undefined && record.tables !== sampledTables(study);
    return {
      title: label.title,
      main: markup`<h1>${label.title}</h1>
<p>${label.why}</p>
<p>${label.how}</p>
${jobs.unfinished('label').map((job: Job) => markup`<h2>${job.title(wording)}</h2>${jobPart(wording, job)}`)}
${
  record === undefined
    ? markup`<h2 id="sample">${label.sample}</h2><p>${label.noSample}</p>${sampleForm(wording, offered.pairs, settings.seed, label.draw)}`
    : markup`${people(wording, standing, pairs?.length ?? 0, me)}
${sampleSection(wording, record, pairs?.length ?? 0, isStale, standing)}
${figuresSection(wording, figures, standing, figures === undefined ? '' : figuresView(wording, parties, figures))}`
}`,
    };
  },
});

function sampleForm({ label }: Wording, pairs: number, seed: number, button: string): Markup {
  return markup`<form class="filters" method="post" action="/label/sample">
<div class="fields">
${field(label.pairsWanted, 'pairs', String(pairs), 'number', markup` min="1" max="${mostPairs}" required`)}
${field(label.seed, 'seed', String(seed), 'number', markup` min="0" required`)}
<p class="buttons"><button>${button}</button></p>
</div>
<p class="basis">${label.sampleHelp}</p>
</form>`;
}

function sampleSection(
  wording: Wording,
  record: SampleRecord,
  pairs: number,
  isStale: boolean,
  { outside }: Standing,
): Markup {
  const { label, formats } = wording;
  const { design, articles, floor } = record;
  return markup`<h2 id="sample">${label.sample}</h2>
<p>${label.drawn(pairs, articles, formats.decimal(floor, 3), design.seed)}</p>
${outside > 0 && markup`<p>${label.outside(outside)}</p>`}
${isStale && markup`<p class="failure" role="note">${label.stale}</p>`}
<details${isStale && markup` open`}><summary>${isStale ? label.drawAgain : label.enlarge}</summary>
${sampleForm(wording, design.pairs, design.seed, isStale ? label.drawAgain : label.enlarge)}</details>`;
}

/** The form to judge, and how far everybody is. */
function people(wording: Wording, standing: Standing, pairs: number, me: string): Markup {
  const { label, formats } = wording;
  const { annotators, judged, open } = standing;
  return markup`<h2 id="judge">${label.judge}</h2>
<form class="filters start" method="post" action="/label/start">
<div class="fields">
${field(label.yourName, 'annotator', me, 'text', markup` required maxlength="40" spellcheck="false"`)}
${check(label.onlyDisputed, 'disputed', false)}
<p class="buttons"><button>${annotators.some(({ name }) => name === me) ? label.goOn : label.start}</button></p>
</div>
<p class="basis">${label.nameHelp}</p>
</form>
<p>${judged === 0 ? label.nobody : label.judgedSoFar(judged, pairs)} ${open > 0 && label.openPairs(open)}</p>
${
  annotators.length > 0 &&
  dataTable(
    label.whoJudged,
    [
      { head: label.annotator },
      { head: label.judgedHead, figures: true },
      { head: label.part, figures: true },
      { head: label.disputedHead },
      { head: label.next },
    ],
    annotators.map(({ name, judged: done, open: undecided }) => [
      markup`<bdi>${name}</bdi>${name === me && markup` <span class="tag">${label.you}</span>`}`,
      formats.count(done),
      formats.percent(pairs === 0 ? null : done / pairs),
      undecided === 0
        ? label.noDisputed
        : markup`<a href="${address(judgePath, { annotator: name, disputed: 1 })}">${label.decide(undecided)}</a>`,
      done >= pairs
        ? label.done
        : markup`<a href="${address(judgePath, { annotator: name })}" aria-label="${label.goOnAs(name)}">${label.goOn}</a>`,
    ]),
  )
}`;
}

function figuresSection(
  { label, formats }: Wording,
  figures: LabelFigures | undefined,
  { judgements }: Standing,
  view: Content,
): Markup {
  const wanted = figures?.thresholds.find(({ rule }) => rule === 'precision')?.wanted ?? offered.precision;
  return markup`<h2 id="figures">${label.meaning}</h2>
<p>${label.meaningText} <a href="/">${label.firstAnswer}</a></p>
<form class="filters" method="post" action="/label/report">
<div class="fields">
${field(label.precisionWanted, 'precision', String(wanted), 'number', markup` min="0" max="1" step="any" required`)}
<p class="buttons"><button>${figures === undefined ? label.compute : label.computeAgain}</button></p>
</div>
<p class="basis">${figures === undefined ? label.notComputed : label.computed(formats.day(figures.computedAt), figures.judgements, Math.max(0, judgements - figures.judgements))}</p>
</form>
${view}`;
}
