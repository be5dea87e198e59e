/** Graphs as two CSV files, nodes.csv and edges.csv, which Gephi and every statistics program open. */
import type { Column } from '../store/tables.ts';
import { csvHeader, csvRecord } from './csv.ts';
import type { CsvOptions } from './csv.ts';
import type { Attribute, Graph } from './graph.ts';
import { daysOf } from './graphml.ts';
import type { ExportFile } from './pieces.ts';

const types: Readonly<Record<Attribute['type'], Column['type']>> = {
  string: 'VARCHAR',
  integer: 'INTEGER',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
};

function columnsOf(own: readonly (readonly [string, Column['type']])[], attributes: readonly Attribute[]): Column[] {
  return [
    ...own.map(([name, type]) => ({ name, type, about: '' })),
    ...attributes.map(({ name, type, about }) => ({ name, type: types[type], about })),
    { name: 'first_day', type: 'VARCHAR', about: '' },
    { name: 'last_day', type: 'VARCHAR', about: '' },
  ];
}

/** Both files; the first columns have the names Gephi looks for. */
export function edgeLists(graph: Graph, { bom = false, raw = false }: CsvOptions): ExportFile[] {
  const counts = { nodes: 0, edges: 0 };
  const nodeColumns = columnsOf(
    [
      ['Id', 'VARCHAR'],
      ['Label', 'VARCHAR'],
    ],
    graph.nodeAttributes,
  );
  const edgeColumns = columnsOf(
    [
      ['Source', 'VARCHAR'],
      ['Target', 'VARCHAR'],
      ['Type', 'VARCHAR'],
      ['Weight', 'DOUBLE'],
    ],
    graph.edgeAttributes,
  );
  const Type = graph.directed ? 'Directed' : 'Undirected';
  const mediaType = 'text/csv; charset=utf-8; header=present';
  return [
    {
      name: 'nodes.csv',
      mediaType,
      rows: () => counts.nodes,
      pieces: (async function* () {
        yield csvHeader(nodeColumns, bom);
        for await (const batch of graph.nodes()) {
          counts.nodes += batch.length;
          yield batch
            .map(({ id, label, values, spells }) =>
              csvRecord({ ...values, Id: id, Label: label, ...daysOf(spells) }, nodeColumns, raw),
            )
            .join('');
        }
      })(),
    },
    {
      name: 'edges.csv',
      mediaType,
      rows: () => counts.edges,
      pieces: (async function* () {
        yield csvHeader(edgeColumns, bom);
        for await (const batch of graph.edges()) {
          counts.edges += batch.length;
          yield batch
            .map(({ source, target, weight, values, spells }) =>
              csvRecord(
                { ...values, Source: source, Target: target, Type, Weight: weight, ...daysOf(spells) },
                edgeColumns,
                raw,
              ),
            )
            .join('');
        }
      })(),
    },
  ];
}
