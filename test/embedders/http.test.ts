import { describe, expect, it, test } from 'vitest';
import { createEmbedder, describeEmbedder } from '../../src/embedders/create.ts';
import type { HttpOptions } from '../../src/embedders/http.ts';
import { exitCodes, InterruptedError, UserError } from '../../src/errors.ts';
import { answerWell, embeddingServer, failing, send, unitVectorOf, vectorOf } from '../support/embedding-server.ts';
import type { Answer } from '../support/embedding-server.ts';

const texts = ['strait', 'Пролив', '海峡', '', 'протока і порти'];

/** Vectors of `input` from a server that answers so. */
async function embed(
  answer: Answer,
  options: Partial<HttpOptions> & { input?: string[]; signal?: AbortSignal } = {},
): Promise<{ vectors: number[][]; requests: { body: { input: string[] }; at: number }[] }> {
  const { input = texts, signal, ...rest } = options;
  const { address, requests } = await embeddingServer(answer);
  const embedder = await createEmbedder({ http: address, model: 'm', dimensions: 3, backoffMilliseconds: 5, ...rest });
  const vectors = await embedder.embed(input, signal);
  await embedder.close();
  return { vectors: input.map((_, row) => [...vectors.subarray(row * 3, (row + 1) * 3)]), requests };
}

/** The UserError an embedder ends with. */
async function failure(
  answer: Answer,
  options: Partial<HttpOptions> = {},
): Promise<{ error: UserError; asked: number }> {
  const { address, requests } = await embeddingServer(answer);
  const embedder = await createEmbedder({
    http: address,
    model: 'm',
    dimensions: 3,
    backoffMilliseconds: 1,
    retries: 2,
    ...options,
  });
  const error: unknown = await embedder.embed(['a', 'b']).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).message).toContain(address);
  expect((error as UserError).exitCode).toBe(exitCodes.input);
  expect((error as UserError).hint).toBeTruthy();
  return { error: error as UserError, asked: requests.length };
}

function expectVectors(found: number[][], input: readonly string[], prefix = ''): void {
  expect(found).toHaveLength(input.length);
  input.forEach((text, row) => {
    unitVectorOf(prefix + text).forEach((value, column) => expect(found[row]![column]).toBeCloseTo(value, 6));
  });
}

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    send(response, { error: { message: 'busy' } }, code, headers);
const drop: Answer = (_, response) => response.destroy();
const dropInTheMiddle: Answer = (_, response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"data": [', () => response.destroy());
};
const never: Answer = () => {};

describe('a server that works', () => {
  it('gives what it sent, of unit length', async () => {
    const { vectors, requests } = await embed(answerWell);
    expectVectors(vectors, texts);
    expect(requests.map(({ body }) => body)).toEqual([{ model: 'm', input: texts, encoding_format: 'float' }]);
  });

  it('may answer in any order', async () => {
    const { vectors } = await embed(({ body }, response) => {
      const data = body.input.map((text, index) => ({ index, embedding: vectorOf(text) }));
      send(response, { data: data.reverse() });
    });
    expectVectors(vectors, texts);
  });

  it('may leave out the index', async () => {
    const { vectors } = await embed(({ body }, response) => {
      send(response, { data: body.input.map((text) => ({ embedding: vectorOf(text) })) });
    });
    expectVectors(vectors, texts);
  });

  it('is asked in batches, with the prefix', async () => {
    const { vectors, requests } = await embed(answerWell, { batch: 2, prefix: 'query: ' });
    expect(requests.map(({ body }) => body.input.length)).toEqual([2, 2, 1]);
    expect(requests.flatMap(({ body }) => body.input)).toEqual(texts.map((text) => `query: ${text}`));
    expectVectors(vectors, texts, 'query: ');
  });

  it('is asked nothing for no texts', async () => {
    const { vectors, requests } = await embed(answerWell, { input: [] });
    expect(vectors).toEqual([]);
    expect(requests).toEqual([]);
  });

  it('gets well-formed text', async () => {
    const { requests } = await embed(answerWell, { input: ['a\ud800b', 'nul\u0000'] });
    expect(requests[0]!.body.input).toEqual(['a\ufffdb', 'nul\u0000']);
  });

  it('leaves a zero vector as it is', async () => {
    const { vectors } = await embed((_, response) => send(response, { data: [{ embedding: [0, 0, 0] }] }), {
      input: ['x'],
    });
    expect(vectors).toEqual([[0, 0, 0]]);
  });

  it('is named by its model, not by its address', async () => {
    const choice = { http: 'http://a.example/v1', model: 'bge', dimensions: 3 };
    const { id, hash } = await describeEmbedder(choice);
    expect(id).toBe('http-bge-3');
    expect(await describeEmbedder({ ...choice, http: 'http://b.example/v1/' })).toEqual({ id, hash });
    expect((await describeEmbedder({ ...choice, prefix: 'q: ' })).hash).not.toBe(hash);
    expect((await describeEmbedder({ ...choice, dimensions: 4 })).hash).not.toBe(hash);
  });

  it('gets the key that the environment variable holds', async () => {
    const { address, requests } = await embeddingServer();
    process.env['TEST_EMBEDDING_KEY'] = 'secret';
    try {
      const embedder = await createEmbedder({
        http: `${address}/`,
        model: 'm',
        dimensions: 3,
        keyVariable: 'TEST_EMBEDDING_KEY',
      });
      await embedder.embed(['a']);
      await (await createEmbedder({ http: address, model: 'm', dimensions: 3 })).embed(['a']);
    } finally {
      delete process.env['TEST_EMBEDDING_KEY'];
    }
    expect(requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/v1/embeddings', 'Bearer secret'],
      ['/v1/embeddings', undefined],
    ]);
  });
});

