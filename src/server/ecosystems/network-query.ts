/** The edges between sites: what may be asked of them, and the answer a page at a time. */
import { z } from 'zod';
import type { NetworkEdge } from '../../report/model.ts';
import { standsOut } from '../../report/read-network.ts';
import { Conditions, fromList, listed } from '../conditions.ts';
import { pageOf } from '../paging.ts';
import type { Listed } from '../paging.ts';
import { pageQuery } from '../query.ts';
import type { Named } from '../narrative/label.ts';
import type { StudyReader } from '../study-reader.ts';

/** Rows of a page. */
const edgesPerPage = 25;

/** Narratives that are named for each edge. */
const namedNarratives = 10;

/** Which edges: those that stand out from chance, those with enough narratives, or every one. */
export const edgeChoices = ['clear', 'enough', 'all'] as const;

/** Orders of the edges: as they were chosen, or by a figure. */
export const edgeOrders = ['gain', 'copies', 'delay', 'support', 'p'] as const;

const key = z.string().max(2000).default('');

/** What stands behind the `?` of the edges. */
export const edgeQuery = z.object({
  edges: z.enum(edgeChoices).default('clear'),
  site: z.string().max(4000).default(''),
  from: key,
  to: key,
  sort: z.enum(edgeOrders).default('gain'),
  page: pageQuery,
});

export type EdgeQuery = z.infer<typeof edgeQuery>;

/** An edge as the pages show it. */
export interface Edge extends Omit<NetworkEdge, 'narratives'> {
  readonly is_thin: boolean;
  /** The first of the narratives behind it. */
  readonly narratives: readonly Named[];
}

const sorting: Readonly<Record<(typeof edgeOrders)[number], string>> = {
  gain: 'place',
  copies: 'copies DESC, place',
  delay: 'median_delay_hours ASC NULLS LAST, place',
  support: 'support DESC NULLS LAST, place',
  p: 'p_value ASC NULLS LAST, place',
};

/** Whether an edge stands out from chance; one that was not compared with it does where it has enough narratives. */
export function isClear({ is_thin, p_value }: Edge): boolean {
  return !is_thin && (p_value ?? 0) <= standsOut;
}

const choosing: Readonly<Record<(typeof edgeChoices)[number], string | undefined>> = {
  clear: `NOT is_thin AND coalesce(p_value, 0) <= ${standsOut}`,
  enough: 'NOT is_thin',
  all: undefined,
};

/** The edges that fit a query, a page of them. */
export async function findEdges(reader: StudyReader, query: EdgeQuery, signal: AbortSignal): Promise<Listed<Edge>> {
  const conditions = new Conditions();
  const choice = choosing[query.edges];
  if (choice !== undefined) conditions.need(choice);
  if (query.site !== '') {
    const site = conditions.bind(query.site);
    conditions.need(`source = ${site} OR target = ${site}`);
  }
  if (query.from !== '') conditions.need('source_ecosystem = ?', query.from);
  if (query.to !== '') conditions.need('target_ecosystem = ?', query.to);
  const { where, values } = conditions;
  const { found } = (await reader.row<{ found: number }>(
    `SELECT count(*) AS found FROM network ${where}`,
    values,
    signal,
  ))!;
  const { page, pages, limit } = pageOf(query.page, found, edgesPerPage);
  const rows = await readEdges(reader, `${where} ORDER BY ${sorting[query.sort]} ${limit}`, values, signal);
  return { rows, found, page, pages };
}

/** Edges that are listed on the page of a site, in each direction. */
const edgesOfSite = 15;

/** The strongest edges into and out of a site, and how many there are. */
export async function edgesOf(
  reader: StudyReader,
  site: string,
  signal: AbortSignal,
): Promise<{ readonly into: readonly Edge[]; readonly out: readonly Edge[] }> {
  const of = async (end: 'source' | 'target'): Promise<Edge[]> =>
    readEdges(reader, `WHERE ${end} = $1 ORDER BY is_thin, place LIMIT ${edgesOfSite}`, [site], signal);
  const [into, out] = await Promise.all([of('target'), of('source')]);
  return { into, out };
}

async function readEdges(
  reader: StudyReader,
  which: string,
  values: Conditions['values'],
  signal: AbortSignal,
): Promise<Edge[]> {
  const edges = await reader.rows<Omit<Edge, 'narratives'> & { readonly ids: readonly string[] | null }>(
    `SELECT source, target, coalesce(source_ecosystem, '') AS source_ecosystem, coalesce(target_ecosystem, '') AS target_ecosystem,
       copies, syndicated, before, after, undecided, median_delay_hours, support, p_value, coalesce(is_thin, false) AS is_thin,
       narratives[1:${namedNarratives}] AS ids
     FROM network ${which}`,
    values,
    signal,
  );
  const named = await reader.rows<Named>(
    `SELECT narrative_id AS id, left(label, 160) AS label, language FROM narrative_list
     WHERE narrative_id IN ${fromList}`,
    [listed(edges.flatMap((edge) => edge.ids ?? []))],
    signal,
  );
  const byId = new Map(named.map((narrative) => [narrative.id, narrative]));
  return edges.map(({ ids: own, ...edge }) => ({
    ...edge,
    narratives: (own ?? []).flatMap((id) => byId.get(id) ?? []),
  }));
}
