/**
 * Who may ask which host when: one request at a time to a host, a gap between two, pauses after
 * failures, and never more than one further try a second over all hosts. Pauses outlive the process.
 */
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { exitCodes, throwIfAborted, UserError } from '../errors.ts';
import { writeFileAtomic } from '../store/atomic.ts';
import type { Clock } from './clock.ts';

/** Pause before a further try: a second, and a little more, since it is counted where requests arrive. */
export const shortestPause = 1100;

export interface TurnOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds between the end of a request to a host and the next one. */
  readonly gapOf: (host: string) => number;
  /** Longest pause that is waited for, in milliseconds; where a server asks for more, {@link LongPauseError} is thrown. */
  readonly longestPause: number;
  /** File that keeps the pauses of hosts for the next process. */
  readonly pausesPath?: string | undefined;
  /** Whether another process may just have asked: the first request to a host then waits as a further try does. */
  readonly isResumed?: boolean;
}

/** A server wants to be left alone for longer than the work waits. */
export class LongPauseError extends UserError {
  constructor(host: string, until: number) {
    super(`${host} asks not to be asked again before ${new Date(until).toISOString()}`, {
      hint: 'what was fetched is kept: run the same command again after that time',
      exitCode: exitCodes.input,
    });
  }
}

interface HostState {
  /** Settles when the last one in the queue is done. */
  tail: Promise<void>;
  /** No request before this time. */
  notBefore: number;
  /** When the last request was over. */
  endedAt: number;
}

/** The queue before each host. */
export class Turns {
  readonly #options: TurnOptions;
  readonly #hosts = new Map<string, HostState>();
  readonly #pauses: Map<string, number>;
  readonly #begun: number;
  #nextRetry = 0;
  /** Settles when the pauses are written down. */
  #saved = Promise.resolve();

  constructor(options: TurnOptions) {
    this.#options = options;
    this.#begun = options.clock.now();
    this.#pauses = readPauses(options.pausesPath);
  }

  /** Waits until it is one's turn at a host and returns what ends the turn. */
  async take(host: string, isRetry: boolean): Promise<() => void> {
    const { signal, gapOf, clock } = this.#options;
    const state = this.#stateOf(host);
    const before = state.tail;
    let end!: () => void;
    state.tail = new Promise<void>((resolve) => (end = resolve));
    const release = (): void => {
      state.endedAt = clock.now();
      end();
    };
    // The gap is asked for late: the answer before may have named another one.
    const free = (): number => Math.max(state.notBefore, state.endedAt + gapOf(host));
    try {
      await before;
      if (isRetry) await this.#awaitRetry(free, host);
      else await this.#wait(free, host);
      throwIfAborted(signal);
    } catch (error) {
      end();
      throw error;
    }
    return release;
  }

  /** Keeps everybody from a host for a while, in milliseconds, this process and the next one. */
  async pause(host: string, milliseconds: number): Promise<void> {
    const state = this.#stateOf(host);
    state.notBefore = Math.max(state.notBefore, this.#options.clock.now() + milliseconds);
    this.#pauses.set(host, state.notBefore);
    const { pausesPath } = this.#options;
    if (pausesPath === undefined) return;
    // One after the other: servers of several hosts may fail at the same time.
    this.#saved = this.#saved.then(() =>
      writeFileAtomic(pausesPath, `${JSON.stringify(Object.fromEntries(this.#pauses), null, 2)}\n`),
    );
    await this.#saved;
  }

  /** Forgets pauses that are over, and their file where none is left. */
  async forgetPauses(): Promise<void> {
    const { clock, pausesPath } = this.#options;
    const now = clock.now();
    if (pausesPath === undefined || [...this.#pauses.values()].some((time) => time > now)) return;
    await rm(pausesPath, { force: true });
  }

  async #awaitRetry(free: () => number, host: string): Promise<void> {
    // Whoever waits takes the next free second, and looks again whether the host is free by then.
    for (;;) {
      await this.#wait(() => Math.max(free(), this.#nextRetry), host);
      const now = this.#options.clock.now();
      if (now < this.#nextRetry) continue;
      this.#nextRetry = now + shortestPause;
      return;
    }
  }

  async #wait(until: () => number, host: string): Promise<void> {
    const { clock, signal, longestPause } = this.#options;
    for (;;) {
      throwIfAborted(signal);
      const left = until() - clock.now();
      if (left <= 0) return;
      if (left > longestPause) throw new LongPauseError(host, clock.now() + left);
      await clock.sleep(left, signal);
    }
  }

  #stateOf(host: string): HostState {
    let state = this.#hosts.get(host);
    if (state === undefined) {
      const first = this.#options.isResumed === true ? this.#begun + shortestPause : 0;
      const notBefore = Math.max(first, this.#pauses.get(host) ?? 0);
      state = { tail: Promise.resolve(), notBefore, endedAt: -Infinity };
      this.#hosts.set(host, state);
    }
    return state;
  }
}

function readPauses(path: string | undefined): Map<string, number> {
  if (path === undefined || !existsSync(path)) return new Map();
  return new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, number>));
}
