/** How far annotators agree, two by two. */
import { cohenKappa } from '../kernels/cohen-kappa.ts';
import type { Agreement } from '../kernels/cohen-kappa.ts';
import { wilson } from '../kernels/horvitz-thompson.ts';
import { words } from './journal.ts';
import type { Word } from './journal.ts';

/** Agreement of two annotators on the pairs both judged. */
export interface AgreementOfTwo {
  readonly annotator: string;
  readonly other: string;
  readonly pairs: number;
  /** Counts, row-major: yes, no, unsure by the first annotator; columns the same by the second. */
  readonly confusion: readonly number[];
  readonly agreement: Agreement;
  /** Wilson's 95 % interval of the observed agreement. */
  readonly low: number;
  readonly high: number;
}

/** Agreement of each two annotators that have a pair in common, in the order of their names. */
export function agreements(pairs: Iterable<ReadonlyMap<string, Word>>): AgreementOfTwo[] {
  const judged = [...pairs];
  const names = [...new Set(judged.flatMap((said) => [...said.keys()]))].sort();
  return names.flatMap((annotator, place) =>
    names.slice(place + 1).flatMap((other): AgreementOfTwo[] => {
      const confusion = Array.from({ length: words.length ** 2 }, () => 0);
      for (const said of judged) {
        const [one, two] = [said.get(annotator), said.get(other)];
        if (one !== undefined && two !== undefined)
          confusion[words.indexOf(one) * words.length + words.indexOf(two)]! += 1;
      }
      const count = confusion.reduce((sum, cell) => sum + cell, 0);
      if (count === 0) return [];
      const agreement = cohenKappa(confusion, words.length);
      return [
        { annotator, other, pairs: count, confusion, agreement, ...wilson(Math.min(1, agreement.observed), count) },
      ];
    }),
  );
}
