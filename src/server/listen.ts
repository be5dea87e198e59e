/** Listens on a port, with bounds on what a slow or greedy client can hold. */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { UserError } from '../errors.ts';
import type { Resources, Study } from '../store/study.ts';
import { createApp } from './app.ts';
import { readAssets } from './assets.ts';
import { BesideStudy } from './beside.ts';
import { keyCookie } from './guard.ts';
import { searchOf } from './search/open.ts';
import { ServedStudy } from './study-reader.ts';

/** How a study is served. */
export interface ServeOptions {
  readonly host: string;
  /** Preferred port; the next free one is taken where it is in use. 0: any. */
  readonly port: number;
  readonly resources: Resources;
  /** Another study, for the page that compares. */
  readonly beside?: Study | undefined;
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
export async function serve(study: Study, { host, port, resources, beside, onError }: ServeOptions): Promise<Serving> {
  const key = loopback.has(host) ? undefined : randomBytes(18).toString('base64url');
  const machine = hostname().toLowerCase();
  const names = key === undefined ? ['localhost'] : [host.toLowerCase(), 'localhost', machine, `${machine}.local`];
  const assets = readAssets();
  const other = beside === undefined ? undefined : new BesideStudy(beside, resources);
  const served = await ServedStudy.open(study, resources, onError);
  const app = createApp({ served, beside: other, assets, names, key, onError });
  let asked = 0;
  const server = createAdaptorServer({
    fetch: async (request, bindings) => {
      asked = performance.now();
      return app.fetch(request, bindings);
    },
    overrideGlobalObjects: false,
    serverOptions: {
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 2_000,
      maxHeaderSize: 65_536,
    },
  }) as Server;
  server.maxConnections = 256;
  server.setTimeout(120_000);
  try {
    const taken = await listen(server, host, port);
    const closing = new AbortController();
    void prepare(app, served, { key, quietSince: () => asked, signal: closing.signal }).catch(() => {});
    const shown = isIP(host) === 6 ? `[${host}]` : host;
    return {
      url: `http://${shown}:${taken}/${key === undefined ? '' : `?key=${key}`}`,
      close: async () => {
        closing.abort();
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

/** Milliseconds without a question after which what blocks others may be done. */
const quietMilliseconds = 1000;

/** What the preparing needs to know of the server. */
interface Preparing {
  readonly key: string | undefined;
  /** When something was asked last, on the clock of `performance`. */
  readonly quietSince: () => number;
  readonly signal: AbortSignal;
}

/**
 * Does what takes a second or more before somebody waits for it: the figures of the first page at once, the
 * models of search when nobody asks for anything, since loading them holds up every other answer.
 */
async function prepare(app: Hono, served: ServedStudy, { key, quietSince, signal }: Preparing): Promise<void> {
  const cookie: Record<string, string> = key === undefined ? {} : { cookie: `${keyCookie}=${key}` };
  await (await app.request('/', { headers: { host: 'localhost', ...cookie } })).text();
  while (!signal.aborted && performance.now() - quietSince() < quietMilliseconds)
    await pause(quietMilliseconds / 4, undefined, { ref: false });
  if (!signal.aborted) await searchOf(await served.reader());
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
