/** Two windows of one study: the answers of each, and whether they differ by more than chance. */
import { baselines } from '../kernels/association-draws.ts';
import type { Baseline } from '../kernels/association-draws.ts';
import type { Manifest } from '../store/manifest.ts';
import { compareAnswers } from './answers.ts';
import type { ComparedAnswer, ComparedSide } from './answers.ts';
import { countings, countStudy } from './counts.ts';
import type { Ask, Counting, Start, StudyCounts } from './counts.ts';
import { measuredWith, referenceOf } from './options.ts';
import { byWindows, daysOf, sides } from './windows.ts';
import type { Side, Window } from './windows.ts';

/** A study as it is compared. */
export interface ComparedStudy {
  readonly ask: Ask;
  readonly platform: string;
  readonly firstSeenIsPublication: boolean;
  readonly manifest: Manifest;
}

/** What is asked of two windows. */
export interface WindowsRequest {
  readonly first: Window;
  readonly second: Window;
  /** Default: both, and all. */
  readonly countings?: readonly Counting[];
  readonly baselines?: readonly Baseline[];
  readonly draws: number;
}

/** Items of one source. */
export interface ComparedVolume {
  readonly kind: 'post' | 'article';
  readonly source: string;
  readonly first: number;
  readonly second: number;
  /** Items whose interval lies partly in a window: they belong to neither. */
  readonly straddling: number;
  /** Items that may lie in a window, of which one bound in time, or both, are not known. */
  readonly open: number;
}

/** Narratives that began in a window. */
export interface Beginnings {
  readonly narratives: number;
  /** Of these, narratives that any ecosystem has. */
  readonly appearing: number;
  /** Of these, narratives with one ecosystem before all others. */
  readonly decided: number;
  /** Order of the first ecosystem against the platform, of the appearing ones. */
  readonly before: number;
  readonly after: number;
  readonly undecidable: number;
}

/** Two windows next to each other. */
export interface ComparedWindows {
  readonly first: Window;
  readonly second: Window;
  readonly days: readonly [number, number];
  readonly draws: number;
  readonly volumes: readonly ComparedVolume[];
  readonly beginnings: Readonly<Record<Side, Beginnings>>;
  /** Narratives whose beginning lies partly in a window, or is not bounded. */
  readonly unplaced: number;
  readonly answers: readonly ComparedAnswer[];
}

/** Compares two windows. A UserError where they overlap, or one is empty. */
export async function compareWindows(study: ComparedStudy, request: WindowsRequest): Promise<ComparedWindows> {
  const { first, second, draws } = request;
  const placing = byWindows(first, second);
  const counts = await countStudy(study.ask, placing, study);
  const options = measuredWith(study.manifest);
  const reference = referenceOf(counts.cells, options.reference);
  const side = (name: Side): ComparedSide => ({
    ...sideOf(counts, name),
    unitOf: (narrative) => narrative,
    smoothing: options.smoothing,
    prior: options.prior,
    reference,
  });
  return {
    first,
    second,
    days: [daysOf(first), daysOf(second)],
    draws,
    volumes: volumesOf(counts),
    beginnings: { first: beginningsOf(counts.starts, 'first'), second: beginningsOf(counts.starts, 'second') },
    unplaced: counts.starts.filter(({ place }) => place === 'straddles' || place === 'open').length,
    answers: await compareAnswers([side('first'), side('second')], {
      countings: request.countings ?? countings,
      baselines: request.baselines ?? baselines,
      draws,
      seed: options.seed,
      together: false,
    }),
  };
}

/** What was counted on one side. */
export function sideOf(
  { volumes, cells, starts }: StudyCounts,
  side: Side,
): Pick<ComparedSide, 'volumes' | 'cells' | 'starts'> {
  return {
    volumes: volumes.filter(({ place }) => place === side),
    cells: cells.filter(({ place }) => place === side),
    starts: starts.filter(({ place }) => place === side),
  };
}

function volumesOf({ volumes }: StudyCounts): ComparedVolume[] {
  const keys = new Map(volumes.map(({ kind, source }) => [`${kind} ${source}`, { kind, source }]));
  return [...keys.values()]
    .sort((a, b) => (a.kind === b.kind ? (a.source < b.source ? -1 : 1) : a.kind === 'post' ? -1 : 1))
    .map(({ kind, source }) => {
      const at = (place: string): number =>
        volumes.find((row) => row.kind === kind && row.source === source && row.place === place)?.copies ?? 0;
      const [first, second] = sides.map(at) as [number, number];
      return { kind, source, first, second, straddling: at('straddles'), open: at('open') };
    });
}

export function beginningsOf(starts: readonly Start[], side: Side): Beginnings {
  const own = starts.filter(({ place }) => place === side);
  const appearing = own.filter(({ ecosystems }) => ecosystems > 0);
  const against = (order: Start['against']): number => appearing.filter((start) => start.against === order).length;
  return {
    narratives: own.length,
    appearing: appearing.length,
    decided: appearing.filter(({ first_ecosystem }) => first_ecosystem !== null).length,
    before: against('before'),
    after: against('after'),
    undecidable: against('undecidable'),
  };
}
