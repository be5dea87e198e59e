/** The pieces of a vocabulary as a trie over UTF-16 code units, in typed arrays. */

/**
 * Edges live in one open-addressed hash table. A key joins the number of a node and the code of a unit;
 * codes number the units that occur in pieces, from 1, so that both fit 32 bits.
 */
export interface PieceTrie {
  /** Code of each UTF-16 code unit; 0 where no piece has it. */
  readonly codes: Uint16Array;
  /** Node of each unit at the start of a piece; 0 where there is none. */
  readonly roots: Int32Array;
  /** Per slot two numbers, the key, 0 where it is free, and the node it leads to; 2^n slots. */
  readonly edges: Int32Array;
  /** Id of the piece that ends in each node; -1 where none does. */
  readonly ids: Int32Array;
}

/** Bits of a key that hold the code of a unit; the rest holds the node. */
export const codeBits = 14;

/** Place in `edges` of the first slot of a key, where `mask` is the place of the last slot. */
export function placeOf(key: number, mask: number): number {
  const mixed = Math.imul(key, 0x9e3779b1);
  return (mixed ^ (mixed >>> 15)) & mask;
}

/**
 * Builds the trie of the pieces; a piece's id is its place, and an empty one is never found. A RangeError
 * where there are more than 2^14 - 1 different units or 2^18 - 1 nodes.
 */
export function pieceTrie(pieces: readonly string[]): PieceTrie {
  const codes = codesOf(pieces);
  const roots = new Int32Array(65_536);
  let edges = new Int32Array(2048);
  const ids: number[] = [-1];
  const grow = (): void => {
    const old = edges;
    edges = new Int32Array(old.length * 2);
    for (let place = 0; place < old.length; place += 2) {
      if (old[place] !== 0) edges[claim(edges, old[place]!) + 1] = old[place + 1]!;
    }
  };
  const newNode = (): number => {
    if (ids.length >= 1 << (32 - codeBits)) throw new RangeError('the vocabulary has too many nodes');
    return ids.push(-1) - 1;
  };
  for (const [id, piece] of pieces.entries()) {
    if (piece === '') continue;
    let node = (roots[piece.charCodeAt(0)] ||= newNode());
    for (let i = 1; i < piece.length; i++) {
      const key = (node << codeBits) | codes[piece.charCodeAt(i)]!;
      node = edges[claim(edges, key) + 1] ||= newNode();
      if (ids.length * 6 > edges.length) grow();
    }
    ids[node] = id;
  }
  return { codes, roots, edges, ids: Int32Array.from(ids) };
}

/** The place of the key, which is put there where it was in none. */
function claim(edges: Int32Array, key: number): number {
  const mask = edges.length - 2;
  let place = placeOf(key, mask);
  while (edges[place] !== 0 && edges[place] !== key) place = (place + 2) & mask;
  edges[place] = key;
  return place;
}

function codesOf(pieces: readonly string[]): Uint16Array {
  const codes = new Uint16Array(65_536);
  let count = 0;
  for (const piece of pieces) {
    for (let i = 0; i < piece.length; i++) codes[piece.charCodeAt(i)] ||= ++count;
  }
  if (count >= 1 << codeBits) throw new RangeError(`${count} different characters are too many`);
  return codes;
}
