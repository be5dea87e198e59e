/** The colours of the report on a light ground, for files that stand alone and know no style variables. */
import type { Party } from '../report/names.ts';

/** Style variable to colour, `#rrggbb`. Those of ecosystems are told in report/style.ts. */
export const light: Readonly<Record<string, string>> = {
  paper: '#fdfcfa',
  raised: '#f4f2ed',
  ink: '#1c1b19',
  soft: '#5b5852',
  line: '#d9d5cc',
  link: '#0b57a4',
  c0: '#0072b2',
  c1: '#d55e00',
  c2: '#00805d',
  c3: '#b45f93',
  c4: '#803300',
  c5: '#8844ee',
  cp: '#1c1b19',
};

/** A colour that may name a style variable, as `#rrggbb`. */
export function plainColour(colour: string): string {
  return colour.replace(/var\(--([a-z0-9]+)\)/gu, (whole, name: string) => light[name] ?? whole);
}

/** The colour of a party, as `#rrggbb`. */
export function colourOf(party: Party): string {
  return plainColour(party.colour);
}

/** Red, green and blue of `#rrggbb`, 0 to 255. */
export function rgbOf(colour: string): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
