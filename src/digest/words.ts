/**
 * The editor's own words: a subset of CommonMark with paragraphs, headings, lists, emphasis, strong emphasis,
 * links and line breaks. Everything else is text: HTML, images and code, and block quotes too, since what looks
 * like a quote must be one.
 */
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Nodes, Root } from 'mdast';
import { markup } from '../report/markup.ts';
import type { Markup } from '../report/markup.ts';
import { visible } from '../report/visible.ts';

/** Constructs of CommonMark that are left as text. */
const leftAsText = [
  'blockQuote',
  'codeFenced',
  'codeIndented',
  'codeText',
  'definition',
  'htmlFlow',
  'htmlText',
  'labelStartImage',
  'setextUnderline',
  'thematicBreak',
];

/** The words as a tree (mdast). */
export function parseWords(text: string): Root {
  return fromMarkdown(visible(text), { extensions: [{ disable: { null: leftAsText } }] });
}

/** The address where it is http or https and names no user; undefined for any other, and for none. */
export function webAddress(address: string | null): URL | undefined {
  const url = address !== null && URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  return url.username === '' && url.password === '' ? url : undefined;
}

/** The words as HTML; headings of depth 1 and 2 become those of `level`, as the title is above all of them. */
export function wordsHtml(text: string, level = 2): Markup {
  return htmlOf(parseWords(text), level);
}

const headings = {
  2: (inner: Markup) => markup`<h2>${inner}</h2>`,
  3: (inner: Markup) => markup`<h3>${inner}</h3>`,
  4: (inner: Markup) => markup`<h4>${inner}</h4>`,
  5: (inner: Markup) => markup`<h5>${inner}</h5>`,
  6: (inner: Markup) => markup`<h6>${inner}</h6>`,
} as const;

function htmlOf(node: Nodes, level: number): Markup {
  const inner = (): Markup =>
    'children' in node ? markup`${node.children.map((child) => htmlOf(child, level))}` : markup``;
  switch (node.type) {
    case 'root':
      return inner();
    case 'text':
      return markup`${node.value}`;
    case 'paragraph':
      return markup`<p>${inner()}</p>
`;
    case 'emphasis':
      return markup`<em>${inner()}</em>`;
    case 'strong':
      return markup`<strong>${inner()}</strong>`;
    case 'break':
      return markup`<br>
`;
    case 'heading': {
      const depth = Math.min(6, level + Math.max(2, node.depth) - 2) as keyof typeof headings;
      return markup`${headings[depth](inner())}
`;
    }
    case 'list':
      return node.ordered === true
        ? markup`<ol start="${node.start ?? 1}">
${inner()}</ol>
`
        : markup`<ul>
${inner()}</ul>
`;
    case 'listItem':
      return markup`<li>${itemContent(node, level)}</li>
`;
    case 'link': {
      const url = webAddress(node.url);
      return url === undefined ? inner() : markup`<a href="${url.href}" rel="noopener noreferrer">${inner()}</a>`;
    }
    default:
      // Nothing else is parsed; were it, its text would stay.
      return 'value' in node ? markup`${node.value}` : inner();
  }
}

/** A list item of one line holds its line, without a paragraph around it. */
function itemContent(node: Extract<Nodes, { type: 'listItem' }>, level: number): Markup {
  return markup`${node.children.map((child) =>
    child.type === 'paragraph' && node.spread !== true
      ? markup`${child.children.map((inline) => htmlOf(inline, level))}`
      : htmlOf(child, level),
  )}`;
}

/** The words as a tree whose links are all made: others have become their text. Headings lie below the title. */
export function safeTree(text: string): Root {
  const tree = parseWords(text);
  settle(tree);
  return tree;
}

function settle(node: Nodes): void {
  if (node.type === 'heading') node.depth = Math.max(2, node.depth) as typeof node.depth;
  if (!('children' in node)) return;
  const children: Nodes[] = node.children;
  for (const child of children) settle(child);
  const kept = children.flatMap((child): Nodes[] => {
    if (child.type !== 'link') return [child];
    const url = webAddress(child.url);
    return url === undefined ? child.children : [{ ...child, url: url.href, title: null }];
  });
  children.splice(0, children.length, ...kept);
}

/** Addresses in the words that are not made links, such as `javascript:` and those without `https://`. */
export function unmadeLinks(text: string): string[] {
  const found: string[] = [];
  const look = (node: Nodes): void => {
    if (node.type === 'link' && webAddress(node.url) === undefined) found.push(node.url);
    if ('children' in node) for (const child of node.children) look(child);
  };
  look(parseWords(text));
  return found;
}

/** The words without their markup. */
export function plainWords(text: string): string {
  return plainOf(parseWords(text)).trim();
}

function plainOf(node: Nodes): string {
  if (node.type === 'break') return '\n';
  if ('value' in node) return node.value;
  if (!('children' in node)) return '';
  const between = node.type === 'root' ? '\n\n' : node.type === 'list' || node.type === 'listItem' ? '\n' : '';
  const inner = node.children.map(plainOf).join(between);
  return node.type === 'listItem' ? `• ${inner}` : inner;
}
