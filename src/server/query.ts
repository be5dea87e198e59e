/** What may stand behind the `?` of several pages, and the way back to what was asked for. */
import { z } from 'zod';

/** Whether a text names a day there is: 31 February is none. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

/** A day such as 2022-03-01, or nothing. */
export const dayQuery = z
  .string()
  .max(10)
  .refine((text) => text === '' || isDay(text), 'expected a day such as 2022-03-01')
  .default('');

/** A box that is ticked or not. */
export const flagQuery = z.enum(['', '1']).default('');

/** Which page of a list, from 1. */
export const pageQuery = z.coerce.number().int().min(1).max(1e6).default(1);

/** Words that are looked for at most. */
const mostWords = 10;

/** The words of a text that is looked for, in small letters. */
export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, mostWords);
}

/** The parameters that differ from their defaults, for links; those of `without`, such as the page, are left out. */
export function given(
  schema: z.ZodType,
  query: Readonly<Record<string, string | number | undefined>>,
  ...without: readonly string[]
): Record<string, string | number> {
  const defaults = schema.parse({}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(query).filter(
      (entry): entry is [string, string | number] => entry[1] !== defaults[entry[0]] && !without.includes(entry[0]),
    ),
  );
}
