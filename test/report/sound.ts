/** What holds of every page of the report, whatever the study and the language. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { Element, Made } from './run.ts';

/** Fails where a page is not sound: its ids, links, policy, tables and figures, and everything that could run. */
export function expectSound({ document, html }: Made): void {
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.getAttribute('id')!);
  expect(ids.length).toBe(new Set(ids).size);
  const links = [...document.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '');
  for (const href of links.filter((link) => link.startsWith('#'))) expect(ids, href).toContain(href.slice(1));
  for (const href of links) expect(href).toMatch(/^(#[a-z0-9-]+|tables\/[A-Za-z_]+\.(csv|txt)|https?:\/\/)/u);
  for (const link of document.querySelectorAll('a.source'))
    expect(link.getAttribute('rel')).toBe('noopener noreferrer nofollow');

  const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')!.getAttribute('content')!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  for (const tag of ['style', 'script']) {
    const found = [...document.querySelectorAll(tag)];
    expect(found.length).toBe(1);
    const content = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'u').exec(html)![1]!;
    expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(content).digest('base64')}'`);
  }
  for (const element of document.querySelectorAll('*')) expectHarmless(element);
  for (const tag of [
    'img',
    'iframe',
    'object',
    'embed',
    'form',
    'base',
    'textarea',
    'template',
    'math',
    'audio',
    'video',
  ])
    expect([...document.querySelectorAll(tag)], tag).toEqual([]);

  expect([...document.querySelectorAll('h1')].length).toBe(1);
  for (const table of document.querySelectorAll('table')) {
    expect(table.querySelector('caption')).not.toBeNull();
    for (const heading of table.querySelectorAll('th'))
      expect(heading.getAttribute('scope')).toMatch(/^(row|col|colgroup)$/u);
  }
  for (const svg of document.querySelectorAll('svg')) {
    const names = svg.getAttribute('aria-labelledby')!.split(' ');
    for (const name of names) expect(svg.querySelector(`#${name}`)!.textContent).not.toBe('');
  }
}

const addresses = new Set([
  'href',
  'src',
  'xlink:href',
  'action',
  'formaction',
  'data',
  'srcset',
  'poster',
  'background',
]);

function expectHarmless(element: Element): void {
  for (const { name, value } of element.attributes) {
    expect(name).not.toMatch(/^on|^style$/iu);
    expect(name).toMatch(/^[a-z][a-z0-9-]*$/iu);
    if (addresses.has(name) && element.tagName.toLowerCase() !== 'link')
      expect(value).toMatch(/^(#|tables\/|https?:\/\/)/u);
  }
}
