/** Puts the page together: one file that asks for nothing from elsewhere. */
import { createHash } from 'node:crypto';
import { languageTags } from '../wording/languages.ts';
import type { InterfaceLanguage } from '../wording/languages.ts';
import { wordingOf } from '../wording/wording.ts';
import { markup, trusted } from './markup.ts';
import type { Markup } from './markup.ts';
import type { EvidenceRows, Overview, PageOptions } from './model.ts';
import { coverageSection } from './section-coverage.ts';
import { visible } from './visible.ts';
import { answersSection, headSection } from './section-head.ts';
import { associationSection } from './section-association.ts';
import { firstSection } from './section-first.ts';
import { shareSection } from './section-share.ts';
import { influenceSection } from './section-influence.ts';
import { methodSection } from './section-method.ts';
import { networkSection } from './section-network.ts';
import { narrativesSection } from './section-narratives.ts';
import { publishedSection } from './section-published.ts';
import { sensitivitySection } from './section-sensitivity.ts';
import { script } from './script.ts';
import { style } from './style.ts';
import { pageLinks, viewOf } from './view.ts';

function sourceHash(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

/** What the browser may load: this style and this script, and nothing else from anywhere. */
const policy = [
  "default-src 'none'",
  'img-src data:',
  `style-src ${sourceHash(style)}`,
  `script-src ${sourceHash(script)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The whole page as HTML text; the same model gives the same text. */
export function reportPage(
  data: Overview,
  evidence: EvidenceRows,
  options: PageOptions & { readonly language: InterfaceLanguage },
): string {
  const wording = wordingOf(options.language);
  const { page: words } = wording.report;
  const view = viewOf(data, { options, evidence, wording, links: pageLinks(data.shown) });
  const tables = (text: string): Markup => markup`<a href="tables/README.txt">${text}</a>`;
  const sections = [
    'coverage',
    'answers',
    'share',
    'association',
    'first',
    'influence',
    'network',
    'sensitivity',
    ...(options.published === 'none' ? [] : (['published'] as const)),
    'narratives',
    'method',
  ] as const;
  const page = markup`<!doctype html>
<html lang="${languageTags[options.language]}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<meta name="robots" content="noindex">
<meta name="generator" content="crosscurrent">
<link rel="icon" href="data:,">
<title>${visible(data.title).replaceAll(/\s+/gu, ' ')}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#answers">${words.skip}</a>
${headSection(view)}
<nav aria-label="${words.navigation}"><ul>${sections.map((id) => markup`<li><a href="#${id}">${words.sections[id]}</a></li>`)}</ul></nav>
<main>
${coverageSection(view)}
${answersSection(view)}
${shareSection(view)}
${associationSection(view)}
${firstSection(view)}
${influenceSection(view)}
${networkSection(view)}
${sensitivitySection(view)}
${publishedSection(view)}
${narrativesSection(view)}
${methodSection(view)}
</main>
<footer><p>${words.footer(tables)}</p></footer>
<script>${trusted(script)}</script>
</body>
</html>`;
  return `${page.text}\n`;
}
