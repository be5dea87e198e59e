/**
 * Whether a text is well-formed XML 1.0, as far as our files go: no doctype, no CDATA. Written for the tests
 * from the recommendation and not from what the program does; the parsers among the dependencies forgive too much.
 */
const name = /^[A-Za-z_:][\w:.-]*/u;
// Section 2.2: what may stand in a document at all.
// oxlint-disable-next-line no-control-regex
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const reference = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/u;

/** An element with its attributes and elements, as far as tests look at them. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** The root element; throws with the place where the text is not well-formed. */
export function parseXml(text: string): XmlElement {
  const bad = (why: string, place: number): never => {
    throw new Error(`${why} at ${place}: ${JSON.stringify(text.slice(Math.max(0, place - 40), place + 40))}`);
  };
  const found = forbidden.exec(text);
  if (found !== null) bad('a character XML cannot hold', found.index);
  for (const [whole, code] of text.matchAll(/&#(x?[\da-fA-F]+);/gu)) {
    const value = code!.startsWith('x') ? Number.parseInt(code!.slice(1), 16) : Number(code);
    if (forbidden.test(String.fromCodePoint(value))) bad(`a reference XML cannot hold: ${whole}`, text.indexOf(whole));
  }
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const stack = [root];
  let place = text.startsWith('<?xml ') ? text.indexOf('?>') + 2 : 0;
  while (place < text.length) {
    const next = text.indexOf('<', place);
    const content = text.slice(place, next < 0 ? text.length : next);
    if (reference.test(content) || content.includes(']]>')) bad('an ampersand that is no reference', place);
    if (stack.length === 1 && content.trim() !== '') bad('text outside the root', place);
    stack.at(-1)!.text += unescaped(content);
    if (next < 0) break;
    place = next + 1;
    const isEnd = text[place] === '/';
    if (isEnd) place += 1;
    const tag = name.exec(text.slice(place, place + 200))?.[0] ?? bad('no name of an element', place);
    place += tag.length;
    if (isEnd) {
      if (stack.pop()!.name !== tag) bad(`an end of ${tag} that did not begin`, place);
      place = text.indexOf('>', place) + 1;
      continue;
    }
    const attributes: Record<string, string> = {};
    for (;;) {
      const rest = text.slice(place);
      const [space] = /^\s*/u.exec(rest)!;
      const end = /^(\/?)>/u.exec(rest.slice(space.length));
      if (end !== null) {
        const element: XmlElement = { name: tag, attributes, children: [], text: '' };
        stack.at(-1)!.children.push(element);
        if (stack.length === 1 && root.children.length > 1) bad('a second root', place);
        if (end[1] === '') stack.push(element);
        place += space.length + end[0].length;
        break;
      }
      const attribute =
        /^\s+([A-Za-z_:][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/u.exec(rest) ?? bad('no attribute', place);
      const value = attribute[2] ?? attribute[3]!;
      if (reference.test(value)) bad('an ampersand that is no reference', place);
      if (Object.hasOwn(attributes, attribute[1]!)) bad(`the attribute ${attribute[1]!} twice`, place);
      attributes[attribute[1]!] = unescaped(value);
      place += attribute[0].length;
    }
  }
  if (stack.length !== 1) bad(`${stack.at(-1)!.name} has no end`, text.length);
  return root.children[0]!;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replaceAll(/&(#x?[\da-fA-F]+|\w+);/gu, (_, code: string) =>
    code.startsWith('#x')
      ? String.fromCodePoint(Number.parseInt(code.slice(2), 16))
      : code.startsWith('#')
        ? String.fromCodePoint(Number(code.slice(1)))
        : entities[code]!,
  );
}

/** Every element of a name below another, in document order. */
export function elements(root: XmlElement, tag: string): XmlElement[] {
  return root.children.flatMap((child) => [...(child.name === tag ? [child] : []), ...elements(child, tag)]);
}
