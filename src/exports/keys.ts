/** Keys of the tables: what names a row, and what refers to another table. */
import type { Database } from '../store/database.ts';
import type { AnyTableName } from './context.ts';

/** A reference from one column to the key of another table. */
export interface ForeignKey {
  readonly column: string;
  readonly table: AnyTableName;
  readonly refersTo: string;
}

/** Columns that together name a row. Tables without such columns are not listed. */
const primaryKeys: Readonly<Partial<Record<AnyTableName, readonly string[]>>> = {
  items: ['item_id'],
  passages: ['passage_id'],
  narratives: ['narrative_id'],
  members: ['passage_id', 'level'],
  matches: ['narrative_id', 'passage_id'],
  near: ['narrative_id', 'passage_id'],
  measured: ['narrative_id'],
  events: ['narrative_id', 'item_id'],
  edits: ['edit'],
  share: ['ecosystem', 'counting'],
  association: ['narrative_id', 'ecosystem', 'baseline', 'counting'],
  association_tests: ['narrative_id', 'baseline', 'counting'],
  association_summary: ['baseline', 'counting', 'ecosystem'],
  words: ['narrative_id', 'ecosystem', 'language', 'compared_with', 'rank'],
  first_appearance: ['narrative_id', 'ecosystem'],
  first_movers: ['narrative_id'],
  first_summary: ['source', 'measure', 'counting'],
  first_leads: ['source'],
  influence: ['model', 'source', 'target', 'counting'],
  network: ['place'],
  network_ecosystems: ['source', 'target'],
  network_nodes: ['site'],
  sensitivity: ['specification', 'source'],
  label_pairs: ['pair_id'],
  label_agreement: ['annotator', 'other'],
};

const to = (column: string, table: AnyTableName, refersTo: string): ForeignKey => ({ column, table, refersTo });
const item = to('item_id', 'items', 'item_id');
const passage = to('passage_id', 'passages', 'passage_id');
const post = to('post_passage_id', 'passages', 'passage_id');
const narrative = to('narrative_id', 'narratives', 'narrative_id');
const measured = to('narrative_id', 'measured', 'narrative_id');

const foreignKeys: Readonly<Partial<Record<AnyTableName, readonly ForeignKey[]>>> = {
  passages: [item],
  narratives: [to('parent_id', 'narratives', 'narrative_id')],
  members: [passage, item, narrative],
  matches: [narrative, passage, item, post],
  near: [narrative, passage, item, post],
  measured: [narrative],
  events: [measured, item],
  association: [measured],
  association_tests: [measured],
  words: [measured],
  first_appearance: [measured, item],
  first_movers: [measured],
  network: [to('source', 'network_nodes', 'site'), to('target', 'network_nodes', 'site')],
  label_pairs: [narrative, item, passage, post],
};

/** What holds of a table. */
export interface Keys {
  readonly primary: readonly string[];
  readonly foreign: readonly ForeignKey[];
}

/** A table as SQL can read it, and the columns it has. */
export interface Keyed {
  readonly name: AnyTableName;
  readonly sql: string;
  readonly columns: readonly string[];
}

/**
 * The keys that hold in the rows as they are: a primary key whose columns are never empty and never twice the
 * same, a reference that always finds its row. What does not hold is left out.
 */
export async function keysThatHold(database: Database, all: readonly Keyed[]): Promise<Map<AnyTableName, Keys>> {
  const byName = new Map(all.map((table) => [table.name, table]));
  const found = new Map<AnyTableName, Keys>();
  for (const table of all) {
    const primary = primaryKeys[table.name] ?? [];
    const isNamed = primary.length > 0 && primary.every((column) => table.columns.includes(column));
    const foreign: ForeignKey[] = [];
    for (const key of foreignKeys[table.name] ?? []) {
      const target = byName.get(key.table);
      if (target !== undefined && table.columns.includes(key.column) && (await refers(database, table, key, target)))
        foreign.push(key);
    }
    found.set(table.name, { primary: isNamed && (await names(database, table, primary)) ? primary : [], foreign });
  }
  return found;
}

async function names(database: Database, { sql }: Keyed, columns: readonly string[]): Promise<boolean> {
  const list = columns.map((column) => `"${column}"`).join(', ');
  const empty = columns.map((column) => `"${column}" IS NULL OR "${column}"::VARCHAR = ''`).join(' OR ');
  const [row] = await database.rows<{ broken: boolean }>(`
    SELECT EXISTS (FROM (${sql}) WHERE ${empty})
      OR EXISTS (SELECT ${list} FROM (${sql}) GROUP BY ${list} HAVING count(*) > 1) AS broken`);
  return !row!.broken;
}

async function refers(
  database: Database,
  { sql }: Keyed,
  { column, refersTo }: ForeignKey,
  target: Keyed,
): Promise<boolean> {
  const [row] = await database.rows<{ broken: boolean }>(`
    SELECT EXISTS (
      FROM (${sql}) a ANTI JOIN (${target.sql}) b ON a."${column}" = b."${refersTo}" WHERE coalesce(a."${column}", '') <> '') AS broken`);
  return !row!.broken;
}
