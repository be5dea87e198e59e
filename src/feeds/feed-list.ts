/** The feeds that are polled: lists of addresses or OPML, kept in the folder as `feeds.json`. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Parser } from 'htmlparser2';
import { z } from 'zod';
import { exitCodes, UserError } from '../errors.ts';
import { rootElement } from '../formats/xml-items.ts';
import { writeFileAtomic } from '../store/atomic.ts';

const listSchema = z.strictObject({
  format: z.literal(1),
  feeds: z.array(z.strictObject({ url: z.url(), ecosystem: z.string().optional() })).min(1),
});

/** A feed or a sitemap, with the ecosystem whose list names it. */
export interface ListedFeed {
  readonly url: string;
  /** Undefined: the lists of sites of the study decide. */
  readonly ecosystem?: string | undefined;
}

/** A list as the command line names it: the ecosystem its feeds belong to, and its file. */
export type FeedListFlag = readonly [ecosystem: string | undefined, path: string];

/** Reads lists; a UserError names a line that is no address, or a feed that is listed in two ecosystems. */
export async function readFeedLists(lists: readonly FeedListFlag[]): Promise<ListedFeed[]> {
  const found = new Map<string, ListedFeed>();
  for (const [ecosystem, path] of lists) {
    if (!existsSync(path)) throw new UserError(`the list ${path} does not exist`, { exitCode: exitCodes.input });
    const text = (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
    const entries = rootElement(text) === 'opml' ? opmlEntries(text) : lineEntries(text);
    if (entries.length === 0)
      throw new UserError(`${path} names no feed`, {
        hint: 'one address a line, or an OPML file as feed readers export it',
        exitCode: exitCodes.input,
      });
    for (const { word, place } of entries) {
      const url = addressOf(word);
      if (url === undefined)
        throw new UserError(`${path}${place} is not the address of a feed: ${word}`, {
          hint: 'one address a line that begins with http:// or https://',
        });
      const other = found.get(url);
      if (other !== undefined && other.ecosystem !== ecosystem)
        throw new UserError(
          `${path}${place}: ${url} is listed under ${other.ecosystem ?? 'no ecosystem'} and under ${ecosystem ?? 'no ecosystem'}`,
        );
      found.set(url, { url, ecosystem });
    }
  }
  return [...found.values()];
}

/**
 * The feeds of a folder: those of the lists, which are kept for the next run, or those that were kept. A
 * UserError where there are neither.
 */
export async function settleFeeds(folder: string, given: readonly ListedFeed[] | undefined): Promise<ListedFeed[]> {
  const path = join(folder, 'feeds.json');
  const text = existsSync(path) ? await readFile(path, 'utf8') : undefined;
  if (given !== undefined) {
    const next = `${JSON.stringify({ format: 1, feeds: given }, null, 2)}\n`;
    if (next !== text) await writeFileAtomic(path, next);
    return [...given];
  }
  if (text === undefined) {
    throw new UserError(`${folder} knows no feeds yet, and a list of them is needed`, {
      hint: `crosscurrent feeds ${folder} --list russian=ru.txt --contact you@example.org`,
    });
  }
  const result = listSchema.safeParse(parseJson(text));
  if (result.success) return result.data.feeds;
  throw new UserError(`${path} is not a list of feeds: ${z.prettifyError(result.error)}`, {
    hint: 'give the lists again with --list',
  });
}

interface Entry {
  readonly word: string;
  /** `:12`, or nothing. */
  readonly place: string;
}

/** First words of lines, without comments; a `#` within an address is part of it. */
function lineEntries(text: string): Entry[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => ({
      word: line
        .replace(/(?:^|\s)#.*/, '')
        .trim()
        .split(/\s/)[0]!,
      place: `:${index + 1}`,
    }))
    .filter(({ word }) => word !== '');
}

/** Addresses of the feeds in an OPML file, however they are nested. */
function opmlEntries(text: string): Entry[] {
  const entries: Entry[] = [];
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        const address = Object.entries(attributes)
          .find(([name]) => name.toLowerCase() === 'xmlurl')?.[1]
          .trim();
        if (tag.toLowerCase() === 'outline' && address !== undefined && address !== '')
          entries.push({ word: address, place: '' });
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  return entries;
}

function addressOf(word: string): string | undefined {
  if (!/^https?:\/\//i.test(word) || !URL.canParse(word)) return undefined;
  const url = new URL(word);
  url.hash = '';
  return url.href;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
