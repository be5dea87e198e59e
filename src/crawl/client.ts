/** A client that asks politely: queues and pauses of {@link Turns}, bounded tries, few redirects. */
import { Agent as AgentHttp } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent as AgentHttps } from 'node:https';
import { UserError } from '../errors.ts';
import { systemClock } from './clock.ts';
import type { Clock } from './clock.ts';
import { exchange, FetchFailure } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { parseRetryAfter } from './retry-after.ts';
import { shortestPause, Turns } from './turns.ts';
import type { Turn } from './turns.ts';

export interface ClientOptions {
  /** Whole text of the header `User-Agent`, with a contact. */
  readonly userAgent: string;
  readonly signal: AbortSignal;
  /** Milliseconds between two requests to a host. */
  readonly gapOf: (host: string) => number;
  /** Requests for one address before it has failed. */
  readonly tries: number;
  /** Longest silence of a server, in milliseconds. */
  readonly timeoutMilliseconds: number;
  /** Longest pause a server may ask for, in milliseconds; default an hour. */
  readonly longestPause?: number;
  readonly pausesPath?: string;
  /** Milliseconds for which a host is left alone where the answer to a request was lost with a process; default a minute. */
  readonly lostPauseOf?: (host: string) => number;
  readonly isResumed?: boolean;
  readonly clock?: Clock;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Address that answered, behind all redirects. */
  readonly url: string;
  /** Address that stands for the one that was asked from now on, going by the redirects that say they are for good. */
  readonly moved?: string | undefined;
}

export interface GetOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Answers besides 200 that are no failure. */
  readonly accept?: readonly number[];
  /** Bytes of an answer beyond which it is not read; default 64 MiB. */
  readonly mostBytes?: number;
  /** Keeps the first `mostBytes` of a longer answer; else it is a failure. */
  readonly cutsOff?: boolean;
  /** Looks at every address before it is asked, those of redirects too; throws a FetchFailure where it may not be. */
  readonly mayAsk?: (url: URL) => Promise<void>;
  /** Whether an earlier run asked for this already: the first request waits as a further try does. */
  readonly isFurtherTry?: boolean;
  /** Looks at an answer before it counts; throws a FetchFailure where it cannot be used. */
  readonly check?: (answer: Answer) => void;
}

/** An answer whose body is still to be read. */
export interface OpenAnswer extends Omit<Answer, 'body'> {
  /** Bytes as they come. Throws a {@link FetchFailure} where they end too early or stay away. */
  readonly body: AsyncIterable<Buffer>;
  /** Gives up what was not read and lets others ask; `error` is what went wrong with the answer, if anything did. */
  end(error?: unknown): Promise<void>;
}

const mostRedirects = 5;
const longestBackOff = 300_000;
const redirects = new Set([301, 302, 303, 307, 308]);
const redirectsForGood = new Set([301, 308]);

