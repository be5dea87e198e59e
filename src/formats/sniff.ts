/** Which format a file is in, told from its content and never from its name. */

/** The formats that can be imported. */
export const formats = ['ndjson', 'json', 'csv', 'parquet'] as const;

/** A format that can be imported; `json` is an array of objects, `csv` has any delimiter. */
export type Format = (typeof formats)[number];

/** Something recognised that cannot be imported as it is: its name and what to do. */
export interface Foreign {
  readonly name: string;
  readonly hint: string;
}

const magics: readonly [string, Foreign][] = [
  ['PK\u0003\u0004', { name: 'a zip archive or a spreadsheet', hint: 'unpack it, or save the sheet as CSV (UTF-8)' }],
  ['BZh', { name: 'a bzip2 archive', hint: 'unpack it first: bunzip2 FILE' }],
  ['\u00fd7zXZ', { name: 'an xz archive', hint: 'unpack it first: xz -d FILE' }],
  ['\u0028\u00b5\u002f\u00fd', { name: 'a zstd archive', hint: 'unpack it first: zstd -d FILE' }],
  ['%PDF-', { name: 'a PDF', hint: 'posts and articles are read from NDJSON, JSON, CSV or Parquet' }],
  ['SQLite format 3', { name: 'an SQLite database', hint: 'export the table as CSV or NDJSON' }],
  ['\u00d0\u00cf\u0011\u00e0', { name: 'an old Office file', hint: 'save the sheet as CSV (UTF-8)' }],
];

/** The format of an unpacked content; `text` is its beginning, decoded. */
export function sniffFormat(head: Uint8Array, text: string): Format | Foreign {
  const ascii = Buffer.from(head.subarray(0, 16)).toString('latin1');
  if (ascii.startsWith('PAR1')) return 'parquet';
  for (const [magic, foreign] of magics) if (ascii.startsWith(magic)) return foreign;
  const start = text.replace(/^\ufeff/, '').trimStart();
  if (start.startsWith('{')) return 'ndjson';
  if (/^\[\s*(?:[{\]]|$)/.test(start)) return 'json';
  if (/^<(?:\?xml|!doctype|html|rss|feed)/i.test(start)) {
    return { name: 'a page or a feed', hint: 'posts and articles are read from NDJSON, JSON, CSV or Parquet' };
  }
  // A text may hold a stray NUL; a binary file is full of control characters.
  const controls = start.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0;
  if (controls > start.length / 50)
    return { name: 'a binary file', hint: 'posts and articles are read from NDJSON, JSON, CSV or Parquet' };
  return 'csv';
}
