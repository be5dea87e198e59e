import { describe, expect, it, test } from 'vitest';
import { clean, cleanPost } from '../../src/kernels/passage.ts';

describe('cleanPost', () => {
  test.each([
    ['a link', 'see http://t.cn/A6x9 now', 'see now'],
    ['a link before Chinese', '看http://t.cn/A6x你好', '看 你好'],
    ['a link at the end of a sentence', 'Look at https://a.example/b?c=d. It burns.', 'Look at . It burns.'],
    ['a link in brackets', 'Look (www.a.example/x) here', 'Look ( ) here'],
    ['a link with what looks like a mention', 'see https://blog.example/@user/post-1 now', 'see now'],
    ['a mention', '@user: the strait is closed', 'the strait is closed'],
    ['a mention in a chain of reposts', '转发//@某人：海峡关闭了', '转发// 海峡关闭了'],
    ['hash marks, not the topic', '#海峡关闭# 渡轮停了 #ferry', '海峡关闭 渡轮停了 ferry'],
    ['pictures', 'gone 👍🏽 now 👨‍👩‍👧 🇺🇦 1️⃣ ❤️', 'gone now 1'],
    ['platform furniture', '海峡关闭了 网页链接 展开全文', '海峡关闭了'],
    ['stickers', '真的吗[笑cry]好', '真的吗 好'],
    ['invisible characters', 'str\u00ADait\u200B is\uFEFF closed', 'strait is closed'],
  ])('takes away %s', (_, text, expected) => {
    expect(cleanPost(text)).toBe(expected);
  });

  test.each([
    ['an e-mail address', 'write to first.last@mail.example today'],
    ['an at sign inside a word', 'the p@ssword of foo@bar'],
    ['a lone at sign', 'ten eggs @ 3 vells'],
    ['a decimal number', 'it rose by 3.5% to 1,000.25'],
    ['an acronym', 'the U.S. and the E.U.'],
    ['digits and signs', '2 + 2 = 4 * 1'],
    ['Chinese quotes', '他说：“好。”然后走了。'],
    ['line breaks', 'first\nsecond\n\nthird'],
  ])('keeps %s', (_, text) => {
    expect(cleanPost(text)).toBe(text);
  });

  it('is done with odd megabytes in seconds', () => {
    for (const unit of ['@', '@a ', 'http://', 'www.', '[', '[微笑]', '#', '👍', ' ', 'https://a.example/.....']) {
      const started = performance.now();
      cleanPost(unit.repeat(Math.ceil(1e6 / unit.length)));
      expect(performance.now() - started, unit).toBeLessThan(20_000);
    }
  });
});

describe('clean', () => {
  it('takes links and invisible characters from articles, and leaves the rest', () => {
    expect(clean(' A  #tag by\t@user:\u200B https://a.example/x\nSecond line. ')).toBe(
      'A #tag by @user: \nSecond line.',
    );
  });
});
