/** What the judgements of a sample say about precision, recall, thresholds and shares. */
import { proportion } from '../kernels/horvitz-thompson.ts';
import type { Proportion, StratifiedSample, Terms, Unit } from '../kernels/horvitz-thompson.ts';
import type { Word } from './journal.ts';
import type { Pair } from './pairs.ts';
import { weightOf } from './take-sample.ts';
import type { Found } from './take-sample.ts';

/** Named in the tables. */
export const method =
  'Horvitz-Thompson over strata, linearised variance; Wilson interval at the effective sample size, 95 %';

/** How pairs that stay unsure count: so that a figure is as small, or as large, as it can be. */
export const bounds = ['lowest', 'highest'] as const;

export type Bound = (typeof bounds)[number];

/** A pair of the sample with what stands of it. */
export interface JudgedPair extends Pair {
  readonly word: Word;
}

/** The judged part of a sample. Who judges in order judges a sample of fewer pairs. */
export interface Judged {
  readonly pairs: readonly JudgedPair[];
  readonly sample: StratifiedSample;
  /** Numbers of the strata, by name, and the ecosystem, languages and margins of what is in them. */
  readonly strata: readonly StratumInfo[];
}

interface StratumInfo {
  readonly name: string;
  readonly ecosystem: string;
  readonly languages: ReadonlySet<string>;
  readonly isMatched: boolean;
}

/** Puts judgements and sample together; pairs without a judgement are left out, their strata are not. */
export function judgedPairs(pairs: readonly Pair[], words: ReadonlyMap<string, Word>): Judged {
  const names = [...new Set(pairs.map(({ stratum }) => stratum))].sort();
  const place = new Map(names.map((name, number) => [name, number]));
  const judged = pairs.flatMap((pair): JudgedPair[] => {
    const word = words.get(pair.pair_id);
    return word === undefined ? [] : [{ ...pair, word }];
  });
  const ofStratum = names.map((name) => pairs.filter(({ stratum }) => stratum === name));
  return {
    pairs: judged,
    sample: {
      sizes: ofStratum.map((own) => own[0]!.population),
      strata: judged.map(({ stratum }) => place.get(stratum)!),
    },
    strata: ofStratum.map((own) => ({
      name: own[0]!.stratum,
      ecosystem: own[0]!.ecosystem,
      languages: new Set(own.map(({ languages }) => languages)),
      isMatched: own[0]!.margin >= 0,
    })),
  };
}

/** Names of the strata of which nothing was judged: figures that need them are not given. */
export function unjudgedStrata({ sample, strata }: Judged): string[] {
  const judged = new Set(sample.strata);
  return strata.flatMap(({ name }, place) => (judged.has(place) ? [] : [name]));
}

/** Whether a pair counts as right; `raises` says whether a right pair raises the figure. */
function isRight(word: Word, bound: Bound, raises = true): boolean {
  return word === 'unsure' ? (bound === 'highest') === raises : word === 'yes';
}

const nothing: Terms = { part: 0, whole: 0 };

/** What a pair of no interest adds. */
const outside: Unit = { isRight: false, ifRight: nothing, ifWrong: nothing };

/** A figure at a threshold. */
export interface CurvePoint extends Proportion {
  readonly languages: string;
  /** Threshold less the one that was applied. */
  readonly shift: number;
  readonly figure: 'precision' | 'recall' | 'f1';
  readonly unsure: Bound;
  /** Judged pairs at or above the threshold. */
  readonly pairs: number;
}

/** Judged pairs of a language pair from which it has curves of its own, and at or above a threshold for a point. */
export const enough = { languages: 30, point: 5 };

/** Distance between the thresholds of a curve. */
const step = 0.01;

/** Shifts from the floor up, multiples of 0.01; 0, the threshold that was applied, is among them. */
function shiftsOf(pairs: readonly JudgedPair[], floor: number): number[] {
  const highest = pairs.reduce((most, { margin }) => Math.max(most, margin), 0);
  const first = Math.ceil(floor / step - 1e-6);
  const last = Math.floor(highest / step);
  return Array.from({ length: last - first + 1 }, (_, place) => Number(((first + place) * step).toFixed(2)));
}

/**
 * Curves of all articles (`all`) and of each language pair with enough judged pairs, over thresholds from the
 * floor up. Precision and recall are ratios of totals, and so is F1: twice the right articles above, over
 * articles above and right articles together.
 */
export function curves(judged: Judged, floor: number): CurvePoint[] {
  const counts = new Map<string, number>();
  for (const { languages } of judged.pairs) counts.set(languages, (counts.get(languages) ?? 0) + 1);
  const ofTheirOwn = [...counts].filter(([, count]) => count >= enough.languages).map(([languages]) => languages);
  return ['all', ...ofTheirOwn.sort()].flatMap((languages) =>
    shiftsOf(judged.pairs, floor).flatMap((shift) =>
      bounds.flatMap((unsure) => pointsAt(judged, languages, shift, unsure)),
    ),
  );
}

/** Grace by which scores are compared, so that 0.77 is 0.05 above 0.72 in binary fractions too. */
const grace = 1e-9;

