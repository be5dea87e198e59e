/** Puts the page together: one file that asks for nothing from elsewhere. */
import { createHash } from 'node:crypto';
import { markup, trusted } from './markup.ts';
import type { EvidenceRows, Overview, PageOptions } from './model.ts';
import { coverageSection } from './section-coverage.ts';
import { visible } from './visible.ts';
import { answersSection, headSection } from './section-head.ts';
import { associationSection, firstSection, shareSection } from './section-figures.ts';
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
export function reportPage(data: Overview, evidence: EvidenceRows, options: PageOptions): string {
  const view = viewOf(data, { options, evidence, links: pageLinks(data.shown) });
  const sections = [
    ['coverage', 'What the data can carry'],
    ['answers', 'The four answers'],
    ['share', 'Share'],
    ['association', 'Association'],
    ['first', 'First appearance'],
    ['influence', 'Influence'],
    ['network', 'Network of sites'],
    ['sensitivity', 'Sensitivity'],
    ...(options.published === 'none' ? [] : [['published', 'Published answers'] as const]),
    ['narratives', 'Narratives'],
    ['method', 'Data and method'],
  ] as const;
  const page = markup`<!doctype html>
<html lang="en">
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
<a class="skip" href="#answers">Skip to the answers</a>
${headSection(view)}
<nav aria-label="Sections"><ul>${sections.map(([id, name]) => markup`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
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
<footer><p>Made by crosscurrent from the tables of the study, which lie beside this page as <a href="tables/README.txt">CSV and Parquet</a>. This page loads nothing from elsewhere; links to sources leave it.</p></footer>
<script>${trusted(script)}</script>
</body>
</html>`;
  return `${page.text}\n`;
}
