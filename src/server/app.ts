/** The dashboard as a function from requests to responses. */
import { setTimeout as pause } from 'node:timers/promises';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { inOneLine, InterruptedError, UserError } from '../errors.ts';
import { markup } from '../report/markup.ts';
import type { Content, Markup } from '../report/markup.ts';
import { interfaceLanguages, isInterfaceLanguage, preferredLanguage } from '../wording/languages.ts';
import type { InterfaceLanguage } from '../wording/languages.ts';
import { wordingOf } from '../wording/wording.ts';
import type { Wording } from '../wording/wording.ts';
import type { Assets } from './assets.ts';
import type { BesideStudy } from './beside.ts';
import { isScript, readPosted } from './change.ts';
import type { Change } from './change.ts';
import { changes } from './changes.ts';
import { Downloads, TooMany } from './download.ts';
import type { Download } from './download.ts';
import { downloads } from './downloads.ts';
import { parseIn } from './faults.ts';
import { figureOf, figureParameter, withSaveLinks } from './figures.ts';
import { guard, headers } from './guard.ts';
import type { GuardOptions } from './guard.ts';
import { Jobs } from './jobs.ts';
import { layout } from './layout.ts';
import { ownPath, themes } from './page.ts';
import type { Page, Shown, Theme, Visit } from './page.ts';
import { pages } from './pages/pages.ts';
import { Replaced, TooSlow } from './study-reader.ts';
import type { ServedStudy, StudyReader } from './study-reader.ts';
import { Turns } from './turns.ts';

/** What the dashboard is made of. */
export interface AppOptions extends GuardOptions {
  readonly served: ServedStudy;
  /** A study to compare with. */
  readonly beside?: BesideStudy | undefined;
  readonly assets: Assets;
  /** Told of errors that are ours. */
  readonly onError: (error: unknown) => void;
}

const year = 365 * 24 * 3600;
const kept = { path: '/', sameSite: 'Lax', maxAge: year, httpOnly: true } as const;
const languageCookie = 'crosscurrent_language';
const themeCookie = 'crosscurrent_theme';

/** Times a question is asked while a run replaces what it is about, and milliseconds between two. */
const mostTries = 3;
const betweenTries = 400;

