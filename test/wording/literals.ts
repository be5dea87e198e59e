/** Texts in a source file without regular expressions: what stands between quotation marks. */

/** The literals of a file, outside before inside; a place where something is put in becomes `…`. */
export function literalsOf(source: string): string[] {
  const plain = source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|^import [\s\S]*?;$/gmu, '');
  const found: string[] = [];
  let place = 0;
  /** Goes on to the closing brace, or to the end. */
  const code = (): void => {
    while (place < plain.length && plain[place] !== '}') {
      const character = plain[place]!;
      place++;
      if (character === "'" || character === '`') literal(character);
      else if (character === '{') code();
    }
    place++;
  };
  const literal = (mark: string): void => {
    const index = found.push('') - 1;
    let text = '';
    while (place < plain.length && plain[place] !== mark) {
      if (mark === '`' && plain.startsWith('${', place)) {
        place += 2;
        code();
        text += '…';
      } else {
        if (plain[place] === '\\') place++;
        text += plain[place];
        place++;
      }
    }
    found[index] = text;
    place++;
  };
  code();
  return found;
}
