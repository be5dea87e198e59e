/**
 * The one shape of a change: what is posted to an address, and what becomes of it. A plain form gets a page to
 * go on with (303), so that everything works without a script; a script sends the same fields as JSON and gets
 * JSON. Whether the request comes from a page of this server, the guard has seen before (guard.ts).
 */
import type { Context } from 'hono';
import type { z } from 'zod';
import { groupBy } from '../kernels/group-by.ts';
import type { Shown, Visit } from './page.ts';

/** What a change led to. */
export interface Changed {
  /** Path of this server to go on with. */
  readonly to: string;
  /** What a script is told besides. */
  readonly answer?: Readonly<Record<string, string | number | boolean>>;
  /** Cookies to be kept for a year, by name. */
  readonly cookies?: Readonly<Record<string, string>>;
}

/** A change. */
export interface Change {
  /** Address, with Hono's parameters. */
  readonly path: string;
  readonly body: z.ZodType;
  /** Bytes of a request that are read. */
  readonly bytes: number;
  readonly resource: (body: unknown, parameters: Readonly<Record<string, string>>) => string;
  readonly run: (
    visit: Visit,
    body: unknown,
    parameters: Readonly<Record<string, string>>,
  ) => Promise<Changed | Answered>;
}

/** A page in answer to what was posted, where that has to be looked at once more; nothing has changed. */
export interface Answered extends Shown {
  /** Path of this server that stands for it, to come back to. */
  readonly here: string;
  /** What a script is told of it. */
  readonly error: string;
}

/**
 * Declares a change. `run` gets the fields as the schema makes them (a field of a form is a text, one that is
 * given several times a list of texts), and throws a UserError where the change is not to be had; where what was
 * written would be lost with it, it answers with a page that holds it. Changes with the same `resource` are made
 * one after the other.
 */
export function defineChange<Body>(change: {
  readonly path: string;
  readonly body: z.ZodType<Body>;
  readonly bytes?: number;
  readonly resource: (body: Body, parameters: Readonly<Record<string, string>>) => string;
  readonly run: (visit: Visit, body: Body, parameters: Readonly<Record<string, string>>) => Promise<Changed | Answered>;
}): Change {
  return { bytes: 65_536, ...change } as unknown as Change;
}

/** What a request carries: the fields of a form, or of JSON. */
export type Posted =
  | { readonly kind: 'form' | 'json'; readonly fields: unknown }
  /** `fault` is a status: 415 for any other type of content, 400 for JSON that cannot be read. */
  | { readonly kind: 'none'; readonly fault: 400 | 415 };

/** Whether a script asks, which wants JSON. */
export function isScript(context: Context): boolean {
  return context.req.method === 'POST' && typeOf(context) === 'application/json';
}

function typeOf({ req }: Context): string {
  return (req.header('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
}

/** Reads what was posted. */
export async function readPosted(context: Context): Promise<Posted> {
  const type = typeOf(context);
  if (type === 'application/json') {
    try {
      return { kind: 'json', fields: JSON.parse(await context.req.text()) as unknown };
    } catch (error) {
      if (error instanceof SyntaxError) return { kind: 'none', fault: 400 };
      throw error;
    }
  }
  if (type !== 'application/x-www-form-urlencoded') return { kind: 'none', fault: 415 };
  const fields = groupBy(new URLSearchParams(await context.req.text()), ([name]) => name);
  return {
    kind: 'form',
    fields: Object.fromEntries([...fields].map(([name, given]) => [name, single(given.map(([, value]) => value))])),
  };
}

function single(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? values[0]! : values;
}
