/** What words were cut into, for the words that come again and again; a fixed amount of memory. */

/** Slots; the last word that wants one has it (swept 2^13 to 2^17, see bench/NOTES.md). */
const slots = 1 << 16;
/** Longest word that is kept, in UTF-16 code units. */
const longestWord = 30;
/** Most ids of a word that is kept. */
const mostIds = 14;
const wordRoom = longestWord + 2;
const idRoom = mostIds + 2;

/** Ids of words, a word being the units `from` to `to` of an array. */
export interface WordCache {
  /** Writes the ids of a word to `target` at `count` and returns the new count; -1 where the word is not kept. */
  read(units: Uint16Array, from: number, to: number, target: Int32Array, count: number): number;
  /** Keeps the ids of a word: those of `ids` from `first` to `end`. */
  write(units: Uint16Array, from: number, to: number, ids: Int32Array, first: number, end: number): void;
}

/** An empty cache. */
export function wordCache(): WordCache {
  // The length of the word or the number of its ids comes before them.
  const words = new Uint16Array(slots * wordRoom);
  const found = new Int32Array(slots * idRoom);
  return {
    read(units, from, to, target, count) {
      const length = to - from;
      if (length > longestWord) return -1;
      const slot = slotOfWord(units, from, to);
      const word = slot * wordRoom;
      if (words[word] !== length) return -1;
      for (let i = 0; i < length; i++) if (words[word + 1 + i] !== units[from + i]) return -1;
      const at = slot * idRoom;
      const many = found[at]!;
      for (let i = 0; i < many; i++) target[count + i] = found[at + 1 + i]!;
      return count + many;
    },
    write(units, from, to, ids, first, end) {
      if (to - from > longestWord || end - first > mostIds) return;
      const slot = slotOfWord(units, from, to);
      const word = slot * wordRoom;
      words[word] = to - from;
      for (let i = from; i < to; i++) words[word + 1 + i - from] = units[i]!;
      const at = slot * idRoom;
      found[at] = end - first;
      for (let i = first; i < end; i++) found[at + 1 + i - first] = ids[i]!;
    },
  };
}

function slotOfWord(units: Uint16Array, from: number, to: number): number {
  let hash = 0;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ units[i]!, 0x01000193);
  return (hash ^ (hash >>> 15)) & (slots - 1);
}
