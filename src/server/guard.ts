/**
 * Who may ask, and how much. The server holds texts that others wrote and answers a browser in which other
 * sites are open: so it answers only to its own names (against DNS rebinding), takes changes only from its own
 * pages (against forged requests), works for other sites only where a visitor follows a link, asks for a key where others can reach it, and lets pages load nothing but
 * its own files.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { Context, MiddlewareHandler, Next } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { secureHeaders } from 'hono/secure-headers';
import { ownPath } from './page.ts';

/** Bytes of an address that are read: a claim of 4,000 Chinese characters, encoded, and everything beside it. */
const longestAddress = 40_000;

/** Requests answered at the same time; more are asked to come back. */
const mostAtOnce = 64;

/** What the guard needs to know of the server. */
export interface GuardOptions {
  /** Names besides IP addresses under which the server may be called, without port. */
  readonly names: readonly string[];
  /** Asked of every visitor; undefined where only this machine can reach the server. */
  readonly key: string | undefined;
}

/** The cookie that holds the key. */
export const keyCookie = 'crosscurrent_key';

/** Headers of every answer: pages load nothing from elsewhere, run no inline script, stand in no frame. */
export const headers: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ['crosscurrent'],
  },
  crossOriginOpenerPolicy: 'same-origin',
  crossOriginResourcePolicy: 'same-origin',
  // Not no-referrer, under which browsers send the forms of our own pages with the origin "null".
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
  strictTransportSecurity: false,
  permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
});

/** The name a `Host` header gives, without port and brackets; undefined where it is none. */
export function hostName(header: string | undefined): string | undefined {
  const found = /^(?:\[([0-9a-f:.]+)\]|([^:[\]/\\@\s]+))(?::\d{1,5})?$/iu.exec(header ?? '');
  return (found?.[1] ?? found?.[2])?.toLowerCase();
}

/** Whether the server answers to this name: its own names, and addresses, which no foreign site can take. */
export function answersTo(name: string | undefined, names: readonly string[]): boolean {
  return name !== undefined && (isIP(name) !== 0 || names.includes(name));
}

/** Whether a request that changes something comes from a page of this server. */
export function comesFromHere(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  if (site !== null && site !== 'same-origin') return false;
  if (origin === null) return site === 'same-origin';
  return URL.canParse(origin) && new URL(origin).host === request.headers.get('host');
}

/** Whether a browser asks on behalf of another site for more than a page in a window of its own. */
export function isPartOfAnotherSite({ headers: given }: Request): boolean {
  const site = given.get('sec-fetch-site');
  if (site === null || site === 'same-origin' || site === 'none') return false;
  return given.get('sec-fetch-mode') !== 'navigate' || given.get('sec-fetch-dest') !== 'document';
}

function sameKey(given: string | undefined, key: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return given !== undefined && timingSafeEqual(digest(given), digest(key));
}

/** Refuses what this server does not answer, with a status and one word of why. */
export function guard({ names, key }: GuardOptions): MiddlewareHandler {
  let underWay = 0;
  return async (context: Context, next: Next) => {
    const { req } = context;
    if (!answersTo(hostName(req.header('host')), names)) return context.text('this server has another name\n', 421);
    if (req.url.length > longestAddress) return context.text('the address is too long\n', 414);
    const reads = req.method === 'GET' || req.method === 'HEAD';
    if (!reads && req.method !== 'POST')
      return context.text('only GET, HEAD and POST\n', 405, { Allow: 'GET, HEAD, POST' });
    if (!reads && !comesFromHere(req.raw))
      return context.text('changes are taken from pages of this server only\n', 403);
    if (reads && isPartOfAnotherSite(req.raw))
      return context.text('pages of other sites get nothing from this server\n', 403);
    if (key !== undefined) {
      const given = req.query('key');
      if (reads && given !== undefined && sameKey(given, key)) {
        setCookie(context, keyCookie, key, { httpOnly: true, sameSite: 'Strict', path: '/' });
        const url = new URL(req.url);
        url.searchParams.delete('key');
        return context.redirect(ownPath(url.pathname + url.search), 303);
      }
      if (!sameKey(getCookie(context, keyCookie), key)) {
        return context.text('open the address that crosscurrent serve printed: it carries the key\n', 401);
      }
    }
    if (underWay >= mostAtOnce) return context.text('too many requests at once\n', 503, { 'Retry-After': '1' });
    underWay += 1;
    try {
      return await next();
    } finally {
      underWay -= 1;
    }
  };
}
