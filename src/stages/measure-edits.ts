/** `edits.yaml`: what a person changed about the narratives, done again whenever they are measured. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Study } from '../store/study.ts';

const id = z.string().min(1);
const because = z.string().min(1).optional().describe('why, for whoever reads the report');

const editSchema = z.union([
  z
    .strictObject({ merge: z.array(id).min(1), into: id, because })
    .describe('the narratives become one, which keeps the id, label and keywords of `into`'),
  z.strictObject({ rename: id, to: z.string().min(1), because }).describe('the narrative has this label'),
  z.strictObject({ exclude: id, because }).describe('the narrative is not measured'),
]);

/** One edit: merge, rename or exclude. */
export type Edit = z.infer<typeof editSchema>;

/** What the edits come to. */
export interface EditedNarratives {
  /** Narratives that are no longer their own, and what they became; undefined: excluded. */
  readonly becomes: ReadonlyMap<string, string | undefined>;
  readonly labels: ReadonlyMap<string, string>;
}

/** The edits file of a study. */
export function editsPath(study: Study): string {
  return join(study.folder, 'edits.yaml');
}

/** The edits of a study in their order; none where there is no file. A UserError names what cannot be read. */
export function readEdits(study: Study): Edit[] {
  const path = editsPath(study);
  if (!existsSync(path)) return [];
  let value: unknown;
  try {
    value = parseYaml(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof YAMLParseError) throw new UserError(`${path} is not valid YAML: ${error.message}`);
    throw error;
  }
  const list = z.array(z.unknown()).safeParse(value ?? []);
  if (!list.success) throw new UserError(`${path} is not a list of edits`, { hint: 'docs/edits.md shows one' });
  return list.data.map((entry, place) => {
    const edit = editSchema.safeParse(entry);
    if (edit.success) return edit.data;
    throw new UserError(`${path}: edit ${place + 1} is none: ${JSON.stringify(entry)}`, {
      hint: 'an edit has merge and into, rename and to, or exclude; because says why (docs/edits.md)',
    });
  });
}

/**
 * Does the edits one after the other. An edit may name whatever is there when its turn comes: a narrative
 * of the measured level that was neither merged into another nor excluded before; a UserError where it
 * names another.
 */
export function applyEdits(
  edits: readonly Edit[],
  levelOf: ReadonlyMap<string, number>,
  level: number,
): EditedNarratives {
  const became = new Map<string, string | undefined>();
  const labels = new Map<string, string>();
  edits.forEach((edit, place) => {
    const named = 'merge' in edit ? [...edit.merge, edit.into] : 'rename' in edit ? [edit.rename] : [edit.exclude];
    for (const name of named) {
      const wrong = whyNot(name, became, levelOf, level);
      if (wrong === undefined) continue;
      throw new UserError(`edits.yaml: edit ${place + 1} names the narrative ${name}, ${wrong}`, {
        hint: 'narratives keep their ids until run --refit; take the id from the report or the table of narratives, or delete the edit',
      });
    }
    if ('merge' in edit) {
      for (const name of edit.merge) if (name !== edit.into) became.set(name, edit.into);
    } else if ('rename' in edit) labels.set(edit.rename, edit.to);
    else became.set(edit.exclude, undefined);
  });
  const becomes = new Map([...became.keys()].map((name) => [name, lastOf(name, became)]));
  return { becomes, labels };
}

function whyNot(
  name: string,
  became: ReadonlyMap<string, string | undefined>,
  levelOf: ReadonlyMap<string, number>,
  level: number,
): string | undefined {
  const own = levelOf.get(name);
  if (own === undefined) return 'which there is not';
  if (own !== level) return `which is of level ${own}, but level ${level} is measured`;
  if (!became.has(name)) return undefined;
  const now = became.get(name);
  return now === undefined ? 'which an edit before it excludes' : `which an edit before it merges into ${now}`;
}

function lastOf(name: string, became: ReadonlyMap<string, string | undefined>): string | undefined {
  let now: string | undefined = name;
  while (now !== undefined && became.has(now)) now = became.get(now);
  return now;
}
