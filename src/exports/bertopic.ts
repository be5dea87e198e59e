/** A bridge to those who work with BERTopic: its table of documents, a topic being a narrative. */
import { ancestorsSql } from '../store/ancestors.ts';
import { parquet } from '../store/database.ts';
import type { Row } from '../store/database.ts';
import type { Column } from '../store/tables.ts';
import type { Export, ExportContext } from './context.ts';
import { counted } from './context.ts';
import { csvPieces } from './csv.ts';
import type { CsvOptions } from './csv.ts';
import { RowCounter } from './pieces.ts';

const columns: readonly Column[] = (
  [
    ['Document', 'VARCHAR'],
    ['Topic', 'INTEGER'],
    ['Name', 'VARCHAR'],
    ['Representation', 'VARCHAR[]'],
    ['Representative_document', 'VARCHAR'],
    ['Timestamp', 'TIMESTAMPTZ'],
    ['Precision', 'VARCHAR'],
    ['kind', 'VARCHAR'],
    ['ecosystem', 'VARCHAR'],
    ['language', 'VARCHAR'],
    ['narrative_id', 'VARCHAR'],
    ['passage_id', 'VARCHAR'],
    ['item_id', 'VARCHAR'],
  ] as const
).map(([name, type]) => ({ name, type, about: '' }));

/** Words of a topic, as BERTopic has by default. */
const topicWords = 10;

/** Words of a narrative that are in its name. */
const nameWords = 4;

/**
 * Post passages of the measured level, and the article passages that match. Topics are the measured
 * narratives from 0 on, most posts first; −1 is every passage of a narrative that is not measured (too few
 * posts, or excluded). Timestamp is empty where no time is known.
 */
export async function bertopic({ database, table }: ExportContext, csv: CsvOptions): Promise<Export> {
  const path = (name: Parameters<typeof table>[0]): string => parquet(table(name));
  const topics = `
    WITH RECURSIVE ${ancestorsSql(path('narratives'))},
    topics AS (
      SELECT *, row_number() OVER (ORDER BY posts DESC, narrative_id)::INTEGER - 1 AS topic FROM ${path('measured')}),
    standing AS (SELECT unnest(narratives) AS narrative_id, narrative_id AS measured_id FROM topics),
    level AS (SELECT coalesce(min(level), 0) AS level FROM topics),
    root AS (SELECT up.narrative_id, s.measured_id FROM up JOIN standing s ON s.narrative_id = up.ancestor),
    told AS (
      SELECT m.passage_id, s.measured_id FROM ${path('members')} m LEFT JOIN standing s USING (narrative_id)
      WHERE m.level = (SELECT level FROM level)
      UNION ALL
      SELECT DISTINCT m.passage_id, root.measured_id FROM ${path('matches')} m JOIN root USING (narrative_id))`;
  const counter = new RowCounter();
  const rows = counter.of(
    database.batches(`
      ${topics}
      SELECT p.text AS Document, coalesce(t.topic, -1) AS Topic, t.keywords,
        list_contains(t.medoids, p.passage_id) AS is_medoid, i.published_at AS Timestamp,
        i.published_precision AS Precision, i.kind, i.ecosystem, p.language, t.narrative_id, p.passage_id, p.item_id
      FROM told JOIN ${path('passages')} p USING (passage_id) JOIN ${path('items')} i USING (item_id)
      LEFT JOIN topics t ON t.narrative_id = told.measured_id
      WHERE i.in_scope
      ORDER BY t.topic NULLS LAST, i.kind DESC, p.passage_id`),
  );
  const [counts] = await database.rows<{ topics: number }>(`SELECT count(*) AS topics FROM ${path('measured')}`);
  return {
    files: [
      {
        name: 'bertopic.csv',
        mediaType: 'text/csv; charset=utf-8; header=present',
        pieces: csvPieces(named(rows), columns, csv),
        rows: () => counter.rows,
      },
    ],
    notes: [
      `${counted(counts!.topics, 'topic')}; Topic is −1 for post passages whose narrative is not measured`,
      'Timestamp is UTC, the start of the day where Precision is day; empty where no time is known',
    ],
  };
}

/** Adds the columns that are made of the keywords. */
async function* named(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<Row[]> {
  for await (const batch of batches) {
    yield batch.map(({ keywords, is_medoid, ...row }) => {
      const topic = row['Topic'] as number;
      const words = topic < 0 ? [] : wordsOf(keywords as string | null);
      return {
        ...row,
        Name: topic < 0 ? 'not_measured' : [topic, ...words.slice(0, nameWords)].join('_'),
        Representation: words,
        // As Python writes it.
        Representative_document: is_medoid === true ? 'True' : 'False',
      };
    });
  }
}

/** The words of every language in turn: the first of each, the second of each. */
function wordsOf(keywords: string | null): string[] {
  const lists = Object.values(JSON.parse(keywords ?? '{}') as Record<string, string[]>);
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, place) => lists.flatMap((list) => list.slice(place, place + 1)))
    .flat()
    .slice(0, topicWords);
}
