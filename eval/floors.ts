/**
 * Floors: figures must not fall below them, and they hold for one state of the data only. They are
 * lowered by an explicit flag and never by a run.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../src/package-root.ts';
import { writeFileAtomic } from '../src/store/atomic.ts';
import type { Evaluation } from './report.ts';

/** The content of `eval/floors.json`, per evaluation. */
export type Floors = Readonly<
  Record<
    string,
    {
      /** SHA-256 of each data file behind the figures. */
      readonly files: Readonly<Record<string, string>>;
      readonly floors: Readonly<Record<string, number>>;
    }
  >
>;

const path = join(packageRoot, 'eval/floors.json');

/**
 * How far below a figure its floor is set: int8 kernels differ a little between processors, a fold of
 * the cross-validation can then choose another λ, and of 73 narratives one is 0.014.
 */
export function slackOf(figure: string): number {
  // One of 60 queries is .017.
  if (figure.startsWith('search.')) return 0.02;
  if (/\.(?:winner|first)_|^hawkes\./u.test(figure)) return 0.03;
  // Of 300 samples; the standard deviation of a coverage of 0.95 is 0.013.
  if (figure.startsWith('label.') || figure.startsWith('differences.')) return 0.025;
  return figure.startsWith('echo.') || figure.startsWith('echo_influence.') ? 0.01 : 0.005;
}

/** Reads the pinned floors. */
export async function readFloors(): Promise<Floors> {
  return JSON.parse(await readFile(path, 'utf8')) as Floors;
}

/** What is wrong with these evaluations, a sentence each; empty where every floor holds. */
export function violations(floors: Floors, evaluations: Readonly<Record<string, Evaluation>>): string[] {
  const found: string[] = [];
  for (const [name, { figures, files }] of Object.entries(evaluations)) {
    const pinned = floors[name];
    if (pinned === undefined) {
      found.push(`${name} has no floors`);
      continue;
    }
    for (const file of new Set([...Object.keys(files), ...Object.keys(pinned.files)])) {
      if (files[file] !== pinned.files[file]) found.push(`${file} is not the file the floors were set on`);
    }
    for (const [figure, floor] of Object.entries(pinned.floors)) {
      const value = figures[figure];
      if (value === undefined) found.push(`${figure} is missing; its floor is ${floor}`);
      else if (!(value >= floor)) found.push(`${figure} is ${value.toFixed(4)}, below its floor of ${floor}`);
    }
  }
  return found;
}

/**
 * Floors a little below the figures ({@link slackOf}), rounded down to three digits, of these evaluations; those of others
 * stay. Figures that no floor fits (counts, errors, other people's shares) are left out.
 */
export function floorsFrom(before: Floors, evaluations: Readonly<Record<string, Evaluation>>): Floors {
  const floors = Object.fromEntries(
    Object.entries(evaluations).map(([name, { figures, files }]) => [
      name,
      {
        files,
        floors: Object.fromEntries(
          Object.entries(figures).flatMap(([figure, value]): [string, number][] =>
            hasFloor(figure)
              ? [[figure, value > 1 ? value : Math.max(0, Math.floor((value - slackOf(figure)) * 1000) / 1000)]]
              : [],
          ),
        ),
      },
    ]),
  );
  return { ...before, ...floors };
}

/** Writes the floors. */
export async function writeFloors(floors: Floors): Promise<void> {
  await writeFileAtomic(path, `${JSON.stringify(floors, null, 2)}\n`);
}

/** Figures of which more is better, so that a floor makes sense. */
const floored: readonly RegExp[] = [
  /^pnas\.digits$/u,
  /^search\.(?:.*\.merged\.(?:recall_at_10|mrr)|merged_not_worse)$/u,
  /^retrieval\..*\.(?:raw|centred)\.cosine\.(?:forth|back)$/u,
  /^retrieval\.mean\./u,
  /^static\.wmt22\.(?:sentences|passages|passages_in_\d+_worst)$/u,
  /^echo\.(?:b3|match|match_[a-z]+)\.f1$/u,
  /^echo\.(?:ari|homogeneity|completeness)$/u,
  /^echo\.shipped\.(?:b3\.f1|match\.f1|winner_raw|winner_npmi_own|first_without_platform|first_with_platform)$/u,
  /^echo\.cascade\.(?:b3|match)\.f1$/u,
  /^echo_first\..*\.right$/u,
  /^echo_influence\..*\.(?:correlation|leader_right)$/u,
  /^differences\..*\.coverage$/u,
  /^label\.\d+(?:_unsure)?\.coverage_/u,
  /^hawkes\.recovery_\d+(?:_days)?\.coverage(?:_of_zeros)?$/u,
  /^netinf\.(?:second|day)(?:_alone)?\.1000\.(?:precision|kept_precision|clear_precision)$/u,
  /^extraction\.(?:body\.(?:f1|precision|recall|articles)|dates\.(?:accuracy|precision))$/u,
];

function hasFloor(figure: string): boolean {
  return floored.some((names) => names.test(figure));
}
