/** What the judgements mean, for people: agreement, the curve over thresholds, what it recommends, corrected shares. */
import * as Plot from '@observablehq/plot';
import { figure } from '../../report/figure.ts';
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { Parties } from '../../report/names.ts';
import { dataTable, partyMark } from '../../report/parts.ts';
import type { Wording } from '../../wording/wording.ts';
import type { AgreementRow, CurveRow, LabelFigures, ShareRow, ThresholdRow } from './figures.ts';
import { address } from '../page.ts';

const figures = ['precision', 'recall', 'f1'] as const;

/** Every figure, as sections. */
export function figuresView(wording: Wording, parties: Parties, found: LabelFigures): Markup {
  const { label } = wording;
  if (found.curve.length === 0 && found.agreement.length === 0 && found.shares.length === 0)
    return markup`<p class="empty">${label.tooFew}</p>`;
  return markup`${agreementTable(wording, found.agreement)}
${curveSection(wording, found.curve)}
${thresholdTable(wording, found.thresholds)}
${(['threshold', 'floor'] as const).map((above) => shareTable(wording, parties, above, found.shares))}
<p class="caveat">${label.method}</p>`;
}

function agreementTable({ label, formats }: Wording, rows: readonly AgreementRow[]): Content {
  if (rows.length === 0) return markup`<p class="empty">${label.noAgreement}</p>`;
  const { figures: words } = label;
  return dataTable(
    words.agreementCaption,
    [
      { head: words.annotators },
      { head: words.common, figures: true },
      { head: words.agree, figures: true },
      { head: 'κ', figures: true },
    ],
    rows.map((row) => [
      markup`<bdi>${row.annotator}</bdi> · <bdi>${row.other}</bdi>`,
      formats.count(row.pairs),
      ranged(formats.percent(row.agreement), formats.percent(row.agreement_low), formats.percent(row.agreement_high)),
      row.kappa === null
        ? words.noKappa
        : ranged(formats.decimal(row.kappa, 2), formats.decimal(row.kappa_low, 2), formats.decimal(row.kappa_high, 2)),
    ]),
  );
}

/** A figure and its interval. */
function ranged(value: string, low: string, high: string): Markup {
  return markup`${value} <span class="basis">(${low} – ${high})</span>`;
}

/** A figure of which unsure pairs leave two values: from the lowest to the highest, and the ends of both intervals. */
function between(
  { formats }: Wording,
  rows: readonly {
    readonly unsure: string;
    readonly value: number | null;
    readonly low: number | null;
    readonly high: number | null;
  }[],
): Content {
  const lowest = rows.find(({ unsure }) => unsure === 'lowest');
  const highest = rows.find(({ unsure }) => unsure === 'highest');
  if (lowest === undefined || highest === undefined || lowest.value === null || highest.value === null) return '–';
  const [from, to] = [formats.percent(lowest.value), formats.percent(highest.value)];
  return ranged(from === to ? from : `${from} – ${to}`, formats.percent(lowest.low), formats.percent(highest.high));
}

function shiftText({ formats }: Wording, shift: number): string {
  return formats.signed(shift, 2);
}

function curveSection(wording: Wording, rows: readonly CurveRow[]): Content {
  const { label, formats } = wording;
  const { figures: words } = label;
  const all = rows.filter(({ languages }) => languages === 'all');
  if (all.length === 0) return markup`<p class="empty">${words.noCurve}</p>`;
  const shifts = [...new Set(all.map(({ shift }) => shift))];
  const named = figures.map((name) => words[name]);
  const points = all.map((row) => ({ ...row, name: words[row.figure] }));
  const bands = shifts.flatMap((shift) =>
    figures.flatMap((name) => {
      const own = all.filter((row) => row.shift === shift && row.figure === name);
      const [lowest, highest] = (['lowest', 'highest'] as const).map((unsure) =>
        own.find((row) => row.unsure === unsure),
      );
      return lowest === undefined || highest === undefined
        ? []
        : [{ shift, name: words[name], low: lowest.low, high: highest.high }];
    }),
  );
  return markup`${figure({
    id: 'plot-label-curve',
    title: words.curveTitle,
    description: words.curveDescription(plain(wording, all, 'precision'), plain(wording, all, 'recall')),
    caption: markup`${words.curveCaption}`,
    draw: (width) => ({
      height: 400,
      marginLeft: 46,
      marginRight: 14,
      marginTop: 24,
      marginBottom: 40,
      x: { label: words.shift, tickFormat: (value: number) => shiftText(wording, value), ticks: width > 500 ? 9 : 5 },
      y: {
        domain: [0, 1],
        label: null,
        ticks: [0, 0.5, 1],
        tickFormat: formats.percentTick,
      },
      fy: { domain: named, label: null, axis: null, padding: 0.22 },
      marks: [
        Plot.ruleY([0, 0.5, 1], { stroke: 'var(--line)' }),
        Plot.ruleX([0], { stroke: 'var(--ink)', strokeDasharray: '3,3' }),
        Plot.areaY(bands, { x: 'shift', y1: 'low', y2: 'high', fy: 'name', fill: 'var(--c0)', fillOpacity: 0.18 }),
        Plot.lineY(points, { x: 'shift', y: 'value', z: 'unsure', fy: 'name', stroke: 'var(--c0)', strokeWidth: 1.8 }),
        Plot.text(named, {
          fy: (name: string) => name,
          text: (name: string) => name,
          frameAnchor: 'top-left',
          dy: -16,
          fill: 'var(--ink)',
          fontWeight: 600,
        }),
      ],
    }),
  })}
<details><summary>${words.values}</summary>
${[...new Set(rows.map(({ languages }) => languages))].map((languages) => curveTable(wording, languages, rows))}
</details>`;
}

