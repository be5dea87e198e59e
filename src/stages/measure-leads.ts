/** How long before the first post narratives appeared: the median lead of each ecosystem over the platform. */
import type { Span } from '../kernels/first-appearance.ts';
import { firstOf } from '../kernels/first-appearance.ts';
import { leadOf, medianLead } from '../kernels/leads.ts';
import type { Database } from '../store/database.ts';
import { tables } from '../store/tables.ts';

const hour = 3_600_000;

/** The row for the first of all ecosystems. */
export const anyEcosystem = '(any)';

/** Collects the bounds of the leads, in hours. */
export class PlatformLeads {
  readonly #bounds = new Map<string, { readonly low: number[]; readonly high: number[] }>();

  readonly #gap: number;

  /** `gap`: milliseconds that must lie between two times for one to be before the other. */
  constructor(ecosystems: readonly string[], gap: number) {
    this.#gap = gap / hour;
    for (const source of [...ecosystems, anyEcosystem]) this.#bounds.set(source, { low: [], high: [] });
  }

  /** Adds the first appearances of a narrative; those of which nothing is known are left out. */
  add(spans: ReadonlyMap<string, Span>, platform: Span | undefined): void {
    if (platform === undefined || !isKnown(platform)) return;
    for (const [source, span] of spans) this.#addOne(source, span, platform);
    if (spans.size > 0) this.#addOne(anyEcosystem, firstOf([...spans.values()]), platform);
  }

  #addOne(source: string, span: Span, platform: Span): void {
    if (!isKnown(span)) return;
    const { low, high } = leadOf(span, platform);
    const own = this.#bounds.get(source)!;
    own.low.push(low / hour);
    own.high.push(high / hour);
  }

  /** Writes `first_leads`. */
  async write(database: Database, path: string): Promise<void> {
    const writer = await database.table(tables.first_leads.columns);
    for (const [source, { low, high }] of this.#bounds) {
      if (low.length === 0) continue;
      const found = medianLead(Float64Array.from(low), Float64Array.from(high));
      const before = low.filter((hours) => hours >= this.#gap).length;
      const after = high.filter((hours) => hours <= -this.#gap).length;
      writer.append({
        source,
        narratives: found.leads,
        before,
        after,
        undecidable: found.leads - before - after,
        median_lead_hours: finite(found.median),
        median_from: finite(found.from),
        median_to: finite(found.to),
        low: finite(found.low),
        high: finite(found.high),
        method: Number.isNaN(found.low)
          ? 'no interval: fewer than six narratives'
          : 'order statistics of the bounds, at least 95 %',
      });
    }
    await writer.write(path, 'source');
  }
}

function isKnown({ earliest, latest }: Span): boolean {
  return earliest !== -Infinity || latest !== Infinity;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
