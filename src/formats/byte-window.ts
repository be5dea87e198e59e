/** A stream of bytes of which a stretch can be looked at, with the place of its beginning. */
export class ByteWindow {
  /** Place of the first byte of the window in the stream. */
  offset = 0;
  readonly #chunks: AsyncIterator<Uint8Array>;
  #buffer: Buffer = Buffer.alloc(0);
  #isOver = false;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The bytes that are there. */
  get bytes(): Buffer {
    return this.#buffer;
  }

  /** Reads on until so many bytes are there; false where the stream ends before. */
  async has(length: number): Promise<boolean> {
    const parts = [this.#buffer];
    let size = this.#buffer.length;
    while (size < length && !this.#isOver) {
      const next = await this.#chunks.next();
      if (next.done === true) this.#isOver = true;
      else {
        parts.push(Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength));
        size += next.value.length;
      }
    }
    if (parts.length > 1) this.#buffer = Buffer.concat(parts);
    return size >= length;
  }

  /** Leaves so many bytes behind. */
  skip(length: number): void {
    const taken = Math.min(length, this.#buffer.length);
    this.#buffer = this.#buffer.subarray(taken);
    this.offset += taken;
  }

  /** Leaves bytes behind that need not be there yet. */
  async pass(length: number): Promise<void> {
    let left = length;
    while (left > 0 && (await this.has(1))) {
      const step = Math.min(left, this.#buffer.length);
      this.skip(step);
      left -= step;
    }
  }

  /** Skips to the next place where some bytes stand, at the earliest `from`; false where they do not come any more. */
  async skipTo(wanted: Uint8Array, from: number): Promise<boolean> {
    await this.pass(from);
    while (await this.has(wanted.length)) {
      const at = this.#buffer.indexOf(wanted);
      if (at >= 0) {
        this.skip(at);
        return true;
      }
      this.skip(this.#buffer.length - wanted.length + 1);
      if (!(await this.has(this.#buffer.length + 1))) break;
    }
    this.skip(this.#buffer.length);
    return false;
  }
}
