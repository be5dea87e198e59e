import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Clock } from '../../src/crawl/clock.ts';
import { Turns } from '../../src/crawl/turns.ts';
import { temporaryFolder } from '../support/folder.ts';

/** A clock that stands still but for waiting; `now` is what was waited for. */
function stillClock(): Clock {
  let time = 1_000_000;
  return {
    now: () => time,
    sleep: (milliseconds) => {
      time += milliseconds;
      return Promise.resolve();
    },
  };
}

function turnsOf(clock: Clock, pausesPath: string, isResumed = true): Turns {
  return new Turns({
    clock,
    signal: new AbortController().signal,
    gapOf: () => 500,
    longestPause: 3_600_000,
    pausesPath,
    unknownPauseOf: () => 90_000,
    isResumed,
  });
}

/** Milliseconds the next process waits before it asks each of the hosts. */
async function waits(clock: Clock, pausesPath: string, hosts: readonly string[]): Promise<number[]> {
  const began = clock.now();
  const turns = turnsOf(clock, pausesPath);
  const found: number[] = [];
  for (const host of hosts) {
    await turns.take(host, false);
    found.push(clock.now() - began);
  }
  return found;
}

test('a host whose answer was lost with the process is left alone as if it had asked for it', async () => {
  const clock = stillClock();
  const path = join(temporaryFolder(), 'pauses.json');
  const turns = turnsOf(clock, path, false);
  await (await turns.take('a.example', false)).end();
  await turns.take('b.example', false);
  expect(await waits(clock, path, ['a.example', 'b.example'])).toEqual([1100, 90_000]);
});

test('an abandoned request counts as lost, an answered one as what it asked for', async () => {
  const clock = stillClock();
  const path = join(temporaryFolder(), 'pauses.json');
  const turns = turnsOf(clock, path, false);
  (await turns.take('a.example', false)).abandon();
  await (await turns.take('b.example', false)).end(7000);
  expect(await waits(clock, path, ['b.example', 'a.example'])).toEqual([7000, 90_000]);
});

test('once all is answered nothing is left behind', async () => {
  const clock = stillClock();
  const path = join(temporaryFolder(), 'pauses.json');
  const turns = turnsOf(clock, path, false);
  await (await turns.take('a.example', false)).end();
  expect(existsSync(path)).toBe(true);
  await turns.forgetPauses();
  expect(existsSync(path)).toBe(false);
});

test('further tries are more than a second apart over all hosts, and the gap to a host holds', async () => {
  const clock = stillClock();
  const turns = turnsOf(clock, join(temporaryFolder(), 'pauses.json'), false);
  const times: number[] = [];
  for (const host of ['a.example', 'b.example', 'a.example', 'c.example']) {
    const turn = await turns.take(host, true);
    times.push(clock.now());
    await turn.end();
  }
  expect(times.slice(1).map((time, index) => time - times[index]!)).toEqual([1100, 1100, 1100]);
  const turn = await turns.take('d.example', false);
  await turn.end();
  const before = clock.now();
  await turns.take('d.example', false);
  expect(clock.now() - before).toBe(500);
});

test('a pause of more than an hour ends the work with the time', async () => {
  const clock = stillClock();
  const turns = turnsOf(clock, join(temporaryFolder(), 'pauses.json'), false);
  await (await turns.take('a.example', false)).end(366 * 86_400_000);
  await expect(turns.take('a.example', true)).rejects.toThrow('a.example asks not to be asked again before 1971');
});
