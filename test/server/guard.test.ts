/** What the server refuses, over real sockets: foreign names, forged changes, missing keys, slow and greedy clients. */
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answersTo, hostName } from '../../src/server/guard.ts';
import { serve } from '../../src/server/listen.ts';
import type { Serving } from '../../src/server/listen.ts';
import { ownPath } from '../../src/server/page.ts';
import { defaultResources, Study } from '../../src/store/study.ts';
import { sharedDemo } from '../support/finished-demo.ts';

let open: Serving;
let locked: Serving;
const errors: unknown[] = [];

beforeAll(async () => {
  const study = Study.open(await sharedDemo());
  const options = { port: 0, resources: defaultResources(), onError: (error: unknown) => errors.push(error) };
  open = await serve(study, { host: '127.0.0.1', ...options });
  // Every name beyond the loopback ones asks for the key; 127.0.0.2 is still this machine.
  locked = await serve(study, { host: '127.0.0.2', ...options });
});
afterAll(async () => {
  await open?.close();
  await locked?.close();
  expect(errors).toEqual([]);
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Asks with exactly these headers; `fetch` would not let a test set Host. */
async function ask(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string; path?: string } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body, path } = options;
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, ...(path === undefined ? {} : { path }) }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

test.each([
  ['127.0.0.1:4270', true],
  ['localhost:4270', true],
  ['LOCALHOST', true],
  ['[::1]:80', true],
  ['evil.example', false],
  ['127.0.0.1.evil.example:4270', false],
  ['localhost.evil.example', false],
  ['evil.example:80@127.0.0.1', false],
  ['127.0.0.1/../', false],
  ['', false],
  [undefined, false],
])('a Host of %s is answered: %s', (header, expected) => {
  expect(answersTo(hostName(header), ['localhost'])).toBe(expected);
});

test('a name that was pointed at this machine by a foreign site is refused (DNS rebinding)', async () => {
  const refused = await ask(`${open.url}narratives`, { headers: { Host: 'evil.example' } });
  expect(refused.status).toBe(421);
  expect(refused.text).not.toContain('<');
  expect((await ask(`${open.url}narratives`)).status).toBe(200);
});