describe('a failure that may pass', () => {
  test.each([
    ['500', status(500)],
    ['503', status(503)],
    ['429', status(429)],
    ['a dropped connection', drop],
    ['a connection dropped in the middle of an answer', dropInTheMiddle],
  ])('is tried again after %s', async (_, fail) => {
    const { vectors, requests } = await embed(failing(fail, fail));
    expect(requests).toHaveLength(3);
    expectVectors(vectors, texts);
  });

  it('is tried again after no answer in time', async () => {
    const { vectors, requests } = await embed(failing(never), { timeoutSeconds: 0.1 });
    expect(requests).toHaveLength(2);
    expectVectors(vectors, texts);
  });

  it('waits longer each time', async () => {
    const { requests } = await embed(failing(status(500), status(500), status(500)), { backoffMilliseconds: 40 });
    const pauses = requests.slice(1).map(({ at }, i) => at - requests[i]!.at);
    [40, 80, 160].forEach((least, i) => expect(pauses[i]).toBeGreaterThanOrEqual(least - 3));
  });

  it('waits as long as Retry-After says', async () => {
    const { requests } = await embed(failing(status(429, { 'retry-after': '1' })));
    expect(requests[1]!.at - requests[0]!.at).toBeGreaterThanOrEqual(990);
    const soon = await embed(failing(status(503, { 'retry-after': '0' })), { backoffMilliseconds: 20_000 });
    expect(soon.requests).toHaveLength(2);
    // A date, to the second.
    const date = await embed(failing(status(429, { 'retry-after': new Date(Date.now() + 2000).toUTCString() })));
    expect(date.requests[1]!.at - date.requests[0]!.at).toBeGreaterThanOrEqual(900);
    const nonsense = await embed(failing(status(429, { 'retry-after': 'later' })));
    expect(nonsense.requests).toHaveLength(2);
  });

  it('repeats only the batch that failed', async () => {
    const { requests } = await embed(failing(answerWell, status(500)), { batch: 3 });
    expect(requests.map(({ body }) => body.input.length)).toEqual([3, 2, 2]);
  });

  it('ends with a message after the last try', async () => {
    const { error, asked } = await failure(status(500));
    expect(asked).toBe(3);
    expect(error.message).toMatch(/failed 3 times; the last time: 500 .*busy/);
    expect((await failure(never, { timeoutSeconds: 0.05, retries: 0 })).error.message).toContain(
      'no answer within 0.05 s',
    );
    expect((await failure(drop, { retries: 1 })).asked).toBe(2);
  });

  it('ends with a message where nobody listens', async () => {
    const embedder = await createEmbedder({
      http: 'http://127.0.0.1:9/v1',
      model: 'm',
      dimensions: 3,
      retries: 1,
      backoffMilliseconds: 1,
    });
    await expect(embedder.embed(['a'])).rejects.toThrow(/127\.0\.0\.1:9\/v1 failed 2 times/);
  });
});

