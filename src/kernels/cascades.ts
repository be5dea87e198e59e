/** First appearances of sites in narratives: the cascades from which a network of sites is inferred. */

/**
 * Dated items, grouped by narrative. Narrative c has the items `starts[c]` … `starts[c + 1]` − 1. Times
 * are half-open intervals [earliest, latest) in hours.
 */
export interface DatedItems {
  /** How many sites there are; they are numbered from 0. */
  readonly sites: number;
  readonly starts: Int32Array;
  readonly site: Int32Array;
  readonly earliest: Float64Array;
  readonly latest: Float64Array;
}

/**
 * The same, with each site at most once in a narrative and the appearances of a narrative in the order of
 * their `latest`, then `earliest`, then site.
 */
export interface Cascades extends DatedItems {
  /** Narrative of each appearance. */
  readonly narrative: Int32Array;
}

/**
 * The first appearance of each site in each narrative. Of items with times in [a, b) the first lies in
 * [min a, min b).
 *
 * @throws RangeError where an interval is empty or unbounded, or a site has no such number.
 */
export function firstAppearances(items: DatedItems): Cascades {
  checkItems(items);
  const narratives = items.starts.length - 1;
  const place = new Int32Array(items.sites).fill(-1);
  const starts = new Int32Array(narratives + 1);
  const site = new Int32Array(items.site.length);
  const earliest = new Float64Array(items.site.length);
  const latest = new Float64Array(items.site.length);
  let end = 0;
  for (let c = 0; c < narratives; c++) {
    const start = end;
    for (let item = items.starts[c]!; item < items.starts[c + 1]!; item++) {
      const own = items.site[item]!;
      let at = place[own]!;
      if (at < start) {
        at = end++;
        place[own] = at;
        site[at] = own;
        earliest[at] = items.earliest[item]!;
        latest[at] = items.latest[item]!;
      } else {
        earliest[at] = Math.min(earliest[at]!, items.earliest[item]!);
        latest[at] = Math.min(latest[at]!, items.latest[item]!);
      }
    }
    starts[c + 1] = end;
  }
  return ordered({ sites: items.sites, starts, site, earliest, latest }, end);
}

/** Puts the appearances of each narrative in order. */
function ordered({ sites, starts, site, earliest, latest }: DatedItems, count: number): Cascades {
  const narrative = new Int32Array(count);
  for (let c = 0; c + 1 < starts.length; c++) narrative.fill(c, starts[c], starts[c + 1]);
  const order = Int32Array.from({ length: count }, (_, at) => at);
  for (let c = 0; c + 1 < starts.length; c++) {
    order
      .subarray(starts[c], starts[c + 1])
      .sort((a, b) => latest[a]! - latest[b]! || earliest[a]! - earliest[b]! || site[a]! - site[b]!);
  }
  return {
    sites,
    starts,
    narrative,
    site: Int32Array.from(order, (at) => site[at]!),
    earliest: Float64Array.from(order, (at) => earliest[at]!),
    latest: Float64Array.from(order, (at) => latest[at]!),
  };
}

/** Appearances per site: those of site s are `places[starts[s]]` … `places[starts[s + 1] - 1]`, in order. */
export interface SitePlaces {
  readonly starts: Int32Array;
  readonly places: Int32Array;
}

/** Where each site appears. */
export function placesOfSites({ sites, site }: Cascades): SitePlaces {
  const starts = new Int32Array(sites + 1);
  for (const own of site) starts[own + 1]! += 1;
  for (let s = 0; s < sites; s++) starts[s + 1]! += starts[s]!;
  const next = starts.slice();
  const places = new Int32Array(site.length);
  for (let at = 0; at < site.length; at++) places[next[site[at]!]!++] = at;
  return { starts, places };
}

function checkItems({ sites, starts, site, earliest, latest }: DatedItems): void {
  if (starts.length === 0 || starts[0] !== 0 || starts.at(-1) !== site.length)
    throw new RangeError('the narratives must cover all items');
  if (earliest.length !== site.length || latest.length !== site.length)
    throw new RangeError('every item needs a site and both ends of its time');
  for (let item = 0; item < site.length; item++) {
    if (!(site[item]! >= 0 && site[item]! < sites)) throw new RangeError(`there is no site ${site[item]}`);
    const length = latest[item]! - earliest[item]!;
    if (!(length > 0 && length < Infinity)) {
      throw new RangeError(`the interval from ${earliest[item]} to ${latest[item]} is empty or unbounded`);
    }
  }
}
