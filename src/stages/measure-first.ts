/** The tables of first appearance: when each narrative first appeared where, in which order, and against chance. */
import { throwIfAborted } from '../errors.ts';
import { groupBy } from '../kernels/group-by.ts';
import { benjaminiHochberg } from '../kernels/multiple-testing.ts';
import type { StageContext } from '../stage.ts';
import type { Cell, Database } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import { findAppearing, findFirsts, findUnits, gapOf } from './measure-appearing.ts';
import { FirstChance } from './measure-chance.ts';
import type { Unit } from './measure-chance.ts';
import { readCovered } from './measure-covered.ts';
import { PlatformLeads } from './measure-leads.ts';
import { orderOfNarrative } from './measure-order.ts';
import type { Appearance } from './measure-order.ts';
import type { MeasureOptions } from './measure.ts';

export interface FirstResult {
  /** Narratives with an ecosystem, those with a first one, and those where that stays without the earliest item. */
  readonly appeared: number;
  readonly decided: number;
  readonly robust: number;
}

/** Narratives that are read at a time: their articles are held in memory. */
const block = 500;

/**
 * Writes `first_appearance`, `first_movers`, `first_summary` and `first_leads` from the temporary tables
 * `events` and `matched`, narrative by narrative.
 */
export async function writeFirst(
  database: Database,
  context: StageContext<MeasureOptions>,
  ecosystems: readonly string[],
): Promise<FirstResult> {
  const { options, settings, seed, signal, input, output } = context;
  await findAppearing(database, options);
  const covered = await readCovered(database, input('items'), settings.firstSeenIsPublication);
  const narratives = await findFirsts(database, options);
  await findUnits(database, ecosystems);
  const gap = gapOf(options.firstResolution);

  const writer = await database.table(tables.first_appearance.columns);
  const chance = new FirstChance(ecosystems, { wholeDays: options.firstResolution === 'day', gap, seed, covered });
  const leads = new PlatformLeads(ecosystems, gap);
  const movers: Record<string, Cell>[] = [];
  let [appeared, decided, robust] = [0, 0, 0];
  for (let start = 0; start < narratives; start += block) {
    throwIfAborted(signal);
    const within = `place >= ${start} AND place < ${start + block}`;
    const appearances = groupBy(await database.rows<Appearance & Placed>(`FROM appearances WHERE ${within}`), placeOf);
    const units = groupBy(await database.rows<Unit & Placed>(`FROM units WHERE ${within}`), placeOf);
    for (const [place, rows] of appearances) {
      const order = orderOfNarrative(rows, { gap, platform: settings.platform, covered });
      for (const row of order.appearances) writer.append(row);
      movers.push({ ...order.mover, ...chance.add(rows[0]!.narrative_id, units.get(place) ?? []) });
      leads.add(order.spans, order.platform);
      if (order.spans.size > 0) appeared += 1;
      if (order.first !== undefined) decided += 1;
      if (order.keepsFirst) robust += 1;
    }
  }
  await writer.write(output('first_appearance'), 'narrative_id, ecosystem');
  await writeMovers(database, movers, output('first_movers'));
  await chance.write(database, output('first_summary'));
  await leads.write(database, output('first_leads'));
  return { appeared, decided, robust };
}

/** Writes `first_movers`, with false discoveries controlled over its narratives. */
async function writeMovers(database: Database, movers: readonly Record<string, Cell>[], path: string): Promise<void> {
  const q = benjaminiHochberg(movers.map(({ p_value }) => (p_value as number | null) ?? Number.NaN));
  const writer = await database.table(tables.first_movers.columns);
  for (const [at, mover] of movers.entries()) writer.append({ ...mover, q_value: Number.isNaN(q[at]) ? null : q[at] });
  await writer.write(path, 'narrative_id');
}

/** A row of the narrative at this place. */
interface Placed {
  readonly place: number;
}

function placeOf({ place }: Placed): number {
  return place;
}
