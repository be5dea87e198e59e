/** The dashboard as a function from requests to responses. */
import { Hono } from 'hono';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { UserError } from '../errors.ts';
import { markup } from '../report/markup.ts';
import type { Content } from '../report/markup.ts';
import { interfaceLanguages, isInterfaceLanguage, preferredLanguage } from '../wording/languages.ts';
import type { InterfaceLanguage } from '../wording/languages.ts';
import { wordingOf } from '../wording/wording.ts';
import type { Assets } from './assets.ts';
import { guard, headers } from './guard.ts';
import type { GuardOptions } from './guard.ts';
import { layout } from './layout.ts';
import { themes } from './page.ts';
import type { Page, Shown, Theme } from './page.ts';
import { pages } from './pages/pages.ts';
import { TooSlow } from './study-reader.ts';
import type { ServedStudy, StudyReader } from './study-reader.ts';

/** What the dashboard is made of. */
export interface AppOptions extends GuardOptions {
  readonly served: ServedStudy;
  readonly assets: Assets;
  /** Told of errors that are ours. */
  readonly onError: (error: unknown) => void;
}

const year = 365 * 24 * 3600;
const languageCookie = 'crosscurrent_language';
const themeCookie = 'crosscurrent_theme';

/** The app; it answers `fetch`. */
export function createApp(options: AppOptions): Hono {
  const { served, assets, onError } = options;
  const app = new Hono();
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
    const keep = { path: '/', sameSite: 'Lax', maxAge: year, httpOnly: true } as const;
    if (isInterfaceLanguage(language)) setCookie(context, languageCookie, language, keep);
    if (isTheme(theme)) setCookie(context, themeCookie, theme, keep);
    return context.redirect(ownPath(back), 303);
  });

  for (const page of pages) app.get(page.path, async (context) => answer(context, page));

  app.notFound(async (context) => {
    const { common } = wordingOf(languageOf(context));
    return frame(context, await served.reader(), undefined, {
      title: common.notFound.title,
      main: note(common.notFound.title, common.notFound.text, markup`<a href="/">${common.notFound.back}</a>`),
      status: 404,
    });
  });

  app.onError((error, context) => {
    const { common } = wordingOf(languageOf(context));
    const [status, title, text] =
      error instanceof TooSlow
        ? ([503, common.tooSlow.title, common.tooSlow.text] as const)
        : error instanceof UserError
          ? ([
              409,
              common.refused.title,
              error.hint === undefined ? error.message : `${error.message}: ${error.hint}`,
            ] as const)
          : ([500, common.broken.title, common.broken.text] as const);
    if (status === 500) onError(error);
    const page = layout({
      ...looks(context),
      assets,
      study: '',
      here: '/',
      page: undefined,
      title,
      main: note(title, text, ''),
    });
    return context.html(page, status, uncached);
  });

  async function answer(context: Context, page: Page): Promise<Response> {
    const reader = await served.reader();
    const { wording, theme } = looks(context);
    const query = page.query.safeParse(Object.fromEntries(new URL(context.req.url).searchParams));
    if (!query.success) {
      const { refused } = wording.common;
      const faults = query.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      const main = note(
        refused.title,
        refused.text,
        markup`<ul>${faults.map((fault) => markup`<li>${fault}</li>`)}</ul>`,
      );
      return frame(context, reader, page, { title: refused.title, main }, 400);
    }
    const visit = { reader, wording, theme, url: new URL(context.req.url), signal: context.req.raw.signal };
    const shown = await page.show(visit, query.data, context.req.param());
    return shown === undefined ? context.notFound() : frame(context, reader, page, shown);
  }

  function frame(
    context: Context,
    reader: StudyReader,
    page: Page | undefined,
    shown: Shown,
    status: 200 | 400 | 404 = shown.status ?? 200,
  ): Response {
    const url = new URL(context.req.url);
    const text = layout({
      ...looks(context),
      assets,
      study: reader.settings.name,
      here: url.pathname + url.search,
      page: page?.name,
      title: shown.title,
      main: shown.main,
    });
    return context.html(text, status, uncached);
  }

  return app;
}

/** Pages hold what others wrote and what a study found out: no cache keeps them. */
const uncached = { 'Cache-Control': 'no-store', Vary: 'Cookie, Accept-Language' };

function note(title: string, text: string, more: Content): ReturnType<typeof markup> {
  return markup`<h1>${title}</h1><p>${text}</p>${more}`;
}

/** The language and colours of a visitor. */
function looks(context: Context): { wording: ReturnType<typeof wordingOf>; theme: Theme } {
  const theme = getCookie(context, themeCookie);
  return { wording: wordingOf(languageOf(context)), theme: isTheme(theme) ? theme : themes[0] };
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

/** A path of this server; `/` for anything that could lead elsewhere. */
export function ownPath(path: string): string {
  const base = 'http://here.invalid';
  if (!path.startsWith('/') || !URL.canParse(path, base)) return '/';
  const url = new URL(path, base);
  return url.origin === base ? url.pathname + url.search : '/';
}
