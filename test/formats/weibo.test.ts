import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bidOfMid, isMid, midOfBid, midSeconds } from '../../src/formats/weibo.ts';

describe('Weibo ids', () => {
  it.each([
    ['4826312651310475', 'Mb2vL5uUH', '2022-10-19T15:54:27+08:00'],
    ['4762810834227120', 'LqlZNhJFm', '2022-04-27T10:20:54+08:00'],
    ['4742316229139942', 'LhKPYClIq', '2022-03-01T21:02:40+08:00'],
  ])('%s is %s, of %s', (mid, bid, time) => {
    expect(bidOfMid(mid)).toBe(bid);
    expect(midOfBid(bid)).toBe(mid);
    expect(midSeconds(mid)).toBe(Date.parse(time) / 1000);
  });

  it('keep the zeros within', () => {
    expect(bidOfMid('3501756485200075')).toBe('z0JH2lOMb');
    expect(midOfBid('LhKxS0001')).toBe('4742305000000001');
  });

  it('go there and back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 3_100_000_000_000_000n, max: 9_999_999_999_999_999n }), (number) => {
        const mid = String(number);
        expect(isMid(mid)).toBe(true);
        expect(midOfBid(bidOfMid(mid))).toBe(mid);
      }),
    );
  });

  it.each(['', '12', '1000000000000000', '4.74E+15', '4742304234657415\t', 'LhKPYClIq', '99999999999999999'])(
    '%j is no mid',
    (text) => {
      expect(isMid(text)).toBe(false);
    },
  );

  it.each(['', 'ab', 'LhKPYCl-q', 'ZZZZZZZZZ', '000000000', '标题标题标题'])('%j is no bid', (text) => {
    expect(midOfBid(text)).toBeUndefined();
  });

  it('refuse what are no digits', () => {
    expect(() => midSeconds('x')).toThrow(RangeError);
    expect(() => bidOfMid('1e15')).toThrow(RangeError);
  });
});
