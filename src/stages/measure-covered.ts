/** When each ecosystem and the platform has items at all, so that silence is told from absence. */
import { gapsOf, isTelling, mondayOf, weekOf } from '../kernels/coverage.ts';
import { groupBy } from '../kernels/group-by.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';

const dayMilliseconds = 86_400_000;

/** Days that a source covers; days are counted from 1970, UTC. */
export interface Covered {
  readonly firstDay: number;
  readonly lastDay: number;
  /** Weeks within which a source of its volume would hardly be silent by chance. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
}

/** A first this soon after the first covered day may only be the first that was collected. */
const startDays = 3;

/**
 * Reads the days that items in scope cover: from the first to the last with an item, without the weeks
 * whose silence is no accident (`kernels/coverage.ts`). The key of the platform is null. Items without both
 * bounds in time say nothing, unless the study treats the time they were first seen as publication.
 */
export async function readCovered(
  database: Database,
  items: string,
  firstSeenIsPublication: boolean,
): Promise<Map<string | null, Covered>> {
  const middle = '(epoch_ms(published_earliest) + epoch_ms(published_latest)) / 2';
  const rows = await database.rows<{ ecosystem: string | null; day: number; items: number }>(`
    SELECT ecosystem, floor(middle / ${dayMilliseconds})::BIGINT AS day, count(*) AS items FROM (
      SELECT CASE WHEN kind = 'article' THEN ecosystem END AS ecosystem,
        ${firstSeenIsPublication ? `coalesce(${middle}, epoch_ms(first_seen_at))` : middle} AS middle
      FROM ${parquet(items)} WHERE in_scope AND (kind = 'post' OR ecosystem IS NOT NULL))
    WHERE middle IS NOT NULL GROUP BY ALL ORDER BY ALL`);
  const days = groupBy(rows, ({ ecosystem }) => ecosystem);
  return new Map([...days].map(([source, own]) => [source, coveredOf(own)]));
}

function coveredOf(days: readonly { readonly day: number; readonly items: number }[]): Covered {
  const weeks = new Map<number, number>();
  for (const { day, items } of days) {
    const week = weekOf(day * dayMilliseconds);
    weeks.set(week, (weeks.get(week) ?? 0) + items);
  }
  const gaps = gapsOf({ weeks: [...weeks.keys()], items: [...weeks.values()] }).filter(isTelling);
  return {
    firstDay: days[0]!.day,
    lastDay: days.at(-1)!.day,
    gaps: gaps.map(({ first, last }) => ({
      from: mondayOf(first) / dayMilliseconds,
      to: mondayOf(last + 1) / dayMilliseconds - 1,
    })),
  };
}

/** Whether a source covers a day. */
export function covers({ firstDay, lastDay, gaps }: Covered, day: number): boolean {
  return day >= firstDay && day <= lastDay && !gaps.some(({ from, to }) => day >= from && day <= to);
}

/**
 * Whether a first time (its lower bound, milliseconds) lies within three days of the start of what its
 * source covers, so that the truth may be earlier: "at or before". Null where either is not known.
 */
export function isAtOrBefore(source: Covered | undefined, low: number | null): boolean | null {
  if (source === undefined || low === null) return null;
  return low < (source.firstDay + startDays) * dayMilliseconds;
}
