/** Judging one pair after the other: what is shown next, and what an answer does. Nothing is read or printed here. */
import type { Word } from './journal.ts';

/** What can be answered, each by its first letter or its whole word. */
export const answers = ['yes', 'no', 'unsure', 'back', 'skip', 'quit'] as const;

export type Answer = (typeof answers)[number];

/** The answer a line stands for; undefined where it stands for none. */
export function readAnswer(line: string): Answer | undefined {
  const given = line.trim().toLowerCase();
  return answers.find((answer) => answer === given || answer[0] === given);
}

/** Where an annotator is; of a pair nothing but its id matters here. */
export class Judging<Pair extends { readonly pair_id: string }> {
  readonly #pairs: readonly Pair[];
  readonly #said: Map<string, Word>;
  readonly #path: number[] = [];
  #place: number;

  /** `said` is what the annotator judged before; the first pair without a judgement is shown first. */
  constructor(pairs: readonly Pair[], said: ReadonlyMap<string, Word>) {
    this.#pairs = pairs;
    this.#said = new Map(said);
    this.#place = this.#unjudgedFrom(0);
  }

  /** The pair to be judged; undefined where none is left. */
  get pair(): Pair | undefined {
    return this.#pairs[this.#place];
  }

  /** What the annotator said of the pair before. */
  get before(): Word | undefined {
    return this.pair === undefined ? undefined : this.#said.get(this.pair.pair_id);
  }

  /** Pairs of those that are shown which have a judgement, and all of them. */
  get progress(): { readonly judged: number; readonly pairs: number } {
    return { judged: this.#pairs.filter(({ pair_id }) => this.#said.has(pair_id)).length, pairs: this.#pairs.length };
  }

  /** The pair that {@link back} leads to; undefined where there is none. */
  get earlier(): Pair | undefined {
    return this.#pairs[this.#path.at(-1) ?? this.#place - 1];
  }

  /** Shows this pair, whether it has a judgement or not; false where it is not among them. */
  goTo(pair: string): boolean {
    const place = this.#pairs.findIndex(({ pair_id }) => pair_id === pair);
    if (place >= 0) this.#place = place;
    return place >= 0;
  }

  /** Takes the judgement of the pair that is shown, and goes on to the next one without any. */
  judge(word: Word): void {
    const { pair } = this;
    if (pair === undefined) throw new RangeError('no pair is left to be judged');
    this.#said.set(pair.pair_id, word);
    this.skip();
  }

  /** Goes on to the next pair without a judgement. */
  skip(): void {
    this.#path.push(this.#place);
    this.#place = this.#unjudgedFrom(this.#place + 1);
  }

  /** Goes back to the pair that was shown before, or stands before this one; false where there is none. */
  back(): boolean {
    const before = this.#path.pop() ?? this.#place - 1;
    if (before < 0) return false;
    this.#place = before;
    return true;
  }

  #unjudgedFrom(start: number): number {
    const found = this.#pairs.findIndex(({ pair_id }, place) => place >= start && !this.#said.has(pair_id));
    return found < 0 ? this.#pairs.length : found;
  }
}
