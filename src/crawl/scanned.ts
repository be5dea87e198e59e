/** What WARC files held, as a source of captures and of their records. */
import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../store/atomic.ts';
import { parseCdxLine } from './cdx.ts';
import type { Capture } from './cdx.ts';
import type { CaptureSource, CrawlContext, FileCounts } from './context.ts';
import { isPage } from './fetch-pages.ts';
import { journalFolder } from './journal.ts';
import { readOwnLines } from './own-lines.ts';
import { capturesPath, recordsPath, scanFolder } from './scan-state.ts';
import type { ScanState } from './scan-state.ts';

/** A capture whose record was kept. */
interface KeptCapture extends Capture {
  /** Place of its record among those of its site, in bytes. */
  readonly keptAt: number;
}

/** Names and counts of the files of a scan. */
interface Named {
  readonly names: readonly string[];
  readonly outsideWindow: number;
}

/**
 * Opens what was found. Where more files were read since records were last brought, these are brought anew: an earlier
 * capture may be among what was found.
 */
export async function openScanned(context: CrawlContext, state: ScanState, named: Named): Promise<CaptureSource> {
  const { folder, archive, unread } = context;
  const files = countFiles(state, named);
  const markPath = join(scanFolder(folder), 'brought.json');
  const mark = JSON.stringify([...state.files.values()].reduce((sum, { records }) => sum + records, 0));
  if (!existsSync(markPath) || (await readFile(markPath, 'utf8')) !== mark) {
    if (existsSync(journalFolder(folder))) await archive.clear();
    await writeFileAtomic(markPath, mark);
  }
  return {
    collections: [],
    files,
    pagesAtOnce: 256,
    isWhole: () => true,
    readCaptures: async (domain) => ({
      captures: await readKept(capturesPath(scanFolder(folder), domain)),
      unreadLines: 0,
    }),
    async fetchRecord(domain, capture) {
      const bytes = Buffer.alloc(capture.length);
      const handle = await open(recordsPath(scanFolder(folder), domain), 'r');
      try {
        await handle.read(bytes, 0, bytes.length, (capture as KeptCapture).keptAt);
      } finally {
        await handle.close();
      }
      return bytes;
    },
    async forget(domain) {
      if (unread.length === 0) await state.drop(domain);
    },
  };
}

/** The captures of a site in the order in which they were found. */
async function readKept(path: string): Promise<KeptCapture[]> {
  const captures: KeptCapture[] = [];
  if (!existsSync(path)) return captures;
  let keptAt = 0;
  for await (const line of readOwnLines(path)) {
    const capture = parseCdxLine(line)!;
    captures.push({ ...capture, keptAt });
    if (isPage(capture)) keptAt += capture.length;
  }
  return captures;
}

function countFiles(state: ScanState, { names, outsideWindow }: Named): FileCounts {
  const damaged: Record<string, number> = {};
  let [read, records] = [0, 0];
  for (const name of names) {
    const file = state.files.get(name);
    if (file?.isRead === true) read += 1;
    records += file?.records ?? 0;
    for (const [reason, count] of Object.entries(file?.damaged ?? {})) damaged[reason] = (damaged[reason] ?? 0) + count;
  }
  const sorted = Object.fromEntries(Object.entries(damaged).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { files: names.length, outsideWindow, read, records, damaged: sorted };
}
