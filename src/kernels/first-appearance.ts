/**
 * Order of first appearances that are known as intervals. A time is a half-open interval
 * [earliest, latest) that holds the true instant; ±Infinity stands for an open side. Intervals order
 * things only where they do not overlap (the interval orders of Fishburn, 1970); everything else is an
 * outcome of its own, not a guess.
 */

/** A half-open interval [earliest, latest), in any one unit; ±Infinity: unbounded. */
export interface Span {
  readonly earliest: number;
  readonly latest: number;
}

/** Standing of one party among several. */
export type Outcome = 'first' | 'not_first' | 'undecidable';

/** Order of one party against another. */
export type Order = 'before' | 'after' | 'undecidable';

/**
 * Whether every instant of `a` is before every instant of `b`, and by at least `gap`. `latest` is
 * exclusive, so intervals that touch, such as two days in a row, are in order.
 */
export function precedes(a: Span, b: Span, gap = 0): boolean {
  checkSpan(a);
  checkSpan(b);
  return a.latest + gap <= b.earliest;
}

/** Order of `a` against `b`: undecidable where they overlap, or are closer than `gap`. */
export function orderOf(a: Span, b: Span, gap = 0): Order {
  return precedes(a, b, gap) ? 'before' : precedes(b, a, gap) ? 'after' : 'undecidable';
}

/**
 * Outcome of each party: `first` where it precedes all others, `not_first` where another precedes it,
 * else `undecidable`. A party without others is first, unless nothing at all is known of its time.
 * At most one is first. A RangeError where an interval is empty.
 */
export function outcomes(spans: readonly Span[], gap = 0): Outcome[] {
  for (const span of spans) checkSpan(span);
  return spans.map((own, place) => {
    if (own.earliest === -Infinity && own.latest === Infinity) return 'undecidable';
    const others = spans.filter((_, other) => other !== place);
    if (others.every((other) => own.latest + gap <= other.earliest)) return 'first';
    return others.some((other) => other.latest + gap <= own.earliest) ? 'not_first' : 'undecidable';
  });
}

/** The time of the first of several events, each known as an interval. */
export function firstOf(spans: readonly Span[]): Span {
  return {
    earliest: spans.reduce((least, span) => Math.min(least, span.earliest), Infinity),
    latest: spans.reduce((least, span) => Math.min(least, span.latest), Infinity),
  };
}

function checkSpan({ earliest, latest }: Span): void {
  if (!(earliest < latest)) throw new RangeError(`the interval from ${earliest} to ${latest} is empty`);
}
