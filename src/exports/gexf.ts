/** Graphs as GEXF 1.3, which Gephi reads, with times as spells of days and colours and sizes to draw with. */
import { version } from '../store/manifest.ts';
import type { ExportFile } from './pieces.ts';
import { attributeText } from './graph.ts';
import type { Attribute, Graph, GraphEdge, GraphNode, Spell } from './graph.ts';
import { rgbOf } from './palette.ts';
import { xmlId, xmlText } from './xml.ts';

/**
 * The graph as a GEXF file. `day` (`YYYY-MM-DD`) is the day the file says it is of. The mode is written out,
 * since readers take a graph without one for static (networkx #3249).
 */
export function gexfFile(graph: Graph, day: string): ExportFile {
  let rows = 0;
  return {
    name: `${graph.name}.gexf`,
    mediaType: 'application/gexf+xml',
    rows: () => rows,
    pieces: (async function* () {
      yield head(graph, day);
      for await (const batch of graph.nodes()) {
        rows += batch.length;
        yield batch.map((node) => nodeElement(node, graph.nodeAttributes)).join('');
      }
      yield '</nodes>\n<edges>\n';
      let place = 0;
      for await (const batch of graph.edges()) {
        rows += batch.length;
        yield batch.map((edge) => edgeElement(edge, place++, graph.edgeAttributes)).join('');
      }
      yield '</edges>\n</graph>\n</gexf>\n';
    })(),
  };
}

function head(graph: Graph, day: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
<meta lastmodifieddate="${xmlText(day)}"><creator>crosscurrent ${xmlText(version)}</creator><title>${xmlText(graph.title)}</title><description>${xmlText(graph.about)}</description></meta>
<graph defaultedgetype="${graph.directed ? 'directed' : 'undirected'}" ${graph.isDynamic ? 'mode="dynamic" timeformat="date" timerepresentation="interval"' : 'mode="static"'} idtype="string">
${attributes('node', graph.nodeAttributes)}${attributes('edge', graph.edgeAttributes)}<nodes>
`;
}

function attributes(kind: 'node' | 'edge', list: readonly Attribute[]): string {
  const own = list.map(({ name, type }) => `<attribute id="${kind}-${name}" title="${name}" type="${type}"/>\n`);
  return `<attributes class="${kind}" mode="static">\n${own.join('')}</attributes>\n`;
}

function nodeElement({ id, label, values, spells, colour, size }: GraphNode, list: readonly Attribute[]): string {
  const [r, g, b] = rgbOf(colour);
  return `<node id="${xmlId(id)}" label="${xmlText(label)}">${valuesOf('node', values, list)}${spellElements(spells)}<viz:color r="${r}" g="${g}" b="${b}"/><viz:size value="${size}"/></node>\n`;
}

function edgeElement(
  { source, target, weight, values, spells }: GraphEdge,
  place: number,
  list: readonly Attribute[],
): string {
  return `<edge id="e${place}" source="${xmlId(source)}" target="${xmlId(target)}" weight="${weight}">${valuesOf('edge', values, list)}${spellElements(spells)}</edge>\n`;
}

function valuesOf(kind: 'node' | 'edge', values: GraphNode['values'], list: readonly Attribute[]): string {
  const own = list.flatMap(({ name }) => {
    const value = values[name];
    return value === null || value === undefined
      ? []
      : [`<attvalue for="${kind}-${name}" value="${xmlText(attributeText(value))}"/>`];
  });
  return own.length === 0 ? '' : `<attvalues>${own.join('')}</attvalues>`;
}

function spellElements(spells: readonly Spell[]): string {
  if (spells.length === 0) return '';
  return `<spells>${spells.map(({ start, end }) => `<spell start="${start}" end="${end}"/>`).join('')}</spells>`;
}
