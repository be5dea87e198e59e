import { parse } from 'csv-parse/sync';
import { assert, asyncProperty, property, string, uniqueArray } from 'fast-check';
import { expect, test } from 'vitest';
import { prepareExport } from '../../src/exports/exports.ts';
import { graphNames } from '../../src/exports/graph.ts';
import type { GraphName } from '../../src/exports/graph.ts';
import { xmlId, xmlText } from '../../src/exports/xml.ts';
import { temporaryFolder } from '../support/folder.ts';
import { exportFixture, sites, studyRows, textsOf, withContext } from './fixture.ts';
import { elements, parseXml } from './well-formed.ts';
import type { Study } from '../../src/store/study.ts';

const day = '2031-04-01';

async function exported(
  study: Study,
  format: 'gexf' | 'graphml' | 'edges',
  graph: GraphName,
): Promise<Record<string, string>> {
  return await withContext(study, async (context) => textsOf(await prepareExport(format, context, { graph, day })));
}

test('well-formedness is told apart', () => {
  for (const bad of [
    '<a>',
    '<a></b>',
    '<a b=1/>',
    '<a>&nbsp;</a>',
    '<a/><b/>',
    '<a>\u0000</a>',
    '<a b="1" b="2"/>',
    '<a>&#0;</a>',
    '<a b="<"/>',
  ])
    expect(() => parseXml(bad), bad).toThrow();
  expect(parseXml('<a b="&lt;&#9;">x<c/>y</a>')).toEqual({
    name: 'a',
    attributes: { b: '<\t' },
    children: [{ name: 'c', attributes: {}, children: [], text: '' }],
    text: 'xy',
  });
});

test('texts and ids of any kind stand in XML, and different ids stay different', () => {
  const any = string({ unit: 'binary' });
  assert(
    property(any, any, (a, b) => {
      const { attributes, text } = parseXml(`<a x="${xmlId(a)}" y="${xmlId(b)}">${xmlText(a)}</a>`);
      expect(attributes['x'] === attributes['y']).toBe(a === b);
      expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
    }),
  );
});

test.each(graphNames)(
  'the graph %s as GEXF: one mode, dates, spells that end after they start, ids that are there',
  async (graph) => {
    const study = await exportFixture(temporaryFolder());
    const { [`${graph}.gexf`]: text } = await exported(study, 'gexf', graph);
    const root = parseXml(text!);
    expect(root.attributes).toMatchObject({ xmlns: 'http://gexf.net/1.3', version: '1.3' });
    const [head] = elements(root, 'graph');
    const isDynamic = graph !== 'ecosystems';
    expect(head!.attributes['mode']).toBe(isDynamic ? 'dynamic' : 'static');
    if (isDynamic) expect(head!.attributes).toMatchObject({ timeformat: 'date' });
    const nodes = elements(root, 'node');
    const edges = elements(root, 'edge');
    const ids = nodes.map(({ attributes }) => attributes['id']!);
    expect(new Set(ids).size).toBe(ids.length);
    expect(edges.length).toBeGreaterThan(1);
    const declared = new Set(elements(root, 'attribute').map(({ attributes }) => attributes['id']!));
    for (const { attributes } of elements(root, 'attvalue')) expect(declared).toContain(attributes['for']);
    for (const { attributes } of elements(root, 'spell')) {
      expect(attributes['start']).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
      expect(attributes['end']).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
      expect(attributes['start']! < attributes['end']!).toBe(true);
    }
    const spells = new Map(
      nodes.map((node) => [node.attributes['id'], elements(node, 'spell').map(({ attributes }) => attributes)]),
    );
    for (const edge of edges) {
      const own = elements(edge, 'spell');
      expect(own.length > 0).toBe(isDynamic);
      // An edge without its nodes is nowhere: both are there whenever it is.
      for (const end of ['source', 'target']) {
        const around = spells.get(edge.attributes[end])!;
        expect(ids).toContain(edge.attributes[end]);
        for (const { attributes } of own)
          expect(
            around.some(({ start, end: last }) => start! <= attributes['start']! && last! >= attributes['end']!),
          ).toBe(true);
      }
    }
  },
);

test('spells of the sites follow the days of their items', async () => {
  const study = await exportFixture(temporaryFolder());
  const { 'sites.gexf': text } = await exported(study, 'gexf', 'sites');
  const root = parseXml(text!);
  const weibo = elements(root, 'node').find(({ attributes }) => attributes['id'] === 'weibo')!;
  expect(elements(weibo, 'spell').map(({ attributes }) => attributes)).toEqual([
    { start: '2031-03-05', end: '2031-03-06' },
  ]);
  expect(elements(root, 'edge').map(({ attributes }) => [attributes['source'], attributes['weight']])).toEqual([
    ['weibo', '1'],
    ['weibo', '2'],
    ['weibo', '3'],
  ]);
});

test('the graph of narratives and sites counts items', async () => {
  const study = await exportFixture(temporaryFolder());
  const { 'nodes.csv': nodes, 'edges.csv': edges } = await exported(study, 'edges', 'narratives');
  const read = (text: string): Record<string, string>[] => parse(text, { columns: true, record_delimiter: '\r\n' });
  expect(read(edges!).map(({ Source, Target, Weight, Type }) => [Source, Target, Weight, Type])).toEqual([
    ['narrative:n1', `site:${sites[1].replace('\u0000', '␀').replace('\ud800', '\ufffd')}`, '4', 'Undirected'],
    ['narrative:n1', `site:${sites[2]}`, '4', 'Undirected'],
    ['narrative:n1', 'site:ria.example', '4', 'Undirected'],
    ['narrative:n1', 'site:weibo', '2', 'Undirected'],
  ]);
  expect(read(nodes!).find(({ Id }) => Id === 'narrative:n1')).toMatchObject({
    kind: 'narrative',
    posts: '2',
    articles: '12',
    items: '14',
    first_day: '2031-03-05',
  });
});

test('any names of sites give well-formed files with an id for each', async () => {
  await assert(
    asyncProperty(
      // An empty name is no site, white space around it is cut off, and a lone surrogate is not kept by the tables.
      uniqueArray(string({ unit: 'binary', minLength: 1, maxLength: 12 }), {
        minLength: 1,
        maxLength: 4,
        selector: (name) => name.trim(),
      }),
      async (names) => {
        const kept = names.filter((name) => name.trim() !== '' && name.trim() === name && name.isWellFormed());
        const study = await exportFixture(temporaryFolder(), studyRows(kept));
        for (const format of ['gexf', 'graphml'] as const) {
          for (const graph of ['sites', 'narratives'] as const) {
            const [text] = Object.values(await exported(study, format, graph));
            const ids = elements(parseXml(text!), 'node').map(({ attributes }) => attributes['id']);
            expect(new Set(ids).size).toBe(ids.length);
            if (graph === 'sites') expect(ids.length).toBe(kept.length + 1);
          }
        }
      },
    ),
    { numRuns: 6 },
  );
}, 90_000);

test('a missing table is named with the command that makes it', async () => {
  const study = await exportFixture(temporaryFolder());
  const { rmSync } = await import('node:fs');
  rmSync(study.artefact('network'));
  await expect(exported(study, 'gexf', 'sites')).rejects.toThrow('the table network has not been written yet');
});
