/** Whether the colours of sources can be told apart by eyes of every kind. */
import { expect, test } from 'vitest';
import { light } from '../../src/exports/palette.ts';
import { darkColours, lightColours, style } from '../../src/report/style.ts';

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Dichromacy over linear RGB: Machado, Oliveira & Fernandes (IEEE TVCG 15, 2009), severity 1. */
const eyes: Readonly<Record<string, Matrix>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** The variables of a style, those that are colours by six digits. */
const coloursOf = (css: string): Record<string, string> =>
  Object.fromEntries([...css.matchAll(/--(\w+): (#[0-9a-f]{6})\b/gu)].map(([, name, colour]) => [name!, colour!]));

const linear = (colour: string): Triple =>
  [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Triple;

const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

function seenBy(matrix: Matrix, colour: string): Triple {
  return matrix.map((row) => Math.min(1, Math.max(0, dot(row, linear(colour))))) as unknown as Triple;
}

/** CIELAB of linear sRGB, white D65. */
function lab(rgb: Triple): Triple {
  const f = (t: number): number => (t > 216 / 24_389 ? Math.cbrt(t) : (24_389 / 27 / 116) * t + 16 / 116);
  const x = f(dot([0.4124, 0.3576, 0.1805], rgb) / 0.9505);
  const y = f(dot([0.2126, 0.7152, 0.0722], rgb));
  const z = f(dot([0.0193, 0.1192, 0.9505], rgb) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const luminance = (colour: string): number => dot([0.2126, 0.7152, 0.0722], linear(colour)) + 0.05;

const sources = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'cp'];

test.each([
  ['light', coloursOf(lightColours)],
  ['dark', coloursOf(darkColours)],
])('sources are told apart in %s colours, whatever the eyes, and stand out from the paper', (_, colours) => {
  for (const [eye, matrix] of Object.entries(eyes)) {
    for (const [place, one] of sources.entries()) {
      for (const other of sources.slice(place + 1)) {
        const [a, b] = [one, other].map((name) => lab(seenBy(matrix, colours[name]!))) as [Triple, Triple];
        const distance = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
        // Two ΔE are just noticed side by side; these stand apart in small marks.
        expect(distance, `${one} and ${other} by ${eye}`).toBeGreaterThan(10);
      }
    }
  }
  for (const name of sources) {
    const [paper, own] = [luminance(colours['paper']!), luminance(colours[name]!)];
    // WCAG 2.2, success criterion 1.4.11.
    expect(Math.max(paper, own) / Math.min(paper, own), name).toBeGreaterThan(3);
  }
});

test('files and paper have the colours of the page', () => {
  const page = coloursOf(lightColours);
  for (const name of Object.keys(light)) expect(light[name], name).toBe(page[name]);
  const print = coloursOf(/@media print \{[\s\S]*$/u.exec(style)![0]);
  for (const name of sources.slice(0, -1)) expect(print[name], name).toBe(page[name]);
});
