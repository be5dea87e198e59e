/** Figures of pages as files: the address of a page with `figure=ID` gives that figure as SVG, as the page shows it. */
import { plotName, plotTypes } from '../exports/plots.ts';
import { plainText, plotOfPage } from '../exports/plot-svg.ts';
import { markup, trusted } from '../report/markup.ts';
import type { Markup } from '../report/markup.ts';
import { clip, visible } from '../report/visible.ts';
import type { Wording } from '../wording/wording.ts';
import { headersOf } from './download.ts';
import type { Shown } from './page.ts';

/** The parameter that asks for a figure of a page in place of the page. */
export const figureParameter = 'figure';

/** A figure as it is sent. */
export interface SentFigure {
  readonly svg: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The figure of this id on a page of a study, with a line that says where it was; undefined where there is none. */
export function figureOf({ main, title }: Shown, id: string, study: string, url: URL): SentFigure | undefined {
  const address = new URL(url);
  address.searchParams.delete(figureParameter);
  const about = [visible(study), plainText(markup`${title}`.text)];
  const found = plotOfPage(main.text, id, [...about, address.pathname + address.search]);
  if (found === undefined) return undefined;
  const name = `${[...about.map((part) => clip(part, 60).text), plotName(id)].join(' ')}.svg`;
  return { svg: found.svg, headers: headersOf({ name, mediaType: plotTypes.svg }) };
}

/**
 * The content of a page with links below its figures that save them; `here` is its path and query. Markup is
 * only what this program wrote, so nothing else looks like a figure.
 */
export function withSaveLinks(main: Markup, here: string, wording: Wording): Markup {
  return trusted(
    main.text.replaceAll(
      /(<figure id="([\w-]+)">[\s\S]*?)(<\/figcaption>)/gu,
      (_, figure: string, id: string, end: string) =>
        figure + saveLinks(addressWith(here, id), plotName(id), wording).text + end,
    ),
  );
}

function addressWith(here: string, id: string): string {
  const url = new URL(here, 'http://here.invalid');
  url.searchParams.set(figureParameter, id);
  return url.pathname + url.search;
}

/** Links that save the figure which is at an address, with a word about them; `name` is without ending. */
export function saveLinks(href: string, name: string, wording: Wording): Markup {
  const { exports: words, formats } = wording;
  return markup` <span class="save-figure" data-png-failed="${words.pngFailed}">${words.saveFigure}${formats.colon}${pictureLinks(href, name, wording)}</span>`;
}

/** The figure which is at an address, as SVG and, by the browser, as PNG. What is heard names the file as well. */
export function pictureLinks(href: string, name: string, { exports: words }: Wording): Markup {
  return markup`<a class="save" href="${href}" download>SVG<span class="unseen"> ${name}.svg</span></a> <button type="button" class="save" data-png="${href}" data-name="${name}.png" hidden>${words.png}<span class="unseen"> ${name}.png</span></button>`;
}