describe('a failure that stays', () => {
  test.each([400, 401, 404, 422])('%i is not tried again', async (code) => {
    const { error, asked } = await failure(status(code));
    expect(asked).toBe(1);
    expect(error.message).toMatch(new RegExp(`refused the request for model m: ${code}`));
    expect(error.hint).toContain(code === 401 ? 'keyVariable' : 'model');
  });

  const vectors = (...embeddings: unknown[]): unknown => ({ data: embeddings.map((embedding) => ({ embedding })) });
  test.each<[string, unknown, RegExp]>([
    ['vectors of another length', vectors([1, 2], [1, 2]), /a vector of 2 numbers where 3 were expected/],
    ['too few vectors', vectors([1, 2, 3]), /1 vectors for 2 texts/],
    ['too many vectors', vectors([1, 2, 3], [1, 2, 3], [1, 2, 3]), /3 vectors for 2 texts/],
    ['no vectors', { result: 'ok' }, /no vectors for 2 texts/],
    ['a page', '<html>Welcome</html>', /not JSON: <html>Welcome/],
    ['null', 'null', /no vectors for 2 texts/],
    ['null for an entry', { data: [null, null] }, /a vector of no numbers/],
    ['NaN', '{"data": [{"embedding": [1, NaN, 2]}, {"embedding": [1, 2, 3]}]}', /not JSON/],
    ['null for NaN', vectors([1, null, 2], [1, 2, 3]), /something other than numbers/],
    ['words for numbers', vectors(['1', '2', '3'], [1, 2, 3]), /something other than numbers/],
    [
      'numbers beyond a float',
      '{"data": [{"embedding": [1e39, 1, 1]}, {"embedding": [1, 2, 3]}]}',
      /something other than numbers/,
    ],
    ['a text twice', { data: [0, 0].map((index) => ({ index, embedding: [1, 2, 3] })) }, /a vector for text 0 of 2/],
    [
      'a text that was not asked',
      { data: [0, 7].map((index) => ({ index, embedding: [1, 2, 3] })) },
      /a vector for text 7 of 2/,
    ],
    ['base64', { data: [0, 1].map((index) => ({ index, embedding: 'AACAPw==' })) }, /a vector of no numbers/],
  ])('%s', async (_, body, message) => {
    const { error, asked } = await failure((__, response) => send(response, body));
    expect(error.message).toMatch(message);
    expect(asked).toBe(1);
  });
});

describe('an interruption', () => {
  it('ends a request in mid-flight', async () => {
    const controller = new AbortController();
    const asked = embed(
      (...given) => {
        controller.abort();
        never(...given);
      },
      { signal: controller.signal },
    );
    await expect(asked).rejects.toThrow(InterruptedError);
  });

  it('ends a pause', async () => {
    const controller = new AbortController();
    const started = performance.now();
    const asked = embed(
      (...given) => {
        setTimeout(() => controller.abort(), 30);
        status(500)(...given);
      },
      { signal: controller.signal, backoffMilliseconds: 20_000 },
    );
    await expect(asked).rejects.toThrow(InterruptedError);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('asks nothing where it came before', async () => {
    const { address, requests } = await embeddingServer();
    const embedder = await createEmbedder({ http: address, model: 'm', dimensions: 3 });
    await expect(embedder.embed(['a'], AbortSignal.abort())).rejects.toThrow(InterruptedError);
    expect(requests).toEqual([]);
  });
});
