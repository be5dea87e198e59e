/** What people read, in their language: the English catalogue is the pattern of the others. */
import { wording as en } from './en/index.ts';
import { formatsOf } from './formats.ts';
import type { Formats } from './formats.ts';
import type { InterfaceLanguage } from './languages.ts';
import { wording as ru } from './ru/index.ts';
import { wording as uk } from './uk/index.ts';
import { wording as zh } from './zh/index.ts';

/** The messages of a language, and how it writes figures. */
export type Wording = typeof en & { readonly formats: Formats };

const catalogues: Readonly<Record<InterfaceLanguage, typeof en>> = { en, zh, uk, ru };

/** The wording of a language. */
export function wordingOf(language: InterfaceLanguage): Wording {
  return { ...catalogues[language], formats: formatsOf(language) };
}
