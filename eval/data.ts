/** Where the evaluation data lies, how its files are read, and the hashes that pin them. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { packageRoot } from '../src/package-root.ts';
import { sha256OfFile } from '../src/store/atomic.ts';

/** Folder of the evaluation data beside the repository; it is not part of the project. */
export const defaultData: string = join(packageRoot, '../shared/data');

/** The first of these files that is absent from the folder, or undefined where all are there. */
export function absent(data: string, files: readonly string[]): string | undefined {
  return files.find((file) => !existsSync(join(data, file)));
}

/** SHA-256 of each file, by its name below the folder. */
export async function hashesOf(data: string, files: readonly string[]): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const file of files) hashes[file] = await sha256OfFile(join(data, file));
  return hashes;
}

/** Lines of a text file, gzipped where its name ends in `.gz`; a trailing line break makes no line. */
export async function linesOf(path: string): Promise<string[]> {
  const bytes = await readFile(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.replace(/\n$/u, '').split('\n');
}

/** Records of a file with one JSON object a line. */
export async function recordsOf<T>(path: string): Promise<T[]> {
  return (await linesOf(path)).map((line) => JSON.parse(line) as T);
}
