/**
 * The graphs of a study, read from its tables for whichever format they are written in. Nodes and edges
 * come in batches from the database, so a graph of any size takes little memory.
 *
 * Times are days, since that is what the readers of dynamic graphs take without trouble: ISO times with a
 * clock break readers (networkx #3246), and a spell that ends when it starts makes Gephi show nothing, without a
 * word (gephi #666). A spell therefore ends on the day after the last one (exclusive), and no attribute is dynamic,
 * since many of them freeze Gephi (#1566).
 */
import { namedParties } from '../report/names.ts';
import { wordingOf } from '../wording/wording.ts';
import type { Parties } from '../report/names.ts';
import { parquet } from '../store/database.ts';
import type { Row } from '../store/database.ts';
import type { ExportContext } from './context.ts';

/** The graphs there are. */
export const graphNames = ['sites', 'ecosystems', 'narratives', 'narrative-ecosystems'] as const;

/** Name of a graph. */
export type GraphName = (typeof graphNames)[number];

/** A stretch of days: the first, and the one after the last; `YYYY-MM-DD`. */
export interface Spell {
  readonly start: string;
  readonly end: string;
}

/** What is said of nodes or edges beside what all have. */
export interface Attribute {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'double' | 'boolean';
  readonly about: string;
}

/** A node; its id is unique in the graph. */
export interface GraphNode {
  readonly id: string;
  readonly label: string;
  readonly values: Row;
  readonly spells: readonly Spell[];
  /** `#rrggbb`. */
  readonly colour: string;
  /** For drawing, 1 and more; its area grows with what the node has. */
  readonly size: number;
}

/** An edge between two nodes; there is one at most in each direction. */
export interface GraphEdge {
  readonly source: string;
  readonly target: string;
  readonly weight: number;
  readonly values: Row;
  readonly spells: readonly Spell[];
}

/** A graph that can be run through once. */
export interface Graph {
  readonly name: GraphName;
  readonly title: string;
  readonly about: string;
  readonly directed: boolean;
  /** Whether nodes and edges have spells. */
  readonly isDynamic: boolean;
  readonly nodeAttributes: readonly Attribute[];
  readonly edgeAttributes: readonly Attribute[];
  readonly nodes: () => AsyncIterable<readonly GraphNode[]>;
  readonly edges: () => AsyncIterable<readonly GraphEdge[]>;
}

/** Reads a graph; a UserError where a table it needs has not been written. */
export async function readGraph(context: ExportContext, name: GraphName): Promise<Graph> {
  const parties = await readParties(context);
  switch (name) {
    case 'sites': {
      const { siteGraph } = await import('./graph-sites.ts');
      return siteGraph(context, parties);
    }
    case 'ecosystems': {
      const { ecosystemGraph } = await import('./graph-sites.ts');
      return ecosystemGraph(context, parties);
    }
    default: {
      const { narrativeGraph } = await import('./graph-narratives.ts');
      return narrativeGraph(context, parties, name);
    }
  }
}

/** Every ecosystem with an article, and the platform, in the order and colours of the report. */
export async function readParties({ database, table, platform }: ExportContext): Promise<Parties> {
  const rows = await database.rows<{ ecosystem: string }>(
    `SELECT DISTINCT coalesce(ecosystem, '') AS ecosystem FROM ${parquet(table('items'))} WHERE kind = 'article' ORDER BY 1`,
  );
  return namedParties(
    rows.map(({ ecosystem }) => ecosystem),
    platform,
    wordingOf('en'),
  );
}

/**
 * SQL of the bounds of an event as days: `first_day` and `next_day` (exclusive). Events without both bounds
 * have none.
 */
export const daysSql = `
  CASE WHEN latest > earliest THEN earliest::DATE END AS first_day,
  CASE WHEN latest > earliest THEN (latest - INTERVAL 1 MICROSECOND)::DATE + 1 END AS next_day`;

/** SQL of the name of what published an event: the platform ($1) under its own name, or the site; NULL without one. */
export const siteSql = `CASE WHEN source = $1 THEN $1 ELSE nullif(trim(site), '') END`;

/** Days as the queries give them: lists of texts, NULL where there are none. */
interface DayLists {
  readonly starts: readonly string[] | null;
  readonly ends: readonly string[] | null;
}

/** The spells of a row whose lists are sorted by the start. */
export function spellsOf({ starts, ends }: DayLists): Spell[] {
  return joinSpells((starts ?? []).map((start, place) => ({ start, end: ends![place]! })));
}

/** Stretches of days, sorted by their start, with those joined that touch or overlap. */
function joinSpells(sorted: readonly Spell[]): Spell[] {
  const joined: Spell[] = [];
  for (const spell of sorted) {
    const last = joined.at(-1);
    if (last === undefined || spell.start > last.end) joined.push(spell);
    else if (spell.end > last.end) joined[joined.length - 1] = { start: last.start, end: spell.end };
  }
  return joined;
}

/** The value of an attribute as text. */
export function attributeText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Size to draw a node in, so that its area follows `value`; the largest is 40. */
export function sizeOf(value: number, largest: number): number {
  return Math.round(100 * (4 + 36 * Math.sqrt(Math.max(0, value) / Math.max(1, largest)))) / 100;
}
