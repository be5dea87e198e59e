/**
 * MinHash of texts: near copies of an article have nearly equal signatures, and the share of equal
 * values estimates the Jaccard index of their sets of shingles (Broder 1997). One hash a shingle fills
 * all values (one permutation hashing, Li, Owen & Zhang 2012); empty values borrow from others
 * (optimal densification, Shrivastava 2017).
 *
 * A shingle is five characters where words are not spaced (Chinese, Japanese, Thai …), three words
 * elsewhere; case, punctuation and spaces do not count.
 */

/** Values of a signature. The estimate's standard error at a Jaccard index of .5 is .044. */
export const signatureLength = 128;

/**
 * Values that must agree, side by side, for two texts to meet: of the 42 bands at least one does with
 * probability .996 at a Jaccard index of .5, .68 at .3, .04 at .1.
 */
export const bandLength = 3;

/** Bands of a signature. */
export const bandCount = Math.floor(signatureLength / bandLength);

/** Shingles below which a text is too short to be compared: a headline is no syndicated article. */
const fewestShingles = 24;

const charactersPerShingle = 5;
const wordsPerShingle = 3;
const binBits = Math.log2(signatureLength);
const fnvOffset = 0x811c9dc5;
const fnvPrime = 0x01000193;

/** What a UTF-16 unit is: 0 for what stands between tokens, 1 for part of a word, 2 for a token of its own. */
const kinds = new Uint8Array(0x10000);
/** The unit in lower case, where that is one unit. */
const lowered = new Uint16Array(0x10000);
const word = /^[\p{L}\p{M}\p{N}]$/u;
const unspaced =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]$/u;
for (let unit = 0; unit < 0x10000; unit++) {
  const character = String.fromCharCode(unit);
  // Halves of characters beyond the first plane, rare Chinese ones above all, count as two tokens.
  const isSurrogate = unit >= 0xd800 && unit < 0xe000;
  kinds[unit] = isSurrogate || unspaced.test(character) ? 2 : word.test(character) ? 1 : 0;
  const lower = character.toLowerCase();
  lowered[unit] = lower.length === 1 ? lower.charCodeAt(0) : unit;
}

/** The signature of a text: 128 values of 16 bits; undefined where it is too short to be compared. */
export function minHash(text: string): Uint16Array | undefined {
  const { values, length, unspaced: characters } = tokenHashes(text);
  const size = characters * 2 > length ? charactersPerShingle : wordsPerShingle;
  if (length - size + 1 < fewestShingles) return undefined;
  const least = new Uint32Array(signatureLength).fill(0xffffffff);
  const filled = new Uint8Array(signatureLength);
  for (let start = 0; start + size <= length; start++) {
    let hash = 0;
    for (let i = start; i < start + size; i++) hash = (Math.imul(hash, 0x9e3779b1) ^ values[i]!) >>> 0;
    hash = mixed(hash);
    const bin = hash >>> (32 - binBits);
    filled[bin] = 1;
    if (hash < least[bin]!) least[bin] = hash;
  }
  const signature = new Uint16Array(signatureLength);
  for (let bin = 0; bin < signatureLength; bin++) {
    let from = bin;
    for (let attempt = 1; filled[from] === 0; attempt++) {
      from = mixed(Math.imul(bin + 1, 0x85ebca6b) + attempt) >>> (32 - binBits);
    }
    // The bin is known, so the other bits tell values apart.
    signature[bin] = (least[from]! << binBits) >>> 16;
  }
  return signature;
}

/** Estimated Jaccard index of the texts behind two signatures, 0 to 1. */
export function similarity(a: Uint16Array, b: Uint16Array): number {
  if (a.length !== signatureLength || b.length !== signatureLength) {
    throw new RangeError(`signatures of ${a.length} and ${b.length} values, where ${signatureLength} were expected`);
  }
  let equal = 0;
  for (let i = 0; i < signatureLength; i++) if (a[i] === b[i]) equal += 1;
  return equal / signatureLength;
}

/**
 * Whether the {@link similarity} of two signatures is `least` or more; `signatures` holds them side by side, `a` and
 * `b` are their rows. Ends as soon as it cannot be any longer.
 */
export function areSimilar(signatures: Uint16Array, a: number, b: number, least: number): boolean {
  const [first, second] = [a * signatureLength, b * signatureLength];
  let left = Math.floor((1 - least) * signatureLength + 1e-9);
  for (let i = 0; i < signatureLength; i++) {
    if (signatures[first + i] === signatures[second + i]) continue;
    left -= 1;
    if (left < 0) return false;
  }
  return true;
}

/** Hashes of the tokens of a text (FNV-1a), and how many of them are characters of an unspaced script. */
function tokenHashes(text: string): { values: Uint32Array; length: number; unspaced: number } {
  const values = new Uint32Array(text.length);
  let length = 0;
  let characters = 0;
  let hash = fnvOffset;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const kind = kinds[unit]!;
    if (kind !== 0) hash = Math.imul(hash ^ lowered[unit]!, fnvPrime);
    const ends = kind === 2 || (kind === 1 && (i + 1 === text.length || kinds[text.charCodeAt(i + 1)] !== 1));
    if (!ends) continue;
    values[length++] = hash;
    hash = fnvOffset;
    if (kind === 2) characters += 1;
  }
  return { values, length, unspaced: characters };
}

/** The finaliser of MurmurHash3, 32 bits. */
function mixed(value: number): number {
  let hash = value >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Sets that grow together: each member of 0 to `size` - 1 begins alone. */
export class DisjointSets {
  readonly #parent: Int32Array;

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, member) => member);
  }

  /** The least member of the set. */
  find(member: number): number {
    const parent = this.#parent;
    let root = member;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = member; parent[at] !== root;) {
      const next = parent[at]!;
      parent[at] = root;
      at = next;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [first, second] = [this.find(a), this.find(b)];
    this.#parent[Math.max(first, second)] = Math.min(first, second);
  }
}
