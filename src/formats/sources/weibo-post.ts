/** What all collections of Weibo posts have in common: ids that hold the time, Beijing's clock, and reposts. */
import { createHash } from 'node:crypto';
import type { Recipe } from '../recipe.ts';
import { derived } from '../recipe.ts';
import type { ReadRecord, RecordNote } from '../records.ts';
import { interval, readTime } from '../time.ts';
import { bidOfMid, isMid, midOfBid, midSeconds } from '../weibo.ts';

/** A post as a collection has it; empty texts stand for what it does not have. */
export interface WeiboPost {
  /** Numeric id, or what became of it. */
  readonly id: string;
  /** Short id. */
  readonly bid?: string;
  /** Time as written, on Beijing's clock. */
  readonly time?: string;
  readonly userId?: string;
  readonly author?: string;
  readonly text: string;
  /** Numeric or short id of the original. */
  readonly repostOf?: string;
}

const names = {
  id: derived('post id'),
  text: derived('text'),
  url: derived('address'),
  author: derived('author'),
  time: derived('time'),
  basis: derived('basis'),
  repostOf: derived('original'),
} as const;

/** Fields that every recipe of Weibo posts works out. */
export const weiboColumns: Recipe['columns'] = {
  id: [names.id],
  text: [names.text],
  url: [names.url],
  author: [names.author],
  published_at: [names.time],
  published_basis: [names.basis],
  repost_of: [names.repostOf],
};

/** Weibo's clock is Beijing's, and exports leave the offset out. */
export const weiboDefaults = { platform: 'weibo', zone: '+08:00' } as const;

/** Seconds by which the written time may differ from that of the id: it may be cut to minutes. */
const tolerance = 120;

/** Makes the record of a post: the time of its id, which is to the second, before the one written. */
export function weiboRecord(
  place: string,
  fields: Readonly<Record<string, unknown>>,
  post: WeiboPost,
  notes: readonly RecordNote[] = [],
): ReadRecord {
  const mid = midOf(post.id) ?? midOf(post.bid ?? '');
  const seconds = mid === undefined ? undefined : midSeconds(mid);
  const time = post.time ?? '';
  return {
    place,
    fields: {
      ...fields,
      // An id that a spreadsheet turned into a fraction says nothing any more.
      [names.id]: mid ?? (/^\d+(?:\.\d+)?e\+?\d+$/i.test(post.id) ? '' : post.id),
      [names.text]: post.text,
      [names.url]: mid === undefined ? '' : addressOf(mid, post.userId),
      [names.author]: post.author ?? '',
      [names.time]: seconds === undefined ? time : String(seconds),
      [names.basis]: seconds === undefined ? 'scraper_field' : 'weibo_mid',
      [names.repostOf]: midOf(post.repostOf ?? '') ?? post.repostOf ?? '',
    },
    notes: seconds === undefined ? notes : [...notes, ...disagreement(seconds, time)],
  };
}

/** The mid of a numeric or short id, also one that an export wrote as a fraction. */
export function midOf(id: string): string | undefined {
  const text = id.replace(/\.0$/, '').trim();
  return isMid(text) ? text : midOfBid(text);
}

function addressOf(mid: string, userId: string | undefined): string {
  return userId !== undefined && /^\d{5,12}$/.test(userId)
    ? `https://weibo.com/${userId}/${bidOfMid(mid)}`
    : `https://weibo.com/detail/${mid}`;
}

/** A note where the written time is not that of the id: a year taken for granted, or a clock elsewhere. */
function disagreement(seconds: number, time: string): RecordNote[] {
  const written = readTime(time);
  if ('reason' in written) return [];
  const { earliest, latest } = interval(written, 'scraper_field', written.zone ?? weiboDefaults.zone);
  const isNear =
    earliest !== null &&
    latest !== null &&
    seconds >= earliest / 1000 - tolerance &&
    seconds <= latest / 1000 + tolerance;
  if (isNear) return [];
  const ofId = new Date(seconds * 1000).toISOString();
  return [{ slug: 'time-disagrees', detail: `the file says ${time}, the post id ${ofId}, which was taken` }];
}

/** An id for an original of which only the text is known; the same text of the same author has the same. */
export function originalId(author: string, text: string): string {
  return createHash('sha256').update(`weibo original\n${author}\n${text}`).digest('hex').slice(0, 24);
}

/** Place of the original within the record of a repost. */
export function originalPlace(place: string): string {
  return `${place}+original`;
}
