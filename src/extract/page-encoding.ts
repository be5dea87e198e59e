/** The text of a page from its bytes. */
import { isEncoding, markedEncoding, sniffEncoding } from '../formats/encoding.ts';

/** Bytes in which a declaration is looked for; the HTML standard asks for 1,024, some pages begin with comments. */
const declarationWithin = 4096;

/** Bytes of lines that are not ASCII from which an encoding is told. */
const sampled = 65_536;

/**
 * Decodes a page. A byte-order mark decides; then UTF-8 where the bytes are valid UTF-8, whatever is
 * declared; then the declaration (`charset`, the caller's or the page's own) unless the bytes are
 * malformed in it; then what the bytes look like. Never throws.
 */
export function decodePage(bytes: Uint8Array, charset?: string): string {
  const marked = markedEncoding(bytes);
  if (marked !== undefined) return decode(bytes, marked);
  const sample = foreignSample(bytes);
  if (sample.length === 0 && !bytes.subarray(0, 64).includes(0)) return decode(bytes, 'utf-8');
  if (isUtf8(sample)) return decode(bytes, 'utf-8');
  for (const declared of [charset, declaredCharset(bytes)]) {
    const label = declared === undefined ? undefined : (aliases[declared.toLowerCase()] ?? declared);
    if (label === undefined || !isEncoding(label)) continue;
    const name = new TextDecoder(label).encoding;
    if (name.startsWith('utf-')) continue;
    // Single-byte encodings read anything: what the letters look like decides between them.
    const likely = sniffEncoding(bytes.subarray(0, declarationWithin), sample);
    if (cyrillicOrChinese.has(likely) && likely !== name && !sameFamily(likely, name)) return decode(bytes, likely);
    return decode(bytes, name);
  }
  return decode(bytes, sniffEncoding(bytes.subarray(0, declarationWithin), sample));
}

const aliases: Readonly<Record<string, string>> = {
  gb2312: 'gb18030',
  gbk: 'gb18030',
  'x-gbk': 'gb18030',
  cp1251: 'windows-1251',
  win1251: 'windows-1251',
  koi8u: 'koi8-u',
};
const cyrillicOrChinese = new Set(['gb18030', 'windows-1251', 'koi8-u']);

/** Encodings whose texts look alike to the sniffer, so that the declaration is better. */
function sameFamily(likely: string, declared: string): boolean {
  return (
    (likely === 'koi8-u' && declared === 'koi8-r') ||
    (likely === 'gb18030' && /^(?:gbk|gb18030|big5|euc-|shift_jis)/.test(declared)) ||
    (likely === 'windows-1251' && /^(?:iso-8859-5|x-mac-cyrillic|ibm866)$/.test(declared))
  );
}

function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** The charset that the page's head declares. */
function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, declarationWithin));
  return (
    /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})/i.exec(head)?.[1] ??
    /<\?xml[^>]{0,100}encoding\s*=\s*["']([\w-]{2,20})/i.exec(head)?.[1]
  );
}

/** Bytes of the lines that are not plain ASCII. */
function foreignSample(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  let start = 0;
  let foreign = false;
  for (let i = 0; i <= bytes.length && length < sampled; i++) {
    if (i === bytes.length || bytes[i] === 0x0a || i - start > 16_384) {
      if (foreign) {
        const line = bytes.subarray(start, Math.min(i + 1, bytes.length));
        parts.push(line);
        length += line.length;
      }
      start = i + 1;
      foreign = false;
    } else if (bytes[i]! >= 0x80) foreign = true;
  }
  return Buffer.concat(parts);
}

/** Whether a sample is UTF-8 but for a few damaged characters. */
function isUtf8(sample: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(sample, { stream: true });
  const foreign = text.match(/[^\u0000-\u007f]/g)?.length ?? 0;
  const malformed = text.match(/\ufffd/g)?.length ?? 0;
  return malformed <= 0.05 * foreign;
}
