/** What a bundle must not say: where files lay on the machine, and in a bundle of ids what texts they held. */
import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';
import { isScalar, parseDocument, visit } from 'yaml';
import { sha256OfJson } from '../store/atomic.ts';
import type { Manifest, StageRecord } from '../store/manifest.ts';

/** Keys whose values are patterns or words and never paths. */
const wordy = new Set(['keywords', 'zones', 'name', 'about', 'title']);

/** A text without places of this machine: an absolute path becomes its last name, known folders become `…`. */
export function withoutPlaces(text: string, folder: string): string {
  if (isPath(text)) return `…/${text.split(/[\\/]/u).findLast((part) => part !== '') ?? ''}`;
  return withoutFolders(text, folder);
}

/** A text in which the folder of the study and the home folder are `…`, wherever they stand as paths. */
function withoutFolders(text: string, folder: string): string {
  let left = text;
  for (const place of [folder, homedir()]) {
    if (place.length < 2) continue;
    const literal = place.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
    left = left.replaceAll(new RegExp(String.raw`(?<![\w./:-])${literal}(?![\w.-])`, 'gu'), '…');
  }
  return left;
}

function isPath(text: string): boolean {
  return text.startsWith('file://') || /^[A-Za-z]:[\\/]/u.test(text) || /^~[\\/]/u.test(text) || isAbsolute(text);
}

/** A JSON value whose texts, and keys, name no place of this machine. */
function withoutPlacesIn(value: unknown, folder: string): unknown {
  if (typeof value === 'string') return withoutPlaces(value, folder);
  if (Array.isArray(value)) return value.map((inner: unknown) => withoutPlacesIn(inner, folder));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [
      withoutPlaces(key, folder),
      wordy.has(key) ? inner : withoutPlacesIn(inner, folder),
    ]),
  );
}

/**
 * `run.json` as a bundle has it: without places of this machine and, with `idsOnly`, with numbers for names of
 * input files, hashes for what stages depend on beside their options, and no notes of the import, which name files.
 */
export function sharedManifest(manifest: Manifest, folder: string, idsOnly: boolean): Manifest {
  const stages = Object.entries(manifest.stages).map(([name, record]): [string, StageRecord] => [
    name,
    idsOnly ? anonymous(name, record) : record,
  ]);
  return withoutPlacesIn({ ...manifest, stages: Object.fromEntries(stages) }, folder) as Manifest;
}

function anonymous(name: string, record: StageRecord): StageRecord {
  if (name === 'embed' || record.identity === null || typeof record.identity !== 'object') return record;
  const { notes: _notes, ...rest } = record;
  const files = inputFiles(record);
  return {
    ...(name === 'import' ? rest : record),
    identity: {
      ...(files.length === 0
        ? {}
        : { files: files.map(({ kind, sha256 }, place) => ({ kind, source: `input-${place + 1}`, sha256 })) }),
      sha256: sha256OfJson(record.identity),
    },
  };
}

/** A file that was imported. */
export interface InputFile {
  readonly kind: string;
  readonly source: string;
  readonly sha256: string;
}

/** The files a record of the import names. */
export function inputFiles(record: StageRecord | undefined): readonly InputFile[] {
  const files = (record?.identity as { files?: unknown } | null | undefined)?.files;
  return Array.isArray(files) ? (files as InputFile[]) : [];
}

/** `crosscurrent.yaml` without places of this machine, comments included; everything else stays as it was written. */
export function sharedConfig(yaml: string, folder: string): string {
  const document = parseDocument(yaml);
  let isChanged = false;
  visit(document, {
    Pair: (_key, pair) => (isScalar(pair.key) && wordy.has(String(pair.key.value)) ? visit.SKIP : undefined),
    Scalar: (_key, scalar) => {
      if (typeof scalar.value !== 'string' || !isPath(scalar.value)) return;
      scalar.value = withoutPlaces(scalar.value, folder);
      isChanged = true;
    },
  });
  return withoutFolders(isChanged ? document.toString({ lineWidth: 0 }) : yaml, folder);
}

/** `edits.yaml` without what people wrote: which narratives were merged, and which were excluded. */
export function sharedEdits(yaml: string): string {
  const edits = parseDocument(yaml).toJS() as unknown;
  const kept = (Array.isArray(edits) ? (edits as Record<string, unknown>[]) : []).flatMap(
    (edit): Record<string, unknown>[] =>
      'merge' in edit
        ? [{ merge: edit['merge'], into: edit['into'] }]
        : 'exclude' in edit
          ? [{ exclude: edit['exclude'] }]
          : [],
  );
  return `# Names and reasons are held back.\n${kept.length === 0 ? '[]' : kept.map((edit) => `- ${JSON.stringify(edit)}`).join('\n')}\n`;
}
