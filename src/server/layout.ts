/** The frame of every page: head, navigation, language and colours, footer. */
import { markup } from '../report/markup.ts';
import type { Content, Markup } from '../report/markup.ts';
import { interfaceLanguages, languageTags, ownNames } from '../wording/languages.ts';
import type { Wording } from '../wording/wording.ts';
import type { Assets } from './assets.ts';
import { address, themes } from './page.ts';
import type { PageName, Theme } from './page.ts';

/** Where each page of the navigation lives, in its order. */
export const addresses: Readonly<Record<PageName, string>> = {
  overview: '/',
  narratives: '/narratives',
  ecosystems: '/ecosystems',
  quality: '/quality',
  sensitivity: '/sensitivity',
  search: '/search',
  compare: '/compare',
  label: '/label',
  digest: '/digests',
  exports: '/exports',
};

/** UTF-16 units of an address to come back to; links would otherwise be longer than what the server reads. */
const longestBack = 4000;

/** What the frame needs to know. */
export interface Frame {
  readonly wording: Wording;
  readonly theme: Theme;
  readonly assets: Assets;
  readonly study: string;
  /** Path and query of the page that is shown, to come back to. */
  readonly here: string;
  readonly page: PageName | undefined;
  readonly title: Content;
  readonly main: Markup;
}

/** A whole page. */
export function layout(frame: Frame): string {
  const { wording, theme, assets, study, here, title, main } = frame;
  const { common, formats } = wording;
  const preference = (parameters: Record<string, string>): string =>
    address('/preferences', { ...parameters, back: here.length > longestBack ? '' : here });
  const page = markup`<!doctype html>
<html lang="${languageTags[formats.language]}" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
<link rel="icon" href="data:,">
<title>${title} · ${study}</title>
${assets.styles.map((href) => markup`<link rel="stylesheet" href="${href}">`)}
${assets.scripts.map((src) => markup`<script type="module" src="${src}"></script>`)}
</head>
<body data-loading="${common.loading}" data-loaded="${common.loaded}" data-failed="${common.failed}">
<a class="skip" href="#main">${common.skip}</a>
<header class="bar">
<p class="brand"><a href="/">${common.product}</a> <span class="study"><bdi>${study}</bdi></span></p>
<form class="find" role="search" action="/search" method="get">
<label><span class="unseen">${common.searchLabel}</span><input type="search" name="q" maxlength="500" placeholder="${common.searchLabel}" autocomplete="off" data-key="/"></label>
<button>${common.searchButton}</button>
</form>
<nav class="pages" aria-label="${common.navigation}"><ul>${(Object.entries(addresses) as [PageName, string][]).map(
    ([name, href]) =>
      markup`<li><a href="${href}"${name === frame.page && markup` aria-current="page"`}>${common.pages[name]}</a></li>`,
  )}</ul></nav>
</header>
<main id="main" tabindex="-1">
${main}
</main>
<p class="unseen" role="status" id="status"></p>
<footer>
<nav class="choices" aria-label="${common.languageMenu}"><ul>${interfaceLanguages.map(
    (language) =>
      markup`<li><a href="${preference({ language })}" lang="${languageTags[language]}" hreflang="${languageTags[language]}"${language === formats.language && markup` aria-current="true"`}>${ownNames[language]}</a></li>`,
  )}</ul></nav>
<nav class="choices" aria-label="${common.theme.name}"><ul>${themes.map(
    (name) =>
      markup`<li><a href="${preference({ theme: name })}"${name === theme && markup` aria-current="true"`}>${common.theme[name]}</a></li>`,
  )}</ul></nav>
<p>${common.footer}</p>
</footer>
</body>
</html>`;
  return `${page.text}\n`;
}
