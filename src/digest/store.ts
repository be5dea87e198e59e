/**
 * Digests on the disk: `digests/ID/000001.json`, `000002.json` …, a file a revision, the highest being the
 * digest. No stage writes there, and nothing there is ever changed. A revision is written whole beside its
 * place and then linked into it, which fails where the place is taken: so of two people who edited the same
 * revision the later one is refused, whatever processes they are in, and a kill at any moment leaves the
 * revision before or the one after.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import { canonicalJson } from '../store/atomic.ts';
import type { Study } from '../store/study.ts';
import type { InterfaceLanguage } from '../wording/languages.ts';
import { digestSchema, limits, quotesOf, troubleOf } from './model.ts';
import type { Digest } from './model.ts';
import { placeOnce } from './place-once.ts';

/** Time and chance, given from outside. */
export interface Occasion {
  readonly now: Date;
  readonly uuid: () => string;
}

const usual = (): Occasion => ({ now: new Date(), uuid: randomUUID });

/** Folder of the digests; deleted ones are in `.trash` below it. */
export function digestFolder(study: Study): string {
  return study.path('digests');
}

const trash = '.trash';
const idPattern = /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/u;
const filePattern = /^\d{6}\.json$/u;
/** The folder of a digest; a UserError where the text cannot be the id of one. */
function folderOf(study: Study, id: string): string {
  if (idPattern.test(id)) return join(digestFolder(study), id);
  const shown = JSON.stringify(id.length > 60 ? `${id.slice(0, 60)}…` : id);
  throw new UserError(`${shown} cannot be the id of a digest: it has small letters, digits and "-" alone`, {
    hint: 'crosscurrent digest list names the digests',
    exitCode: exitCodes.input,
  });
}

function fileOf(revision: number): string {
  return `${String(revision).padStart(6, '0')}.json`;
}

/** Numbers of the revisions in a folder, lowest first; none where it is not there. */
async function revisionsIn(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  return names
    .filter((name) => filePattern.test(name))
    .map((name) => Number(name.slice(0, 6)))
    .sort((a, b) => a - b);
}

function noDigest(id: string): UserError {
  return new UserError(`there is no digest ${id}`, {
    hint: 'crosscurrent digest list names the digests',
    exitCode: exitCodes.input,
  });
}

/** Revisions of a digest, lowest first; a UserError where there is none of this id. */
export async function revisionsOf(study: Study, id: string): Promise<number[]> {
  const revisions = await revisionsIn(folderOf(study, id));
  if (revisions.length === 0) throw noDigest(id);
  return revisions;
}

/** The same without an error: none where there is no such digest, or the text cannot be the id of one. */
export async function revisionsIfAny(study: Study, id: string): Promise<number[]> {
  return idPattern.test(id) ? revisionsIn(folderOf(study, id)) : [];
}

/** Reads a digest, or one of its revisions; a UserError where there is none, or its file is damaged. */
export async function readDigest(study: Study, id: string, revision?: number): Promise<Digest> {
  const revisions = await revisionsOf(study, id);
  const wanted = revision ?? revisions.at(-1)!;
  if (!revisions.includes(wanted)) {
    throw new UserError(`the digest ${id} has no revision ${wanted}, only ${revisions[0]} to ${revisions.at(-1)!}`, {
      exitCode: exitCodes.input,
    });
  }
  return readRevision(join(folderOf(study, id), fileOf(wanted)), id, wanted);
}

async function readRevision(path: string, id: string, revision: number): Promise<Digest> {
  const damaged = (why: string): UserError =>
    new UserError(`${path} is damaged: ${why}`, {
      hint: 'mend the file, or delete it: the revision before it is then the digest',
      exitCode: exitCodes.input,
    });
  const { size } = await stat(path);
  if (size > limits.file) throw damaged(`it has ${size} bytes, and a digest at most ${limits.file}`);
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw damaged('it is no JSON');
  }
  const { data, error } = digestSchema.safeParse(content);
  if (error !== undefined) throw damaged(troubleOf(error));
  if (data.id !== id || data.revision !== revision)
    throw damaged(`it says that it is revision ${data.revision} of ${JSON.stringify(data.id)}`);
  return data;
}

/** A digest in a list. */
export type DigestSummary = Omit<Digest, 'blocks' | 'format'> & { readonly blocks: number; readonly quotes: number };

/** The digests of a study, those changed last first, and the files that cannot be read. */
export interface DigestList {
  readonly digests: readonly DigestSummary[];
  readonly damaged: readonly { readonly id: string; readonly message: string }[];
}

/** Lists the digests. */
export async function listDigests(study: Study): Promise<DigestList> {
  const digests: DigestSummary[] = [];
  const damaged: { id: string; message: string }[] = [];
  for await (const found of eachDigest(study)) {
    if (found instanceof UserError) damaged.push({ id: found.id, message: found.message });
    else {
      const { blocks, format: _, ...head } = found;
      digests.push({ ...head, blocks: blocks.length, quotes: quotesOf(found).length });
    }
  }
  return { digests: digests.sort(lastChangedFirst), damaged };
}

/** Every digest that can be read, those changed last first. */
export async function readDigests(study: Study): Promise<Digest[]> {
  const digests: Digest[] = [];
  for await (const found of eachDigest(study)) if (!(found instanceof UserError)) digests.push(found);
  return digests.sort(lastChangedFirst);
}

