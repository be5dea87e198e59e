/** A server of feeds on loopback that knows ETags, and a log of every request. */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What is answered at a path; it may be exchanged while the server runs. */
export interface Page {
  readonly body?: string | Buffer;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, and answered with 304 where the request names it. */
  readonly etag?: string;
  /** The same for `Last-Modified`. */
  readonly modified?: string;
}

/** A request as the server saw it; times in milliseconds. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly at: number;
  readonly open: number;
  status: number;
}

export interface FeedServer {
  readonly address: string;
  readonly pages: Map<string, Page>;
  readonly log: Asked[];
  /** Paths and statuses of the requests since the last call. */
  asked(): string[];
}

/** Serves these pages until the test is over; other paths, `/robots.txt` among them, are not found. */
export async function serveFeeds(
  pages: Readonly<Record<string, Page>>,
  now: () => number = Date.now,
): Promise<FeedServer> {
  const served = new Map(Object.entries(pages));
  const log: Asked[] = [];
  let open = 0;
  let told = 0;
  const server = createServer((request, answer) => {
    const asked: Asked = { path: request.url ?? '', headers: request.headers, at: now(), open, status: 0 };
    log.push(asked);
    open += 1;
    answer.on('close', () => (open -= 1));
    const page = served.get(asked.path) ?? { status: 404 };
    const { body = '', headers = {}, etag, modified } = page;
    const isKnown =
      (etag !== undefined && request.headers['if-none-match'] === etag) ||
      (modified !== undefined && request.headers['if-modified-since'] === modified);
    asked.status = isKnown ? 304 : (page.status ?? 200);
    const validators = {
      ...(etag === undefined ? {} : { etag }),
      ...(modified === undefined ? {} : { 'last-modified': modified }),
    };
    answer.writeHead(asked.status, { ...headers, ...validators }).end(isKnown ? undefined : body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pages: served,
    log,
    asked() {
      const since = log.slice(told).map(({ path, status }) => `${path} ${status}`);
      told = log.length;
      return since;
    },
  };
}

/** An RSS feed of items given by their number, or by number and title. */
export function rssFeed(items: readonly (number | readonly [number, string])[], address: string): string {
  const elements = items.map((item) => {
    const [number, title] = typeof item === 'number' ? [item, `The harbour opens again, part ${item}`] : item;
    return `<item><title>${title}</title><link>${address}/news/${number}</link><guid isPermaLink="false">${number}</guid>
<pubDate>Tue, 01 Mar 2022 0${number % 10}:30:00 +0300</pubDate><description>&lt;p&gt;After the storm of day ${number} the ships came back.&lt;/p&gt;</description></item>`;
  });
  return `<?xml version="1.0"?>\n<rss version="2.0"><channel><title>News</title><language>en</language>\n${elements.join('\n')}\n</channel></rss>\n`;
}
