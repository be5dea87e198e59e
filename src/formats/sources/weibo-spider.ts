/** weiboSpider: posts of accounts, as CSV with a header for every run and as JSON; ids are the short ones. */
import { hasAll } from '../content.ts';
import { cell } from '../recipe.ts';
import type { Convert, Recipe } from '../recipe.ts';
import type { ReadRecord } from '../records.ts';
import { originalId, originalPlace, weiboColumns, weiboDefaults, weiboRecord } from './weibo-post.ts';
import type { WeiboPost } from './weibo-post.ts';

/** CSV. */
export const weiboSpiderCsv: Recipe = {
  source: 'weibo-spider',
  format: 'csv',
  recognises: (content) => hasAll(content, '微博id', '微博正文', '发布时间'),
  columns: { ...weiboColumns, likes: ['点赞数'], comments: ['评论数'], reposts: ['转发数'] },
  uses: ['微博id', '微博正文', '发布时间', '是否为原创微博'],
  defaults: weiboDefaults,
  convert: readRows,
};

function readRows(): Convert {
  /** Header of a later run with other columns than those of the first. */
  let header: readonly string[] | undefined;
  return (record) => {
    let fields = 'fields' in record ? record.fields : undefined;
    const cells = 'cells' in record ? record.cells : undefined;
    if (fields === undefined && cells?.[0]?.trim() === '微博id') {
      header = cells.map((name) => name.trim());
      return [{ place: record.place, slug: 'repeated-header', detail: 'the header of a later run' }];
    }
    if (fields === undefined && header !== undefined && cells?.length === header.length)
      fields = Object.fromEntries(header.map((name, index) => [name, cells[index]!]));
    if (fields === undefined) return [record];
    return splitRepost(record.place, fields, {
      id: cell(fields, '微博id'),
      text: cell(fields, '微博正文'),
      time: cell(fields, '发布时间'),
    });
  };
}

/** JSON: an account and its posts. */
export const weiboSpiderJson: Recipe = {
  source: 'weibo-spider',
  format: 'json',
  records: [['weibo', '*']],
  recognises: (content) => hasAll(content, 'weibo.*.content', 'weibo.*.publish_time'),
  columns: { ...weiboColumns, likes: ['up_num'], comments: ['comment_num'], reposts: ['retweet_num'] },
  uses: ['id', 'user_id', 'content', 'publish_time', 'original'],
  defaults: weiboDefaults,
  convert: () => (record) => {
    if ('slug' in record) return [record];
    const { place, fields, within = {} } = record;
    return splitRepost(place, fields, {
      id: cell(fields, 'id'),
      text: cell(fields, 'content'),
      time: cell(fields, 'publish_time'),
      userId: cell(fields, 'user_id') || cell(within, 'user.id'),
      author: cell(within, 'user.nickname'),
    });
  },
};

/** A repost is one text: what the account says, the name behind `原始用户:` and the original behind `转发内容:`. */
const repost = /^([\s\S]*?)\s*原始用户[:：]\s*([^\n]*?)\s*转发内容[:：]\s*([\s\S]*)$/;

function splitRepost(place: string, fields: Readonly<Record<string, unknown>>, post: WeiboPost): ReadRecord[] {
  const [, own, author, text] = repost.exec(post.text) ?? [];
  if (own === undefined || author === undefined || text === undefined || text.trim() === '')
    return [weiboRecord(place, fields, post)];
  const original = { id: originalId(author, text.trim()), text: text.trim(), author };
  return [
    weiboRecord(place, fields, { ...post, text: own.replace(/^转发理由[:：]\s*/, ''), repostOf: original.id }),
    // The counts and the time of the row are those of the repost.
    weiboRecord(originalPlace(place), {}, original),
  ];
}
