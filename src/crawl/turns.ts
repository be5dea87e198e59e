/**
 * Who may ask which host when: one request at a time to a host, a gap between two, pauses after
 * failures, and never more than one further try a second over all hosts. Pauses outlive the process: before a
 * request is sent, its host is written down as one that has to be left alone for long, and what is known of its
 * answer takes the place of that. A process that is killed in between leaves the long pause behind.
 */
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { exitCodes, throwIfAborted, UserError } from '../errors.ts';
import { writeFileAtomic } from '../store/atomic.ts';
import type { Clock } from './clock.ts';

/** Pause before a further try: a second, and a little more, since it is counted where requests arrive. */
export const shortestPause = 1100;

/**
 * A pause in milliseconds out of what is wanted, in seconds; only servers on this machine are left alone for less than `least`
 * milliseconds.
 */
export function atLeast(least: number, seconds: number | undefined, host: string): number {
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(host);
  const wanted = seconds === undefined ? least : seconds * 1000;
  return isHere ? wanted : Math.max(least, wanted);
}

/** Milliseconds for which a host is left alone where the answer to a request was lost with its process. */
export function lostPauseOf(host: string, seconds: number | undefined): number {
  return atLeast(60_000, seconds, host);
}

export interface TurnOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds between the end of a request to a host and the next one. */
  readonly gapOf: (host: string) => number;
  /** Longest pause that is waited for, in milliseconds; where a server asks for more, {@link LongPauseError} is thrown. */
  readonly longestPause: number;
  /** File that keeps the pauses of hosts for the next process. */
  readonly pausesPath?: string | undefined;
  /** Milliseconds behind the sending of a request in which no other process asks its host while the answer is not known. */
  readonly unknownPauseOf: (host: string) => number;
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

/** The right to ask a host, until it is given back in one of two ways. */
export interface Turn {
  /** What became of the request is known: the host is left alone for the gap, or for a pause in milliseconds. */
  end(pause?: number): Promise<void>;
  /** What became of the request will not be known: the next process leaves the host alone for long. */
  abandon(): void;
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
  #written = Promise.resolve();

  constructor(options: TurnOptions) {
    this.#options = options;
    this.#begun = options.clock.now();
    this.#pauses = readPauses(options.pausesPath);
  }

  /** Waits until it is one's turn at a host. */
  async take(host: string, isRetry: boolean): Promise<Turn> {
    const { signal, gapOf, clock, unknownPauseOf } = this.#options;
    const state = this.#stateOf(host);
    const before = state.tail;
    let settle!: () => void;
    state.tail = new Promise<void>((resolve) => (settle = resolve));
    const release = (): void => {
      state.endedAt = clock.now();
      settle();
    };
    // The gap is asked for late: the answer before may have named another one.
    const free = (): number => Math.max(state.notBefore, state.endedAt + gapOf(host));
    try {
      await before;
      if (isRetry) await this.#awaitRetry(free, host);
      else await this.#wait(free, host);
      throwIfAborted(signal);
      await this.#keep(host, clock.now() + unknownPauseOf(host));
    } catch (error) {
      release();
      throw error;
    }
    return {
      end: async (pause) => {
        if (pause !== undefined) state.notBefore = Math.max(state.notBefore, clock.now() + pause);
        try {
          await this.#keep(host, pause === undefined ? undefined : state.notBefore);
        } finally {
          release();
        }
      },
      abandon: release,
    };
  }

  /** Forgets pauses that are over, and their file where none is left. */
  async forgetPauses(): Promise<void> {
    const { clock, pausesPath } = this.#options;
    const now = clock.now();
    if (pausesPath === undefined || [...this.#pauses.values()].some((time) => time > now)) return;
    await rm(pausesPath, { force: true });
  }

  /** Writes down until when the next process leaves a host alone; undefined: no longer than any other. */
  async #keep(host: string, until: number | undefined): Promise<void> {
    if (until === undefined) this.#pauses.delete(host);
    else this.#pauses.set(host, until);
    const { pausesPath } = this.#options;
    if (pausesPath === undefined) return;
    // One after the other: they share a file.
    const text = `${JSON.stringify(Object.fromEntries(this.#pauses), null, 2)}\n`;
    const write = (): Promise<void> => writeFileAtomic(pausesPath, text);
    this.#written = this.#written.then(write, write);
    await this.#written;
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
      const { isResumed = false, gapOf } = this.#options;
      const first = isResumed ? this.#begun + Math.max(shortestPause, gapOf(host)) : 0;
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
