/** What the judgements say, as text. */
import { enough } from '../label/figures.ts';
import type { CurvePoint } from '../label/figures.ts';
import type { LabelReport } from '../label/report.ts';
import { words } from '../label/journal.ts';
import { align, grouped } from './align.ts';

/** The report as blocks of text; `wanted` is the precision of the rule that has one. */
export function labelReportText(report: LabelReport, wanted: number): string {
  return [
    progress(report),
    ...agreement(report),
    ...gaps(report),
    ...curve(report),
    ...thresholds(report, wanted),
    ...shares(report),
  ].join('\n\n');
}

function progress({ sample, pairs, judged, words: counts, annotators, open, outside }: LabelReport): string {
  const said = Object.entries(annotators).map(([name, count]) => `${name} ${grouped(count)}`);
  return [
    `${grouped(judged)} of ${grouped(pairs)} pairs judged, drawn from ${grouped(sample.articles)} articles down to a margin of ${sample.floor.toFixed(3)}`,
    ...(said.length === 0 ? ['nobody has judged yet'] : [`judged by ${said.join(', ')}`]),
    ...(judged === 0 ? [] : [`yes ${counts.yes}, no ${counts.no}, unsure ${counts.unsure}`]),
    ...(open === 0
      ? []
      : [`of the unsure ones ${open} because annotators disagree: let a third one decide (--disputed)`]),
    ...(outside === 0 ? [] : [`${outside} judged pairs are not in this sample; they are kept`]),
  ].join('\n');
}

function agreement({ agreement: rows }: LabelReport): string[] {
  return rows.flatMap(({ annotator, other, pairs, confusion, agreement: found, low, high }) => {
    const kappa = Number.isNaN(found.kappa)
      ? 'κ is not defined, since both always say the same'
      : `κ ${found.kappa.toFixed(2)}${Number.isNaN(found.low) ? '' : ` (${found.low.toFixed(2)} to ${found.high.toFixed(2)})`}`;
    return [
      `${annotator} and ${other}: ${pairs} pairs, ${percent(found.observed)} agree (${percent(low)} to ${percent(high)}), ${kappa}`,
      align(
        [
          [`${annotator} \\ ${other}`, ...words],
          ...words.map((word, row) => [
            word,
            ...words.map((_, column) => String(confusion[row * words.length + column])),
          ]),
        ],
        [1, 2, 3],
      ),
    ];
  });
}

/** Which strata nobody looked at, and what that costs. */
function gaps({ unjudged, judged, strata }: LabelReport): string[] {
  if (unjudged.length === 0 || judged === 0) return [];
  return [
    `nothing is judged yet in ${unjudged.length} of ${strata} strata, so figures they belong to are left out; each stratum is among the first ${strata} pairs:\n${unjudged.map((name) => `  ${name}`).join('\n')}`,
  ];
}

/** Shifts that are printed; the table has them all. */
function isPrinted({ shift }: CurvePoint): boolean {
  return Math.abs(shift * 40 - Math.round(shift * 40)) < 1e-9 || shift === 0;
}

function curve({ curve: points }: LabelReport): string[] {
  return [...new Set(points.map(({ languages }) => languages))].map((languages) => {
    const own = points.filter((point) => point.languages === languages && isPrinted(point));
    const shifts = [...new Set(own.map(({ shift }) => shift))];
    const cell = (shift: number, figure: CurvePoint['figure']): string =>
      figureText(own.filter((point) => point.shift === shift && point.figure === figure));
    return align(
      [
        [languages, 'pairs', 'precision', 'recall above floor', 'F1'],
        ...shifts.map((shift) => [
          `${shift >= 0 ? '+' : ''}${shift.toFixed(3)}`,
          String(own.find((point) => point.shift === shift)!.pairs),
          cell(shift, 'precision'),
          cell(shift, 'recall'),
          cell(shift, 'f1'),
        ]),
      ],
      [1],
    );
  });
}

