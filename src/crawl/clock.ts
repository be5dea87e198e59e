import { setTimeout as sleep } from 'node:timers/promises';
import { InterruptedError } from '../errors.ts';

/** The time a client goes by; another one lets tests pass it at will. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits; throws an InterruptedError once the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The clock of this machine. */
export const systemClock: Clock = {
  now: Date.now,
  async sleep(milliseconds, signal) {
    // Timers hold no more than 2^31 milliseconds.
    await sleep(Math.min(milliseconds, 2 ** 31 - 1), undefined, { signal }).catch(() => {
      throw new InterruptedError();
    });
  },
};
