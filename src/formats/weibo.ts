/**
 * Ids of Weibo posts. The numeric id (mid) holds the second of the post; the short one in addresses (bid)
 * is the same number in base 62, seven decimal digits to four characters from the right.
 */

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Seconds between 1970 and the second from which the ids count. */
const epochSeconds = 515_483_463n;

/** 14 August 2009, when Weibo began, and 1 January 2100, in seconds since 1970. */
const [firstSecond, lastSecond] = [1_250_208_000, 4_102_444_800];

/** Whether a text is a mid: 16 or 17 digits whose time lies in the years of Weibo. */
export function isMid(text: string): boolean {
  return /^\d{16,17}$/.test(text) && midSeconds(text) >= firstSecond && midSeconds(text) < lastSecond;
}

/** The second of a post, since 1970 UTC, from its mid; a RangeError for anything but digits. */
export function midSeconds(mid: string): number {
  if (!/^\d{1,20}$/.test(mid)) throw new RangeError(`${JSON.stringify(mid)} is not a mid`);
  return Number((BigInt(mid) >> 22n) + epochSeconds);
}

/** The mid of a bid; undefined where it is none. */
export function midOfBid(bid: string): string | undefined {
  if (!/^[0-9a-zA-Z]{5,12}$/.test(bid)) return undefined;
  let mid = '';
  for (let end = bid.length; end > 0; end -= 4) {
    let value = 0;
    for (const character of bid.slice(Math.max(0, end - 4), end)) value = value * 62 + alphabet.indexOf(character);
    if (value > 9_999_999) return undefined;
    mid = String(value).padStart(end > 4 ? 7 : 0, '0') + mid;
  }
  return isMid(mid) ? mid : undefined;
}

/** The bid of a mid; a RangeError for anything but digits. */
export function bidOfMid(mid: string): string {
  if (!/^\d{1,20}$/.test(mid)) throw new RangeError(`${JSON.stringify(mid)} is not a mid`);
  let bid = '';
  for (let end = mid.length; end > 0; end -= 7) {
    let value = Number(mid.slice(Math.max(0, end - 7), end));
    let group = '';
    for (; value > 0; value = Math.floor(value / 62)) group = alphabet[value % 62]! + group;
    bid = (end > 7 ? group.padStart(4, '0') : group) + bid;
  }
  return bid;
}