/** `82 % (70 to 90)`, or from the one bound to the other where pairs are unsure. */
function figureText(points: readonly { unsure: string; value: number; low: number; high: number }[]): string {
  const lowest = points.find(({ unsure }) => unsure === 'lowest');
  const highest = points.find(({ unsure }) => unsure === 'highest');
  if (lowest === undefined || highest === undefined) return '–';
  const [from, to] = [Math.round(100 * lowest.value), Math.round(100 * highest.value)];
  return `${from === to ? from : `${from}–${to}`} % (${Math.round(100 * lowest.low)} to ${Math.round(100 * highest.high)})`;
}

/** Whether F1 at a shift is better than at the applied threshold by more than chance may make it. */
function isBetter(points: readonly CurvePoint[], languages: string, shift: number): boolean {
  const own = points.filter(
    (point) => point.languages === languages && point.figure === 'f1' && point.unsure === 'lowest',
  );
  const at = (where: number): CurvePoint | undefined => own.find((point) => point.shift === where);
  return (at(shift)?.low ?? 0) > (at(0)?.value ?? 1);
}

function thresholds({ thresholds: rows, curve: points, sample }: LabelReport, wanted: number): string[] {
  if (rows.length === 0) return [];
  const table = align(
    [
      ['recommended', 'pairs', 'best F1', 'threshold', `precision ≥ ${wanted}`, 'threshold'],
      ...[...new Set(rows.map(({ languages }) => languages))].map((languages) => {
        const own = rows.filter((row) => row.languages === languages);
        return [
          languages,
          String(own[0]!.pairs),
          ...(['f1', 'precision'] as const).flatMap((rule) => {
            const { shift, threshold } = own.find((row) => row.rule === rule)!;
            return [
              shift === null ? 'none' : `${shift >= 0 ? '+' : ''}${shift.toFixed(2)}`,
              threshold?.toFixed(3) ?? '',
            ];
          }),
        ];
      }),
    ],
    [1, 2, 3, 4, 5],
  );
  const isLow = (shift: number | null): boolean => shift !== null && shift < sample.floor + 0.03;
  const given = rows.flatMap(({ languages, rule, shift, threshold }) =>
    rule === 'f1' && threshold !== null && !isLow(shift) && isBetter(points, languages, shift!)
      ? [`${languages}: ${threshold}`]
      : [],
  );
  const isAtFloor = rows.some(({ rule, shift }) => rule === 'f1' && isLow(shift));
  return [
    table,
    `shifts of the applied thresholds; a language pair has its own from ${enough.languages} judged pairs on`,
    ...(isAtFloor
      ? ['a best F1 near the floor means little: what lies below is not known (a lower floor: match.nearMiss)']
      : []),
    ...(given.length === 0
      ? ['no threshold is recommended: none away from the floor has an F1 that is surely better than the applied one']
      : [`for crosscurrent.yaml:\n  match: { thresholds: { ${given.join(', ')} } }`]),
  ];
}

function shares({ shares: rows }: LabelReport): string[] {
  return (['threshold', 'floor'] as const).flatMap((above) => {
    const own = rows.filter((row) => row.above === above && row.counting === 'copies');
    const ecosystems = [...new Set(own.map(({ ecosystem }) => ecosystem))];
    if (ecosystems.length === 0) return [];
    return [
      align(
        [
          [
            above === 'threshold' ? 'articles with a match' : 'articles above the floor',
            'found',
            'share',
            'right',
            'corrected share',
            'pairs',
          ],
          ...ecosystems.map((ecosystem) => {
            const both = own.filter((row) => row.ecosystem === ecosystem);
            const { found, found_share, pairs } = both[0]!;
            const known = both.flatMap(({ share, unsure }) => (share === undefined ? [] : [{ unsure, ...share }]));
            return [
              ecosystem,
              grouped(found),
              percent(found_share),
              figureText(both.map(({ precision, unsure }) => ({ unsure, ...precision }))),
              figureText(known),
              String(pairs),
            ];
          }),
        ],
        [1, 2, 5],
      ),
    ];
  });
}

function percent(part: number): string {
  return `${Math.round(100 * part)} %`;
}
