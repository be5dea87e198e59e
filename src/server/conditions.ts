/** Conditions of a question, and the values that are bound to them. */
import type { Bound } from './study-reader.ts';

/** Collects conditions; what visitors gave is bound and never written into the text. */
export class Conditions {
  readonly values: Bound[];
  readonly #conditions: string[] = [];

  /** `values` are those that the question has bound already, from `$1` on. */
  constructor(values: readonly Bound[] = []) {
    this.values = [...values];
  }

  /** Adds a condition; each `?` in it takes the next of the bound values. */
  need(condition: string, ...bound: Bound[]): void {
    this.#conditions.push(condition.replaceAll('?', () => this.bind(bound.shift()!)));
  }

  /** Binds a value and gives its place, such as `$3`. */
  bind(value: Bound): string {
    return `$${this.values.push(value)}`;
  }

  /** `WHERE` and the conditions; nothing where there is none. */
  get where(): string {
    return this.#conditions.length === 0
      ? ''
      : `WHERE ${this.#conditions.map((condition) => `(${condition})`).join(' AND ')}`;
  }
}

/** SQL of the texts of a list that is bound at `$1` as {@link listed} writes it, to stand behind `IN`. */
export const fromList = `(SELECT unnest(from_json($1::JSON, '["VARCHAR"]')))`;

/** A list of texts as one value to be bound; each is there once. */
export function listed(texts: Iterable<string>): string {
  return JSON.stringify([...new Set(texts)]);
}
