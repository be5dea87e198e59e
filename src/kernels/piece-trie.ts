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
  /** Key of each slot, 0 where it is free; the number of slots is a power of two. */
  readonly keys: Int32Array;
  /** Node at the end of the edge in each slot. */
  readonly children: Int32Array;
  /** Id of the piece that ends in each node; -1 where none does. */
  readonly ids: Int32Array;
}

/** Bits of a key that hold the code of a unit; the rest holds the node. */
export const codeBits = 14;

/** First slot of a key in a table of `mask + 1` slots. */
export function slotOf(key: number, mask: number): number {
  const mixed = Math.imul(key, 0x9e3779b1);
  return (mixed ^ (mixed >>> 15)) & mask;
}

/**
 * Builds the trie of the pieces from `first` on; a piece's id is its place. A RangeError where there are
 * more than 2^14 - 1 different units or 2^18 - 1 nodes.
 */
export function pieceTrie(pieces: readonly string[], first = 0): PieceTrie {
  const codes = codesOf(pieces, first);
  const roots = new Int32Array(65_536);
  let keys = new Int32Array(1024);
  let children = new Int32Array(1024);
  const ids: number[] = [-1];
  const grow = (): void => {
    const [oldKeys, oldChildren] = [keys, children];
    keys = new Int32Array(oldKeys.length * 2);
    children = new Int32Array(oldKeys.length * 2);
    oldKeys.forEach((key, slot) => {
      if (key !== 0) children[freeSlot(keys, key)] = oldChildren[slot]!;
    });
  };
  const newNode = (): number => {
    if (ids.length >= 1 << (32 - codeBits)) throw new RangeError('the vocabulary has too many nodes');
    return ids.push(-1) - 1;
  };
  for (let id = first; id < pieces.length; id++) {
    const piece = pieces[id]!;
    if (piece === '') continue;
    let node = (roots[piece.charCodeAt(0)]! ||= newNode());
    for (let i = 1; i < piece.length; i++) {
      const key = (node << codeBits) | codes[piece.charCodeAt(i)]!;
      const slot = freeSlot(keys, key);
      node = children[slot]! ||= newNode();
      if (ids.length * 3 > keys.length) grow();
    }
    ids[node] = id;
  }
  return { codes, roots, keys, children, ids: Int32Array.from(ids) };
}

/** The slot that holds the key, which is put there where it was in none. */
function freeSlot(keys: Int32Array, key: number): number {
  const mask = keys.length - 1;
  let slot = slotOf(key, mask);
  while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
  keys[slot] = key;
  return slot;
}

function codesOf(pieces: readonly string[], first: number): Uint16Array {
  const codes = new Uint16Array(65_536);
  let count = 0;
  for (let id = first; id < pieces.length; id++) {
    const piece = pieces[id]!;
    for (let i = 0; i < piece.length; i++) codes[piece.charCodeAt(i)]! ||= ++count;
  }
  if (count >= 1 << codeBits) throw new RangeError(`${count} different characters are too many`);
  return codes;
}
