/** Brings the records of pages into the archive: of each page the earliest capture that can be had. */
import { throwIfAborted } from '../errors.ts';
import type { Capture } from './cdx.ts';
import type { CaptureSource, CrawlContext } from './context.ts';
import { FetchFailure } from './exchange.ts';
import { Journal, journalPath, readJournal } from './journal.ts';
import type { PageEntry } from './journal.ts';
import type { CrawlSite } from './sites.ts';

/** The settled pages of a site by key; what was tried again counts as it ended last. */
export async function readSettled(folder: string, domain: string): Promise<Map<string, PageEntry>> {
  const settled = new Map<string, PageEntry>();
  for await (const entry of readJournal(journalPath(folder, domain))) settled.set(entry.key, entry);
  return settled;
}

/** Whether a capture may hold an article: a page that was there. */
export function isPage({ status, mime }: Pick<Capture, 'status' | 'mime'>): boolean {
  return status === '200' && (mime === '' || mime === 'unk' || /html|xml/i.test(mime));
}

/** Brings what is not settled yet, site by site; a site whose captures are not all known waits. */
export async function fetchPages(context: CrawlContext, source: CaptureSource): Promise<void> {
  for (const site of context.plan.sites) if (source.isWhole(site.domain)) await fetchSite(context, source, site);
}

/** Brings the pages of a site in the order of their keys. */
async function fetchSite(context: CrawlContext, source: CaptureSource, site: CrawlSite): Promise<void> {
  const { folder, manners, archive, report, signal } = context;
  const { domain } = site;
  const settled = await readSettled(folder, domain);
  const waiting = groupPages((await source.readCaptures(domain)).captures).filter(([key]) => {
    const entry = settled.get(key);
    return entry === undefined || (manners.retryFailed && entry.kept === undefined);
  });
  const journal = new Journal(journalPath(folder, domain), (bytes) => archive.claim(bytes));
  let unwritten: PageEntry[] = [];
  const write = async (): Promise<void> => {
    await archive.sync(site.ecosystem);
    await journal.append(unwritten);
    unwritten = [];
  };
  report.begin(domain, waiting.length, 'pages');
  try {
    for (const [key, captures] of waiting) {
      throwIfAborted(signal);
      unwritten.push(await settlePage(context, source, site, { key, captures, isFurtherTry: settled.has(key) }));
      if (unwritten.length >= source.pagesAtOnce) await write();
      report.advance(1);
    }
    if (unwritten.length > 0) await write();
  } finally {
    await journal.close();
  }
  await source.forget(domain);
  report.end();
}

/** Captures that hold pages, by key, each in the order of their times. */
function groupPages(captures: readonly Capture[]): [string, Capture[]][] {
  const pages = new Map<string, Capture[]>();
  for (const capture of captures.filter(isPage)) {
    const known = pages.get(capture.key);
    if (known === undefined) pages.set(capture.key, [capture]);
    else known.push(capture);
  }
  const orderOf = ({ timestamp, filename, offset }: Capture): string =>
    `${timestamp} ${filename} ${String(offset).padStart(15, '0')}`;
  for (const group of pages.values()) group.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  return [...pages].sort(([a], [b]) => (a < b ? -1 : 1));
}

async function settlePage(
  { archive }: CrawlContext,
  source: CaptureSource,
  { domain, ecosystem }: CrawlSite,
  { key, captures, isFurtherTry }: { key: string; captures: readonly Capture[]; isFurtherTry: boolean },
): Promise<PageEntry> {
  const failed: PageEntry['failed'][number][] = [];
  for (const capture of captures) {
    const { filename, offset, timestamp } = capture;
    let member: Buffer;
    try {
      member = await source.fetchRecord(domain, capture, isFurtherTry);
    } catch (error) {
      if (!(error instanceof FetchFailure)) throw error;
      failed.push({ filename, offset, reason: error.reason });
      continue;
    }
    const place = await archive.append(ecosystem, member);
    return { kind: 'page', domain, key, failed, kept: { ...place, from: { filename, offset }, timestamp } };
  }
  return { kind: 'page', domain, key, failed };
}
