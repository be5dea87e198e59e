/** A study that is served for one test, and pages of it in a browser. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { serve } from '../../src/server/listen.ts';
import type { ServeOptions, Serving } from '../../src/server/listen.ts';
import { defaultResources, Study } from '../../src/store/study.ts';
import { watchedPage } from './browser.ts';

/** A server at work. */
export interface Served {
  /** Without a slash at its end. */
  readonly origin: string;
  readonly study: Study;
  /** Posts to the server as one of its pages would. */
  readonly post: (path: string, fields: unknown, headers?: Readonly<Record<string, string>>) => Promise<Response>;
}

/** Serves a study on a free port until it is closed; errors that are ours are added to `errors`. */
export async function serveStudy(
  study: Study,
  errors: unknown[],
  options: Pick<ServeOptions, 'beside'> = {},
): Promise<Serving> {
  return serve(study, {
    host: '127.0.0.1',
    port: 0,
    resources: defaultResources(),
    onError: (error) => errors.push(error),
    ...options,
  });
}

/** Serves a study until the test ends; errors that are ours fail it. */
export async function served(folder: string): Promise<Served> {
  const errors: unknown[] = [];
  const study = Study.open(folder);
  const serving = await serveStudy(study, errors);
  onTestFinished(async () => {
    await serving.close();
    expect(errors).toEqual([]);
  });
  const origin = serving.url.replace(/\/$/u, '');
  return { origin, study, post: poster(origin) };
}

/** Posts JSON to a server as one of its pages would; `headers` add or replace. */
export function poster(origin: string): Served['post'] {
  return async (path, fields, headers = {}) =>
    fetch(origin + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin, 'content-type': 'application/json', ...headers },
      body: typeof fields === 'string' ? fields : JSON.stringify(fields),
    });
}

/** A page of a server that is closed when the test ends; whatever a visitor should never meet fails it. */
export async function visit(
  browser: Browser,
  address: string,
  { expected = [], ...options }: BrowserContextOptions & { readonly expected?: readonly RegExp[] } = {},
): Promise<Page> {
  const { page, faults } = await watchedPage(browser, new URL(address).origin, options);
  onTestFinished(async () => {
    await page.context().close();
    expect(faults.filter((fault) => !expected.some((pattern) => pattern.test(fault)))).toEqual([]);
  });
  await page.goto(address);
  return page;
}
