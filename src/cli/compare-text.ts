/** What `compare` says, as text. */
import type { ComparedAnswer, ComparedRow, Figure } from '../compare/answers.ts';
import { changeKinds } from '../compare/changes.ts';
import type { Changes } from '../compare/changes.ts';
import type { ComparedStudies } from '../compare/compare-studies.ts';
import type { ComparedWindows } from '../compare/compare-windows.ts';
import { familyKinds } from '../compare/families.ts';
import { align, grouped } from './align.ts';

/** Two windows: volumes, answers, changes. */
export function windowsText(found: ComparedWindows, changes: Changes): string {
  const { first, second, days, volumes, beginnings } = found;
  const straddling = volumes.reduce((sum, row) => sum + row.straddling + row.open, 0);
  return [
    `first:  ${first.from} to ${first.to}, ${days[0]} days\nsecond: ${second.from} to ${second.to}, ${days[1]} days`,
    align(
      [
        ['items', 'first', 'second', 'a day', 'a day', 'in neither'],
        ...volumes.map((row) => [
          `${row.kind}s ${row.source}`,
          grouped(row.first),
          grouped(row.second),
          (row.first / days[0]).toFixed(1),
          (row.second / days[1]).toFixed(1),
          grouped(row.straddling + row.open),
        ]),
      ],
      [1, 2, 3, 4, 5],
    ),
    straddling === 0
      ? ''
      : `${grouped(straddling)} items belong to neither window, since their time is not known well enough`,
    ...answersText(found.answers),
    `narratives that began in the window: ${beginnings.first.narratives} and ${beginnings.second.narratives}; with an article: ${beginnings.first.appearing} and ${beginnings.second.appearing}; before the platform: ${beginnings.first.before} and ${beginnings.second.before}`,
    `influence is not compared: it would have to be estimated anew for each window (make a study of each, and compare those)`,
    `narratives: ${changeKinds.map((kind) => `${kind} ${changes.kinds[kind]}`).join(', ')}`,
    align(
      [
        ['change a day', 'posts', 'posts', 'articles', 'articles', 'kind', 'narrative', 'label'],
        ...changes.narratives.map((row) => [
          signed(row.change_a_day, 2),
          String(row.posts_first),
          String(row.posts_second),
          String(row.articles_first),
          String(row.articles_second),
          row.kind,
          row.narrative_id,
          oneLine(row.label),
        ]),
      ],
      [0, 1, 2, 3, 4],
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Two studies: configuration, items, narratives, answers. */
export function studiesText(found: ComparedStudies): string {
  const { names, configuration, items, narratives, answers, influence, sensitivity } = found;
  return [
    `first:  ${oneLine(names.first)}\nsecond: ${oneLine(names.second)}`,
    configuration.length === 0
      ? 'nothing differs in how they were made'
      : align([
          ['differs', 'first', 'second'],
          ...configuration.map((row) => [
            `${row.of} ${row.stage === '' ? '' : `${row.stage}.`}${row.key}`,
            oneLine(row.first === '' ? '(none)' : row.first),
            oneLine(row.second === '' ? '(none)' : row.second),
          ]),
        ]),
    align(
      [
        ['items in scope', 'first', 'second', 'in both', 'only first', 'only second', 'text changed'],
        ...items.map((row) => [
          `${row.kind}s ${row.source}`,
          ...[row.first, row.second, row.both, row.only_first, row.only_second, row.changed].map(grouped),
        ]),
      ],
      [1, 2, 3, 4, 5, 6],
    ),
    `${grouped(narratives.shared_posts)} posts in both; adjusted Rand index of their narratives ${narratives.adjusted_rand?.toFixed(3) ?? 'not defined'}`,
    `families of narratives: ${familyKinds.map((kind) => `${kind} ${narratives.kinds[kind]}`).join(', ')}`,
    ...answersText(answers),
    ...(['first', 'second'] as const).map((side) =>
      influence[side].length === 0
        ? `influence in the ${side} study: not estimated`
        : `influence in the ${side} study: ${influence[side].map((row) => `${row.source} ${interval(row.influence, row.low, row.high)}`).join(', ')}`,
    ),
    ...(['first', 'second'] as const).flatMap((side) =>
      sensitivity[side].map(
        (curve) =>
          `${curve.question.replace('_', ' ')} over ${curve.specifications} sets of choices in the ${side} study: ${curve.won.map((row) => `${row.winner} ${row.specifications}`).join(', ')}`,
      ),
    ),
  ].join('\n\n');
}

function answersText(answers: readonly ComparedAnswer[]): string[] {
  return answers.map((answer) => {
    const head = [
      answer.question.replace('_', ' '),
      answer.baseline ?? '',
      answer.counting === null ? '' : `(${answer.counting})`,
    ]
      .filter((part) => part !== '')
      .join(' ');
    return align(
      [
        [head, 'first', 'second', 'second − first', 'p (Holm)', ''],
        ...answer.rows.map((row) => [
          row.ecosystem,
          figure(row.first),
          figure(row.second),
          row.difference === null ? '–' : difference(row),
          row.p_adjusted === null ? '–' : row.p_adjusted < 0.001 ? '< 0.001' : row.p_adjusted.toFixed(3),
          row.beyond_chance === true ? 'beyond chance' : (row.note?.replace('_', ' ') ?? ''),
        ]),
      ],
      [1, 2, 3, 4],
    );
  });
}

function figure({ value, low, high }: Figure): string {
  return interval(value, low, high);
}

function interval(value: number | null, low: number | null, high: number | null): string {
  if (value === null) return '–';
  const percent = (part: number): string => (100 * part).toFixed(1);
  return low === null || high === null
    ? `${percent(value)} %`
    : `${percent(value)} % (${percent(low)} to ${percent(high)})`;
}

function difference({ difference: value, low, high }: ComparedRow): string {
  const points = (part: number): string => signed(100 * part, 1);
  return low === null || high === null ? points(value!) : `${points(value!)} (${points(low)} to ${points(high)})`;
}

function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`;
}

/** A text from outside in one line, without what a terminal would obey. */
function oneLine(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const shown = [...plain].slice(0, 60).join('');
  return shown.length < plain.length ? `${shown}…` : shown;
}
