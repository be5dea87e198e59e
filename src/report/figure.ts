/** Observable Plot on the server: figures become SVG text that carries no style, script or data of its own. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { markup, languageTag, trusted } from './markup.ts';
import type { Markup } from './markup.ts';
import type { Formats } from '../wording/formats.ts';
import type { Party } from './names.ts';
import { visible } from './visible.ts';

/** Widths a figure is drawn for; the style shows the one that fits. */
export const widths = { wide: 720, narrow: 350 } as const;

/** What a figure is made of. */
export interface FigureRequest {
  readonly id: string;
  readonly title: string;
  /** What the figure shows, in a sentence, for those who cannot see it. */
  readonly description: string;
  /** Whether marks are links, which assistive technology must then reach. */
  readonly linked?: boolean;
  /** Languages of the linked labels, in their order. */
  readonly languages?: readonly (string | null)[];
  /** Further lines below the figure. */
  readonly caption?: Markup;
  readonly draw: (width: number) => Plot.PlotOptions;
}

/** Draws a figure in both widths. */
export function figure(request: FigureRequest): Markup {
  return markup`<figure id="${request.id}">
<div class="wide">${drawing(request, 'wide')}</div>
<div class="narrow">${drawing(request, 'narrow')}</div>
<figcaption><strong>${request.title}${/\p{Script=Han}$/u.test(request.title) ? '。' : '.'}</strong> ${request.caption}</figcaption>
</figure>`;
}

function drawing(request: FigureRequest, width: keyof typeof widths): Markup {
  const { document } = parseHTML('<html><body></body></html>') as unknown as { document: PlainDocument };
  const options = request.draw(widths[width]);
  const drawn: Plot.PlotOptions & { document: unknown } = {
    ...options,
    width: widths[width],
    className: 'plot',
    document,
  };
  const svg = Plot.plot(drawn) as unknown as PlainElement;
  for (const style of svg.querySelectorAll('style')) style.remove();
  for (const group of svg.querySelectorAll('g')) {
    group.removeAttribute('aria-label');
    // With links inside, the picture is a group and not one image: what is no link stays silent.
    if (request.linked === true && group.querySelector('a') === null) group.setAttribute('aria-hidden', 'true');
  }
  for (const element of svg.querySelectorAll('*')) shorten(element);
  for (const [index, label] of [...svg.querySelectorAll('a text')].entries()) {
    const language = languageTag(request.languages?.[index]);
    if (language !== '') label.setAttribute('lang', language);
  }
  const ids = { title: `${request.id}-${width}-title`, description: `${request.id}-${width}-description` };
  for (const [name, id, text] of [
    ['desc', ids.description, request.description],
    ['title', ids.title, request.title],
  ] as const) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    element.setAttribute('id', id);
    element.textContent = visible(text);
    svg.insertBefore(element, svg.firstChild);
  }
  svg.setAttribute('role', request.linked === true ? 'group' : 'img');
  svg.setAttribute('aria-labelledby', `${ids.title} ${ids.description}`);
  svg.removeAttribute('font-family');
  return trusted(svg.outerHTML);
}

/** What is used of the DOM; the project is compiled without its types. */
interface PlainDocument {
  createElementNS(namespace: string, name: string): PlainElement;
}

interface PlainElement {
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  readonly firstChild: unknown;
  readonly outerHTML: string;
  textContent: string;
  querySelectorAll(selector: string): Iterable<PlainElement>;
  querySelector(selector: string): PlainElement | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  insertBefore(node: unknown, before: unknown): void;
  remove(): void;
}

const measured = new Set(['d', 'transform', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'r', 'width', 'height']);

/** Coordinates to a hundredth: they are pixels. */
function shorten(element: PlainElement): void {
  for (const { name, value } of element.attributes) {
    if (measured.has(name))
      element.setAttribute(
        name,
        value.replace(/-?\d+\.\d{3,}/gu, (number) => String(Number(Number(number).toFixed(2)))),
      );
  }
}

/** Pixels that a character needs at 13 px, by script; the widest of the fonts that pages are shown in. */
const widthOf = (character: string): number => {
  if (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/u.test(character)) return 13;
  if (/[\p{Script=Cyrillic}\u25a0-\u2bff]/u.test(character)) return 8.6;
  return 7.2;
};

/** Roughly how many pixels a label needs at 13 px. */
export function labelWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

/** The label cut so that it needs `pixels` at most. */
export function fitted(text: string, pixels: number): string {
  const plain = visible(text).replaceAll(/\s+/gu, ' ').trim();
  if (labelWidth(plain) <= pixels) return plain;
  let kept = '';
  for (const character of plain) {
    if (labelWidth(`${kept}${character}…`) > pixels) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** Axis labels cut to a third of the width, by key, and the margin they need. */
export function labelAxis(
  labels: ReadonlyMap<string, string>,
  width: number,
): { readonly label: (key: string) => string; readonly margin: number } {
  const cut = new Map([...labels].map(([key, text]) => [key, fitted(text, width * 0.36)]));
  const margin = Math.ceil(Math.max(40, ...[...cut.values()].map(labelWidth))) + 12;
  return { label: (key) => cut.get(key) ?? key, margin };
}

/** The same for sources, each with its mark, by id. */
export function partyAxis(
  parties: readonly Pick<Party, 'id' | 'mark' | 'label'>[],
  width: number,
): ReturnType<typeof labelAxis> {
  return labelAxis(new Map(parties.map(({ id, mark, label }) => [id, `${mark} ${label}`])), width);
}

/** A scale of proportions from 0 to `end`, written as percentages. */
export function percentScale(
  end: number,
  width: number,
  { percentTick }: Pick<Formats, 'percentTick'>,
): Plot.ScaleOptions {
  return { domain: [0, end], label: null, ticks: width > 500 ? 6 : 3, tickFormat: percentTick, grid: true };
}
