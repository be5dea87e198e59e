/**
 * Unigram tokenizer: Kudo, "Subword Regularization" (ACL 2018), section 3.1, best segmentation only.
 *
 * A text is normalised, split at spaces, and every word, `▁` put before it, is cut into the pieces with
 * the greatest sum of scores. It gives the ids that the npm package @huggingface/tokenizers gives for
 * the same `tokenizer.json`, down to ties: that package keeps for every piece the first of the best
 * predecessors, where "best" is judged after the score of the piece was added. The order matters where
 * the same pieces in another order differ in the last bit of the sum, as in `........`.
 */
import { codeBits, pieceTrie, placeOf } from './piece-trie.ts';
import { wordCache } from './word-cache.ts';

/** A vocabulary as in `tokenizer.json`: pieces and their log probabilities; a piece's id is its place. */
export type Vocabulary = readonly (readonly [piece: string, score: number])[];

/** Turns texts into ids of pieces. */
export interface Unigram {
  /** Ids of a text; the array is written over by the next call. */
  encode(text: string): Int32Array;
}

const wordStart = 0x2581;
const deleted = /[\u0001-\u0008\u000B\u000E-\u001F\u007F\u008F\u009F]/g;
const spaces = /[\t\n\f\r\u00A0\u1680\u2000-\u200F\u2028\u2029\u202F\u205F\u2581\u3000\uFEFF\uFFFD]/g;
const wideTilde = '\uFF5E';

/** A text as the pieces know it: some controls deleted, some characters spaces, the rest NFKC but for `～`. */
export function normaliseText(text: string): string {
  const plain = text.toWellFormed().replace(deleted, '').replace(spaces, ' ');
  if (!plain.includes(wideTilde)) return plain.normalize('NFKC');
  return plain
    .split(wideTilde)
    .map((part) => part.normalize('NFKC'))
    .join(wideTilde);
}

/**
 * Opens a vocabulary. `unknown` is the id of what no piece covers, and a run of it becomes one; its score
 * is 10 below the least. Pieces with a space in them, such as special tokens, match nothing. RangeErrors
 * as in {@link pieceTrie}.
 */
export function unigram(vocabulary: Vocabulary, unknown: number): Unigram {
  if (vocabulary[unknown] === undefined) throw new RangeError(`the vocabulary has no piece ${unknown}`);
  const trie = pieceTrie(vocabulary.map(([piece]) => piece));
  const scores = Float64Array.from(vocabulary, ([, score]) => score);
  scores[unknown] = scores.reduce((least, score) => Math.min(least, score), 0) - 10;
  const cache = wordCache();
  let units = new Uint16Array(1024);
  let found = new Int32Array(1024);
  let lattice = latticeOf(4096, 1024);

  /** Writes the normalised text, `▁` before every word; returns the number of units. */
  function writeUnits(text: string): number {
    const normalised = normaliseText(text);
    const { length } = normalised;
    // At most one `▁` for every unit.
    if (units.length < length * 2) {
      units = new Uint16Array(length * 3);
      found = new Int32Array(length * 3);
    }
    const target = units;
    let count = 0;
    let inWord = false;
    for (let i = 0; i < length; i++) {
      const unit = normalised.charCodeAt(i);
      if (unit === 0x20) {
        inWord = false;
        continue;
      }
      if (!inWord) target[count++] = wordStart;
      inWord = true;
      target[count++] = unit;
    }
    return count;
  }

  /** Finds the best pieces of the word in units `from` to `to`; returns the last of them in the lattice. */
  function cutWord(from: number, to: number): number {
    const { codes, roots, edges, ids } = trie;
    const mask = edges.length - 2;
    if (lattice.ending.length <= to - from) lattice = latticeOf(lattice.sums.length, (to - from) * 2);
    let { ending, sums, pieces, before, beside } = lattice;
    ending.fill(0, 0, to - from + 1);
    ending[0] = 1;
    let size = 2;
    for (let start = from; start < to; start++) {
      const left = ending[start - from]!;
      if (left === 0) continue; // inside a surrogate pair
      if (size + to - start >= sums.length) {
        lattice = grown(lattice, to - start);
        ({ ending, sums, pieces, before, beside } = lattice);
      }
      const first = units[start]!;
      const single = start + ((first & 0xfc00) === 0xd800 ? 2 : 1);
      let node = roots[first]!;
      for (let end = start + 1; node !== 0 || end <= single; end++) {
        const known = ids[node]!;
        const id = known === -1 && end === single ? unknown : known;
        if (id !== -1) {
          const score = scores[id]!;
          let best = -Infinity;
          let bestLeft = 0;
          // The last that came is the first here: of equals, the first that came wins.
          for (let other = left; other !== 0; other = beside[other]!) {
            const sum = sums[other]! + score;
            if (sum >= best) {
              best = sum;
              bestLeft = other;
            }
          }
          sums[size] = best;
          pieces[size] = id;
          before[size] = bestLeft;
          beside[size] = ending[end - from]!;
          ending[end - from] = size++;
        }
        if (end === to) break;
        const key = (node << codeBits) | codes[units[end]!]!;
        let place = placeOf(key, mask);
        while (edges[place] !== key && edges[place] !== 0) place = (place + 2) & mask;
        node = edges[place + 1]!;
      }
    }
    let best = 0;
    for (let other = ending[to - from]!; other !== 0; other = beside[other]!) {
      if (best === 0 || sums[other]! >= sums[best]!) best = other;
    }
    return best;
  }

  /** Writes the ids on the path to `node`, behind the first `count`; returns the new count. */
  function writePath(node: number, count: number): number {
    const { pieces, before } = lattice;
    let end = count;
    for (let at = node; at > 1; at = before[at]!) {
      const id = pieces[at]!;
      if (id !== unknown || end === count || found[end - 1] !== unknown) found[end++] = id;
    }
    for (let a = count, b = end - 1; a < b; a++, b--) {
      const id = found[a]!;
      found[a] = found[b]!;
      found[b] = id;
    }
    return end;
  }

  return {
    encode(text) {
      const length = writeUnits(text);
      let count = 0;
      for (let from = 0, to = 0; from < length; from = to) {
        to = from + 1;
        while (to < length && units[to] !== wordStart) to++;
        const known = cache.read(units, from, to, found, count);
        const end = known === -1 ? writePath(cutWord(from, to), count) : known;
        if (known === -1) cache.write(units, from, to, found, count, end);
        count = end;
      }
      return found.subarray(0, count);
    },
  };
}

/** Pieces that may follow each other in a word, numbered from 2; 1 is the start of the word and 0 is none. */
interface Lattice {
  /** Per place of the word the last piece that ends there. */
  readonly ending: Int32Array;
  /** Best sum of scores up to the end of each piece. */
  readonly sums: Float64Array;
  /** Id of each piece. */
  readonly pieces: Int32Array;
  /** The piece before it in the best sum. */
  readonly before: Int32Array;
  /** The piece that ends at the same place and came before it. */
  readonly beside: Int32Array;
}

function latticeOf(size: number, places: number): Lattice {
  return {
    ending: new Int32Array(places),
    sums: new Float64Array(size),
    pieces: new Int32Array(size),
    before: new Int32Array(size),
    beside: new Int32Array(size),
  };
}

/** The same lattice with at least twice the room, and room for `more` pieces. */
function grown(old: Lattice, more: number): Lattice {
  const larger = latticeOf(old.sums.length * 2 + more, 0);
  for (const key of ['sums', 'pieces', 'before', 'beside'] as const) larger[key].set(old[key]);
  return { ...larger, ending: old.ending };
}
