/**
 * Judgements on the labelled collection, with the truth as the annotator: samples are drawn as
 * `crosscurrent label sample` draws them, and what `label report` says of each is held against what is so
 * when every article is judged.
 */
import { Random } from '../src/kernels/random.ts';
import { bounds, correctedShares, judgedPairs, pointsAt } from '../src/label/figures.ts';
import type { Judged } from '../src/label/figures.ts';
import { readFrame } from '../src/label/frame.ts';
import type { Unit } from '../src/label/frame.ts';
import type { Word } from '../src/label/journal.ts';
import type { Pair } from '../src/label/pairs.ts';
import { drawSample } from '../src/label/sample.ts';
import { countFound, weightOf } from '../src/label/take-sample.ts';
import type { Found } from '../src/label/take-sample.ts';
import { Database } from '../src/store/database.ts';
import { echoFiles, readEcho } from './echo-data.ts';
import { readOutcome } from './echo-outcome.ts';
import { asShipped } from './echo-study.ts';
import type { Evaluator } from './report.ts';

const samples = 300;
const sizes = [100, 200, 400] as const;
const bands = [-0.05, 0, 0.05, 0.1];

/** A figure of a report, with its ends. */
interface Claim {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly truth: number;
}

/** Precision, recall above the floor and corrected shares from samples that the truth judged. */
export const label: Evaluator = {
  name: 'label',
  files: echoFiles,
  async run({ data, work, say }) {
    const echo = await readEcho(data);
    const { study } = await asShipped(data, work, say);
    const { majority } = await readOutcome(study, echo);
    using database = await Database.open();
    const frame = await readFrame(database, study);
    const right = new Set(
      frame.flatMap(({ item_id, narrative_id }) => {
        const story = echo.storyOf.get(item_id);
        return story !== undefined && majority.get(narrative_id) === story ? [item_id] : [];
      }),
    );
    const found = countFound(frame);
    const figures: Record<string, number> = { 'label.articles': frame.length, 'label.right': right.size };
    const details: Record<string, unknown> = {};
    for (const size of sizes) {
      for (const unsure of [0, 0.1]) {
        const claims = Array.from({ length: samples }, (_, seed) =>
          claimsOf(judgedSample(frame, right, { pairs: size, seed, unsure }), frame, found, right),
        ).flat();
        const prefix = `label.${size}${unsure === 0 ? '' : '_unsure'}`;
        for (const kind of ['precision', 'recall', 'f1', 'share_threshold', 'share_floor']) {
          const own = claims.filter(({ name }) => name.startsWith(`${kind} `));
          figures[`${prefix}.coverage_${kind}`] = mean(
            own.map(({ low, high, truth }) => (low <= truth && truth <= high ? 1 : 0)),
          );
          if (unsure > 0) continue;
          // The shares of all ecosystems sum to 1, so their errors to 0.
          if (!kind.startsWith('share'))
            figures[`${prefix}.bias_${kind}`] = mean(own.map(({ value, truth }) => value - truth));
          figures[`${prefix}.error_${kind}`] = mean(own.map(({ value, truth }) => Math.abs(value - truth)));
          figures[`${prefix}.width_${kind}`] = mean(own.map(({ low, high }) => high - low));
        }
        if (unsure === 0)
          details[size] = claimsOf(judgedSample(frame, right, { pairs: size, seed: 1, unsure }), frame, found, right);
      }
    }
    for (const counting of ['copies', 'groups'] as const) {
      const rows = found.filter((row) => row.above === 'threshold' && row.counting === counting);
      figures[`label.share_error_uncorrected_${counting}`] = mean(
        rows.map((row) =>
          Math.abs(row.articles / sum(rows.map(({ articles }) => articles)) - trueShare(frame, right, row)),
        ),
      );
    }
    return { figures, details };
  },
};

/** One sample that the truth judged; a part of the judgements is unsure. */
function judgedSample(
  frame: readonly Unit[],
  right: ReadonlySet<string>,
  { pairs: size, seed, unsure }: { pairs: number; seed: number; unsure: number },
): Judged {
  const shown = { title: '', passage: '', narrative: '', posts: [] };
  const drawn = drawSample(frame, { pairs: size, bands, atLeast: 2, seed });
  const random = new Random(seed);
  return judgedPairs(
    drawn.map((unit): Pair => ({ ...unit, ...shown, pair_id: unit.item_id })),
    new Map(
      drawn.map(({ item_id }): [string, Word] => [
        item_id,
        random.uniform() < unsure ? 'unsure' : right.has(item_id) ? 'yes' : 'no',
      ]),
    ),
  );
}

/** Every figure of a sample at the applied threshold, beside the truth. The value lies between its two bounds. */
function claimsOf(
  judged: Judged,
  frame: readonly Unit[],
  found: readonly Found[],
  right: ReadonlySet<string>,
): Claim[] {
  const accepted = frame.filter(({ margin }) => margin >= 0);
  const correct = accepted.filter(({ item_id }) => right.has(item_id)).length;
  const truths = {
    precision: correct / accepted.length,
    recall: correct / right.size,
    f1: (2 * correct) / (accepted.length + right.size),
  };
  const curve = bounds.flatMap((unsure) => pointsAt(judged, 'all', 0, unsure));
  const shares = correctedShares(judged, found);
  const claims: Claim[] = [];
  const claim = (
    name: string,
    truth: number,
    rows: readonly { unsure: string; value: number; low: number; high: number }[],
  ): void => {
    const [lowest, highest] = bounds.map((bound) => rows.find(({ unsure }) => unsure === bound));
    if (lowest === undefined || highest === undefined) return;
    claims.push({ name, truth, value: (lowest.value + highest.value) / 2, low: lowest.low, high: highest.high });
  };
  for (const figure of ['precision', 'recall', 'f1'] as const) {
    const rows = curve.filter((point) => point.figure === figure);
    claim(`${figure} all`, truths[figure], rows);
  }
  for (const row of found) {
    const { ecosystem, counting, above } = row;
    const rows = shares.flatMap(({ unsure, share, ...other }) =>
      other.ecosystem === ecosystem && other.counting === counting && other.above === above && share !== undefined
        ? [{ unsure, ...share }]
        : [],
    );
    claim(`share_${above} ${ecosystem} ${counting}`, trueShare(frame, right, row), rows);
  }
  return claims;
}

/** Share of an ecosystem in the right articles of the frame. */
function trueShare(
  frame: readonly Unit[],
  right: ReadonlySet<string>,
  { ecosystem, counting, above }: Omit<Found, 'articles'>,
): number {
  const counted = frame.filter(({ item_id, margin }) => right.has(item_id) && (above === 'floor' || margin >= 0));
  const count = (units: readonly Unit[]): number => sum(units.map((unit) => weightOf(unit, counting, above)));
  return count(counted.filter((unit) => unit.ecosystem === ecosystem)) / count(counted);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : sum(values) / values.length;
}
