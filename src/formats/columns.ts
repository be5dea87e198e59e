/** Which column of a file is which field of an item. */
import { UserError } from '../errors.ts';
import type { Recipe } from './recipe.ts';

/** Sign before the names of values that a recipe works out, which are no columns of the file. */
export const derivedMark = '=';

/** Fields of an item, and names other tools give them in the order in which they are tried. */
const aliases = {
  id: [
    'item_id',
    'doc_id',
    'mid',
    '_id',
    'post_id',
    'article_id',
    'story_id',
    'stories_id',
    'tweet_id',
    'guid',
    '微博id',
  ],
  text: [
    'body',
    'content',
    'maintext',
    'full_text',
    'content_text',
    'article_text',
    'fulltext',
    'raw_text',
    'txt',
    'message',
    '微博正文',
    '正文',
    '内容',
  ],
  title: ['headline', 'article_title'],
  url: ['link', 'canonical_url', 'permalink', 'web_url', 'page_url', 'source_url', 'documentidentifier'],
  site: [
    'domain',
    'source_domain',
    'hostname',
    'media_name',
    'media_url',
    'outlet',
    'publisher',
    'sourcecommonname',
    'url_host_registered_domain',
  ],
  ecosystem: ['media_ecosystem'],
  language: ['lang', 'language_code', '语言'],
  author: [
    'authors',
    'author_name',
    'screen_name',
    'user_name',
    'username',
    'nickname',
    'user.screen_name',
    'user.nick_name',
    'user.name',
    'byline',
    'creator',
    '用户昵称',
  ],
  published_at: [
    'published',
    'publish_date',
    'date_publish',
    'date_published',
    'published_date',
    'publication_date',
    'pubdate',
    'publish_time',
    'datetimepub',
    'unix_timestamp',
    'created_at',
    'timestamp',
    'datetime',
    'date',
    'time',
    '发布时间',
    '完整日期',
    '日期',
  ],
  published_precision: ['date_precision', 'time_precision', 'precision'],
  published_basis: ['date_basis', 'time_basis'],
  first_seen_at: ['first_seen', 'seendate', 'seen_at', 'indexed_date'],
  fetched_at: [
    'fetch_time',
    'crawl_time',
    'crawled_at',
    'scraped_at',
    'retrieved_at',
    'date_download',
    'timestamp_collected',
  ],
  repost_of: ['retweet_id', 'retweeted_status.id', 'reposted_id', '源微博id'],
  engagement: [],
  likes: ['likes_count', 'like_count', 'attitudes_count', 'favorite_count', 'up_num', '点赞数'],
  reposts: [
    'reposts_count',
    'repost_count',
    'share_count',
    'shares',
    'retweet_count',
    'retweets',
    'retweet_num',
    '转发数',
  ],
  comments: ['comments_count', 'comment_count', 'reply_count', 'replies', 'comment_num', '评论数'],
  platform: ['source_platform'],
} as const satisfies Record<string, readonly string[]>;

/** A field of an item. */
export type Field = keyof typeof aliases;

/** Every field of an item that a column can be mapped to. */
export const fields = Object.keys(aliases) as readonly Field[];

/** `--map` as given: field to column. */
export type ColumnMap = Readonly<Partial<Record<Field, string>>>;

/** Checks that the keys of a mapping are fields; throws a UserError. */
export function checkColumnMap(map: Readonly<Record<string, string>>): ColumnMap {
  for (const [field, column] of Object.entries(map)) {
    if (!fields.includes(field as Field)) {
      throw new UserError(`${JSON.stringify(field)} is not a field of an item`, {
        hint: `fields are ${fields.join(', ')}`,
      });
    }
    if (column === '')
      throw new UserError(`no column is given for the field ${field}`, { hint: `--map ${field}=COLUMN` });
  }
  return map;
}

/** Gives the value of a field of a record; undefined where the record has none. */
export interface ColumnReader {
  get(record: Readonly<Record<string, unknown>>, field: Field): unknown;
  /** Columns of all records so far, in the order in which they appeared. */
  seen(): string[];
  /** Column that gave each field most often. */
  mapped(): Partial<Record<Field, string>>;
  /** Columns no field was read from. */
  ignored(): string[];
  /** Mapped columns no record had. */
  missing(): string[];
}

/**
 * Finds the columns of fields: the mapped one, else the recipe's where there is one, else the field's own name, else a known alias. Records
 * may differ in their columns; of several candidates the first that has a value counts.
 */
