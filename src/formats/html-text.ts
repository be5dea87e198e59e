/** The text of a piece of HTML, as feeds and platforms carry it in their fields. */
import { Parser } from 'htmlparser2';

/** Elements that begin a new paragraph. */
const blocks = new Set(
  'address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul'.split(
    ' ',
  ),
);
/** Elements whose content is not read. */
const silent = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'svg']);

/** Whether a text has tags or entities in it. */
export function looksLikeHtml(text: string): boolean {
  return /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>|&(?:[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});/i.test(text);
}

/** The text of HTML with a line break between paragraphs; a plain text comes back as it is. */
export function htmlText(html: string): string {
  if (!looksLikeHtml(html)) return html;
  let text = '';
  let silence = 0;
  const breakLine = (): void => {
    if (text !== '' && !text.endsWith('\n')) text += '\n';
  };
  const parser = new Parser(
    {
      onopentagname(name) {
        if (silent.has(name)) silence += 1;
        else if (blocks.has(name)) breakLine();
      },
      onclosetag(name) {
        if (silent.has(name)) silence = Math.max(0, silence - 1);
        else if (blocks.has(name)) breakLine();
      },
      ontext(part) {
        if (silence === 0) text += part.replace(/\s+/g, ' ');
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
