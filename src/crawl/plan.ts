/** What a crawl is to bring: kept in its folder, so that going on needs no flags and cannot mix two crawls. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { exitCodes, UserError } from '../errors.ts';
import { canonicalJson, writeFileAtomic } from '../store/atomic.ts';

const day = z.iso.date();

const planSchema = z.strictObject({
  format: z.literal(1),
  sites: z.array(z.strictObject({ domain: z.string(), ecosystem: z.string() })).min(1),
  /** First and last day of the window, UTC, both included. */
  from: day,
  to: day,
  /** Names of collections of the index; null: those whose time meets the window. */
  collections: z.array(z.string().regex(/^[\w.-]+$/)).nullable(),
  /** WARC files and lists of them, by paths and addresses, that are read through instead of asking the index. */
  warcs: z.array(z.string().min(1)).nullable().default(null),
  /** Whether the files of CC-NEWS of the months of the window are read through. */
  ccNews: z.boolean().default(false),
  /** Addresses of the index and of the files. */
  index: z.url(),
  data: z.url(),
});

/** See {@link planSchema}; days are `YYYY-MM-DD`. */
export type CrawlPlan = z.infer<typeof planSchema>;

/** How a crawl goes about it; changes nothing in what it brings. */
export interface CrawlManners {
  /** Header that says who asks, with a contact. */
  readonly userAgent: string;
  /** Requests for one address before it has failed. */
  readonly tries: number;
  /** Longest silence of a server in seconds. */
  readonly timeoutSeconds: number;
  /** Seconds between two requests to a host; never less than 1 to the index and 0.55 to the files, unless they are on this machine. */
  readonly gapSeconds?: number | undefined;
  /** Seconds for which a host is left alone where the answer to a request was lost with the process; never less than 60, unless it is on this machine. */
  readonly lostPauseSeconds?: number | undefined;
  /** Bytes of the crawl folder beyond which nothing more is fetched. */
  readonly mostBytes: number;
  /** Whether what failed before is tried again. */
  readonly retryFailed: boolean;
}

/** What the flags say about the plan; undefined where they say nothing. */
export type PlanFlags = { readonly [Key in keyof Omit<CrawlPlan, 'format'>]: CrawlPlan[Key] | undefined };

export const defaultIndex = 'https://index.commoncrawl.org';
export const defaultData = 'https://data.commoncrawl.org';

/** Reads the plan in a folder; undefined where there is none. */
export async function readPlan(folder: string): Promise<CrawlPlan | undefined> {
  const path = join(folder, 'crawl.json');
  if (!existsSync(path)) return undefined;
  const result = planSchema.safeParse(parseJson(await readFile(path, 'utf8')));
  if (result.success) return result.data;
  throw new UserError(`${path} is not the plan of a crawl: ${z.prettifyError(result.error)}`);
}

/**
 * The plan of a folder, made from the flags where there is none yet. A UserError says what is missing,
 * or which flag differs from the plan that is there.
 */
export async function settlePlan(folder: string, flags: PlanFlags): Promise<CrawlPlan> {
  const before = await readPlan(folder);
  if (before !== undefined) {
    for (const [name, value] of Object.entries(flags)) {
      const there = before[name as keyof CrawlPlan];
      if (value === undefined || canonicalJson(value) === canonicalJson(there)) continue;
      throw new UserError(`the crawl in ${folder} has another ${name} than the flags give`, {
        hint: 'leave the flag out to go on with that crawl, or name another folder',
      });
    }
    return before;
  }
  const { sites, from, to } = flags;
  if (sites === undefined || sites.length === 0 || from === undefined || to === undefined) {
    throw new UserError(`${folder} holds no crawl yet, and a new one needs --domains, --from and --to`, {
      hint: `crosscurrent crawl ${folder} --domains russian=ru.txt --from 2022-02-01 --to 2022-04-30 --contact you@example.org`,
    });
  }
  if (from > to) throw new UserError(`the window begins on ${from} and ends before that, on ${to}`);
  if (flags.collections !== undefined && namesFiles({ warcs: flags.warcs ?? null, ccNews: flags.ccNews ?? false })) {
    throw new UserError('--collection names parts of the index, which --warcs and --cc-news do without', {
      hint: 'leave one of them out, or make two crawls in two folders',
    });
  }
  const result = planSchema.safeParse({
    format: 1,
    sites,
    from,
    to,
    collections: flags.collections ?? null,
    warcs: flags.warcs ?? null,
    ccNews: flags.ccNews ?? false,
    index: withoutSlash(flags.index ?? defaultIndex),
    data: withoutSlash(flags.data ?? defaultData),
  });
  if (!result.success) throw new UserError(`the crawl cannot begin: ${z.prettifyError(result.error)}`);
  await writeFileAtomic(join(folder, 'crawl.json'), `${JSON.stringify(result.data, null, 2)}\n`);
  return result.data;
}

/** Whether a crawl reads files through instead of asking the index. */
export function namesFiles({ warcs, ccNews }: Pick<CrawlPlan, 'warcs' | 'ccNews'>): boolean {
  return warcs !== null || ccNews;
}

/** First and last moment of the window, as timestamps of captures. */
export function windowOf({ from, to }: Pick<CrawlPlan, 'from' | 'to'>): { first: string; last: string } {
  return { first: `${from.replaceAll('-', '')}000000`, last: `${to.replaceAll('-', '')}235959` };
}

/** The header `User-Agent`; a UserError where nobody can be reached. */
export function userAgent(version: string, contact: string | undefined): string {
  if (contact === undefined || !/^[\x21-\x7e]*[@.][\x21-\x7e]*$/.test(contact)) {
    throw new UserError(
      contact === undefined
        ? 'a contact is missing: servers are told who asks'
        : `${JSON.stringify(contact)} is neither a mail address nor an address of a page`,
      { hint: '--contact you@example.org', exitCode: exitCodes.usage },
    );
  }
  return `crosscurrent/${version} (+${contact})`;
}

/** An address as it is put before a path. */
export function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
