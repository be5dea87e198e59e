/** Numbers of the terminal and of files, in English, and what is worked out of two. */
import { formatsOf } from '../wording/formats.ts';

const formats = formatsOf('en');

/** Part of a whole as a proportion; not a number where the whole is empty. */
export function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : Number.NaN;
}

/** A size in bytes for people: `3.4 MB`. */
export function size(bytes: number): string {
  if (bytes < 1e6) return `${formats.decimal(bytes / 1e3, 0)}\u202fkB`;
  return `${formats.decimal(bytes / 1e6, 1)}\u202fMB`;
}
