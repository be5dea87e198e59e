/** Comparing through the built program. */
import { expect, test } from 'vitest';
import { carryOut, command } from '../support/command.ts';
import { succeed } from '../support/demo-study.ts';
import { sharedDemo } from '../support/finished-demo.ts';

const minutes = 60_000;

test(
  'two windows: as text and as JSON, the same again',
  async () => {
    const study = await sharedDemo();
    const args = ['compare', '--study', study, '--cut', '2031-03-10', '--draws', '199'];
    const { stdout } = await succeed(...args);
    expect(stdout).toMatch(
      /^first: {2}2031-02-28 to 2031-03-09, 10 days\nsecond: 2031-03-10 to 2031-03-31, 22 days\n/u,
    );
    expect(stdout).toContain('influence is not compared');
    const json = await succeed(...args, '--json');
    expect((await succeed(...args, '--json')).stdout).toBe(json.stdout);
    const found = JSON.parse(json.stdout) as {
      volumes: { first: number; second: number; straddling: number; open: number }[];
      answers: { question: string; rows: { first: { value: number | null } }[] }[];
      changes: { narratives: unknown[] };
    };
    // 71 posts and 104 articles; all that belongs to neither is counted.
    const items = found.volumes.reduce((sum, row) => sum + row.first + row.second + row.straddling + row.open, 0);
    expect(items).toBe(175);
    const share = found.answers.find(({ question }) => question === 'share')!;
    expect(share.rows.reduce((sum, row) => sum + (row.first.value ?? 0), 0)).toBeCloseTo(1, 12);
    expect(found.changes.narratives.length).toBeGreaterThan(3);
  },
  5 * minutes,
);

test(
  'two studies, and what cannot be compared',
  async () => {
    const study = await sharedDemo();
    const found = JSON.parse((await carryOut('compare', study, study, '--draws', '99', '--json')).stdout) as {
      configuration: unknown[];
      narratives: { adjusted_rand: number; kinds: Record<string, number> };
      answers: { rows: { difference: number | null }[] }[];
    };
    expect(found.configuration).toEqual([]);
    expect(found.narratives.adjusted_rand).toBe(1);
    expect(Object.entries(found.narratives.kinds).filter(([, families]) => families > 0)).toHaveLength(1);
    for (const { rows } of found.answers) for (const { difference } of rows) expect(difference ?? 0).toBe(0);

    for (const [wrong, code, message] of [
      [[study], 2, /two study folders/u],
      [[study, study, '--cut', '2031-03-10'], 2, /two study folders/u],
      [['--study', study, '--cut', '2031-02-30'], 2, /not a day/u],
      [['--study', study, '--cut', '2030-01-01'], 2, /does not cut/u],
      [['--study', study, '--first', '2031-03-01..2031-03-05'], 2, /two windows/u],
      [['--study', study, '--first', '2031-03-01..2031-03-05', '--second', '2031-03-05..2031-03-08'], 2, /overlap/u],
      [[study, '/nowhere'], 4, /not a study/u],
    ] as const) {
      const ended = await command(['compare', ...wrong]);
      expect([ended.code, ended.stderr.split('\n')[0]]).toEqual([code, expect.stringMatching(message)]);
    }
  },
  5 * minutes,
);
