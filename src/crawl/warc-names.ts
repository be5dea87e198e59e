/** Which WARC files a crawl reads through: files that are named, and lists of files (`warc.paths.gz`). */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { exitCodes, messageOf, UserError } from '../errors.ts';
import { packingOf } from '../formats/bytes.ts';
import { writeFileAtomic } from '../store/atomic.ts';
import { timestampOf } from './cdx.ts';
import type { Answer } from './client.ts';
import type { CrawlContext } from './context.ts';
import { FetchFailure } from './exchange.ts';
import { windowOf } from './plan.ts';
import type { CrawlPlan } from './plan.ts';

/** Unpacked bytes of a list beyond which it is none. */
const longestList = 1 << 28;

const day = 86_400_000;

/**
 * Names of the WARC files in the order of the lists, each once, and how many the times in their names rule out. A
 * name is an address, a whole path on this machine, or a path below the address of the files. A list that cannot be
 * had is told and asked for again by the next run; one that was read stays as it was.
 */
export async function settleWarcs(context: CrawlContext): Promise<{ names: string[]; outsideWindow: number }> {
  const { plan, folder, unread } = context;
  const found = new Set<string>();
  for (const [index, source] of sourcesOf(plan).entries()) {
    if (isWarc(source)) {
      if (isAbsolute(source) && !existsSync(source))
        throw new UserError(`the WARC file ${source} does not exist`, { exitCode: exitCodes.input });
      found.add(source);
      continue;
    }
    try {
      for (const name of await settleList(context, source, join(folder, 'scan', `list-${index}.json`))) found.add(name);
    } catch (error) {
      if (!(error instanceof FetchFailure)) throw error;
      unread.push({ what: source, reason: error.reason });
    }
  }
  const names = [...found].filter((name) => mayHold(name, plan));
  return { names, outsideWindow: found.size - names.length };
}

/** What the plan names, and the lists of CC-NEWS: those of every month in which a file may hold a part of the window. */
function sourcesOf(plan: CrawlPlan): string[] {
  const sources = [...(plan.warcs ?? [])];
  if (!plan.ccNews) return sources;
  const month = new Date(Date.parse(plan.from) - day);
  month.setUTCDate(1);
  for (; month.toISOString().slice(0, 10) <= plan.to; month.setUTCMonth(month.getUTCMonth() + 1)) {
    const path = month.toISOString().slice(0, 7).replace('-', '/');
    sources.push(`${plan.data}/crawl-data/CC-NEWS/${path}/warc.paths.gz`);
  }
  return sources;
}

function isWarc(source: string): boolean {
  return /\.warc(?:\.gz)?$/i.test(isRemote(source) ? new URL(source).pathname : source);
}

/** Whether a name is an address. */
export function isRemote(name: string): boolean {
  return /^https?:\/\//i.test(name);
}

/** Whether a file may hold records of the window: CC-NEWS names the time at which a file was begun, and ends it within hours. */
export function mayHold(name: string, plan: Pick<CrawlPlan, 'from' | 'to'>): boolean {
  const begun = /(?:^|\/)CC-NEWS-(\d{14})-\d+\.warc\.gz$/i.exec(name)?.[1];
  if (begun === undefined) return true;
  return begun <= windowOf(plan).last && begun >= timestampOf(Date.parse(plan.from) - day);
}

async function settleList(context: CrawlContext, source: string, path: string): Promise<string[]> {
  const { client, archive } = context;
  if (existsSync(path)) return JSON.parse(await readFile(path, 'utf8')) as string[];
  const bytes = isRemote(source)
    ? (await client.get(source, { check: (answer) => void unpackAnswer(answer) })).body
    : await readLocal(source);
  const lines = unpackList(bytes, source)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const names = lines.map((line) => nameOf(line, isRemote(source) ? undefined : dirname(source)));
  const stranger = names.find((name) => !isWarc(name));
  if (stranger !== undefined) {
    throw new UserError(
      `${source} is neither a WARC file nor a list of them: it has the line ${stranger.slice(0, 80)}`,
      {
        hint: 'a list has one path or address a line, each ending in .warc.gz',
        exitCode: exitCodes.input,
      },
    );
  }
  const text = JSON.stringify(names);
  archive.claim(Buffer.byteLength(text));
  await writeFileAtomic(path, text);
  return names;
}

/** A line of a list as a name; what a list on this machine finds beside itself is a file on this machine. */
function nameOf(line: string, folder: string | undefined): string {
  if (isRemote(line)) return line;
  if (folder !== undefined && existsSync(resolve(folder, line))) return resolve(folder, line);
  return line.replace(/^s3:\/\/[^/]+\//, '').replace(/^\/+/, '');
}

async function readLocal(path: string): Promise<Buffer> {
  if (existsSync(path)) return await readFile(path);
  throw new UserError(`the list of WARC files ${path} does not exist`, { exitCode: exitCodes.input });
}

function unpackAnswer({ body, url }: Answer): string {
  try {
    return unpackList(body, url);
  } catch (error) {
    throw new FetchFailure('bad-list', messageOf(error), { host: new URL(url).host, isPassing: true });
  }
}

function unpackList(bytes: Buffer, source: string): string {
  try {
    return (packingOf(bytes) === 'gzip' ? gunzipSync(bytes, { maxOutputLength: longestList }) : bytes).toString('utf8');
  } catch (error) {
    throw new UserError(`the list ${source} cannot be unpacked: ${messageOf(error)}`, { exitCode: exitCodes.input });
  }
}
