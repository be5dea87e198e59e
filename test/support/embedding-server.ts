/** A small server that speaks `POST /v1/embeddings`, and answers as it is told. */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface EmbeddingRequest {
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly model: string; readonly input: string[]; readonly encoding_format: string };
  /** Milliseconds since the server began. */
  readonly at: number;
}

export interface EmbeddingServer {
  /** Base address, as it stands in a configuration. */
  readonly address: string;
  /** Everything that was asked, in order. */
  readonly requests: EmbeddingRequest[];
}

/** Answers a request; `attempt` counts from 0. */
export type Answer = (request: EmbeddingRequest, response: ServerResponse, attempt: number) => void;

/** The vector the server gives a text: [length, first code unit, 1]. */
export function vectorOf(text: string): number[] {
  return [text.length, text.length === 0 ? 0 : text.charCodeAt(0), 1];
}

/** The same, of unit length. */
export function unitVectorOf(text: string): number[] {
  const vector = vectorOf(text);
  return vector.map((value) => value / Math.hypot(...vector));
}

/** Sends a JSON answer. */
export function send(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** The answer of a server that works. */
export const answerWell: Answer = ({ body }, response) => {
  send(response, {
    object: 'list',
    data: body.input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) })),
  });
};

/** A server that fails as many times as there are answers, and then works. */
export function failing(...failures: Answer[]): Answer {
  return (request, response, attempt) => (failures[attempt] ?? answerWell)(request, response, attempt);
}

/** Starts a server that is gone after the test. */
export async function embeddingServer(answer: Answer = answerWell): Promise<EmbeddingServer> {
  const requests: EmbeddingRequest[] = [];
  const started = performance.now();
  const server = createServer((incoming, response) => {
    let text = '';
    incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    incoming.on('end', () => {
      const body = JSON.parse(text) as EmbeddingRequest['body'];
      const request = { url: incoming.url, headers: incoming.headers, body, at: performance.now() - started };
      requests.push(request);
      answer(request, response, requests.length - 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, requests };
}
