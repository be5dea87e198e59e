/** Messages that hold more than text: a link, a table's name, a mark. */

/** A message with pieces of the page in it, in the order of the language. */
export type Rich<Piece> = (string | Piece)[];

/** A template of text and pieces; what is put in stays what it is. */
export function rich<Piece>(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Rich<Piece> {
  return strings.flatMap((text, place): Rich<Piece> => (place < pieces.length ? [text, pieces[place]!] : [text]));
}

/** The text with its first letter in upper case. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
