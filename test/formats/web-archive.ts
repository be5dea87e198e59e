/** Writes web archives. */

/** A record of a WARC file. */
export function record(type: string, block: string | Buffer, fields: Record<string, string> = {}): Buffer {
  const body = Buffer.from(block);
  const head = Object.entries({
    'WARC-Type': type,
    'WARC-Date': '2022-03-02T08:00:00Z',
    'WARC-Target-URI': 'https://example.com/a',
    'Content-Length': String(body.length),
    ...fields,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`WARC/1.0\r\n${head.join('')}\r\n`), body, Buffer.from('\r\n\r\n')]);
}

/** What a server answered, as the block of a record. */
export function response(body: string | Buffer, fields: readonly string[] = [], status = '200 OK'): Buffer {
  const head = [
    `HTTP/1.1 ${status}`,
    ...(fields.length === 0 ? ['Content-Type: text/html; charset=utf-8'] : fields),
    '',
    '',
  ];
  return Buffer.concat([Buffer.from(head.join('\r\n')), Buffer.from(body)]);
}