/** The app; it answers `fetch`. */
export function createApp(options: AppOptions): Hono {
  const { served, assets, onError } = options;
  const app = new Hono();
  const jobs = new Jobs(onError);
  const turns = new Turns();
  const sending = new Downloads(onError);
  app.use(headers);
  app.use(guard(options));

  app.get('/assets/:name', (context) => {
    const asset = assets.files.get(`/assets/${context.req.param('name')}`);
    if (asset === undefined) return context.notFound();
    return context.body(asset.content, 200, {
      'Content-Type': asset.type,
      'Cache-Control': `public, max-age=${year}, immutable`,
    });
  });

  app.get('/preferences', (context) => {
    const { language, theme, back = '/' } = context.req.query();
    if (isInterfaceLanguage(language)) setCookie(context, languageCookie, language, kept);
    if (isTheme(theme)) setCookie(context, themeCookie, theme, kept);
    return context.redirect(ownPath(back), 303);
  });

  for (const page of pages) app.get(page.path, async (context) => answer(context, page));
  for (const download of downloads) app.get(download.path, async (context) => send(context, download));
  for (const change of changes) {
    const onLarge = (context: Context): Response => refuse(context, 413, [wordsOf(context).changes.tooLarge]);
    app.post(change.path, bodyLimit({ maxSize: change.bytes, onError: onLarge }), async (context) =>
      make(context, change),
    );
  }

  app.notFound(async (context) => {
    const { common } = wordsOf(context);
    return frame(context, await served.reader(), undefined, {
      title: common.notFound.title,
      main: note(common.notFound.title, common.notFound.text, markup`<a href="/">${common.notFound.back}</a>`),
      status: 404,
    });
  });

  app.onError((error, context) => {
    const { common } = wordsOf(context);
    const [status, title, text] =
      error instanceof TooSlow || error instanceof InterruptedError
        ? ([503, common.tooSlow.title, common.tooSlow.text] as const)
        : error instanceof Replaced
          ? ([503, common.replaced.title, common.replaced.text] as const)
          : error instanceof TooMany
            ? ([503, common.tooMany.title, common.tooMany.text] as const)
            : error instanceof UserError
              ? ([409, common.refused.title, inOneLine(error)] as const)
              : ([500, common.broken.title, common.broken.text] as const);
    if (status === 500) onError(error);
    else if (error instanceof Replaced) onError(error.cause);
    if (isScript(context)) return context.json({ error: text }, status, uncached);
    return bare(context, status, title, note(title, text, goBack(context)));
  });

  async function visitOf(context: Context): Promise<Visit> {
    return {
      reader: await served.reader(),
      beside: options.beside,
      ...looks(context),
      url: new URL(context.req.url),
      signal: context.req.raw.signal,
      jobs,
      cookie: (name) => getCookie(context, name),
    };
  }

  async function make(context: Context, change: Change): Promise<Response> {
    const words = wordsOf(context).changes;
    const posted = await readPosted(context);
    if (posted.kind === 'none')
      return refuse(context, posted.fault, [posted.fault === 415 ? words.otherType : words.unreadable]);
    const body = parseIn(languageOf(context), change.body, posted.fields);
    if (!body.ok) return refuse(context, 400, body.faults);
    const visit = await visitOf(context);
    const parameters = context.req.param();
    const changed = await turns.take(change.resource(body.value, parameters), async () =>
      change.run(visit, body.value, parameters),
    );
    if ('main' in changed) {
      const { status = 200, error, here } = changed;
      if (posted.kind === 'json') return context.json({ error }, status, uncached);
      return frame(context, visit.reader, undefined, changed, status, here);
    }
    const { to, answer, cookies } = changed;
    for (const [name, value] of Object.entries(cookies ?? {})) setCookie(context, name, value, kept);
    if (posted.kind === 'json') return context.json({ to, ...answer }, 200, uncached);
    return context.redirect(to, 303);
  }

  /** Says what is wrong with something that was posted. */
  function refuse(context: Context, status: 400 | 413 | 415, faults: readonly string[]): Response {
    if (isScript(context)) return context.json({ error: faults.join('; ') }, status, uncached);
    const { refused } = wordsOf(context).common;
    return bare(context, status, refused.title, note(refused.title, refused.text, [listOf(faults), goBack(context)]));
  }

  /** A page that shows nothing of the study. */
  function bare(context: Context, status: ContentfulStatusCode, title: string, main: Markup): Response {
    const page = layout({ ...looks(context), assets, study: '', here: '/', page: undefined, title, main });
    return context.html(page, status, uncached);
  }

  async function answer(context: Context, page: Page): Promise<Response> {
    return reading(context, page, async (visit, query) => {
      const shown = await page.show(visit, query, context.req.param());
      if (shown === undefined) return context.notFound();
      const wanted = visit.url.searchParams.get(figureParameter);
      if (wanted === null) return frame(context, visit.reader, page, shown);
      const figure = figureOf(shown, wanted, visit.reader.settings.name, visit.url);
      return figure === undefined ? context.notFound() : context.body(figure.svg, 200, figure.headers);
    });
  }

  async function send(context: Context, download: Download): Promise<Response> {
    return reading(context, download, async (visit, query) => {
      const isHead = context.req.raw.method === 'HEAD';
      const sent = await sending.begin(download, visit, query, context.req.param(), isHead);
      if (sent === undefined) return context.notFound();
      const { body, headers: own } = sent;
      return body === undefined ? context.body(null, 200, own) : context.body(body, 200, own);
    });
  }

  /** Parses what stands behind the `?` and answers from the results; once more where a run replaced them meanwhile. */
  async function reading(
    context: Context,
    asked: Pick<Page, 'name' | 'query'>,
    work: (visit: Visit, query: unknown) => Promise<Response>,
  ): Promise<Response> {
    for (let tried = 1; ; tried++) {
      const visit = await visitOf(context);
      const query = parseIn(languageOf(context), asked.query, Object.fromEntries(visit.url.searchParams));
      if (!query.ok) return unasked(context, visit, asked, query.faults);
      try {
        return await work(visit, query.value);
      } catch (error) {
        if (isForeseen(error) || !visit.reader.isReplaced) throw error;
        if (tried === mostTries) throw new Replaced('the results are being replaced', { cause: error });
        await pause(betweenTries);
      }
    }
  }

  /** Says what is wrong with what stands behind the `?`. */
  function unasked(
    context: Context,
    { reader, wording }: Visit,
    asked: Pick<Page, 'name'>,
    faults: readonly string[],
  ): Response {
    const { refused } = wording.common;
    const main = note(refused.title, refused.text, listOf(faults));
    return frame(context, reader, asked, { title: refused.title, main }, 400);
  }

  function frame(
    context: Context,
    reader: StudyReader,
    page: Pick<Page, 'name'> | undefined,
    shown: Shown,
    status: 200 | 400 | 404 | 409 = shown.status ?? 200,
    here?: string,
  ): Response {
    const { pathname, search } = new URL(context.req.url);
    const own = { ...looks(context), here: here ?? pathname + search };
    const text = layout({
      ...own,
      assets,
      study: reader.settings.name,
      page: shown.page ?? page?.name,
      title: shown.title,
      main: withSaveLinks(shown.main, own.here, own.wording),
    });
    return context.html(text, status, uncached);
  }

  return app;
}

/** Pages hold what others wrote and what a study found out: no cache keeps them. */
const uncached = { 'Cache-Control': 'no-store', Vary: 'Cookie, Accept-Language' };

/** Whether an error says by itself what is the matter. */
function isForeseen(error: unknown): boolean {
  return [TooSlow, TooMany, InterruptedError, UserError].some((kind) => error instanceof kind);
}

function note(title: string, text: string, more: Content): Markup {
  return markup`<h1>${title}</h1><p>${text}</p>${more}`;
}

function listOf(faults: readonly string[]): Markup {
  return markup`<ul>${faults.map((fault) => markup`<li>${fault}</li>`)}</ul>`;
}

/** A link to the page of this server a visitor comes from; nothing where that is not known. */
function goBack(context: Context): Content {
  const referrer = context.req.header('referer');
  if (context.req.method !== 'POST' || referrer === undefined || !URL.canParse(referrer)) return '';
  const { pathname, search } = new URL(referrer);
  return markup`<p><a href="${ownPath(pathname + search)}">${wordsOf(context).changes.back}</a></p>`;
}

function wordsOf(context: Context): Wording {
  return wordingOf(languageOf(context));
}

/** The language and colours of a visitor. */
function looks(context: Context): Pick<Visit, 'wording' | 'theme'> {
  const theme = getCookie(context, themeCookie);
  return { wording: wordsOf(context), theme: isTheme(theme) ? theme : themes[0] };
}

function languageOf(context: Context): InterfaceLanguage {
  const chosen = getCookie(context, languageCookie);
  return isInterfaceLanguage(chosen)
    ? chosen
    : (preferredLanguage(context.req.header('accept-language')) ?? interfaceLanguages[0]);
}

function isTheme(name: string | undefined): name is Theme {
  return (themes as readonly (string | undefined)[]).includes(name);
}
