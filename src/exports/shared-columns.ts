/**
 * What a bundle of ids alone holds: ids, addresses, times, codes and figures, and nothing from which texts,
 * titles, authors or annotators can be read. Columns of text are named here one by one, so that a column
 * that comes later is held back until someone decides about it.
 */
import { allTables } from '../store/label-tables.ts';
import type { Column } from '../store/tables.ts';
import type { AnyTableName } from './context.ts';

const texts: ReadonlySet<string> = new Set(['VARCHAR', 'VARCHAR[]', 'BLOB']);

/**
 * Columns of text that may be shared, per table. Held back: texts, titles and authors; labels and keywords,
 * which are made of texts; engagement, which may hold words; the file an item was read from, which some
 * scrapers name after the author; hashes of texts, since short ones can be guessed; what annotators and
 * analysts wrote, and why records were rejected, where their content is quoted.
 */
const shared: Readonly<Record<AnyTableName, readonly string[]>> = {
  items: [
    'item_id',
    'kind',
    'platform',
    'site',
    'ecosystem',
    'language',
    'language_basis',
    'url',
    'published_precision',
    'published_basis',
    'published_zone',
    'repost_of',
    'syndication_group',
  ],
  coverage: ['kind', 'ecosystem', 'site', 'language'],
  rejects: ['stage', 'slug'],
  passages: ['passage_id', 'item_id', 'language'],
  narratives: ['narrative_id', 'parent_id', 'medoids', 'embedder'],
  members: ['passage_id', 'item_id', 'narrative_id'],
  matches: ['narrative_id', 'passage_id', 'item_id', 'ecosystem', 'post_passage_id', 'embedder'],
  near: ['narrative_id', 'passage_id', 'item_id', 'ecosystem', 'post_passage_id', 'embedder'],
  measured: ['narrative_id', 'narratives', 'medoids'],
  events: ['narrative_id', 'item_id', 'source', 'site', 'syndication_group', 'precision'],
  edits: ['kind', 'narratives', 'to'],
  share: ['ecosystem', 'counting', 'interval_method', 'interval_note'],
  association: ['narrative_id', 'ecosystem', 'baseline', 'counting', 'interval_method', 'interval_note'],
  association_tests: ['narrative_id', 'baseline', 'counting', 'winner', 'runner_up', 'method', 'note'],
  association_summary: ['baseline', 'counting', 'ecosystem', 'interval_method', 'interval_note'],
  words: ['narrative_id', 'ecosystem', 'language', 'compared_with'],
  first_appearance: [
    'narrative_id',
    'ecosystem',
    'precision',
    'item_id',
    'outcome',
    'against_platform',
    'outcome_without_earliest',
  ],
  first_movers: ['narrative_id', 'winner', 'order', 'first_ecosystem', 'candidate_names', 'winner_without_earliest'],
  first_summary: ['source', 'measure', 'counting', 'method'],
  first_leads: ['source', 'method'],
  influence: ['model', 'source', 'target', 'counting', 'method', 'reason'],
  influence_fit: ['model', 'process'],
  network: ['source', 'target', 'source_ecosystem', 'target_ecosystem', 'narratives'],
  network_ecosystems: ['source', 'target'],
  network_nodes: ['site', 'ecosystem'],
  sensitivity: ['question', 'counting', 'baseline', 'times', 'weighting', 'background', 'source'],
  label_pairs: [
    'pair_id',
    'item_id',
    'passage_id',
    'narrative_id',
    'post_passage_id',
    'ecosystem',
    'languages',
    'stratum',
  ],
  judgements: ['pair_id', 'annotator', 'judgement', 'item_id', 'narrative_id'],
  label_agreement: ['annotator', 'other'],
  label_curve: ['languages', 'figure', 'unsure', 'method'],
  label_thresholds: ['languages', 'rule'],
  label_share: ['ecosystem', 'counting', 'above', 'unsure', 'method'],
};

/** Columns whose value is made anew: `$` is the column. Annotators get numbers, in the order of their names. */
const replaced: Readonly<Record<string, string>> = {
  'edits.to': `CASE WHEN kind = 'merge' THEN $ END`,
  'judgements.annotator': pseudonym(),
  'label_agreement.annotator': pseudonym(),
  'label_agreement.other': pseudonym(),
};

function pseudonym(): string {
  return `'annotator ' || list_position((SELECT list(DISTINCT annotator ORDER BY annotator) FROM annotators), $)::VARCHAR`;
}

/** Columns of a table that may be shared, and those that are held back. */
export function sharing(name: AnyTableName): { readonly kept: readonly Column[]; readonly held: readonly Column[] } {
  const { columns } = allTables[name];
  const isKept = (column: Column): boolean => !texts.has(column.type) || shared[name].includes(column.name);
  return { kept: columns.filter(isKept), held: columns.filter((column) => !isKept(column)) };
}

/**
 * SQL that reads from `source` what may be shared of a table. Where the table has annotators it reads their
 * names from `annotators`, a view with a column `annotator`.
 */
export function sharedSql(name: AnyTableName, source: string): string {
  const columns = sharing(name).kept.map((column) => {
    const own = `"${column.name}"`;
    const made = replaced[`${name}.${column.name}`];
    return made === undefined ? own : `${made.replaceAll('$', own)} AS ${own}`;
  });
  return `SELECT ${columns.join(', ')} FROM ${source}`;
}
