/** What is wrong with what a visitor asked for, in the visitor's language. */
import { z } from 'zod';
import type { InterfaceLanguage } from '../wording/languages.ts';

const messages = {
  en: z.locales.en().localeError,
  zh: z.locales.zhCN().localeError,
  uk: z.locales.uk().localeError,
  ru: z.locales.ru().localeError,
} as const satisfies Record<InterfaceLanguage, unknown>;

/** Faults that are named; a list that is wrong throughout has one for each of its thousands of values. */
const mostFaults = 20;

/** What a schema makes of a value, or a line a fault: which field, and what was expected of it. */
export function parseIn(
  language: InterfaceLanguage,
  schema: z.ZodType,
  value: unknown,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly faults: readonly string[] } {
  const parsed = schema.safeParse(value, { error: messages[language] });
  if (parsed.success) return { ok: true, value: parsed.data };
  const faults = parsed.error.issues
    .slice(0, mostFaults)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`));
  return { ok: false, faults };
}
