/** The events of the measured narratives as cascades: processes, intervals in days, what was left out. */
import type { TimedEvents } from '../kernels/hawkes-times.ts';
import type { Random } from '../kernels/random.ts';
import type { Database } from '../store/database.ts';

/** Cascades with the names of their processes. */
export interface Cascading {
  /** The platform first, then the ecosystems in the order of their names. */
  readonly names: readonly string[];
  readonly events: TimedEvents;
  /** Narratives with an event, before any were left out by number. */
  readonly narratives: number;
  /** Rows of `events` without both bounds in time. */
  readonly unbounded: number;
}

/** What to read. */
export interface CascadingRequest {
  /** Rows of the table `events`: anything SQL can read from. */
  readonly rows: string;
  readonly platform: string;
  readonly counting: 'copies' | 'groups';
  readonly maxNarratives: number;
  readonly random: Random;
}

const dayMicroseconds = 86_400e6;

/**
 * Reads the cascades. With `groups` the copies of one text in one ecosystem are one event, the first of
 * them: its interval runs from the smallest lower bound to the smallest upper bound. Of more narratives than
 * `maxNarratives` a random sample is taken.
 */
export async function readCascades(
  database: Database,
  { rows: from, platform, counting, maxNarratives, random }: CascadingRequest,
): Promise<Cascading> {
  const bounded = 'earliest IS NOT NULL AND latest IS NOT NULL';
  const [total] = await database.rows<{
    unbounded: number;
    narratives: number;
    begin: number | null;
    end: number | null;
  }>(`
    SELECT count(*) FILTER (NOT (${bounded})) AS unbounded, count(DISTINCT narrative_id) FILTER (${bounded}) AS narratives,
      epoch_us(date_trunc('day', min(earliest) FILTER (${bounded}))) AS begin, epoch_us(max(latest) FILTER (${bounded})) AS end
    FROM ${from}`);
  const sources = await database.rows<{ source: string }>(
    `SELECT DISTINCT source FROM ${from} WHERE ${bounded} ORDER BY source`,
  );
  const names = sources.map(({ source }) => source).sort((a, b) => Number(b === platform) - Number(a === platform));
  const kindOf = new Map(names.map((name, kind) => [name, kind]));
  const begin = total!.begin ?? 0;
  const chosen = chooseSome(total!.narratives, maxNarratives, random);
  const [starts, kinds, earliest, latest]: [number[], number[], number[], number[]] = [[], [], [], []];
  let narrative: string | undefined;
  let place = -1;
  const one = counting === 'groups' ? `coalesce(syndication_group, item_id)` : 'item_id';
  for await (const rows of database.batches<{ narrative_id: string; source: string; low: number; high: number }>(`
    SELECT narrative_id, source, epoch_us(min(earliest)) AS low, epoch_us(min(latest)) AS high
    FROM ${from} WHERE ${bounded} GROUP BY narrative_id, source, ${one}
    ORDER BY narrative_id, low, high, source, ${one}`)) {
    for (const { narrative_id, source, low, high } of rows) {
      if (narrative_id !== narrative) {
        narrative = narrative_id;
        place += 1;
        if (chosen === undefined || chosen[place] === 1) starts.push(kinds.length);
      }
      if (chosen !== undefined && chosen[place] === 0) continue;
      kinds.push(kindOf.get(source)!);
      earliest.push((low - begin) / dayMicroseconds);
      latest.push((Math.max(low, high) - begin) / dayMicroseconds);
    }
  }
  starts.push(kinds.length);
  return {
    names,
    narratives: total!.narratives,
    unbounded: total!.unbounded,
    events: {
      processes: names.length,
      starts: Int32Array.from(starts),
      kinds: Uint16Array.from(kinds),
      earliest: Float64Array.from(earliest),
      latest: Float64Array.from(latest),
      days: Math.max(1, ((total!.end ?? 0) - begin) / dayMicroseconds),
    },
  };
}

/** Marks `most` of `size` narratives drawn at random; undefined where all are taken. */
function chooseSome(size: number, most: number, random: Random): Uint8Array | undefined {
  if (size <= most) return undefined;
  const chosen = new Uint8Array(size);
  // Selection sampling (Knuth, algorithm S): each of the rest with the chance it needs.
  let wanted = most;
  for (let i = 0; i < size; i++) {
    if (random.uniform() * (size - i) < wanted) {
      chosen[i] = 1;
      wanted -= 1;
    }
  }
  return chosen;
}
