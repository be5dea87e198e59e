/** Listens on a port, with bounds on what a slow or greedy client can hold. */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { createAdaptorServer } from '@hono/node-server';
import { UserError } from '../errors.ts';
import type { Resources, Study } from '../store/study.ts';
import { createApp } from './app.ts';
import { readAssets } from './assets.ts';
import { searchOf } from './search.ts';
import { ServedStudy } from './study-reader.ts';

/** How a study is served. */
export interface ServeOptions {
  readonly host: string;
  /** Preferred port; the next free one is taken where it is in use. 0: any. */
  readonly port: number;
  readonly resources: Resources;
  readonly onError: (error: unknown) => void;
}

/** A server at work. */
export interface Serving {
  /** Where to open it; with the key where one is asked for. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Ports tried after the preferred one. */
const portsTried = 20;

const loopback = new Set(['127.0.0.1', 'localhost', '::1']);

/** Serves a study until it is closed; a UserError where the study has no results or no port is free. */
export async function serve(study: Study, { host, port, resources, onError }: ServeOptions): Promise<Serving> {
  const key = loopback.has(host) ? undefined : randomBytes(18).toString('base64url');
  const machine = hostname().toLowerCase();
  const names = key === undefined ? ['localhost'] : [host.toLowerCase(), 'localhost', machine, `${machine}.local`];
  const assets = readAssets();
  const served = await ServedStudy.open(study, resources);
  const app = createApp({ served, assets, names, key, onError });
  const server = createAdaptorServer({
    fetch: app.fetch,
    overrideGlobalObjects: false,
    serverOptions: {
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 2_000,
      maxHeaderSize: 16_384,
    },
  }) as Server;
  server.maxConnections = 256;
  server.setTimeout(120_000);
  try {
    const taken = await listen(server, host, port);
    // Models are loaded while the first page is read, not when the first question is asked.
    void served
      .reader()
      .then(searchOf)
      .catch(() => {});
    const shown = isIP(host) === 6 ? `[${host}]` : host;
    return {
      url: `http://${shown}:${taken}/${key === undefined ? '' : `?key=${key}`}`,
      close: async () => {
        await new Promise<void>((done) => {
          server.close(() => done());
          server.closeAllConnections();
        });
        await served.close();
      },
    };
  } catch (error) {
    await served.close();
    throw error;
  }
}

/** Listens on the first free port from `port` on. */
async function listen(server: Server, host: string, port: number): Promise<number> {
  for (let tried = 0; ; tried++) {
    try {
      await new Promise<void>((done, fail) => {
        server.once('error', fail);
        server.listen({ host, port: port === 0 ? 0 : port + tried }, () => {
          server.removeListener('error', fail);
          done();
        });
      });
      return (server.address() as AddressInfo).port;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if ((code === 'EADDRINUSE' || code === 'EACCES') && port !== 0 && tried < portsTried) continue;
      throw new UserError(`cannot listen on ${host}:${port} (${code ?? String(error)})`, {
        hint: 'give another --port or --host',
      });
    }
  }
}
