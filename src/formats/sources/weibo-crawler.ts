/** weibo-crawler: posts of accounts, as CSV whose columns may be shifted and as JSON. */
import { countOf } from '../counts.ts';
import { hasAll } from '../content.ts';
import { htmlText } from '../html-text.ts';
import { cell, derived, inner } from '../recipe.ts';
import type { Recipe } from '../recipe.ts';
import type { ReadRecord, RecordNote } from '../records.ts';
import { bidOfMid } from '../weibo.ts';
import { midOf, originalPlace, weiboColumns, weiboDefaults, weiboRecord } from './weibo-post.ts';

const counts = { likes: derived('likes'), comments: derived('comments'), reposts: derived('reposts') } as const;

/** A post within the cells of a row. */
interface CutPost {
  readonly id: string;
  readonly bid: string;
  readonly text: string;
  readonly time: string;
  readonly counts: Readonly<Record<string, string>>;
  /** Index of the cell with the day. */
  readonly day: number;
}

/** CSV. The tool writes the values of a row in the order it has them in, whatever the header says. */
export const weiboCrawlerCsv: Recipe = {
  source: 'weibo-crawler',
  format: 'csv',
  recognises: (content) => hasAll(content, 'id', 'bid', '正文', '日期', '点赞数'),
  columns: {
    ...weiboColumns,
    likes: [counts.likes],
    comments: [counts.comments],
    reposts: [counts.reposts],
  },
  uses: ['id', 'bid', '正文', '日期', '完整日期', '点赞数', '评论数', '转发数', '源用户id', '源用户昵称']
    .concat(['源微博id', '源微博bid', '源微博正文', '源微博日期', '源微博完整日期'])
    .concat(['源微博点赞数', '源微博评论数', '源微博转发数']),
  defaults: weiboDefaults,
  convert: () => (record) => {
    const cells = 'fields' in record ? Object.values(record.fields).map(String) : record.cells;
    if (cells === undefined) return [record];
    return readRow(record, cells);
  },
};

function readRow(record: ReadRecord, cells: readonly string[]): ReadRecord[] {
  const { place } = record;
  const fields = 'fields' in record ? record.fields : {};
  const post = cutPost(cells, 0);
  const original = findOriginal(cells, post?.day ?? 3);
  const repostOf = original?.post.id ?? '';
  const notes: RecordNote[] = [];
  if (post !== undefined && isMoved(record, post))
    notes.push({
      slug: 'shifted-row',
      detail: 'the columns are not those of the header; they were found by their content',
    });
  const own = post === undefined ? plainPost(record, repostOf) : recordOf(place, fields, post, { repostOf }, notes);
  if (own === undefined) {
    const detail = 'id, text, time and counts are not where weibo-crawler writes them';
    return [{ place, slug: 'unknown-layout', detail }];
  }
  if (original === undefined) return [own];
  return [own, recordOf(originalPlace(place), fields, original.post, original)];
}

/** A row whose day is not written as one (`昨天 20:15`), where id and counts are where the header says. */
function plainPost(record: ReadRecord, repostOf: string): ReadRecord | undefined {
  if (!('fields' in record)) return undefined;
  const { place, fields } = record;
  const [id, bid] = [cell(fields, 'id'), cell(fields, 'bid')];
  const found = ['点赞数', '评论数', '转发数'].map((column) => cell(fields, column));
  const isInPlace = found.every((text) => text === '' || countOf(text) !== undefined);
  if (!isInPlace || (midOf(id) === undefined && midOf(bid) === undefined)) return undefined;
  const own = { [counts.likes]: found[0]!, [counts.comments]: found[1]!, [counts.reposts]: found[2]! };
  const text = oneParagraph(cell(fields, '正文'));
  return weiboRecord(place, { ...fields, ...own }, { id, bid, text, repostOf });
}

function isMoved(record: ReadRecord, post: CutPost): boolean {
  return !('fields' in record) || Object.keys(record.fields).indexOf('日期') !== post.day;
}

