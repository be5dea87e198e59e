/** Text in XML 1.0, which has no control characters, no lone surrogates and no U+FFFE or U+FFFF. */
import { visible } from '../report/visible.ts';

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

// What XML 1.0 cannot hold in any form (section 2.2 of the recommendation), and the backslash.
// oxlint-disable-next-line no-control-regex
const impossible = /[\\\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu;

function refer(text: string): string {
  return text.replace(/[&<>"'\t\n\r]/gu, (character) => references[character]!);
}

/** A text for people, as an attribute value or the content of an element: what cannot be seen becomes a symbol. */
export function xmlText(text: string): string {
  return refer(visible(text));
}

/**
 * An id, as an attribute value. Different texts stay different: a character XML cannot hold becomes
 * `\u{…}` with its code, a backslash two.
 */
export function xmlId(text: string): string {
  return refer(
    text.replace(impossible, (character) =>
      character === '\\' ? '\\\\' : `\\u{${character.codePointAt(0)!.toString(16)}}`,
    ),
  );
}