export function columnReader(map: ColumnMap, recipe?: Pick<Recipe, 'columns' | 'uses'>): ColumnReader {
  const seen = new Set<string>();
  const found = new Set<string>();
  const uses = new Map<Field, Map<string, number>>();
  const plans = new Map<string, Partial<Record<Field, readonly string[]>>>();
  let lastRecord: Readonly<Record<string, unknown>> | undefined;
  let plan: Partial<Record<Field, readonly string[]>> = {};

  const planOf = (record: Readonly<Record<string, unknown>>): typeof plan => {
    const columns = Object.keys(record);
    const signature = JSON.stringify(columns);
    let known = plans.get(signature);
    if (known === undefined) {
      for (const column of columns) seen.add(column);
      known = recipe === undefined ? makePlan(columns, map) : recipePlan(recipe, map);
      // Nested fields of a record are looked up as they come.
      if (plans.size > 1000) plans.clear();
      plans.set(signature, known);
    }
    return known;
  };

  return {
    get(record, field) {
      if (record !== lastRecord) {
        plan = planOf(record);
        lastRecord = record;
      }
      for (const column of plan[field] ?? []) {
        const value = valueAt(record, column);
        if (map[field] !== undefined && value !== undefined) found.add(column);
        if (isMissing(value)) continue;
        const counts = uses.get(field) ?? new Map<string, number>();
        uses.set(field, counts);
        counts.set(column, (counts.get(column) ?? 0) + 1);
        return value;
      }
      return undefined;
    },
    seen: () => [...seen].filter((column) => !column.startsWith(derivedMark)),
    mapped: () =>
      Object.fromEntries(
        [...uses].map(([field, counts]) => {
          const [column] = [...counts].sort((a, b) => b[1] - a[1])[0]!;
          return [field, column.startsWith(derivedMark) ? column.slice(derivedMark.length) : column];
        }),
      ),
    ignored() {
      const used = new Set(
        [...(recipe?.uses ?? [])].concat(
          [...uses.values()]
            .flatMap((counts) => [...counts.keys()])
            .flatMap((column) => [column, column.split('.')[0]!]),
        ),
      );
      return [...seen].filter((column) => !used.has(column) && !column.startsWith(derivedMark));
    },
    missing: () => Object.values(map).filter((column) => !seen.has(column) && !found.has(column)),
  };
}

/** Where a recipe says the fields are; a column that was mapped counts before it. */
function recipePlan({ columns }: Pick<Recipe, 'columns'>, map: ColumnMap): Partial<Record<Field, readonly string[]>> {
  return {
    ...columns,
    ...Object.fromEntries(Object.entries(map).map(([field, column]) => [field, [column]])),
  };
}

/** Whether any of these columns holds a title or a text. */
export function hasWords(columns: Iterable<string>): boolean {
  const { text = [], title = [] } = makePlan([...columns], {});
  return text.length + title.length > 0;
}

/** Values that stand for "none" in exports: empty cells and what Python writes for them. */
function isMissing(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' &&
      /^\s*(?:null|none|nan|n\/a|\\n)?\s*$/i.test(value.slice(0, 40)) &&
      value.trim().length < 5)
  );
}

function makePlan(columns: readonly string[], map: ColumnMap): Partial<Record<Field, readonly string[]>> {
  const byFold = new Map<string, string>();
  for (const column of columns) if (!byFold.has(fold(column))) byFold.set(fold(column), column);
  const taken = new Set(Object.values(map));
  const plan: Partial<Record<Field, readonly string[]>> = {};
  for (const field of fields) {
    const mapped = map[field];
    if (mapped !== undefined) {
      plan[field] = [mapped];
      continue;
    }
    const candidates: string[] = [];
    for (const name of [field, ...aliases[field]]) {
      const column = columns.includes(name)
        ? name
        : (byFold.get(fold(name)) ?? (byFold.has(fold(name.split('.')[0]!)) ? name : undefined));
      // A column someone mapped to one field is not found by itself for another.
      if (column !== undefined && !taken.has(column) && !candidates.includes(column)) candidates.push(column);
    }
    plan[field] = candidates;
  }
  return plan;
}

/** `Publish Date`, `publish_date` and `publishDate` are one name. */
function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}

/** The value of a column, or of a path such as `user.name` within one. */
function valueAt(record: Readonly<Record<string, unknown>>, column: string): unknown {
  if (Object.hasOwn(record, column)) return record[column];
  const dot = column.indexOf('.');
  if (dot < 0) return undefined;
  const inner = record[column.slice(0, dot)];
  if (inner === null || typeof inner !== 'object') return undefined;
  return valueAt(inner as Record<string, unknown>, column.slice(dot + 1));
}
