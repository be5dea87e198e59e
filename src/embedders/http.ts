/**
 * Embeds through an OpenAI-compatible server (`POST …/embeddings`): vLLM, TEI, Ollama, llama.cpp and
 * others speak it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { exitCodes, InterruptedError, messageOf, throwIfAborted, UserError } from '../errors.ts';
import { normaliseRows } from '../kernels/vectors.ts';
import { sha256OfJson } from '../store/atomic.ts';
import type { EmbedderIdentity } from './create.ts';
import type { Embedder } from './embedder.ts';

export interface HttpOptions {
  /** Base address, such as `http://127.0.0.1:8080/v1`. */
  readonly http: string;
  /** Model name sent with each request. */
  readonly model: string;
  /** Columns of its vectors; checked on every answer. */
  readonly dimensions: number;
  /** Put before every text. */
  readonly prefix?: string;
  /** Texts in a request; default 32. */
  readonly batch?: number;
  /** Longest wait for one answer; default 60. */
  readonly timeoutSeconds?: number;
  /** Further tries after 429, 5xx, a time-out or a broken connection; default 5. */
  readonly retries?: number;
  /** Environment variable that holds the API key. */
  readonly keyVariable?: string | undefined;
  /** First pause before a further try, doubled each time up to 30 s; default 500. */
  readonly backoffMilliseconds?: number;
}

/** The identity of a server's vector space: its model name, columns and prefix, not its address. */
export function describeHttp({ model, dimensions, prefix = '' }: HttpOptions): EmbedderIdentity {
  return {
    id: `http-${model}-${dimensions}${prefix === '' ? '' : `-${sha256OfJson(prefix).slice(0, 6)}`}`,
    hash: sha256OfJson({ model, dimensions, prefix }),
  };
}

/** Opens a server as an embedder. Requests begin with the first `embed`. */
export function openHttpEmbedder(options: HttpOptions): Embedder {
  const { dimensions, prefix = '', batch = 32 } = options;
  return {
    ...describeHttp(options),
    dimensions,
    languages: [],
    maxTokens: Number.POSITIVE_INFINITY,
    async embed(texts, signal) {
      const vectors = new Float32Array(texts.length * dimensions);
      for (let start = 0; start < texts.length; start += batch) {
        const part = texts.slice(start, start + batch).map((text) => (prefix + text).toWellFormed());
        vectors.set(await requestVectors(options, part, signal), start * dimensions);
      }
      return normaliseRows(vectors, dimensions);
    },
    async close() {},
  };
}

/** A failure that another try may mend. */
class PassingFailure extends Error {
  readonly pauseMilliseconds: number | undefined;
  constructor(message: string, pauseMilliseconds?: number) {
    super(message);
    this.pauseMilliseconds = pauseMilliseconds;
  }
}

const longestPause = 30_000;

async function requestVectors(
  options: HttpOptions,
  texts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Float32Array> {
  const { retries = 5, backoffMilliseconds = 500 } = options;
  for (let attempt = 0; ; attempt++) {
    throwIfAborted(signal);
    try {
      return await requestOnce(options, texts, signal);
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error;
      if (attempt >= retries) {
        throw new UserError(
          `the embedding server at ${options.http} failed ${attempt + 1} times; the last time: ${error.message}`,
          {
            hint: 'see that it runs and is reachable; what was embedded so far is kept, and the next run goes on from there',
            exitCode: exitCodes.input,
          },
        );
      }
      const pause = Math.min(longestPause, error.pauseMilliseconds ?? backoffMilliseconds * 2 ** attempt);
      await sleep(pause, undefined, signal === undefined ? {} : { signal }).catch(() => {
        throw new InterruptedError();
      });
    }
  }
}

async function requestOnce(
  options: HttpOptions,
  texts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Float32Array> {
  const { http, model, timeoutSeconds = 60, keyVariable } = options;
  const key = keyVariable === undefined ? undefined : process.env[keyVariable];
  const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
  try {
    const response = await fetch(`${http.replace(/\/+$/u, '')}/embeddings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({ model, input: texts, encoding_format: 'float' }),
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    const body = await response.text();
    if (!response.ok) throw failureOf(response, body, options);
    return readVectors(body, texts.length, options);
  } catch (error) {
    if (error instanceof UserError || error instanceof PassingFailure) throw error;
    if (signal?.aborted === true) throw new InterruptedError();
    if (timeout.aborted) throw new PassingFailure(`no answer within ${timeoutSeconds} s`);
    throw new PassingFailure(
      `${messageOf(error)}${error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : ''}`,
    );
  }
}

function failureOf(response: Response, body: string, { http, model }: HttpOptions): Error {
  const detail = `${response.status} ${response.statusText}: ${body.slice(0, 200).replaceAll(/\s+/gu, ' ')}`;
  if (response.status === 429 || response.status >= 500) {
    return new PassingFailure(detail, pauseAsked(response.headers.get('retry-after')));
  }
  return new UserError(`the embedding server at ${http} refused the request for model ${model}: ${detail}`, {
    hint:
      response.status === 401 || response.status === 403
        ? 'set keyVariable to the environment variable that holds the key'
        : 'check http and model under embedder in crosscurrent.yaml',
    exitCode: exitCodes.input,
  });
}

/** The pause a `Retry-After` header asks for, in milliseconds: seconds, or a date (RFC 9110, 10.2.3). */
function pauseAsked(header: string | null): number | undefined {
  if (header === null) return undefined;
  const pause = /^\s*\d+\s*$/u.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(pause) ? Math.max(0, pause) : undefined;
}

function readVectors(body: string, count: number, { http, dimensions }: HttpOptions): Float32Array {
  const wrong = (found: string): UserError =>
    new UserError(`the embedding server at ${http} answered with ${found}`, {
      hint: 'check http, model and dimensions under embedder in crosscurrent.yaml',
      exitCode: exitCodes.input,
    });
  let answer: { data?: ({ index?: number; embedding?: unknown } | null)[] } | null;
  try {
    answer = JSON.parse(body) as typeof answer;
  } catch {
    throw wrong(`something that is not JSON: ${body.slice(0, 100)}`);
  }
  const data = answer?.data;
  if (!Array.isArray(data) || data.length !== count)
    throw wrong(`${Array.isArray(data) ? data.length : 'no'} vectors for ${count} texts`);
  const vectors = new Float32Array(count * dimensions);
  const seen = new Set<number>();
  data.forEach((entry, place) => {
    const row = entry?.index ?? place;
    const embedding = entry?.embedding;
    if (!Array.isArray(embedding) || embedding.length !== dimensions) {
      throw wrong(
        `a vector of ${Array.isArray(embedding) ? embedding.length : 'no'} numbers where ${dimensions} were expected`,
      );
    }
    if (!Number.isInteger(row) || row < 0 || row >= count || seen.has(row))
      throw wrong(`a vector for text ${row} of ${count}`);
    if (embedding.some((value) => typeof value !== 'number' || !Number.isFinite(Math.fround(value))))
      throw wrong('a vector that holds something other than numbers');
    seen.add(row);
    vectors.set(embedding as number[], row * dimensions);
  });
  return vectors;
}
