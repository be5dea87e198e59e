/** One HTTP request and its answer, without redirects and further tries. */
import { request as requestHttp } from 'node:http';
import type { Agent, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { InterruptedError, messageOf } from '../errors.ts';

/** A request that brought nothing that can be used. */
export class FetchFailure extends Error {
  override readonly name = 'FetchFailure';
  /** Why, in a word, as reports count it: `http-503`, `timeout`, `cut-off` and so on. */
  readonly reason: string;
  /** Host with its port that failed. */
  readonly host: string;
  /** Whether another try may mend it. */
  readonly isPassing: boolean;
  /** Pause the server asked for, in milliseconds. */
  readonly pauseMilliseconds: number | undefined;

  constructor(
    reason: string,
    detail: string,
    {
      host,
      isPassing,
      pauseMilliseconds,
    }: { host: string; isPassing: boolean; pauseMilliseconds?: number | undefined },
  ) {
    super(detail);
    this.reason = reason;
    this.host = host;
    this.isPassing = isPassing;
    this.pauseMilliseconds = pauseMilliseconds;
  }
}

/** The answer to a request; its body must be read to the end or given up with `close`. */
export interface Exchange {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Bytes as they come. Throws a {@link FetchFailure} where they end too early or stay away. */
  readonly body: AsyncIterable<Buffer>;
  close(): void;
}

export interface ExchangeOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly agent: Agent;
  /** Longest silence of the server. */
  readonly timeoutMilliseconds: number;
  readonly signal: AbortSignal;
}

/** Asks once. Throws a {@link FetchFailure} that may pass where no answer comes. */
export async function exchange(url: URL, options: ExchangeOptions): Promise<Exchange> {
  const { headers, agent, timeoutMilliseconds, signal } = options;
  const { host } = url;
  const failureOf = (error: unknown): Error => {
    if (signal.aborted) return new InterruptedError();
    if (error instanceof FetchFailure) return error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const reason = code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'no-such-host' : 'connection';
    return new FetchFailure(reason, `${host}: ${messageOf(error)}`, { host, isPassing: true });
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = send(url, { headers, agent, signal, timeout: timeoutMilliseconds }, resolve);
    request.on('timeout', () => {
      const detail = `${host} said nothing for ${timeoutMilliseconds / 1000} s`;
      request.destroy(new FetchFailure('timeout', detail, { host, isPassing: true }));
    });
    request.on('error', (error) => reject(failureOf(error)));
    request.end();
  });
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: bodyOf(response, host, failureOf),
    close: () => response.destroy(),
  };
}

async function* bodyOf(
  response: IncomingMessage,
  host: string,
  failureOf: (error: unknown) => Error,
): AsyncGenerator<Buffer> {
  const cut = (): FetchFailure =>
    new FetchFailure('cut-off', `the answer of ${host} ends before its length`, { host, isPassing: true });
  try {
    for await (const chunk of response) yield chunk as Buffer;
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ECONNRESET' && !(error instanceof FetchFailure)
      ? cut()
      : failureOf(error);
  }
  if (!response.complete) throw cut();
}
