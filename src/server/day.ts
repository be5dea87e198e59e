/** A day behind the `?` of an address. */
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
