/** Collections of posts that are not Weibo's own: 4CAT, Zeeschuimer, Telegram Desktop. */
import { hasAll, hasAny } from '../content.ts';
import { htmlText } from '../html-text.ts';
import { cell, derived, inner } from '../recipe.ts';
import type { Recipe } from '../recipe.ts';
import type { ReadRecord } from '../records.ts';

const time = derived('time');

/** 4CAT: its CSV. `unix_timestamp` is the sure time, since the other is on the server's clock. */
export const fourcat: Recipe = {
  source: '4cat',
  format: 'csv',
  recognises: (content) => hasAll(content, 'id', 'thread_id', 'author', 'body', 'timestamp'),
  columns: {
    id: [derived('id')],
    text: ['body'],
    title: ['subject'],
    url: ['url', 'post_url', 'link'],
    site: ['chat'],
    author: ['author_name', 'author_username', 'author'],
    published_at: [time],
    likes: ['likes', 'like_count'],
    reposts: ['shares', 'retweet_count', 'reposts'],
    comments: ['comments', 'reply_count'],
    engagement: ['reactions'],
    language: ['language', 'lang'],
    platform: [derived('platform')],
  },
  uses: ['id', 'timestamp', 'unix_timestamp'],
  convert: () => (record) => {
    if ('slug' in record) return [record];
    const { place, fields } = record;
    const isTelegram = Object.hasOwn(fields, 'chat') && Object.hasOwn(fields, 'author_is_bot');
    // What 4CAT makes of a Bazhuayu table has a running number for an id, and times of other rows.
    const isBazhuayu = ['from1', '图片', '标题'].some((column) => Object.hasOwn(fields, column));
    const when = {
      [derived('id')]: isBazhuayu ? '' : cell(fields, 'id'),
      [derived('platform')]: isTelegram ? 'telegram' : isBazhuayu ? 'weibo' : '',
      [time]: isBazhuayu ? '' : cell(fields, 'unix_timestamp') || cell(fields, 'timestamp'),
    };
    return [{ place, fields: { ...fields, ...when } }];
  },
};

/** Where the items of a platform keep what, by paths within `data`; the first that has a value counts. */
const paths = {
  text: [
    'desc',
    'legacy.full_text',
    'caption.text',
    'post.caption.text',
    'note_card.desc',
    'note_card.title',
    'note_card.display_title',
    'text_raw',
    'content',
    'body',
    'text',
    'title',
    'description',
  ],
  time: [
    'createTime',
    'create_time',
    'legacy.created_at',
    'taken_at',
    'post.taken_at',
    'created_at',
    'creationTs',
    'note_card.time',
    'time',
  ],
  author: [
    'author.uniqueId',
    'author.nickname',
    'user.username',
    'post.user.username',
    'note_card.user.nickname',
    'core.user_results.result.legacy.screen_name',
    'account.acct',
    'account.username',
    'user.screen_name',
    'creator.username',
    'author',
  ],
  likes: [
    'stats.diggCount',
    'statistics.digg_count',
    'legacy.favorite_count',
    'like_count',
    'favourites_count',
    'attitudes_count',
  ],
  reposts: ['stats.shareCount', 'statistics.share_count', 'legacy.retweet_count', 'reblogs_count', 'reposts_count'],
  comments: [
    'stats.commentCount',
    'statistics.comment_count',
    'legacy.reply_count',
    'comment_count',
    'replies_count',
    'comments_count',
  ],
} as const;

