import type { Clock } from '../../src/crawl/clock.ts';

/** A clock on which waiting takes no time, for client and server. */
export function leapingClock(): Clock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    sleep: (milliseconds) => {
      ahead += milliseconds;
      return Promise.resolve();
    },
  };
}
