/** Narratives and who published them: a graph with two kinds of nodes and the number of items as weight. */
import type { Parties } from '../report/names.ts';
import { parquet } from '../store/database.ts';
import type { ExportContext } from './context.ts';
import { daysSql, siteSql, sizeOf, spellsOf } from './graph.ts';
import type { Graph, GraphEdge, GraphNode } from './graph.ts';
import { partyOf } from './graph-sites.ts';
import { colourOf, light } from './palette.ts';

interface NarrativeNode {
  readonly narrative_id: string;
  readonly label: string | null;
  readonly posts: number;
  readonly articles: number;
  readonly items: number;
  readonly largest: number;
  readonly starts: readonly string[] | null;
  readonly ends: readonly string[] | null;
}

interface PublisherNode {
  readonly publisher: string;
  readonly ecosystem: string;
  readonly narratives: number;
  readonly items: number;
  readonly largest: number;
  readonly starts: readonly string[] | null;
  readonly ends: readonly string[] | null;
}

/** Longest label of a narrative: labels are sentences. */
const labelCharacters = 80;

/**
 * Measured narratives with a matched article, and the sites (or ecosystems) with an item in them. Ids are those
 * of the narratives behind `narrative:`, and names of sites or ecosystems behind `site:` or `ecosystem:`. An edge
 * is there from the first to the last item of the one in the other.
 */
export function narrativeGraph(
  { database, table, platform }: ExportContext,
  parties: Parties,
  name: 'narratives' | 'narrative-ecosystems',
): Graph {
  const isSites = name === 'narratives';
  const kind = isSites ? 'site' : 'ecosystem';
  const measured = parquet(table('measured'));
  const told = `
    told AS (
      SELECT narrative_id, item_id, source, ${isSites ? siteSql : 'source'} AS publisher, ${daysSql}
      FROM ${parquet(table('events'))}
      WHERE narrative_id IN (SELECT narrative_id FROM ${parquet(table('events'))} WHERE source <> $1))`;
  const span = 'min(first_day)::VARCHAR AS first_day, max(next_day)::VARCHAR AS next_day';
  const lists = 'CASE WHEN first_day IS NOT NULL THEN [first_day] END AS starts, [next_day] AS ends';
  return {
    name,
    title: isSites ? 'Narratives and the sites that publish them' : 'Narratives and ecosystems',
    about: `Nodes are measured narratives with a matched article, and the ${isSites ? 'sites' : 'ecosystems'} and the platform that publish them; the weight of an edge is the number of items.${isSites ? ' Items without a site are left out.' : ''}`,
    directed: false,
    isDynamic: true,
    nodeAttributes: [
      { name: 'kind', type: 'string', about: `narrative, ${kind} or platform` },
      { name: 'ecosystem', type: 'string', about: 'ecosystem of a site; the platform for itself' },
      { name: 'posts', type: 'integer', about: 'posts of a narrative' },
      { name: 'articles', type: 'integer', about: 'matched articles of a narrative' },
      { name: 'narratives', type: 'integer', about: `narratives of a ${kind} or the platform` },
      { name: 'items', type: 'integer', about: 'items along all edges of the node' },
    ],
    edgeAttributes: [{ name: 'items', type: 'integer', about: 'items of the one in the other' }],
    nodes: async function* () {
      for await (const rows of database.batches<NarrativeNode>(
        `
        WITH ${told},
        counted AS (
          SELECT narrative_id, count(*) AS items, count(*) FILTER (source <> $1) AS articles, count(*) FILTER (source = $1) AS posts, ${span}
          FROM told WHERE publisher IS NOT NULL GROUP BY narrative_id)
        SELECT c.* EXCLUDE (first_day, next_day), m.label, ${lists}, max(items) OVER () AS largest
        FROM counted c LEFT JOIN ${measured} m USING (narrative_id) ORDER BY items DESC, narrative_id`,
        [platform],
      ))
        yield rows.map((row): GraphNode => {
          const { posts, articles, items } = row;
          return {
            id: `narrative:${row.narrative_id}`,
            label: shortLabel(row.label, row.narrative_id),
            values: { kind: 'narrative', posts, articles, items },
            spells: spellsOf(row),
            colour: light['line']!,
            size: sizeOf(items, row.largest),
          };
        });
      for await (const rows of database.batches<PublisherNode>(
        `
        WITH ${told},
        counted AS (
          SELECT publisher, arg_max(source, (own, source)) AS ecosystem, sum(own)::BIGINT AS items, min(first_day) AS first_day, max(next_day) AS next_day
          FROM (SELECT publisher, source, count(*) AS own, ${span} FROM told WHERE publisher IS NOT NULL GROUP BY publisher, source)
          GROUP BY publisher),
        spread AS (SELECT publisher, count(DISTINCT narrative_id) AS narratives FROM told GROUP BY publisher)
        SELECT c.* EXCLUDE (first_day, next_day), narratives, ${lists}, max(items) OVER () AS largest
        FROM counted c JOIN spread USING (publisher) ORDER BY items DESC, publisher`,
        [platform],
      ))
        yield rows.map((row): GraphNode => {
          const isPlatform = row.publisher === platform;
          const party = isPlatform ? parties.platform : partyOf(parties, row.ecosystem);
          return {
            id: `${kind}:${row.publisher}`,
            label: isPlatform || !isSites ? party.label : row.publisher,
            values: {
              kind: isPlatform ? 'platform' : kind,
              ecosystem: row.ecosystem,
              narratives: row.narratives,
              items: row.items,
            },
            spells: spellsOf(row),
            colour: colourOf(party),
            size: sizeOf(row.items, row.largest),
          };
        });
    },
    edges: async function* () {
      for await (const rows of database.batches<{
        narrative_id: string;
        publisher: string;
        items: number;
        starts: readonly string[] | null;
        ends: readonly string[] | null;
      }>(
        `
        WITH ${told},
        counted AS (
          SELECT narrative_id, publisher, count(*) AS items, ${span}
          FROM told WHERE publisher IS NOT NULL GROUP BY narrative_id, publisher)
        SELECT narrative_id, publisher, items, ${lists} FROM counted ORDER BY narrative_id, publisher`,
        [platform],
      ))
        yield rows.map((row): GraphEdge => ({
          source: `narrative:${row.narrative_id}`,
          target: `${kind}:${row.publisher}`,
          weight: row.items,
          values: { items: row.items },
          spells: spellsOf(row),
        }));
    },
  };
}

function shortLabel(label: string | null, id: string): string {
  const plain = (label ?? '').replaceAll(/\s+/gu, ' ').trim();
  if (plain === '') return id;
  const characters = [...plain];
  return characters.length <= labelCharacters ? plain : `${characters.slice(0, labelCharacters).join('')}…`;
}
