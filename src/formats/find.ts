/** The sources that arguments of an import name: files, folders, patterns, and the files within zip archives. */
import { open, stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { exitCodes, messageOf, UserError } from '../errors.ts';
import type { Location } from './bytes.ts';
import { isZip, listZip } from './zip.ts';

/** A source to import. */
export interface FoundSource extends Location {
  /** How it is called in messages and references: the name of the file, below its folder, within its archive. */
  readonly name: string;
  /** Whether it was only found in a folder or an archive, where other things lie too. */
  readonly isFound: boolean;
}

/**
 * The sources behind arguments, in their order, those of a folder, pattern or archive by name. Hidden files are
 * left out. A UserError with exit code 4 names an argument that does not exist, is empty or matches nothing.
 */
export async function findSources(arguments_: readonly string[]): Promise<FoundSource[]> {
  const sources: FoundSource[] = [];
  for (const argument of arguments_) {
    for (const file of await filesOf(argument)) sources.push(...(await withinArchive(file)));
  }
  return sources;
}

async function filesOf(argument: string): Promise<FoundSource[]> {
  const found = await stat(argument).catch(() => undefined);
  if (found?.isDirectory() === true) {
    const names = await glob('**/*', { cwd: argument, onlyFiles: true });
    if (names.length === 0) throw new UserError(`${argument} has no files`, { exitCode: exitCodes.input });
    return names.sort(byName).map((name) => ({ path: join(argument, name), name, isFound: true }));
  }
  if (found === undefined && isDynamicPattern(argument)) {
    const paths = await glob(argument.replaceAll('\\', '/'), {
      onlyFiles: true,
      expandDirectories: false,
      absolute: isAbsolute(argument),
    });
    if (paths.length === 0)
      throw new UserError(`no file matches ${argument}`, {
        hint: 'a pattern takes * and ? within a name and ** for any folders',
        exitCode: exitCodes.input,
      });
    return paths.sort(byName).map((path) => ({ path, name: path, isFound: true }));
  }
  if (found === undefined) throw new UserError(`${argument} does not exist`, { exitCode: exitCodes.input });
  if (!found.isFile()) throw new UserError(`${argument} is neither a file nor a folder`, { exitCode: exitCodes.input });
  if (found.size === 0) throw new UserError(`${argument} is empty`, { exitCode: exitCodes.input });
  return [{ path: argument, name: basename(argument), isFound: false }];
}

/** The files of an archive, or the file itself where it is none. */
async function withinArchive(file: FoundSource): Promise<FoundSource[]> {
  if (!isZip(await headOf(file.path))) return [file];
  const entries = await listZip(file.path).catch((error: unknown) => {
    throw new UserError(`${file.name} is a zip archive that cannot be read: ${messageOf(error)}`, {
      hint: 'fetch or pack it again',
      exitCode: exitCodes.input,
    });
  });
  if (entries.some(({ name }) => name === '[Content_Types].xml' || name === 'mimetype')) {
    throw new UserError(`${file.name} is a spreadsheet or another office file`, {
      hint: 'save the sheet as CSV (UTF-8)',
      exitCode: exitCodes.input,
    });
  }
  const visible = entries.map(({ name }) => name).filter((name) => !/(?:^|\/)(?:\.|__MACOSX\/)/.test(name));
  // A WACZ holds indexes and lists beside its archives, which say the same again.
  const archives = visible.filter((name) => /^archive\/.+\.warc(?:\.gz)?$/.test(name));
  const names = archives.length > 0 && visible.includes('datapackage.json') ? archives : visible;
  if (names.length === 0) throw new UserError(`${file.name} is an empty archive`, { exitCode: exitCodes.input });
  return names.sort(byName).map((entry) => ({
    path: file.path,
    entry,
    name: `${file.name}/${entry}`,
    isFound: file.isFound || names.length > 1,
  }));
}

async function headOf(path: string): Promise<Uint8Array> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
  return buffer.subarray(0, bytesRead);
}

/** By code units, so that the order is the same everywhere. */
function byName(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
