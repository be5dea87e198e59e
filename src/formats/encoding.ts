/**
 * Which encoding a text file is in. A byte-order mark decides, then UTF-8 if the bytes are valid, then
 * whichever legacy encoding makes the most plausible Chinese or Cyrillic text of them.
 */
import { analyse } from 'chardet';

/** Letters an encoding turns the bytes into, between 0 (none is plausible) and 1. */
type Plausibility = (bytes: Uint8Array) => number;

const candidates: Readonly<Record<string, Plausibility>> = {
  gb18030: chinesePlausibility,
  'windows-1251': (bytes) => cyrillicPlausibility(bytes, 'windows-1251'),
  'koi8-u': (bytes) => cyrillicPlausibility(bytes, 'koi8-u'),
};

/** Below this a legacy encoding is not believed and chardet is asked; a text of one script reaches 0.9. */
const believable = 0.7;

/** Confidence of chardet, in per cent, below which its guess is not taken; a German sentence reaches 37. */
const confident = 25;

/** Malformed share of multi-byte sequences up to which a file counts as damaged UTF-8 rather than as another encoding. */
const damagedShare = 0.02;

/** The encoding a byte-order mark at the head of a file declares, or none. */
export function markedEncoding(head: Uint8Array): string | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return undefined;
}

/**
 * The encoding of a text, a label of the WHATWG Encoding Standard.
 *
 * `head` is the beginning of the file, `sample` bytes from lines that are not plain ASCII (empty where
 * every line is).
 */
export function sniffEncoding(head: Uint8Array, sample: Uint8Array): string {
  const marked = markedEncoding(head) ?? unmarkedUtf16(head);
  if (marked !== undefined) return marked;
  if (malformedShare(sample) <= damagedShare) return 'utf-8';
  const declared = declaredEncoding(head);
  if (declared !== undefined) return declared;
  let best = { encoding: '', score: 0 };
  for (const [encoding, plausibility] of Object.entries(candidates)) {
    const score = plausibility(sample);
    if (score > best.score) best = { encoding, score };
  }
  if (best.score >= believable) return best.encoding;
  for (const { name, confidence } of analyse(sample)) {
    // A guess of UTF-8 or ASCII is known to be wrong here.
    if (confidence >= confident && !/^(?:utf-8|ascii)$/i.test(name) && isEncoding(name))
      return new TextDecoder(name).encoding;
  }
  // Rejected lines are noticed, a wrong guess is not.
  return 'utf-8';
}

/** What an XML declaration says, which is believed where the bytes are not UTF-8. */
function declaredEncoding(head: Uint8Array): string | undefined {
  const start = Buffer.from(head.subarray(0, 200)).toString('latin1');
  const label = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/i.exec(start)?.[1];
  if (label === undefined || /^utf-?8$/i.test(label) || !isEncoding(label)) return undefined;
  return new TextDecoder(label).encoding;
}

/** Whether a label names an encoding this system can decode. */
export function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== 'replacement';
  } catch {
    return false;
  }
}

/** UTF-16 without a mark shows as NUL in every other byte of markup and digits. */
function unmarkedUtf16(head: Uint8Array): string | undefined {
  const pairs = Math.floor(Math.min(head.length, 4096) / 2);
  let evenNuls = 0;
  let oddNuls = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) evenNuls += 1;
    if (head[2 * i + 1] === 0) oddNuls += 1;
  }
  if (pairs < 4) return undefined;
  if (oddNuls > pairs / 4 && evenNuls === 0) return 'utf-16le';
  if (evenNuls > pairs / 4 && oddNuls === 0) return 'utf-16be';
  return undefined;
}

/** Malformed sequences of UTF-8 divided by all that are not ASCII. */
function malformedShare(sample: Uint8Array): number {
  let foreign = 0;
  let malformed = 0;
  // As a stream, so that a character cut off at the end of the sample does not count.
  for (const character of new TextDecoder('utf-8').decode(sample, { stream: true })) {
    if (character < '\u0080') continue;
    foreign += 1;
    if (character === '\ufffd') malformed += 1;
  }
  return foreign === 0 ? 0 : malformed / foreign;
}

/** Share of characters that common Chinese text consists of; 0 where bytes do not pair up. */
function chinesePlausibility(bytes: Uint8Array): number {
  let foreign = 0;
  let common = 0;
  for (const character of new TextDecoder('gb18030').decode(bytes)) {
    if (character < '\u0080') continue;
    foreign += 1;
    if (isLevelOne(character) || /[\u3000-\u303f\uff00-\uff5e\u2018-\u201d\u2014\u2026\u00b7]/.test(character))
      common += 1;
  }
  return foreign === 0 ? 0 : common / foreign;
}

/** GB 2312 level 1, rows 16 to 55, holds the 3,755 characters in common use: 99.7 % of running text. */
const levelOne = new Set<string>();

function isLevelOne(character: string): boolean {
  if (levelOne.size === 0) {
    const decoder = new TextDecoder('gb18030');
    for (let row = 0xb0; row <= 0xd7; row++) {
      for (let cell = 0xa1; cell <= 0xfe; cell++) levelOne.add(decoder.decode(Uint8Array.of(row, cell)));
    }
  }
  return levelOne.has(character);
}

/** The ten most frequent letters of Russian and of Ukrainian: 0.62 of either's running text. */
const frequentLetters = /[оеаинтсрвлі]/gi;

/**
 * Share of letters that stand as in running Cyrillic text: mostly small, capitals at the head of words
 * (the wrong Cyrillic encoding swaps the cases), never within a Latin word, and common letters rather
 * than rare ones.
 */
function cyrillicPlausibility(bytes: Uint8Array, encoding: string): number {
  const text = new TextDecoder(encoding).decode(bytes);
  let foreign = 0;
  let good = 0;
  let letters = 0;
  let frequent = 0;
  for (const [run] of text.matchAll(/[^\u0000-@[-`{-\u007f]+/g)) {
    const found = run.match(/[^\u0000-\u007f]/g)?.length ?? 0;
    if (found === 0) continue;
    foreign += found;
    good += found * shape(run);
    letters += run.match(/[а-яёіїєґ]/gi)?.length ?? 0;
    frequent += run.match(frequentLetters)?.length ?? 0;
  }
  if (letters === 0) return 0;
  return (good / foreign) * (0.5 + 0.5 * Math.min(1, frequent / letters / 0.5));
}

/** How much a run of letters and signs looks like a word of Cyrillic text, 0 to 1. */
function shape(run: string): number {
  const word = run.replace(/[«»“”„–—…№’ ]/g, '');
  if (word === '' || /^[А-ЯЁІЇЄҐ]?[а-яёіїєґ]+$/.test(word)) return 1;
  return /^[А-ЯЁІЇЄҐ]+$/.test(word) ? 0.9 : 0;
}
