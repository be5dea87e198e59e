/** Work on the same thing is done one after the other, so that two tabs cannot interleave. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Does work on the thing of this name when whatever came before has ended, well or not. */
  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const own = (this.#last.get(name) ?? Promise.resolve()).then(work);
    const settled = own.catch(() => {});
    this.#last.set(name, settled);
    try {
      return await own;
    } finally {
      if (this.#last.get(name) === settled) this.#last.delete(name);
    }
  }
}