/** A figure at the applied threshold, as plain text. */
function plain({ formats }: Wording, rows: readonly CurveRow[], name: CurveRow['figure']): string {
  const row = rows.find(({ shift, figure: own, unsure }) => shift === 0 && own === name && unsure === 'lowest');
  return row === undefined ? '–' : formats.percent(row.value);
}

function curveTable(wording: Wording, languages: string, rows: readonly CurveRow[]): Markup {
  const { label, formats } = wording;
  const { figures: words } = label;
  const own = rows.filter((row) => row.languages === languages);
  const shifts = [...new Set(own.map(({ shift }) => shift))];
  return dataTable(
    words.curveOf(languagesName(wording, languages)),
    [
      { head: words.shift },
      { head: words.judged, figures: true },
      ...figures.map((name) => ({ head: words[name], figures: true })),
    ],
    shifts.map((shift) => {
      const here = own.filter((row) => row.shift === shift);
      return [
        shiftText(wording, shift),
        formats.count(here[0]!.pairs),
        ...figures.map((name) =>
          between(
            wording,
            here.filter((row) => row.figure === name),
          ),
        ),
      ];
    }),
  );
}

/** `Chinese → Russian`. */
function languagesName({ label, formats }: Wording, languages: string): string {
  if (languages === 'all') return label.figures.all;
  return languages
    .split('-')
    .map((code) => formats.languageName(code))
    .join(' → ');
}

function thresholdTable(wording: Wording, rows: readonly ThresholdRow[]): Content {
  const { label, formats } = wording;
  const { figures: words } = label;
  if (rows.length === 0) return '';
  const wanted = rows.find(({ rule }) => rule === 'precision')?.wanted ?? 0;
  const cell = (row: ThresholdRow | undefined): Content =>
    row === undefined || row.shift === null
      ? words.none
      : markup`${shiftText(wording, row.shift)}${row.threshold !== null && markup`<span class="basis">${formats.bracketed(formats.decimal(row.threshold, 3))}</span>`}`;
  const table = dataTable(
    words.thresholdCaption,
    [
      { head: words.languages },
      { head: words.judged, figures: true },
      { head: words.bestF1, figures: true },
      { head: words.surely(formats.percent(wanted)), figures: true },
    ],
    [...new Set(rows.map(({ languages }) => languages))].map((languages) => {
      const own = rows.filter((row) => row.languages === languages);
      return [
        languagesName(wording, languages),
        formats.count(own[0]!.pairs),
        cell(own.find(({ rule }) => rule === 'f1')),
        cell(own.find(({ rule }) => rule === 'precision')),
      ];
    }),
  );
  return markup`${table}<p class="caveat">${words.thresholdNote}</p>`;
}

function shareTable(wording: Wording, parties: Parties, above: ShareRow['above'], rows: readonly ShareRow[]): Content {
  const { label, formats } = wording;
  const { figures: words } = label;
  const own = rows.filter((row) => row.above === above);
  if (own.length === 0) return '';
  return dataTable(
    words.shareCaption[above],
    [
      { head: words.ecosystem },
      { head: words.found, figures: true },
      { head: words.studyShare, figures: true },
      { head: words.right, figures: true },
      { head: words.corrected, figures: true },
      { head: words.judged, figures: true },
    ],
    [...new Set(own.map(({ ecosystem }) => ecosystem))].map((ecosystem) => {
      const both = own.filter((row) => row.ecosystem === ecosystem);
      const { found, found_share, pairs } = both[0]!;
      return [
        partyMark(parties.of(ecosystem), address('/narratives', { ecosystem })),
        formats.count(found),
        formats.percent(found_share),
        between(
          wording,
          both.map(({ unsure, precision, precision_low, precision_high }) => ({
            unsure,
            value: precision,
            low: precision_low,
            high: precision_high,
          })),
        ),
        between(
          wording,
          both.map(({ unsure, share, share_low, share_high }) => ({
            unsure,
            value: share,
            low: share_low,
            high: share_high,
          })),
        ),
        formats.count(pairs),
      ];
    }),
  );
}
