/** Reads the table `coverage`: what each site has, week by week. */
import { sumOfWeeks, weekOf } from '../kernels/coverage.ts';
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

/** Items in a language. */
interface LanguageItems {
  readonly language: string;
  readonly items: number;
}

/** What a site has in one language, or the platform. */
export interface SiteCoverage extends Amounts {
  readonly kind: 'post' | 'article';
  /** Empty where the items have none. */
  readonly ecosystem: string;
  /** Empty for posts, and where the items name none. */
  readonly site: string;
  readonly language: string;
  readonly weekly: Weekly;
}

/** An ecosystem with all its sites, or the platform. */
export interface EcosystemCoverage extends Amounts {
  readonly kind: 'post' | 'article';
  readonly ecosystem: string;
  /** Named sites with items in scope. */
  readonly sites: number;
  /** Most items first. */
  readonly languages: readonly LanguageItems[];
  readonly weekly: Weekly;
}

/** Reads what each site has in each language: the platform first, then by ecosystem, most items first. */
export async function readCoverage(database: Database, path: string): Promise<SiteCoverage[]> {
  return coverageIn(database, parquet(path));
}

/** The same of a table expression, such as the name of a view. */
export async function coverageIn(database: Database, table: string): Promise<SiteCoverage[]> {
  const rows = await database.rows<
    Omit<SiteCoverage, 'weekly'> & { mondays: number[] | null; weekly_items: number[] | null }
  >(`
    SELECT kind, coalesce(ecosystem, '') AS ecosystem, coalesce(site, '') AS site, language,
      ${columns.map((name) => `sum(${name})::DOUBLE AS ${name}`).join(', ')},
      list(epoch_ms(week)::DOUBLE ORDER BY week) FILTER (week IS NOT NULL) AS mondays,
      list(items::INTEGER ORDER BY week) FILTER (week IS NOT NULL) AS weekly_items
    FROM ${table} GROUP BY ALL ORDER BY kind DESC, ecosystem, items DESC, site, language`);
  return rows.map(({ mondays, weekly_items, ...row }) => ({
    ...row,
    weekly: { weeks: (mondays ?? []).map(weekOf), items: weekly_items ?? [] },
  }));
}

/** Adds up the sites and languages of each ecosystem, in the order in which the ecosystems come. */
export function coverageByEcosystem(sites: readonly SiteCoverage[]): EcosystemCoverage[] {
  return groupsOf(sites, (site) => JSON.stringify([site.kind, site.ecosystem])).map((own) => {
    const sum = (name: keyof Amounts): number => total(own, name);
    return {
      kind: own[0]!.kind,
      ecosystem: own[0]!.ecosystem,
      ...(Object.fromEntries(columns.map((name) => [name, sum(name)])) as Record<keyof Amounts, number>),
      sites: new Set(own.map((site) => site.site).filter((site) => site !== '')).size,
      languages: groupsOf(own, (site) => site.language)
        .map((rows) => ({ language: rows[0]!.language, items: total(rows, 'items') }))
        .sort((a, b) => b.items - a.items || (a.language < b.language ? -1 : 1)),
      weekly: sumOfWeeks(own.map((site) => site.weekly)),
    };
  });
}

function total(rows: readonly Amounts[], name: keyof Amounts): number {
  return rows.reduce((sum, row) => sum + row[name], 0);
}

function groupsOf<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return [...groups.values()];
}
