import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';

const { count, counted, partOf } = formatsOf('en');

/** The section on the network of sites. */
export const network = {
  intro:
    'Who passes narratives on to whom: sites whose narratives regularly turn up on another site soon afterwards (NETINF, Gomez-Rodriguez, Leskovec and Krause 2010). An edge says that one followed the other, not that it copied: both may draw on a source that is not in the data. Appearances on the same day, where only the day is known, are never taken as following each other.',
  none: 'There is no edge: too few sites share narratives whose order is known.',
  files: <Piece>(edges: Piece, ecosystems: Piece, sites: Piece) =>
    rich`All edges, with the narratives behind each: ${edges}. The table above: ${ecosystems}. All sites: ${sites}.`,
  found: (edges: number, sites: number, delay: string | undefined) =>
    `${counted(edges, { one: 'edge', other: 'edges' })} among ${counted(sites, { one: 'site', other: 'sites' })} ${edges === 1 ? 'explains' : 'explain'} the order in which narratives appeared${delay === undefined ? '' : `, with a mean delay of ${delay}`}.`,
  noneStands:
    'No edge stands out: each either rests on too few narratives, or is what the number of items of its sites would give in any order.',
  table: 'The strongest edges that the order of items by chance would seldom give',
  uncheckedTable: 'The strongest edges; they were not compared with chance',
  heads: {
    from: 'From',
    to: 'To',
    copies: 'Narratives passed on',
    delay: 'Median delay',
    order: 'Before – after – unclear',
    stability: 'Stability',
    chance: 'By chance (p)',
  },
  note: 'Passed on: narratives that the second site most likely has from the first, among all sites with an edge to it. Before, after, unclear: the order of the two in all narratives they share. Stability: how often the edge is chosen again when the narratives are drawn anew. By chance: how often the pair gains as much when the times of the items of each narrative are dealt out anew; since edges are chosen for what they gain, it is on the small side.',
  unchecked: 'They were not compared with chance (network.replicates is 0).',
  noneEnough: 'None has enough narratives to be told from chance.',
  standOut: (distinct: number, enough: number, limit: number) =>
    `${partOf(distinct, enough)} with enough narratives ${distinct === 1 ? 'stands' : 'stand'} out from chance (p up to ${limit}; where nothing is going on, up to one in twelve would).`,
  thin: (thin: number, edges: number, least: number) =>
    `${partOf(thin, edges)} ${thin === 1 ? 'rests' : 'rest'} on fewer than ${least} narratives.`,
  byChance: (edges: number) =>
    `Where the order of items means nothing, the same procedure finds ${count(edges)} on average.`,
  copies: (copies: number, syndicated: number) =>
    `${count(copies)}${syndicated > 0 ? ` (${count(syndicated)} as the same text)` : ''}`,
  moreThanChance: 'more than chance: ',
  passedTable: (limit: number) =>
    `Narratives passed on along all edges, from the row to the column; in brackets what the same items give in any order; ▸ marks more than that (p up to ${limit})`,
  passedNote:
    'A number at or below the one in brackets is no sign of influence, however large: who publishes more is more often the one before.',
};
