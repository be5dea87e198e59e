/** Reads the table `coverage`: what each site has, week by week. */
import { sumOfWeeks } from '../kernels/coverage.ts';
import type { Weekly } from '../kernels/coverage.ts';
import type { TimeClasses } from '../kernels/time-needs.ts';
import type { Database } from './database.ts';
import { parquet } from './database.ts';

/** What items in scope amount to; the columns of the table. */
export interface Amounts extends TimeClasses {
  readonly items: number;
  readonly characters: number;
  readonly syndicated: number;
  readonly syndicated_characters: number;
}

const columns = [
  'items',
  'characters',
  'to_hour',
  'to_day',
  'coarser',
  'bounded',
  'undated',
  'syndicated',
  'syndicated_characters',
] as const satisfies readonly (keyof Amounts)[];

/** A site of an ecosystem, or the platform. */
export interface SiteCoverage extends Amounts {
  readonly kind: 'post' | 'article';
  /** Empty where the items have none. */
  readonly ecosystem: string;
  /** Empty for posts, and where the items name none. */
  readonly site: string;
  readonly weekly: Weekly;
}

/** An ecosystem with all its sites, or the platform. */
export interface EcosystemCoverage extends Amounts {
  readonly kind: 'post' | 'article';
  readonly ecosystem: string;
  /** Sites with items in scope, most items first. */
  readonly sites: readonly SiteCoverage[];
  readonly weekly: Weekly;
}

/** Reads what each site has: the platform first, then by ecosystem, most items first. */
export async function readCoverage(database: Database, path: string): Promise<SiteCoverage[]> {
  const rows = await database.rows<
    Omit<SiteCoverage, 'weekly'> & { weeks: number[] | null; weekly_items: number[] | null }
  >(`
    SELECT kind, coalesce(ecosystem, '') AS ecosystem, coalesce(site, '') AS site,
      ${columns.map((name) => `sum(${name})::DOUBLE AS ${name}`).join(', ')},
      list(((epoch_ms(week) + 259200000) // 604800000)::INTEGER ORDER BY week) FILTER (week IS NOT NULL) AS weeks,
      list(items::INTEGER ORDER BY week) FILTER (week IS NOT NULL) AS weekly_items
    FROM ${parquet(path)} GROUP BY ALL ORDER BY kind DESC, ecosystem, items DESC, site`);
  return rows.map(({ weeks, weekly_items, ...row }) => ({
    ...row,
    weekly: { weeks: weeks ?? [], items: weekly_items ?? [] },
  }));
}

/** Adds up the sites of each ecosystem, in the order in which the ecosystems come. */
export function coverageByEcosystem(sites: readonly SiteCoverage[]): EcosystemCoverage[] {
  const groups = new Map<string, SiteCoverage[]>();
  for (const site of sites) {
    const key = JSON.stringify([site.kind, site.ecosystem]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [site]);
    else group.push(site);
  }
  return [...groups.values()].map((own) => {
    const sum = (name: keyof Amounts): number => own.reduce((total, site) => total + site[name], 0);
    return {
      kind: own[0]!.kind,
      ecosystem: own[0]!.ecosystem,
      ...(Object.fromEntries(columns.map((name) => [name, sum(name)])) as Record<keyof Amounts, number>),
      sites: own,
      weekly: sumOfWeeks(own.map((site) => site.weekly)),
    };
  });
}
