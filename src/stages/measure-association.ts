/** The table `association`: every measured narrative × ecosystem × baseline × counting. */
import { UserError } from '../errors.ts';
import {
  columnTotals,
  npmiOwn,
  npmiReleased,
  rawShare,
  releasedConstants,
  scaledCounts,
} from '../kernels/association.ts';
import { changedRows, winners } from '../kernels/winners.ts';
import type { Database } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import { countings } from './measure-counts.ts';
import type { Counts } from './measure-counts.ts';

/** Name of a baseline. */
export type BaselineName = 'raw' | 'npmi_own' | 'npmi_released';

interface Baseline {
  readonly name: BaselineName;
  /** Undefined where the baseline cannot be taken. */
  readonly values: Float64Array | undefined;
  readonly winners: Uint8Array;
}

export interface AssociationResult {
  /** Narratives whose winners are not those of `raw`, counting copies, under a name for `run.json`. */
  readonly changed: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

/** Writes the table and says in how many narratives the winner depends on the baseline. */
export async function writeAssociation(
  database: Database,
  counts: Counts,
  wanted: string | undefined,
  path: string,
): Promise<AssociationResult> {
  const { narratives, ecosystems } = counts;
  const reference = referenceOf(counts, wanted);
  const changed: Record<string, number> = {};
  const notes: string[] = [];
  const writer = await database.table(tables.association.columns);
  for (const counting of ecosystems.length === 0 ? [] : countings) {
    const k = counts.k[counting];
    const baselines = measureBaselines(k, ecosystems.length, reference);
    for (const [place, articles] of k.entries()) {
      const narrative_id = narratives[Math.floor(place / ecosystems.length)]!.id;
      const ecosystem = ecosystems[place % ecosystems.length];
      for (const { name, values, winners: won } of baselines) {
        const value = values === undefined ? (articles === 0 ? -1 : null) : values[place];
        writer.append({
          narrative_id,
          ecosystem,
          baseline: name,
          counting,
          articles,
          value,
          is_winner: won[place] === 1,
        });
      }
    }
    if (counting === 'groups') continue;
    const [raw, ...others] = baselines;
    for (const { name, values, winners: won } of others) {
      if (values !== undefined) changed[`changed_${name}`] = changedRows(raw!.winners, won, ecosystems.length);
    }
    if (baselines.some(({ values }) => values === undefined) && narratives.some(({ matched }) => matched)) {
      notes.push(`npmi_released has no values: its reference ecosystem, ${ecosystems[reference]}, has no match`);
    }
  }
  await writer.write(path, 'narrative_id, ecosystem, baseline, counting');
  return { changed, notes };
}

/** Every baseline of the counts k(n,e), row-major. */
export function measureBaselines(k: Float64Array, columns: number, reference: number): Baseline[] {
  const raw = rawShare(k, columns);
  const own = npmiOwn(k, columns);
  const constants = releasedConstants(k, columns, reference);
  return [
    { name: 'raw', values: raw, winners: winners(raw, k, columns) },
    { name: 'npmi_own', values: own, winners: winners(own, k, columns) },
    constants === undefined
      ? { name: 'npmi_released', values: undefined, winners: new Uint8Array(k.length) }
      : {
          name: 'npmi_released',
          values: npmiReleased(k, columns, constants),
          winners: winners(scaledCounts(k, columns, constants), k, columns),
        },
  ];
}

/**
 * Column of the reference ecosystem: the one asked for, else `chinese`, else the one with the fewest
 * matches, the first by name of several; one without any match is only taken where it was asked for.
 */
export function referenceOf({ ecosystems, k }: Counts, wanted: string | undefined): number {
  if (ecosystems.length === 0) return -1;
  if (wanted !== undefined) {
    const place = ecosystems.indexOf(wanted);
    if (place >= 0) return place;
    throw new UserError(
      `measure.reference is ${JSON.stringify(wanted)}, but no article in scope is of that ecosystem`,
      {
        hint: `the ecosystems are ${ecosystems.join(', ')}`,
      },
    );
  }
  const totals = columnTotals(k.copies, ecosystems.length);
  const chinese = ecosystems.indexOf('chinese');
  if (chinese >= 0 && totals[chinese]! > 0) return chinese;
  let fewest = -1;
  for (const [place, total] of totals.entries()) {
    if (total > 0 && (fewest < 0 || total < totals[fewest]!)) fewest = place;
  }
  return Math.max(0, fewest);
}