function recordOf(
  place: string,
  fields: Readonly<Record<string, unknown>>,
  post: CutPost,
  more: { repostOf?: string; author?: string; userId?: string },
  notes: readonly RecordNote[] = [],
): ReadRecord {
  const { repostOf, author, userId } = more;
  return weiboRecord(place, { ...fields, ...post.counts }, { ...post, repostOf, author, userId }, notes);
}

/** Reads a post from its id on: id, bid and text first, then the day, with the counts behind it. */
function cutPost(cells: readonly string[], from: number): CutPost | undefined {
  const [id, bid, text] = [cells[from]?.trim(), cells[from + 1]?.trim(), cells[from + 2]];
  if (id === undefined || bid === undefined || text === undefined) return undefined;
  if (midOf(id) === undefined && midOf(bid) === undefined) return undefined;
  for (let day = from + 3; day < Math.min(from + 12, cells.length - 4); day++) {
    if (!/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?$/.test(cells[day]!.trim())) continue;
    // Behind the day come the tool it was written with and three counts.
    const found = cells.slice(day + 2, day + 5).map((text) => text.trim());
    if (!found.every((text) => text === '' || countOf(text) !== undefined)) continue;
    const full = cells
      .slice(day + 5, day + 9)
      .find((text) => /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?$/.test(text.trim()));
    return {
      id,
      bid,
      text: oneParagraph(text),
      time: full?.trim() ?? cells[day]!.trim(),
      counts: { [counts.likes]: found[0]!, [counts.comments]: found[1]!, [counts.reposts]: found[2]! },
      day,
    };
  }
  return undefined;
}

/** The original of a repost lies behind it and begins with a numeric id and the short form of the same. */
function findOriginal(
  cells: readonly string[],
  day: number,
): { post: CutPost; author: string; userId: string } | undefined {
  for (let at = day + 5; at + 2 < cells.length; at++) {
    const mid = midOf(cells[at]!);
    if (mid === undefined || cells[at + 1]!.trim() !== bidOfMid(mid)) continue;
    const post = cutPost(cells, at);
    if (post === undefined) continue;
    return { post, author: cells[at - 1]!.trim(), userId: cells[at - 2]!.trim() };
  }
  return undefined;
}

/** The tool breaks the line between the nodes of the page, mentions and topics included: no paragraphs. */
function oneParagraph(text: string): string {
  return (/<[a-z]/i.test(text) ? htmlText(text) : text).replace(/\s*\n\s*/g, ' ').trim();
}

/** JSON: an account and its posts, an original within its repost. */
export const weiboCrawlerJson: Recipe = {
  source: 'weibo-crawler',
  format: 'json',
  records: [['weibo', '*']],
  recognises: (content) => hasAll(content, 'weibo.*.bid', 'weibo.*.text') && !hasAll(content, 'weibo.*.content'),
  columns: { ...weiboColumns, likes: ['attitudes_count'], comments: ['comments_count'], reposts: ['reposts_count'] },
  uses: ['id', 'bid', 'text', 'user_id', 'screen_name', 'created_at', 'full_created_at', 'retweet'],
  defaults: weiboDefaults,
  convert: () => (record) => {
    if ('slug' in record) return [record];
    const original = inner(record.fields, 'retweet');
    const hasOriginal = cell(original, 'id') !== '';
    const own = jsonPost(record.place, record.fields, hasOriginal ? cell(original, 'id') : '');
    return hasOriginal ? [own, jsonPost(originalPlace(record.place), original, '')] : [own];
  },
};

function jsonPost(place: string, fields: Readonly<Record<string, unknown>>, repostOf: string): ReadRecord {
  return weiboRecord(place, fields, {
    id: cell(fields, 'id'),
    bid: cell(fields, 'bid'),
    text: oneParagraph(cell(fields, 'text')),
    time: cell(fields, 'full_created_at') || cell(fields, 'created_at'),
    userId: cell(fields, 'user_id'),
    author: cell(fields, 'screen_name'),
    repostOf,
  });
}
