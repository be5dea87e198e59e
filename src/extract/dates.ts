/**
 * When a page was published: of all the dates it offers, the best placed one that is plausible, as
 * precise as any that agrees with it. A time of modification is never a time of publication.
 */
import type { Basis, Precision } from '../formats/time.ts';
import type { DateCandidate, RankedDate } from './date-candidates.ts';

/** What is known about a publication time. */
export interface Publication {
  readonly publishedAt: string | null;
  readonly publishedPrecision: Precision;
  readonly publishedBasis: Basis | null;
  readonly dateCandidates: readonly DateCandidate[];
}

const day = 86_400_000;

/** No page is older than the web, and none was published after it was read (a day is left for zones). */
const earliest = Date.UTC(1993, 0, 1);

/** Lowest rank that is a publication time; what is below is shown among the candidates only. */
const trusted = 24;

const sharpness: readonly Precision[] = ['unknown', 'day', 'hour', 'minute', 'second'];

/** Candidates looked at; lists of articles in structured data have thousands. */
const most = 300;

/** Chooses among the dates of a page that was read at `now`. */
export function publicationOf(all: readonly RankedDate[], now: Date): Publication {
  const candidates = [...all].sort((a, b) => b.rank - a.rank).slice(0, most);
  const plausible = candidates.filter(
    ({ time, role }) => role !== 'modified' && time.wall >= earliest && time.wall <= now.getTime() + day,
  );
  const dateCandidates = distinct(candidates);
  const votes = new Map<string, number>();
  for (const { publishedAt } of plausible) {
    const date = publishedAt.slice(0, 10);
    votes.set(date, (votes.get(date) ?? 0) + 1);
  }
  // What two kinds of source say weighs more than what one says, where neither is authoritative.
  const weighed = ({ rank, publishedAt, basis }: RankedDate): number =>
    rank +
    (plausible.some(
      (other) =>
        other.basis !== basis && other.publishedAt.slice(0, 10) === publishedAt.slice(0, 10) && other.rank > 30,
    )
      ? 4
      : 0);
  let best: RankedDate | undefined;
  for (const one of plausible)
    if (one.rank >= trusted && (best === undefined || weighed(one) > weighed(best))) best = one;
  if (best === undefined) {
    return { publishedAt: null, publishedPrecision: 'unknown', publishedBasis: null, dateCandidates };
  }
  const date = best.publishedAt.slice(0, 10);
  for (const one of plausible) {
    if (one.publishedAt.slice(0, 10) !== date || one.rank < 40) continue;
    if (sharpness.indexOf(one.precision) > sharpness.indexOf(best.precision)) best = one;
  }
  return {
    publishedAt: best.publishedAt,
    publishedPrecision: best.precision,
    publishedBasis: best.basis,
    dateCandidates,
  };
}

/** The candidates without what only the choice needs, best first, each once. */
function distinct(candidates: readonly RankedDate[]): DateCandidate[] {
  const seen = new Set<string>();
  const found: DateCandidate[] = [];
  for (const { time: _time, rank: _rank, ...shown } of candidates) {
    const key = `${shown.publishedAt} ${shown.where} ${shown.role}`;
    if (seen.has(key)) continue;
    seen.add(key);
    found.push(shown);
  }
  return found;
}
