/** The figures of the comparison: both sides of an answer, and the narratives that changed most. */
import * as Plot from '@observablehq/plot';
import type { ComparedAnswer, ComparedRow } from '../../compare/answers.ts';
import type { NarrativeChange } from '../../compare/changes.ts';
import type { Side } from '../../compare/windows.ts';
import { figure, fitted, labelAxis, partyAxis, percentScale } from '../../report/figure.ts';
import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import type { Parties, Party } from '../../report/names.ts';
import type { Wording } from '../../wording/wording.ts';

/** A difference in percentage points, with its sign: `+3.9`. */
export function points({ formats }: Wording, value: number | null): string {
  return value === null ? '–' : formats.signed(100 * value, 1);
}

/** Both sides of one answer: a hollow and a filled sign for each ecosystem, with their intervals; `names` is what they are called. */
export function answerPlot(
  wording: Wording,
  parties: Parties,
  answer: ComparedAnswer,
  names: Readonly<Record<Side, string>>,
): Markup {
  const { formats, compare: words } = wording;
  const rows = answer.rows
    .filter(({ first, second }) => first.value !== null || second.value !== null)
    .map((row) => ({ ...row, party: parties.of(row.ecosystem) }));
  type Row = ComparedRow & { readonly party: Party };
  const ends = rows.flatMap(({ first, second }) => [first.value, second.value, first.high, second.high]);
  const highest = Math.max(0.0001, ...ends.map((end) => end ?? 0));
  const y = (row: Row): string => row.party.id;
  const stroke = (row: Row): string => row.party.colour;
  const symbol = (row: Row): string => row.party.symbol;
  const verdict = (row: Row): string => `${points(wording, row.difference)}${row.beyond_chance === true ? ' ✻' : ''}`;
  return figure({
    id: `plot-${answer.question.replace('_', '-')}`,
    title: words.questions[answer.question],
    description: `${rows.map((row) => `${row.party.label}: ${words.fromTo(formats.percent(row.first.value), formats.percent(row.second.value))}`).join('; ')}.`,
    caption: markup`${words.about[answer.question]} ${words.plot(fitted(names.first, 400), fitted(names.second, 400))}`,
    draw: (width) => {
      const axis = partyAxis(
        rows.map(({ party }) => party),
        width,
      );
      const side = (name: 'first' | 'second', dy: number): Plot.Markish[] => {
        const known = rows.filter((row) => row[name].value !== null);
        return [
          Plot.ruleY(
            known.filter((row) => row[name].low !== null),
            { y, dy, x1: (row: Row) => row[name].low!, x2: (row: Row) => row[name].high!, stroke, strokeWidth: 1.5 },
          ),
          Plot.dot(known, {
            y,
            dy,
            x: (row: Row) => row[name].value!,
            symbol,
            r: 6,
            stroke,
            strokeWidth: 2,
            fill: name === 'first' ? 'var(--paper)' : stroke,
          }),
        ];
      };
      return {
        height: 46 * rows.length + 44,
        marginLeft: axis.margin,
        marginRight: 66,
        marginTop: 4,
        marginBottom: 36,
        x: percentScale(highest * 1.02, width, formats),
        y: {
          domain: rows.map(({ party }) => party.id),
          label: null,
          tickFormat: axis.label,
          tickSize: 0,
          type: 'point',
          padding: 0.6,
        },
        color: { type: 'identity' },
        symbol: { type: 'identity' },
        marks: [
          ...side('first', -7),
          ...side('second', 7),
          Plot.text(rows, {
            y,
            text: verdict,
            frameAnchor: 'right',
            dx: 60,
            textAnchor: 'end',
            fill: 'var(--ink)',
          }),
          Plot.ruleX([0], { stroke: 'var(--ink)' }),
        ],
      };
    },
  });
}

/** The narratives that changed most, upward to the right. */
export function changesPlot(wording: Wording, changes: readonly NarrativeChange[]): Markup {
  const { formats, compare: words } = wording;
  const labelOf = ({ label, narrative_id }: NarrativeChange): string => (label.trim() === '' ? narrative_id : label);
  const signed = (value: number): string => formats.signed(value, 2);
  return figure({
    id: 'plot-changes',
    title: words.changesPlot,
    description: `${changes.map((row) => `${fitted(labelOf(row), 300)}: ${signed(row.change_a_day)}`).join('; ')}.`,
    caption: markup`${words.changesNote}`,
    draw: (width) => {
      const axis = labelAxis(new Map(changes.map((row) => [row.narrative_id, labelOf(row)])), width);
      return {
        height: 30 * changes.length + 44,
        marginLeft: axis.margin,
        marginRight: 50,
        marginTop: 4,
        marginBottom: 36,
        x: { label: null, ticks: width > 500 ? 6 : 3, tickFormat: signed, grid: true, nice: true, inset: 44 },
        y: {
          domain: changes.map(({ narrative_id }) => narrative_id),
          label: null,
          tickFormat: axis.label,
          tickSize: 0,
          padding: 0.35,
        },
        marks: [
          Plot.barX(changes, { x: 'change_a_day', y: 'narrative_id', fill: 'var(--soft)' }),
          ...(['start', 'end'] as const).map((textAnchor) =>
            Plot.text(
              changes.filter((row) => row.change_a_day >= 0 === (textAnchor === 'start')),
              {
                x: 'change_a_day',
                y: 'narrative_id',
                text: (row: NarrativeChange) => signed(row.change_a_day),
                textAnchor,
                dx: textAnchor === 'start' ? 5 : -5,
                fill: 'var(--ink)',
              },
            ),
          ),
          Plot.ruleX([0], { stroke: 'var(--ink)' }),
        ],
      };
    },
  });
}
