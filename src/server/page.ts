/** The one shape of a page: an address, what may stand behind its `?`, and a view. */
import type { z } from 'zod';
import type { Content, Markup } from '../report/markup.ts';
import type { Wording } from '../wording/wording.ts';
import type { common } from '../wording/en/common.ts';
import type { BesideStudy } from './beside.ts';
import type { Jobs } from './jobs.ts';
import type { StudyReader } from './study-reader.ts';

/** Pages of the navigation. */
export type PageName = keyof typeof common.pages;

/** Light, dark, or as the system of the visitor. */
export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** One request for a page. */
export interface Visit {
  readonly reader: StudyReader;
  /** Another study that is served to be compared with. */
  readonly beside: BesideStudy | undefined;
  readonly wording: Wording;
  readonly theme: Theme;
  readonly url: URL;
  /** Aborted when the visitor leaves. */
  readonly signal: AbortSignal;
  /** Work of seconds that pages begin and watch. */
  readonly jobs: Jobs;
  /** A cookie of the visitor. */
  readonly cookie: (name: string) => string | undefined;
}

/** What a page shows inside the frame that all pages share. */
export interface Shown {
  readonly title: Content;
  /** Behind the navigation, in `<main>`; it holds the `<h1>`. */
  readonly main: Markup;
  readonly status?: 200 | 400 | 404 | 409;
  /** The entry of the navigation it belongs to, where that is not the one of its page. */
  readonly page?: PageName;
}

/** A page of the dashboard. */
export interface Page {
  /** The entry of the navigation it belongs to. */
  readonly name: PageName;
  /** Address, with Hono's parameters: `/narratives/:id`. */
  readonly path: string;
  readonly query: z.ZodType;
  readonly show: (
    visit: Visit,
    query: unknown,
    parameters: Readonly<Record<string, string>>,
  ) => Promise<Shown | undefined>;
}

/** Declares a page; `show` gets what stands behind the `?` as the schema makes it. Undefined: there is no such thing. */
export function definePage<Query>(page: {
  readonly name: PageName;
  readonly path: string;
  readonly query: z.ZodType<Query>;
  readonly show: (
    visit: Visit,
    query: Query,
    parameters: Readonly<Record<string, string>>,
  ) => Promise<Shown | undefined>;
}): Page {
  return page as unknown as Page;
}

/** An address of this server with these parameters; empty ones are left out. */
export function address(path: string, parameters: Readonly<Record<string, string | number | undefined>> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined && value !== '') query.set(name, String(value));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** The address of the page of a narrative. */
export function narrativeAddress(
  id: string,
  parameters: Readonly<Record<string, string | number | undefined>> = {},
): string {
  return address(`/narratives/${encodeURIComponent(id)}`, parameters);
}

/** The address of the matched articles of a narrative from an ecosystem; without one, of its posts. */
export function evidenceAddress(id: string, ecosystem?: string): string {
  return ecosystem === undefined
    ? `${narrativeAddress(id)}#post-list`
    : `${narrativeAddress(id, { ecosystem })}#matches`;
}

/** The address of the page of a post or article. */
export function itemAddress(id: string): string {
  return `/items/${encodeURIComponent(id)}`;
}

/** A path of this server; `/` for anything that could lead elsewhere. */
export function ownPath(path: string): string {
  const base = 'http://here.invalid';
  if (!path.startsWith('/') || !URL.canParse(path, base)) return '/';
  const { origin, pathname, search } = new URL(path, base);
  // `/.//elsewhere` is a path of this server, but what is left of it names another.
  return origin === base && !pathname.startsWith('//') ? pathname + search : '/';
}
