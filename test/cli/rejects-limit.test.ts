import { expect, test } from 'vitest';
import { exitCodeOfRejects, parseRejectsLimit } from '../../src/cli/rejects-limit.ts';

test('reads numbers and shares', () => {
  expect(parseRejectsLimit('0')).toEqual({ records: 0 });
  expect(parseRejectsLimit('12')).toEqual({ records: 12 });
  expect(parseRejectsLimit('2.5%')).toEqual({ fraction: 0.025 });
});

test.each(['', '-1', '1.5', '101%', 'ten', '5 %'])('refuses %j', (text) => {
  expect(() => parseRejectsLimit(text)).toThrow(SyntaxError);
});

test('the exit code is 3 above the limit, not at it', () => {
  expect(exitCodeOfRejects(5, 100, { fraction: 0.05 })).toBe(0);
  expect(exitCodeOfRejects(6, 100, { fraction: 0.05 })).toBe(3);
  expect(exitCodeOfRejects(0, 0, { records: 0 })).toBe(0);
  expect(exitCodeOfRejects(1, 100, { records: 0 })).toBe(3);
});

test('by default more than half is too much', () => {
  expect(exitCodeOfRejects(50, 100)).toBe(0);
  expect(exitCodeOfRejects(51, 100)).toBe(3);
});
