/** Graphs as GraphML, which igraph, networkx, yEd and Cytoscape read. GraphML has no times: days are attributes. */
import type { Row } from '../store/database.ts';
import { attributeText } from './graph.ts';
import type { Attribute, Graph, Spell } from './graph.ts';
import type { ExportFile } from './pieces.ts';
import { xmlId, xmlText } from './xml.ts';

const types: Readonly<Record<Attribute['type'], string>> = {
  string: 'string',
  integer: 'long',
  double: 'double',
  boolean: 'boolean',
};

const label: Attribute = { name: 'label', type: 'string', about: 'name to show' };
const weight: Attribute = { name: 'weight', type: 'double', about: 'weight of the edge' };
const days: readonly Attribute[] = [
  { name: 'first_day', type: 'string', about: 'first day, UTC' },
  { name: 'last_day', type: 'string', about: 'last day, UTC, included' },
];

/** The graph as a GraphML file. */
export function graphmlFile(graph: Graph): ExportFile {
  let rows = 0;
  const nodeKeys = [label, ...graph.nodeAttributes, ...days];
  const edgeKeys = [weight, ...graph.edgeAttributes, ...days];
  return {
    name: `${graph.name}.graphml`,
    mediaType: 'application/graphml+xml',
    rows: () => rows,
    pieces: (async function* () {
      yield `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
<desc>${xmlText(`${graph.title}. ${graph.about}`)}</desc>
${keys('node', nodeKeys)}${keys('edge', edgeKeys)}<graph id="${graph.name}" edgedefault="${graph.directed ? 'directed' : 'undirected'}">
`;
      for await (const batch of graph.nodes()) {
        rows += batch.length;
        yield batch
          .map(
            (node) =>
              `<node id="${xmlId(node.id)}">${data('node', nodeKeys, { ...node.values, label: node.label, ...daysOf(node.spells) })}</node>\n`,
          )
          .join('');
      }
      for await (const batch of graph.edges()) {
        rows += batch.length;
        yield batch
          .map(
            (edge) =>
              `<edge source="${xmlId(edge.source)}" target="${xmlId(edge.target)}">${data('edge', edgeKeys, { ...edge.values, weight: edge.weight, ...daysOf(edge.spells) })}</edge>\n`,
          )
          .join('');
      }
      yield '</graph>\n</graphml>\n';
    })(),
  };
}

function keys(kind: 'node' | 'edge', list: readonly Attribute[]): string {
  return list
    .map(
      ({ name, type, about }) =>
        `<key id="${kind}-${name}" for="${kind}" attr.name="${name}" attr.type="${types[type]}"><desc>${xmlText(about)}</desc></key>\n`,
    )
    .join('');
}

function data(kind: 'node' | 'edge', list: readonly Attribute[], values: Row): string {
  return list
    .flatMap(({ name }) => {
      const value = values[name];
      return value === null || value === undefined
        ? []
        : [`<data key="${kind}-${name}">${xmlText(attributeText(value))}</data>`];
    })
    .join('');
}

/** The first day of the spells, and the last one included. */
export function daysOf(spells: readonly Spell[]): {
  readonly first_day: string | null;
  readonly last_day: string | null;
} {
  const last = spells.at(-1);
  if (last === undefined) return { first_day: null, last_day: null };
  const day = new Date(Date.parse(last.end) - 86_400_000);
  return { first_day: spells[0]!.start, last_day: day.toISOString().slice(0, 10) };
}
