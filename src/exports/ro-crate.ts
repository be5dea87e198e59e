/**
 * `ro-crate-metadata.json`: the bundle as an RO-Crate (version 1.2), with the run that made it as an action of
 * this program, in the manner of Process Run Crate 0.5, which itself asks for RO-Crate 1.1.
 */
import { version } from '../store/manifest.ts';
import type { Manifest } from '../store/manifest.ts';
import type { BundleAbout } from './bundle-about.ts';
import { blank } from './bundle-about.ts';
import type { WrittenFile } from './pieces.ts';
import { inputFiles } from './withhold.ts';

/** A file of the bundle beside the descriptor itself. */
export interface CrateFile {
  /** Path below the bundle, with forward slashes. */
  readonly path: string;
  readonly title: string;
  readonly mediaType: string;
  /** Unknown of files that are written after this one. */
  readonly file: WrittenFile;
}

type Entity = Record<string, unknown>;

const ref = (id: string): Entity => ({ '@id': id });

/** The descriptor, for `JSON.stringify`. `manifest` is the one that lies in the bundle. */
export function roCrate(
  about: BundleAbout,
  files: readonly CrateFile[],
  manifest: Manifest,
  days: { readonly first: string | null; readonly last: string | null },
): Entity {
  const authors = about.authors.map(({ name, orcid }, place): Entity => ({
    '@id': orcid ?? `#author-${place + 1}`,
    '@type': 'Person',
    name,
  }));
  const people = authors.length > 0 ? authors : [{ '@id': '#author', '@type': 'Person', name: blank('author') }];
  const license: Entity =
    about.license === undefined
      ? {
          '@id': '#license',
          '@type': 'CreativeWork',
          name: blank('licence'),
          description: 'No licence was chosen: without one nobody but the authors may use these files.',
        }
      : {
          '@id': about.license.url,
          '@type': 'CreativeWork',
          name: about.license.name,
          description: `Licence of the bundle: ${about.license.name}`,
        };
  const inputs = inputFiles(manifest.stages['import']).map(({ kind, source, sha256 }, place): Entity => ({
    '@id': `#input-${place + 1}`,
    '@type': 'CreativeWork',
    name: source,
    description: `File of ${kind}s that was imported; it is not part of the bundle.`,
    identifier: `sha256:${sha256}`,
  }));
  const records = Object.values(manifest.stages);
  const starts = records.map(({ started_at }) => Date.parse(started_at));
  const ends = records.map(({ started_at, seconds }) => Date.parse(started_at) + seconds * 1000);
  const action: Entity = {
    '@id': '#run',
    '@type': 'CreateAction',
    name: 'Run of crosscurrent that made the tables',
    description: 'Options, seeds, versions, models and hashes of each stage are in run.json.',
    instrument: ref('#crosscurrent'),
    agent: ref(String(people[0]!['@id'])),
    object: [...inputs.map((input) => ref(String(input['@id']))), ref('crosscurrent.yaml')],
    result: files.filter(({ path }) => path.startsWith('tables/')).map(({ path }) => ref(path)),
    actionStatus: 'http://schema.org/CompletedActionStatus',
    ...(records.length === 0
      ? {}
      : {
          startTime: seconds(new Date(Math.min(...starts))),
          endTime: seconds(new Date(Math.max(...ends))),
        }),
  };
  return {
    '@context': 'https://w3id.org/ro/crate/1.2/context',
    '@graph': [
      {
        '@id': 'ro-crate-metadata.json',
        '@type': 'CreativeWork',
        conformsTo: ref('https://w3id.org/ro/crate/1.2'),
        about: ref('./'),
      },
      {
        '@id': './',
        '@type': 'Dataset',
        name: about.title,
        description: about.description,
        datePublished: seconds(about.date),
        license: ref(String(license['@id'])),
        author: single(people.map((person) => ref(String(person['@id'])))),
        ...(days.first === null || days.last === null ? {} : { temporalCoverage: `${days.first}/${days.last}` }),
        hasPart: files.map(({ path }) => ref(path)),
        mentions: ref('#run'),
      },
      ...people,
      license,
      {
        '@id': '#crosscurrent',
        '@type': 'SoftwareApplication',
        name: 'crosscurrent',
        description: 'Finds out where the narratives of a social platform came from.',
        // It has no address of its own.
        url: ref('README.md'),
        version: versionOf(manifest),
        softwareVersion: versionOf(manifest),
      },
      action,
      ...inputs,
      ...files.map(({ path, title, mediaType, file }): Entity => ({
        '@id': path,
        '@type': 'File',
        name: path,
        description: title,
        encodingFormat: mediaType,
        contentSize: String(file.bytes),
        sha256: file.sha256,
      })),
    ],
  };
}

/** One value as it is, several as a list. */
function single(values: readonly Entity[]): Entity | readonly Entity[] {
  return values.length === 1 ? values[0]! : values;
}

/** ISO 8601 to the second. */
function seconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/u, 'Z');
}

/** The version of the program that made the tables, of this one where nothing was recorded. */
export function versionOf({ stages }: Manifest): string {
  const versions = [
    ...new Set(Object.values(stages).map((record) => record.versions['crosscurrent'] ?? version)),
  ].sort();
  return versions.join(', ') || version;
}
