/** How the choices of a specification are called on the page. */
import type { Choice, Specification } from '../store/sensitivity.ts';
import type { Wording } from '../wording/wording.ts';

/** A value of a choice, short enough for a label. */
export function choiceInWords(choice: Choice, value: string, { formats, report }: Wording): string {
  const { sensitivity: words } = report;
  if (choice === 'lambda') return `λ ${localDecimal(value, formats)}`;
  if (choice === 'margin') {
    const margin = Number(value);
    return margin === 0
      ? words.noMargin
      : words.threshold(`${margin > 0 ? '+' : '−'}${localDecimal(String(Math.abs(margin)), formats)}`);
  }
  return words.values[`${choice} ${value}`] ?? value;
}

/** A number with the digits it has, and the decimal sign of the language. */
function localDecimal(value: string, { decimal }: Wording['formats']): string {
  const digits = /^\d+\.(\d+)$/u.exec(value)?.[1]?.length;
  return digits === undefined ? value : decimal(Number(value), digits);
}

/** Values of a choice among specifications, numbers by size, words in the order they come. */
export function choicesOf(specifications: readonly Specification[], choice: Choice): string[] {
  const values = [...new Set(specifications.map((specification) => specification[choice]))].filter(
    (value) => value !== null,
  );
  return (values.every((value) => typeof value === 'number') ? values.sort((a, b) => a - b) : values).map(String);
}
