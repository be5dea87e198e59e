/**
 * Reads WARC files through, one after the other, for the captures of listed sites in the window. Records of pages are
 * kept as they lie in the file; the earliest of each page is chosen once all files were read.
 */
import { throwIfAborted } from '../errors.ts';
import { ByteWindow } from '../formats/byte-window.ts';
import { memberSignature, parseRecord, readMember } from '../formats/warc.ts';
import { cdxLine } from './cdx.ts';
import type { CaptureSource, CrawlContext } from './context.ts';
import { FetchFailure } from './exchange.ts';
import { isPage } from './fetch-pages.ts';
import { longestRecord } from './fetch-record.ts';
import { windowOf } from './plan.ts';
import { captureOf } from './record-capture.ts';
import { capturesPath, recordsPath, ScanState } from './scan-state.ts';
import type { FileProgress } from './scan-state.ts';
import { openScanned } from './scanned.ts';
import { openSites } from './sites.ts';
import { readBytesOf } from './warc-bytes.ts';
import { settleWarcs } from './warc-names.ts';

/** Milliseconds of reading that a killed process may lose. */
const longestLoss = 1000;

/** Bytes that are kept in memory before they are written. */
const mostWaiting = 1 << 24;

/** Reads what was not read yet of all files; what fails is told and gone on with by the next run. */
export async function scanWarcs(context: CrawlContext): Promise<CaptureSource> {
  const { folder, archive, report, unread, signal } = context;
  const state = await ScanState.open(folder, archive);
  const { names, outsideWindow } = await settleWarcs(context);
  report.begin('scan', names.length, 'files');
  for (const name of names) {
    throwIfAborted(signal);
    const file = state.progressOf(name);
    try {
      if (!file.isRead) await scanFile(context, state, file);
    } catch (error) {
      if (!(error instanceof FetchFailure)) throw error;
      unread.push({ what: name, reason: error.reason });
    }
    // Also what was read of a file that failed.
    if (state.waiting > 0) await state.write();
    report.advance(1);
  }
  report.end();
  return await openScanned(context, state, { names, outsideWindow });
}

async function scanFile(context: CrawlContext, state: ScanState, file: FileProgress): Promise<void> {
  const { signal, clock } = context;
  const begin = file.offset;
  const { size } = file;
  const bytes = readBytesOf(context, file.name, { offset: begin, size, onSize: (found) => (file.size = found) });
  const window = new ByteWindow(bytes);
  const take = openTaking(context, state);
  let writtenAt = clock.now();
  try {
    while (await window.has(1)) {
      throwIfAborted(signal);
      const member = await readMember(window);
      if ('fault' in member) {
        if (file.offset === 0) throw notReadable(file.name, 'not-a-warc', member.fault);
        await window.skipTo(memberSignature, 1);
        count(file.damaged, 'bad-member');
      } else {
        const record = parseRecord(member.bytes);
        const stored = window.bytes.subarray(0, member.length);
        if (typeof record !== 'string' && record.end < member.bytes.length)
          throw notReadable(file.name, 'joined-records', 'its gzip members hold more than a record each');
        const fault = typeof record === 'string' ? 'bad-record' : take(record, { file, stored });
        if (fault !== undefined) count(file.damaged, fault);
        window.skip(member.length);
      }
      file.records += 1;
      file.offset = begin + window.offset;
      if (clock.now() - writtenAt < longestLoss && state.waiting < mostWaiting) continue;
      await state.write();
      writtenAt = clock.now();
    }
  } finally {
    await bytes.return(undefined);
  }
  await state.finish(file);
}

/** Takes a record where it is a capture of a listed site in the window; a word where it cannot be told. */
function openTaking(
  { plan }: CrawlContext,
  state: ScanState,
): (
  record: Parameters<typeof captureOf>[0],
  where: { readonly file: FileProgress; readonly stored: Buffer },
) => string | undefined {
  const siteOf = openSites(plan.sites);
  const { first, last } = windowOf(plan);
  return (record, { file: { name, offset }, stored }) => {
    const capture = captureOf(record, { filename: name, offset, length: stored.length });
    if (capture === undefined || typeof capture === 'string') return capture;
    const site = siteOf(capture.url);
    if (site === undefined || capture.timestamp < first || capture.timestamp > last) return undefined;
    if (isPage(capture) && stored.length > longestRecord) return 'too-long';
    state.add(capturesPath('', site.domain), Buffer.from(`${cdxLine(capture)}\n`));
    // A copy: the window goes on, and would be kept in memory with it.
    if (isPage(capture)) state.add(recordsPath('', site.domain), Buffer.from(stored));
    return undefined;
  };
}

function notReadable(name: string, reason: string, detail: string): FetchFailure {
  return new FetchFailure(reason, `${name}: ${detail}`, { host: '', isPassing: false });
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
