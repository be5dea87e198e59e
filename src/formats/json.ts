/** JSON as other tools write it: whole numbers keep all their digits, NaN is a missing value. */

/**
 * Parses a JSON text. Whole numbers of 16 digits and more come back as strings, since a JavaScript
 * number would lose their last digits; `NaN` and `Infinity`, which Python writes, become null.
 *
 * Throws a SyntaxError like JSON.parse.
 */
export function parseJson(text: string): unknown {
  if (/\d{16}/.test(text)) text = rewriteBare(text, (token) => (/^-?\d{16,}$/.test(token) ? `"${token}"` : token));
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error;
    return JSON.parse(rewriteBare(text, (token) => (/^(?:NaN|-?Infinity)$/.test(token) ? 'null' : token)));
  }
}

/** Rewrites the numbers and words of a JSON text and leaves its strings as they are. */
function rewriteBare(text: string, rewrite: (token: string) => string): string {
  let out = '';
  let copied = 0;
  for (let i = 0; i < text.length;) {
    const code = text.charCodeAt(i);
    if (code === 34) {
      i = endOfString(text, i);
    } else if (isBare(code)) {
      const start = i;
      while (i < text.length && isBare(text.charCodeAt(i))) i += 1;
      out += text.slice(copied, start) + rewrite(text.slice(start, i));
      copied = i;
    } else {
      i += 1;
    }
  }
  return out + text.slice(copied);
}

/** Index behind the closing quote of the string that opens at `start`. */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

/** Letters, digits and the signs of numbers. */
function isBare(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 45 ||
    code === 43 ||
    code === 46
  );
}
