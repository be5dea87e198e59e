import { describe, expect, test } from 'vitest';
import { duration, TerminalReporter } from '../../src/cli/terminal-reporter.ts';

const escapes = new RegExp('\u001B\\[[0-9;]*[A-Za-z]', 'g');

function setup(
  stream: { isTTY?: boolean; columns?: number } = {},
  options: { quiet?: boolean; environment?: Record<string, string> } = {},
) {
  const written: string[] = [];
  const clock = { now: 0 };
  const reporter = new TerminalReporter({
    stream: { ...stream, write: (text) => written.push(text) },
    now: () => clock.now,
    ...options,
  });
  return { reporter, written, clock, all: () => written.join('') };
}

describe('on a terminal', () => {
  const terminal = { isTTY: true, columns: 100 };

  test('draws one line with percent, counts, rate and time left', () => {
    const { reporter, written, clock } = setup(terminal, { environment: { NO_COLOR: '1' } });
    reporter.begin('embed', 1000, 'passages');
    clock.now = 5000;
    reporter.advance(250);
    expect(written.at(-1)).toBe('\rembed  ━━━━━━──────────────────   25%  250/1,000 passages  50/s  15 s left\u001B[K');
  });

  test('redraws at most ten times a second', () => {
    const { reporter, written, clock } = setup(terminal);
    reporter.begin('embed', 1000);
    for (; clock.now < 1000; clock.now++) reporter.advance(1);
    expect(written.length).toBeLessThanOrEqual(11);
  });

  test('takes the bar away before a message and at the end', () => {
    const { reporter, written } = setup(terminal);
    reporter.begin('embed', 10);
    reporter.note('a note');
    expect(written.slice(-2)).toEqual(['\r\u001B[K', 'a note\n']);
    reporter.begin('match', 10);
    reporter.end();
    expect(written.at(-1)).toBe('\r\u001B[K');
  });

  test('uses no colour under NO_COLOR', () => {
    const { reporter, all } = setup(terminal, { environment: { NO_COLOR: '1' } });
    reporter.begin('embed', 10);
    reporter.warn('look');
    expect(all()).not.toMatch(/\u001B\[\d+m/);
    expect(all()).toContain('warning: look\n');
  });

  test.each([0, 1, 2, 5, 12, 30, 79])('fits into %i columns', (columns) => {
    const { reporter, written, clock } = setup({ isTTY: true, columns });
    reporter.begin('a stage with a long name', 1_000_000, 'passages');
    clock.now = 60_000;
    reporter.advance(333_333);
    for (const line of written)
      expect(line.replaceAll(escapes, '').replace('\r', '').length).toBeLessThan(Math.max(columns, 5));
  });

  test('shows a total of zero and work beyond the total as complete', () => {
    const { reporter, all, clock } = setup(terminal);
    reporter.begin('embed', 0);
    clock.now = 1000;
    reporter.advance(3);
    expect(all()).toContain('100%');
    expect(all()).not.toMatch(/NaN|Infinity/);
  });

  test('needs no total', () => {
    const { reporter, written, clock } = setup(terminal, { environment: { NO_COLOR: '1' } });
    reporter.begin('read', undefined, 'records');
    clock.now = 2000;
    reporter.advance(10);
    expect(written.at(-1)).toBe('\rread  10 records  5.0/s\u001B[K');
  });
});

describe('elsewhere', () => {
  test('prints a plain line at most every ten seconds', () => {
    const { reporter, written, clock } = setup();
    reporter.begin('embed', 100, 'passages');
    for (let second = 1; second <= 25; second++) {
      clock.now = second * 1000;
      reporter.advance(1);
    }
    reporter.end();
    expect(written).toEqual([
      'embed: 10%, 10/100 passages, 1.0/s, 1 min 30 s left\n',
      'embed: 20%, 20/100 passages, 1.0/s, 1 min 20 s left\n',
    ]);
  });

  test('a dumb terminal gets plain lines', () => {
    const { reporter, all } = setup({ isTTY: true, columns: 80 }, { environment: { TERM: 'dumb' } });
    reporter.begin('embed', 100);
    reporter.end();
    expect(all()).toBe('');
  });
});

test('quiet leaves warnings only', () => {
  const { reporter, all, clock } = setup({ isTTY: true, columns: 80 }, { quiet: true });
  reporter.begin('embed', 100);
  clock.now = 60_000;
  reporter.advance(50);
  reporter.note('a note');
  reporter.warn('look');
  reporter.end();
  expect(all().replaceAll(escapes, '')).toBe('warning: look\n');
});

test('durations have two units at most', () => {
  expect([0, 59.4, 60, 3599, 3600, 90_000].map(duration)).toEqual([
    '0 s',
    '59 s',
    '1 min 0 s',
    '59 min 59 s',
    '1 h 0 min',
    '25 h 0 min',
  ]);
});
