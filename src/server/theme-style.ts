/** Colours that the visitor chose, against those of the system; paper is always light. */
import { darkColours, lightColours } from '../report/style.ts';

/** Rules for `data-theme` on the root; `auto` leaves everything to the style of the views. */
export const themeStyle = `
@media screen {
  :root[data-theme="light"] { color-scheme: light; ${lightColours} }
  :root[data-theme="dark"] { color-scheme: dark; ${darkColours} }
}
`;
