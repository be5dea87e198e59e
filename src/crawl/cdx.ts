/** Lines of a CDX index: which page was captured when, and where its record lies. */

/** A capture of a page as an index names it. */
export interface Capture {
  /** Address in the order in which indexes sort it (SURT), without scheme and `www`: what makes a page one page. */
  readonly key: string;
  /** When it was fetched, `YYYYMMDDhhmmss`, UTC. */
  readonly timestamp: string;
  readonly url: string;
  readonly mime: string;
  /** HTTP status; `-` for a revisit. */
  readonly status: string;
  /** Base32 of the SHA-1 of the content; captures that share it are the same. */
  readonly digest: string;
  /** Stored length of the record in bytes. */
  readonly length: number;
  /** Place of the record in its file in bytes. */
  readonly offset: number;
  readonly filename: string;
}

/** Parses a line of JSON as index servers write it; undefined where it is not a capture with a place. */
export function parseCdxLine(line: string): Capture | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const fields = value as Record<string, unknown>;
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  const [timestamp, url, filename] = [text('timestamp'), text('url'), text('filename')];
  const [length, offset] = [wholeNumber(fields['length']), wholeNumber(fields['offset'])];
  if (timeOf(timestamp) === undefined || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined;
  if (filename === '' || length === undefined || length === 0 || offset === undefined) return undefined;
  return {
    key: text('urlkey') || keyOf(url),
    timestamp,
    url,
    mime: text('mime-detected') || text('mime'),
    status: text('status') || '-',
    digest: text('digest'),
    length,
    offset,
    filename,
  };
}

/** Writes a capture as a line that {@link parseCdxLine} reads back, without a line break. */
export function cdxLine({ key, ...capture }: Capture): string {
  const { length, offset } = capture;
  return JSON.stringify({ urlkey: key, ...capture, length: String(length), offset: String(offset) });
}

/** Milliseconds since 1970 of `YYYYMMDDhhmmss`; undefined where it is no time. */
export function timeOf(timestamp: string): number | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(timestamp)?.slice(1);
  if (parts === undefined) return undefined;
  const [year, month, day, hour, minute, second] = parts;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const time = Date.parse(iso);
  return Number.isNaN(time) || new Date(time).toISOString() !== iso ? undefined : time;
}

/** `YYYYMMDDhhmmss` of milliseconds since 1970. */
export function timestampOf(time: number): string {
  return new Date(time).toISOString().replace(/\D/g, '').slice(0, 14);
}

/** The key of an address that comes without one: host reversed, port where it is unusual, path and query in lower case. */
export function keyOf(address: string): string {
  const url = new URL(address);
  const host = url.hostname
    .toLowerCase()
    .replace(/^www\d*\./, '')
    .split('.')
    .reverse()
    .join(',');
  const port = url.port === '' ? '' : `:${url.port}`;
  const path = url.pathname.replace(/(?<=.)\/$/, '');
  const query = url.search.length > 1 ? `?${url.search.slice(1).split('&').sort().join('&')}` : '';
  return `${host}${port})${path}${query}`.toLowerCase();
}

function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : /^\d{1,15}$/.test(String(value)) ? Number(value) : Number.NaN;
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