function lastChangedFirst(a: Pick<Digest, 'updated_at' | 'id'>, b: Pick<Digest, 'updated_at' | 'id'>): number {
  return Date.parse(b.updated_at) - Date.parse(a.updated_at) || (a.id < b.id ? -1 : 1);
}

async function* eachDigest(study: Study): AsyncGenerator<Digest | (UserError & { id: string })> {
  const folder = digestFolder(study);
  const names = existsSync(folder) ? await readdir(folder) : [];
  for (const id of names.filter((name) => idPattern.test(name)).sort()) {
    // An empty folder is one whose first revision was never finished, or one that is just being deleted.
    if ((await revisionsIn(join(folder, id))).length === 0) continue;
    try {
      yield await readDigest(study, id);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      yield Object.assign(error, { id });
    }
  }
}

/** What a new digest begins with. */
export interface DigestHead {
  readonly title: string;
  readonly language: InterfaceLanguage;
  readonly author: string;
}

/** Names that Windows keeps for devices. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/u;

/** An id from a title: its Latin letters and digits, or `digest` where it has none. */
export function slugOf(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, 50)
    .replaceAll(/^-+|-+$/gu, '');
  return slug === '' || reserved.test(slug) ? `digest${slug}` : slug;
}

/** Makes an empty digest, revision 1; its id is the slug of its title, with a number where that is taken. */
export async function createDigest(study: Study, head: DigestHead, occasion = usual()): Promise<Digest> {
  const at = occasion.now.toISOString();
  const slug = slugOf(head.title);
  for (let number = 1; ; number++) {
    const id = number === 1 ? slug : `${slug}-${number}`;
    const digest = checked({
      format: 1,
      id,
      uuid: occasion.uuid(),
      revision: 1,
      ...head,
      created_at: at,
      updated_at: at,
      blocks: [],
    });
    const folder = folderOf(study, id);
    await mkdir(folder, { recursive: true });
    if ((await revisionsIn(folder)).length === 0 && (await writeRevision(study, digest))) return digest;
  }
}

/** The later of two saves of the same revision: nothing was written. */
export class DigestConflict extends UserError {
  /** What is in its place. */
  readonly saved: Digest;
  /** What was not saved. */
  readonly refused: Digest;

  constructor(saved: Digest, refused: Digest) {
    super(
      `the digest ${saved.id} has been changed: revision ${refused.revision} was edited, and revision ${saved.revision} of ${saved.updated_at} is the last`,
      { hint: 'bring both together: take the last revision and make the change again' },
    );
    this.saved = saved;
    this.refused = refused;
  }
}

/**
 * Saves a digest that was made from its revision `digest.revision` as the next one. Where nothing changed
 * nothing is written.
 *
 * @throws {DigestConflict} where somebody saved that revision before; UserError where a limit is passed.
 */
export async function saveDigest(study: Study, digest: Digest, occasion = usual()): Promise<Digest> {
  const last = await readDigest(study, digest.id);
  if (last.revision !== digest.revision) throw new DigestConflict(last, digest);
  if (canonicalJson(checked(digest)) === canonicalJson(last)) return last;
  const { uuid, created_at } = last;
  // A clock that was set back must not make a feed reader overlook a change.
  const updated = Math.max(occasion.now.getTime(), Date.parse(last.updated_at) + 1);
  const next = checked({
    ...digest,
    uuid,
    created_at,
    revision: last.revision + 1,
    updated_at: new Date(updated).toISOString(),
  });
  if (await writeRevision(study, next)) return next;
  throw new DigestConflict(await readDigest(study, digest.id), digest);
}

function checked(digest: Digest): Digest {
  const { data, error } = digestSchema.safeParse(digest);
  if (error === undefined) return data;
  throw new UserError(`the digest cannot be saved: ${troubleOf(error)}`);
}

/** Puts a revision in its place; false where it is taken. */
async function writeRevision(study: Study, digest: Digest): Promise<boolean> {
  const content = `${JSON.stringify(digest, null, 2)}\n`;
  const bytes = Buffer.byteLength(content);
  if (bytes > limits.file) {
    throw new UserError(`the digest would have ${bytes} bytes, and it can have ${limits.file} at most`, {
      hint: 'divide it into two',
    });
  }
  try {
    return await placeOnce(digestFolder(study), join(folderOf(study, digest.id), fileOf(digest.revision)), content);
  } catch (error) {
    // Its folder has just been moved into the trash.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw noDigest(digest.id);
    throw error;
  }
}

/**
 * Puts a digest with all its revisions into the trash, from which it can be moved back by hand.
 *
 * @param revision the one that was seen; where there is a later one, nothing is deleted.
 * @returns the folder it is in now.
 */
export async function deleteDigest(study: Study, id: string, revision: number): Promise<string> {
  const last = (await revisionsOf(study, id)).at(-1)!;
  if (last !== revision) {
    throw new UserError(`the digest ${id} has been changed: revision ${revision} was seen, and ${last} is the last`, {
      hint: 'look at the last revision before deleting it',
    });
  }
  await mkdir(join(digestFolder(study), trash), { recursive: true });
  for (let number = 1; ; number++) {
    const place = join(digestFolder(study), trash, number === 1 ? id : `${id}.${number}`);
    if (existsSync(place)) continue;
    try {
      await rename(folderOf(study, id), place);
      return place;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') throw noDigest(id);
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    }
  }
}
