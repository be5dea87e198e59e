/**
 * Text from outside, made safe to look at: what a reader cannot see, and what reorders the text
 * around it, becomes a symbol. Escaping for HTML is not done here but in `markup.ts`.
 */

const bidiControls: Readonly<Record<number, string>> = {
  0x202a: 'LRE',
  0x202b: 'RLE',
  0x202c: 'PDF',
  0x202d: 'LRO',
  0x202e: 'RLO',
  0x2066: 'LRI',
  0x2067: 'RLI',
  0x2068: 'FSI',
  0x2069: 'PDI',
};

// C0 but tab and line feed, DEL, C1, bidi embeddings, overrides and isolates, line separators, and
// surrogates without their other half.
// oxlint-disable-next-line no-control-regex
const invisible =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff\p{Surrogate}]/gu;

function symbolOf(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  if (code === 0x2028 || code === 0x2029) return '\n';
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  const bidi = bidiControls[code];
  if (bidi !== undefined) return `⟦${bidi}⟧`;
  return `⟦U+${code.toString(16).toUpperCase().padStart(4, '0')}⟧`;
}

// No script heaps more marks on a letter; hundreds of them cover the lines around and are as wide as a page.
const heapedMarks = /(\p{M}{10})\p{M}+/gu;

/**
 * The text with control characters and bidirectional overrides replaced by visible symbols, lone
 * surrogates by U+FFFD, every line break by a line feed, and what follows the tenth mark on a letter by `…`.
 */
export function visible(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(invisible, symbolOf).replace(heapedMarks, '$1…');
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** The text cut after `length` UTF-16 units at most, never inside a grapheme, and how many were cut off. */
export function clip(text: string, length: number): { text: string; left: number } {
  if (text.length <= length) return { text, left: 0 };
  // A grapheme has no upper bound; one that does not fit is cut between code points.
  const window = text.slice(0, length + 64);
  let end = 0;
  for (const { index, segment } of graphemes.segment(window)) {
    if (index + segment.length > length) break;
    end = index + segment.length;
  }
  if (end === 0) end = length;
  return { text: text.slice(0, end), left: text.length - end };
}