/** Asks servers for addresses. */
export class PoliteClient {
  readonly turns: Turns;
  readonly #options: ClientOptions;
  readonly #clock: Clock;
  readonly #agents = {
    'http:': new AgentHttp({ keepAlive: true, maxSockets: 1 }),
    'https:': new AgentHttps({ keepAlive: true, maxSockets: 1 }),
  };

  constructor(options: ClientOptions) {
    const { signal, gapOf, pausesPath, isResumed = false, longestPause = 3_600_000, clock = systemClock } = options;
    this.#options = options;
    this.#clock = clock;
    // A server answers within the timeout, or not at all.
    const unknownPauseOf = (host: string): number =>
      options.timeoutMilliseconds + (options.lostPauseOf?.(host) ?? 60_000);
    this.turns = new Turns({ clock, signal, gapOf, longestPause, pausesPath, unknownPauseOf, isResumed });
  }

  /** Gets a whole answer. Throws a {@link FetchFailure} once all tries have failed. */
  async get(address: string, options: GetOptions = {}): Promise<Answer> {
    for (let failed = 0; ;) {
      try {
        return await this.#getOnce(address, options, failed);
      } catch (error) {
        failed += 1;
        if (!(error instanceof FetchFailure) || !error.isPassing || failed >= this.#options.tries) throw error;
      }
    }
  }

  /** Closes the connections. */
  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  async #getOnce(address: string, options: GetOptions, failed: number): Promise<Answer> {
    const opened = await this.open(address, options, failed);
    try {
      const { status, headers, url, moved } = opened;
      const answer = { status, headers, body: await this.#read(opened, options), url, moved };
      options.check?.(answer);
      await opened.end();
      return answer;
    } catch (error) {
      await opened.end(error);
      throw error;
    }
  }

  /**
   * Asks once, and asks where redirects lead; the turn at the host that answers lasts until `end`. `failed` tries
   * went before, which says how long the host is left alone should this one fail as well.
   */
  async open(address: string, options: GetOptions, failed: number): Promise<OpenAnswer> {
    const { headers = {}, accept = [200], isFurtherTry = false, mayAsk } = options;
    let url = addressOf(address);
    let moved: string | undefined;
    let isForGood = true;
    for (let hop = 0; ; hop++) {
      const { host, href } = url;
      await mayAsk?.(url);
      const turn = await this.turns.take(host, hop === 0 && (isFurtherTry || failed > 0));
      let opened: Exchange | undefined;
      const end = async (error?: unknown): Promise<void> => {
        opened?.close();
        await endTurn(turn, error, failed);
      };
      try {
        opened = await exchange(url, {
          headers: { 'user-agent': this.#options.userAgent, 'accept-encoding': 'identity', ...headers },
          agent: this.#agents[url.protocol as 'http:' | 'https:'],
          timeoutMilliseconds: this.#options.timeoutMilliseconds,
          signal: this.#options.signal,
        });
        const { status, body } = opened;
        if (accept.includes(status)) return { status, headers: opened.headers, body, url: href, moved, end };
        const { location } = opened.headers;
        if (!redirects.has(status) || location === undefined) throw this.#refusal(opened, url);
        if (hop >= mostRedirects)
          throw new FetchFailure('redirects', `${address} leads on more than ${mostRedirects} times`, {
            host,
            isPassing: false,
          });
        url = redirectOf(location, url);
        isForGood &&= redirectsForGood.has(status);
        if (isForGood) moved = url.href;
      } catch (error) {
        await end(error);
        throw error;
      }
      await end();
    }
  }

  #refusal({ status, headers }: Exchange, { host, href }: URL): FetchFailure {
    return new FetchFailure(`http-${status}`, `${href} answered ${status}`, {
      host,
      isPassing: status === 403 || status === 429 || status >= 500,
      pauseMilliseconds: parseRetryAfter(headers['retry-after'], this.#clock.now()),
    });
  }

  async #read({ body, url }: OpenAnswer, { mostBytes = 1 << 26, cutsOff = false }: GetOptions): Promise<Buffer> {
    const parts: Buffer[] = [];
    let length = 0;
    // Bytes that trickle in one by one never are a silence.
    const end = performance.now() + this.#options.timeoutMilliseconds * 20;
    const { host, href } = new URL(url);
    for await (const chunk of body) {
      parts.push(chunk);
      length += chunk.length;
      if (length > mostBytes && cutsOff) break;
      if (length > mostBytes)
        throw new FetchFailure('too-long', `${href} is longer than ${mostBytes} bytes`, { host, isPassing: false });
      if (performance.now() > end)
        throw new FetchFailure('timeout', `${href} came too slowly`, { host, isPassing: true });
    }
    return Buffer.concat(parts).subarray(0, mostBytes);
  }
}

/** Gives a turn back; where the request failed, after what the server asked for or else 1, 2, 4 … seconds. */
async function endTurn(turn: Turn, error: unknown, failed: number): Promise<void> {
  if (error === undefined) await turn.end();
  else if (!(error instanceof FetchFailure)) turn.abandon();
  else if (!error.isPassing) await turn.end();
  else {
    const backOff = Math.min(longestBackOff, 1000 * 2 ** failed);
    await turn.end(Math.max(shortestPause, error.pauseMilliseconds ?? backOff));
  }
}

function addressOf(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new UserError(`${JSON.stringify(address)} is not an address that begins with http:// or https://`);
  return url;
}

function redirectOf(location: string, from: URL): URL {
  const url = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new FetchFailure('redirects', `${from.href} leads to ${location}`, { host: from.host, isPassing: false });
  return url;
}
