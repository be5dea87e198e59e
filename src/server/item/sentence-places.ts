/** Where the sentences and passages of a text stand in it. */

/** A stretch of a text, in UTF-16 units: from the first to before the last. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const spaces = /\s+/gu;

/** A text in which stretches are looked up, white space left aside: pieces of it were trimmed and joined. */
export class Places {
  readonly #compact: string;
  /** Place in the text of each unit that is no white space. */
  readonly #places: Int32Array;

  constructor(text: string) {
    this.#compact = text.replaceAll(spaces, '');
    this.#places = new Int32Array(this.#compact.length);
    let kept = 0;
    let at = 0;
    for (const { 0: space, index } of text.matchAll(spaces)) {
      while (at < index) this.#places[kept++] = at++;
      at = index + space.length;
    }
    while (kept < this.#places.length) this.#places[kept++] = at++;
  }

  /** Where a piece stands first; undefined where it does not, or is empty. */
  of(piece: string): Stretch | undefined {
    return this.#after(piece, 0)?.stretch;
  }

  /** Where each of these pieces stands, one after the other; undefined for a piece that does not. */
  ofAll(pieces: readonly string[]): (Stretch | undefined)[] {
    let start = 0;
    return pieces.map((piece) => {
      const found = this.#after(piece, start);
      if (found !== undefined) start = found.next;
      return found?.stretch;
    });
  }

  #after(piece: string, start: number): { readonly stretch: Stretch; readonly next: number } | undefined {
    const wanted = piece.replaceAll(spaces, '');
    const found = wanted === '' ? -1 : this.#compact.indexOf(wanted, start);
    if (found < 0) return undefined;
    const next = found + wanted.length;
    return { stretch: { from: this.#places[found]!, to: this.#places[next - 1]! + 1 }, next };
  }
}
