/** The network of who passes narratives on to whom: between sites, and added up between ecosystems. */
import type { Parties } from '../report/names.ts';
import { parquet } from '../store/database.ts';
import type { Row } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import type { Column, TableName } from '../store/tables.ts';
import type { ExportContext } from './context.ts';
import { daysSql, siteSql, sizeOf, spellsOf } from './graph.ts';
import type { Attribute, Graph, GraphEdge, GraphNode } from './graph.ts';
import { colourOf } from './palette.ts';

/** Columns of a table as attributes, but for those named. */
export function attributesOf(name: TableName, without: readonly string[]): Attribute[] {
  return tables[name].columns
    .filter((column) => !without.includes(column.name))
    .map((column: Column) => ({ name: column.name, type: typeOf(column), about: column.about }));
}

function typeOf({ name, type }: Column): Attribute['type'] {
  switch (type) {
    case 'INTEGER':
    case 'BIGINT':
      return 'integer';
    case 'DOUBLE':
      return 'double';
    case 'BOOLEAN':
      return 'boolean';
    case 'VARCHAR':
      return 'string';
    default:
      throw new Error(`the column ${name} has no place in a graph`);
  }
}

interface Days {
  readonly starts: readonly string[] | null;
  readonly ends: readonly string[] | null;
}

interface NodeRow extends Row, Days {
  readonly site: string;
  readonly ecosystem: string;
  readonly narratives: number;
  readonly largest: number;
}

interface EdgeRow extends Row, Days {
  readonly source: string;
  readonly target: string;
  readonly copies: number;
}

/**
 * Sites, and the edges along which narratives most likely spread. A site is there from its first item in a
 * measured narrative to its last. An edge is there, for each narrative that passed along it, from the
 * first item of the one site to the last possible day of the first item of the other.
 */
export function siteGraph({ database, table, platform }: ExportContext, parties: Parties): Graph {
  const nodes = parquet(table('network_nodes'));
  const edges = parquet(table('network'));
  const dated = `
    SELECT narrative_id, ${siteSql} AS site, earliest, latest, ${daysSql} FROM ${parquet(table('events'))}`;
  return {
    name: 'sites',
    title: 'Who passes narratives on to whom: sites',
    about:
      'Nodes are sites, and the platform under its own name; edges are those along which narratives most likely spread (NETINF), with the number of narratives as their weight. Read is_thin and p_value before you believe an edge.',
    directed: true,
    isDynamic: true,
    nodeAttributes: attributesOf('network_nodes', ['site']),
    edgeAttributes: attributesOf('network', ['source', 'target', 'narratives']),
    nodes: async function* () {
      for await (const rows of database.batches<NodeRow>(
        `
        WITH dated AS (${dated}),
        spans AS (SELECT site, min(first_day)::VARCHAR AS first_day, max(next_day)::VARCHAR AS next_day FROM dated GROUP BY site)
        SELECT n.*, CASE WHEN first_day IS NOT NULL THEN [first_day] END AS starts, [next_day] AS ends,
          max(n.narratives) OVER () AS largest
        FROM ${nodes} n LEFT JOIN spans s ON s.site = n.site ORDER BY n.narratives DESC, n.site`,
        [platform],
      ))
        yield rows.map((row): GraphNode => {
          const party = row.site === platform ? parties.platform : partyOf(parties, row.ecosystem);
          return {
            id: row.site,
            label: row.site === platform ? parties.platform.label : row.site,
            values: row,
            spells: spellsOf(row),
            colour: colourOf(party),
            size: sizeOf(row.narratives, row.largest),
          };
        });
    },
    edges: async function* () {
      for await (const rows of database.batches<EdgeRow>(
        `
        WITH dated AS (${dated}),
        firsts AS (
          SELECT narrative_id, site, min(first_day) AS first_day, arg_min(next_day, latest) AS next_day
          FROM dated WHERE site IS NOT NULL AND first_day IS NOT NULL GROUP BY narrative_id, site),
        passed AS (SELECT place, source, target, unnest(narratives) AS narrative_id FROM ${edges}),
        spells AS (
          SELECT p.place, list(a.first_day::VARCHAR ORDER BY a.first_day, b.next_day) AS starts,
            list(greatest(a.next_day, b.next_day)::VARCHAR ORDER BY a.first_day, b.next_day) AS ends
          FROM passed p JOIN firsts a ON a.narrative_id = p.narrative_id AND a.site = p.source
          JOIN firsts b ON b.narrative_id = p.narrative_id AND b.site = p.target GROUP BY p.place)
        SELECT e.* EXCLUDE (narratives), starts, ends FROM ${edges} e LEFT JOIN spells s ON s.place = e.place ORDER BY e.place`,
        [platform],
      ))
        yield rows.map((row): GraphEdge => ({
          source: row.source,
          target: row.target,
          weight: row.copies,
          values: row,
          spells: spellsOf(row),
        }));
    },
  };
}

/** Ecosystems and the platform, and how many narratives pass from each to each, against chance. Not dynamic. */
export function ecosystemGraph({ database, table, platform }: ExportContext, parties: Parties): Graph {
  const source = parquet(table('network_ecosystems'));
  const sites = parquet(table('network_nodes'));
  return {
    name: 'ecosystems',
    title: 'Who passes narratives on to whom: ecosystems',
    about:
      'The edges between sites added up by ecosystem, the number of narratives as their weight; by_chance is what the numbers of items would give in any order. Pairs without an edge between their sites are left out.',
    directed: true,
    isDynamic: false,
    nodeAttributes: [
      { name: 'sites', type: 'integer', about: 'sites of the network' },
      { name: 'passed_on', type: 'integer', about: 'copies along the edges out of these sites' },
    ],
    edgeAttributes: attributesOf('network_ecosystems', ['source', 'target']),
    nodes: async function* () {
      for await (const rows of database.batches<{
        ecosystem: string;
        sites: number;
        passed_on: number;
        largest: number;
      }>(`
        WITH named AS (SELECT source AS ecosystem FROM ${source} UNION SELECT target FROM ${source}),
        counted AS (
          SELECT ecosystem, count(*) AS sites, sum(passed_on)::BIGINT AS passed_on FROM ${sites} GROUP BY ecosystem)
        SELECT ecosystem, coalesce(sites, 0) AS sites, coalesce(passed_on, 0) AS passed_on, max(coalesce(sites, 0)) OVER () AS largest
        FROM named LEFT JOIN counted USING (ecosystem) ORDER BY ecosystem`))
        yield rows.map((row): GraphNode => {
          const party = row.ecosystem === platform ? parties.platform : partyOf(parties, row.ecosystem);
          const { ecosystem: id, largest, ...values } = row;
          return {
            id,
            label: party.label,
            values,
            spells: [],
            colour: colourOf(party),
            size: sizeOf(row.sites, largest),
          };
        });
    },
    edges: async function* () {
      for await (const rows of database.batches<EdgeRow>(
        `SELECT * FROM ${source} WHERE edges > 0 ORDER BY source, target`,
      ))
        yield rows.map((row): GraphEdge => ({
          source: row.source,
          target: row.target,
          weight: row.copies,
          values: row,
          spells: [],
        }));
    },
  };
}

/** The party of an ecosystem; of one that has no article any more the first. */
export function partyOf(parties: Parties, ecosystem: string): Parties['platform'] {
  if (ecosystem === parties.platform.key) return parties.platform;
  return parties.ecosystems.find(({ key }) => key === ecosystem) ?? parties.ecosystems[0] ?? parties.platform;
}
