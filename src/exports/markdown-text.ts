import { visible } from '../report/visible.ts';

/** A text from outside as plain text within a line of Markdown, where no character of it means anything. */
export function markdownText(text: string): string {
  return visible(text)
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replaceAll(/[\\`*_[\]<>|~$&]/gu, String.raw`\$&`);
}
