/** Posts found by keyword or account: weibo-search, nghuyong's WeiboSpider, and the Bazhuayu template. */
import { hasAll, hasAny } from '../content.ts';
import { cell } from '../recipe.ts';
import type { Recipe } from '../recipe.ts';
import { weiboColumns, weiboDefaults, weiboRecord } from './weibo-post.ts';

/** weibo-search: CSV of a keyword. An original stands in a row of its own before each of its reposts. */
export const weiboSearch: Recipe = {
  source: 'weibo-search',
  format: 'csv',
  recognises: (content) => hasAll(content, 'id', 'bid', 'user_id', '微博正文', '发布时间'),
  columns: { ...weiboColumns, likes: ['点赞数'], comments: ['评论数'], reposts: ['转发数'] },
  uses: ['id', 'bid', 'user_id', '用户昵称', '微博正文', '发布时间', 'retweet_id'],
  defaults: weiboDefaults,
  convert: () => (record) => {
    if ('slug' in record) return [record];
    const { place, fields } = record;
    return [
      weiboRecord(place, fields, {
        id: cell(fields, 'id'),
        bid: cell(fields, 'bid'),
        text: cell(fields, '微博正文'),
        time: cell(fields, '发布时间'),
        userId: cell(fields, 'user_id'),
        author: cell(fields, '用户昵称'),
        repostOf: cell(fields, 'retweet_id'),
      }),
    ];
  },
};

/** WeiboSpider of nghuyong: lines of JSON. The original of a repost is named, its text is not there. */
export const weiboNghuyong: Recipe = {
  source: 'weibo-nghuyong',
  format: 'ndjson',
  recognises: (content) => hasAll(content, '_id', 'mblogid', 'content', 'created_at'),
  columns: {
    ...weiboColumns,
    fetched_at: ['crawl_time'],
    likes: ['attitudes_count'],
    comments: ['comments_count'],
    reposts: ['reposts_count'],
  },
  uses: ['_id', 'mblogid', 'content', 'created_at', 'user', 'retweet_id', 'is_retweet'],
  defaults: weiboDefaults,
  convert: () => (record) => {
    if ('slug' in record) return [record];
    const { place, fields } = record;
    const user = fields['user'];
    const who = user !== null && typeof user === 'object' ? (user as Record<string, unknown>) : {};
    return [
      weiboRecord(place, fields, {
        id: cell(fields, '_id'),
        bid: cell(fields, 'mblogid'),
        text: cell(fields, 'content'),
        time: cell(fields, 'created_at'),
        userId: cell(who, '_id'),
        author: cell(who, 'nick_name'),
        repostOf: cell(fields, 'retweet_id'),
      }),
    ];
  },
};

const postAddress = /weibo\.c(?:om|n)\/(\d{5,12})\/([0-9A-Za-z]{9}|\d{16})\b/;

/** Bazhuayu (Octoparse): a table without ids; a time without a year stays unread. */
export const bazhuayu: Recipe = {
  source: 'bazhuayu',
  format: 'csv',
  recognises: (content) =>
    hasAll(content, '标题', 'txt', 'from1') && !hasAll(content, 'thread_id', 'body') && !hasAny(content, '微博正文'),
  columns: weiboColumns,
  uses: ['标题', 'txt', 'from1'],
  defaults: weiboDefaults,
  convert: () => (record) => {
    if ('slug' in record) return [record];
    const { place, fields } = record;
    // Some templates save the address of the post, which holds its id.
    const [, userId = '', id = ''] =
      Object.values(fields)
        .map((value) => postAddress.exec(String(value)))
        .find((found) => found !== null) ?? [];
    return [
      weiboRecord(place, fields, {
        id,
        userId,
        text: cell(fields, 'txt'),
        time: cell(fields, 'from1').replace(/\s*来自.*$/, ''),
        author: cell(fields, '标题'),
      }),
    ];
  },
};