/** Precision, recall and F1 at one threshold; none where too few pairs were judged at or above it. */
export function pointsAt(
  { pairs, sample, strata }: Judged,
  languages: string,
  shift: number,
  unsure: Bound,
): CurvePoint[] {
  const isOf = (own: string): boolean => languages === 'all' || own === languages;
  const needed = [...strata.keys()].filter((place) => [...strata[place]!.languages].some(isOf));
  const isAbove = ({ margin }: JudgedPair): boolean => margin >= shift - grace;
  const count = pairs.filter((pair) => isOf(pair.languages) && isAbove(pair)).length;
  if (count < enough.point) return [];
  const ratio = (above: Omit<Unit, 'isRight'>, below: Omit<Unit, 'isRight'>): Proportion | undefined =>
    proportion(
      sample,
      pairs.map((pair) => {
        if (!isOf(pair.languages)) return outside;
        // What is right below the threshold lowers recall.
        return { ...(isAbove(pair) ? above : below), isRight: isRight(pair.word, unsure, isAbove(pair)) };
      }),
      { needed },
    );
  const missed = { ifRight: { part: 0, whole: 1 }, ifWrong: nothing };
  const found = {
    precision: ratio({ ifRight: { part: 1, whole: 1 }, ifWrong: { part: 0, whole: 1 } }, outside),
    recall: ratio({ ifRight: { part: 1, whole: 1 }, ifWrong: nothing }, missed),
    f1: ratio({ ifRight: { part: 2, whole: 2 }, ifWrong: { part: 0, whole: 1 } }, missed),
  };
  return (['precision', 'recall', 'f1'] as const).flatMap((figure) => {
    const value = found[figure];
    return value === undefined ? [] : [{ languages, shift, figure, unsure, ...value, pairs: count }];
  });
}

/** A threshold that the judgements recommend. */
export interface Recommended {
  readonly languages: string;
  readonly rule: 'f1' | 'precision';
  /** Wanted precision; null for the rule f1. */
  readonly wanted: number | null;
  /** Recommended threshold less the one that was applied; null where none satisfies the rule. */
  readonly shift: number | null;
}

/**
 * Two thresholds for all articles and for each language pair with a curve: `f1`, where F1 is highest (of
 * several the one nearest to what was applied), and `precision`, the lowest at which the lower end of the
 * interval of precision is at least `wanted`. Unsure pairs count so that the figure is lowest.
 */
export function recommended(points: readonly CurvePoint[], wanted: number): Recommended[] {
  const of = (languages: string, figure: CurvePoint['figure']): CurvePoint[] =>
    points.filter((point) => point.languages === languages && point.figure === figure && point.unsure === 'lowest');
  return [...new Set(points.map(({ languages }) => languages))].flatMap((languages): Recommended[] => {
    let best: CurvePoint | undefined;
    for (const point of of(languages, 'f1')) {
      const gain = point.value - (best?.value ?? -1);
      if (gain > grace || (gain > -grace && Math.abs(point.shift) < Math.abs(best!.shift))) best = point;
    }
    const sure = of(languages, 'precision').find(({ low }) => low >= wanted);
    return [
      { languages, rule: 'f1', wanted: null, shift: best?.shift ?? null },
      { languages, rule: 'precision', wanted, shift: sure?.shift ?? null },
    ];
  });
}

/** What stands of the articles of an ecosystem. */
export interface CorrectedShare {
  readonly ecosystem: string;
  readonly counting: Found['counting'];
  readonly above: Found['above'];
  readonly unsure: Bound;
  readonly found: number;
  readonly found_share: number;
  /** Part of the found articles that is right. */
  readonly precision: Proportion;
  /** Right articles over those of all ecosystems; undefined where nothing is right, or an ecosystem is not judged. */
  readonly share: Proportion | undefined;
  readonly pairs: number;
}

/**
 * Shares of the ecosystems by the articles that are right. `unsure` is `lowest` where unsure pairs of the
 * ecosystem count as no and those of the others as yes, which makes its share as small as it can be; and the
 * other way round for `highest`. Ecosystems with a stratum that nobody judged are left out.
 */
export function correctedShares(judged: Judged, found: readonly Found[]): CorrectedShare[] {
  return found.flatMap((row) => bounds.flatMap((unsure) => correctedShare(judged, found, row, unsure)));
}

function correctedShare(
  { pairs, sample, strata }: Judged,
  all: readonly Found[],
  { ecosystem, counting, above, articles }: Found,
  unsure: Bound,
): CorrectedShare[] {
  if (articles === 0) return [];
  const isIn = ({ margin }: JudgedPair): boolean => above === 'floor' || margin >= 0;
  const places = [...strata.keys()].filter((place) => above === 'floor' || strata[place]!.isMatched);
  const own = pairs.filter((pair) => isIn(pair) && pair.ecosystem === ecosystem);
  const units = (of: (weight: number, isOwn: boolean) => Omit<Unit, 'isRight'>): Unit[] =>
    pairs.map((pair) => {
      if (!isIn(pair)) return outside;
      // A right article of another ecosystem lowers the share of this one.
      const isOwn = pair.ecosystem === ecosystem;
      return { ...of(weightOf(pair, counting, above), isOwn), isRight: isRight(pair.word, unsure, isOwn) };
    });
  const precision = proportion(
    sample,
    units((weight, isOwn) =>
      isOwn ? { ifRight: { part: weight, whole: weight }, ifWrong: { part: 0, whole: weight } } : outside,
    ),
    { needed: places.filter((place) => strata[place]!.ecosystem === ecosystem), total: articles },
  );
  if (precision === undefined) return [];
  const total = all
    .filter((row) => row.counting === counting && row.above === above)
    .reduce((sum, row) => sum + row.articles, 0);
  return [
    {
      ecosystem,
      counting,
      above,
      unsure,
      found: articles,
      found_share: articles / total,
      precision,
      share: proportion(
        sample,
        units((weight, isOwn) => ({ ifRight: { part: isOwn ? weight : 0, whole: weight }, ifWrong: nothing })),
        { needed: places },
      ),
      pairs: own.length,
    },
  ];
}