test.each([
  ['nowhere', {}],
  ['another site', { Origin: 'http://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
  ['another port of this machine', { Origin: 'http://127.0.0.1:9', 'Sec-Fetch-Site': 'same-site' }],
  ['a page without an origin', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
  ['another port, by a browser without fetch metadata', { Origin: 'http://127.0.0.1:9' }],
])('a change from %s is refused', async (_, headers) => {
  const refused = await ask(`${open.url}label`, { method: 'POST', headers, body: 'x=1' });
  expect(refused.status).toBe(403);
});

test('other methods are refused', async () => {
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) {
    const refused = await ask(`${open.url}narratives`, { method });
    expect(refused.status, method).toBe(405);
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();
  }
});

test('beyond this machine nothing is shown without the key, and the key goes from the address into a cookie', async () => {
  const { origin, searchParams } = new URL(locked.url);
  const key = searchParams.get('key')!;
  expect(key.length).toBeGreaterThanOrEqual(24);
  expect((await ask(`${origin}/narratives`)).status).toBe(401);
  expect((await ask(`${origin}/assets/none.js`)).status).toBe(401);
  expect((await ask(`${origin}/narratives?key=${key.slice(1)}x`)).status).toBe(401);
  const welcome = await ask(`${origin}/narratives?q=a&key=${key}`);
  expect(welcome.status).toBe(303);
  expect(welcome.headers.location).toBe('/narratives?q=a');
  const cookie = welcome.headers['set-cookie']![0]!;
  expect(cookie).toMatch(/HttpOnly/u);
  expect(cookie).toMatch(/SameSite=Strict/u);
  expect((await ask(`${origin}/narratives`, { headers: { Cookie: cookie.split(';')[0]! } })).status).toBe(200);
  expect((await ask(`${origin}/narratives`, { headers: { Cookie: 'crosscurrent_key=wrong' } })).status).toBe(401);
});

test.each([
  '/assets/../../package.json',
  '/assets/..%2f..%2fpackage.json',
  '/assets/%2e%2e/%2e%2e/package.json',
  '/assets/main.js%00.css',
  '/..%5c..%5cpackage.json',
  '//evil.example/',
  '/assets/constructor',
  '/assets/__proto__',
])('no path leads out of the pages: %s', async (path) => {
  const answer = await ask(open.url, { path });
  expect(answer.status).toBe(404);
  expect(answer.text).not.toContain('"dependencies"');
});

test('preferences lead back to this server only', () => {
  expect(ownPath('/narratives?q=a')).toBe('/narratives?q=a');
  for (const path of [
    '//evil.example',
    '/\\evil.example',
    'http://evil.example',
    'javascript:1',
    '',
    '/\t/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e//evil.example',
  ])
    expect(ownPath(path), path).toBe('/');
});

test('every answer forbids what is not its own', async () => {
  for (const path of ['narratives', 'no-such-page', 'narratives?page=x']) {
    const { headers } = await ask(open.url + path);
    const policy = headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/u);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
  }
});

test.each([
  ['an image on another site', 'cross-site', 'no-cors', 'image', 403],
  ['a frame on another site', 'cross-site', 'navigate', 'iframe', 403],
  ['a script on another port of this machine', 'same-site', 'cors', 'empty', 403],
  ['a link on another site', 'cross-site', 'navigate', 'document', 200],
  ['an address that was typed', 'none', 'navigate', 'document', 200],
  ['a page of this server', 'same-origin', 'cors', 'empty', 200],
])('what %s asks for', async (_, site, mode, destination, status) => {
  const headers = { 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': mode, 'Sec-Fetch-Dest': destination };
  expect((await ask(`${open.url}narratives`, { headers })).status).toBe(status);
});

test('the key is taken out of an address without leading elsewhere', async () => {
  const key = new URL(locked.url).searchParams.get('key')!;
  const welcome = await ask(new URL(locked.url).origin, { path: `//evil.example/?key=${key}` });
  expect(welcome.status).toBe(303);
  expect(welcome.headers.location).toBe('/');
});

test.each(['127.0.0.1:99999', '[::1', 'a b', '[1.2]:1', 'localhost:x', '\u00e9vil'])(
  'a Host of %j is refused',
  async (host) => {
    const { status } = await ask(`${open.url}narratives`, { headers: { Host: Buffer.from(host).toString('latin1') } });
    expect([400, 421]).toContain(status);
  },
);

test('what HTTP does not know is refused, and HEAD is GET without its text', async () => {
  const { hostname, port } = new URL(open.url);
  for (const [line, expected] of [
    ['GET http://evil.example/narratives HTTP/1.1\r\nHost: evil.example', /^HTTP\/1\.1 421/u],
    ['GET /narratives HTTP/1.1', /^HTTP\/1\.1 400/u],
    ['GET /narratives\0 HTTP/1.1\r\nHost: 127.0.0.1', /^HTTP\/1\.1 400/u],
    ['GET /%E0%A4%A/%zz?q=%&%=%zz HTTP/1.1\r\nHost: 127.0.0.1', /^HTTP\/1\.1 404/u],
    ['GET /narratives?q=%E0%A4%A&__proto__=1&page=1 HTTP/1.1\r\nHost: 127.0.0.1', /^HTTP\/1\.1 200/u],
  ] as const) {
    const told = await new Promise<string>((done, fail) => {
      let text = '';
      const socket = connect(Number(port), hostname, () => socket.write(`${line}\r\nConnection: close\r\n\r\n`));
      socket.on('data', (part) => (text += part.toString('latin1')));
      socket.on('close', () => done(text));
      socket.on('error', fail);
    });
    expect(told, line).toMatch(expected);
  }
  const head = await ask(`${open.url}narratives`, { method: 'HEAD' });
  expect([head.status, head.text]).toEqual([200, '']);
});

test('many at once are answered or asked to come back, those who leave are forgotten, and the server goes on', async () => {
  const leaving = Array.from({ length: 40 }, async (_, place) => {
    const signal = AbortSignal.timeout(20 + place);
    return fetch(`${open.url}compare?cut=2022-02-${String(1 + (place % 28)).padStart(2, '0')}`, { signal }).catch(
      () => undefined,
    );
  });
  const asked = Array.from({ length: 120 }, async () => (await ask(`${open.url}narratives?q=a`)).status);
  const statuses = new Set(await Promise.all(asked));
  await Promise.all(leaving);
  statuses.delete(503);
  expect([...statuses]).toEqual([200]);
  expect((await ask(`${open.url}narratives`)).status).toBe(200);
});

test('a claim of thousands of Chinese characters can be asked for, and another language be chosen beside it', async () => {
  const claim = encodeURIComponent('乌'.repeat(3900));
  const { status, text } = await ask(`${open.url}search?by=words&q=${claim}`);
  expect(status).toBe(200);
  const [, link] = /href="(\/preferences\?language=zh[^"]*)"/u.exec(text)!;
  expect((await ask(open.url, { path: link!.replaceAll('&amp;', '&') })).status).toBe(303);
});

test('addresses and headers have an end', async () => {
  expect((await ask(`${open.url}narratives?q=${'x'.repeat(41_000)}`)).status).toBe(414);
  expect((await ask(`${open.url}narratives`, { headers: { 'X-Long': 'x'.repeat(70_000) } })).status).toBe(431);
  expect((await ask(`${open.url}narratives?q=${'x'.repeat(300)}`)).status).toBe(400);
});

test('a client that never finishes its headers is let go', async () => {
  const { hostname, port } = new URL(open.url);
  const started = performance.now();
  await new Promise<void>((done, fail) => {
    const socket = connect(Number(port), hostname, () => socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: '));
    socket.on('error', fail);
    socket.on('data', () => {});
    socket.on('close', () => done());
  });
  expect(performance.now() - started).toBeLessThan(25_000);
  expect((await ask(`${open.url}narratives`)).status).toBe(200);
});