/** Zeeschuimer: a line an item, with the platform's own object in `data`; the time of collection is that of fetching. */
export const zeeschuimer: Recipe = {
  source: 'zeeschuimer',
  format: 'ndjson',
  recognises: (content) => hasAll(content, 'item_id', 'timestamp_collected', 'source_platform', 'data'),
  columns: {
    id: ['item_id'],
    text: [derived('text')],
    author: [derived('author')],
    url: [derived('address')],
    platform: [derived('platform')],
    published_at: [time],
    fetched_at: ['timestamp_collected'],
    likes: [derived('likes')],
    reposts: [derived('reposts')],
    comments: [derived('comments')],
  },
  uses: ['data', 'source_platform'],
  convert: () => (record) => {
    if ('slug' in record) return [record];
    const { place, fields } = record;
    const data = inner(fields, 'data');
    const first = (of: keyof typeof paths): unknown => firstAt(data, paths[of]);
    const platform = cell(fields, 'source_platform').replace(/\.com$/, '');
    return [
      {
        place,
        fields: {
          ...fields,
          [derived('text')]: htmlText(cellText(first('text'))),
          [derived('author')]: first('author'),
          [derived('address')]: firstAt(data, ['url', 'share_url', 'post_url']),
          [derived('platform')]: platform === 'x' ? 'twitter' : platform,
          [time]: first('time'),
          [derived('likes')]: first('likes'),
          [derived('reposts')]: first('reposts'),
          [derived('comments')]: first('comments'),
        },
      },
    ];
  },
};

function firstAt(data: Readonly<Record<string, unknown>>, places: readonly string[]): unknown {
  for (const place of places) {
    let value: unknown = data;
    for (const key of place.split('.'))
      value = value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined;
    if ((typeof value === 'string' && value.trim() !== '') || typeof value === 'number') return value;
  }
  return undefined;
}

/** Telegram Desktop: `result.json` of one chat or of all. Ids are unique within a chat alone. */
export const telegram: Recipe = {
  source: 'telegram',
  format: 'json',
  records: [
    ['messages', '*'],
    ['chats', 'list', '*', 'messages', '*'],
    ['left_chats', 'list', '*', 'messages', '*'],
  ],
  recognises: (content) =>
    hasAny(content, 'messages.*.date_unixtime', 'chats.list.*.messages.*.date_unixtime') ||
    (hasAll(content, 'messages', 'type', 'id') && hasAny(content, 'messages.*.text', 'messages.*.from_id')) ||
    (hasAll(content, 'about') &&
      hasAny(content, 'chats.list', 'personal_information', 'contacts', 'frequent_contacts')),
  columns: {
    id: [derived('chat and message')],
    text: [derived('text')],
    site: [derived('chat')],
    author: ['author', 'from'],
    published_at: ['date_unixtime', 'date'],
    engagement: ['reactions'],
    repost_of: [],
  },
  uses: ['id', 'type', 'text', 'text_entities', 'from_id'],
  defaults: { platform: 'telegram' },
  convert: () => (record) => [telegramMessage(record)],
};

function telegramMessage(record: ReadRecord): ReadRecord {
  if ('slug' in record) return record;
  const { place, fields, within = {} } = record;
  const type = cell(fields, 'type');
  if (type !== 'message' && type !== '')
    return { place, slug: 'not-a-message', detail: `a ${type} entry, such as a member who joined` };
  const text = telegramText(fields['text_entities']) || telegramText(fields['text']);
  if (text.trim() === '')
    return { place, slug: 'no-text', detail: `the message has no text${cell(fields, 'media_type') && ', only media'}` };
  const chat = cell(within, 'id') || cell(within, 'name');
  const derivedFields = {
    [derived('chat and message')]: chat === '' ? cell(fields, 'id') : `${chat}-${cell(fields, 'id')}`,
    [derived('text')]: text,
    [derived('chat')]: cell(within, 'name'),
  };
  return { place, fields: { ...fields, ...derivedFields } };
}

/** A text is a string, or a list of strings and of objects with a `text` each. */
function telegramText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return '';
  return value
    .map((part: unknown) =>
      typeof part === 'string'
        ? part
        : part !== null && typeof part === 'object'
          ? cellText((part as Record<string, unknown>)['text'])
          : '',
    )
    .join('');
}

function cellText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
