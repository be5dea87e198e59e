/** Draws a sample from a study and writes it down: the table `label_pairs`, and `labels/sample.json` beside the judgements. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { exitCodes, UserError } from '../errors.ts';
import { moveIntoPlace, sha256OfJson, temporaryFor, writeFileAtomic } from '../store/atomic.ts';
import { Database } from '../store/database.ts';
import { readManifest } from '../store/manifest.ts';
import type { Study } from '../store/study.ts';
import { readFrame } from './frame.ts';
import type { Unit } from './frame.ts';
import { labelFolder } from './journal.ts';
import { readPairs, writePairs, withTexts } from './pairs.ts';
import type { Pair } from './pairs.ts';
import { drawSample } from './sample.ts';
import type { Design } from './sample.ts';

/** Articles of an ecosystem above the threshold, or the floor, in one of the two ways to count. */
export interface Found {
  readonly ecosystem: string;
  readonly counting: 'copies' | 'groups';
  readonly above: 'threshold' | 'floor';
  readonly articles: number;
}

/** What a sample was drawn from, and how. */
export interface SampleRecord {
  readonly design: Design;
  /** Hash of the tables it was drawn from. */
  readonly tables: string;
  /** Articles it was drawn from. */
  readonly articles: number;
  /** Smallest margin among them. */
  readonly floor: number;
  readonly found: readonly Found[];
}

/** Pairs of a sample unless asked for more. */
const defaultPairs = 200;

/** A design of which some is left open. */
export type DesignRequest = Omit<Design, 'pairs'> & { readonly pairs?: number | undefined };

/** Parts of drawing a sample, in their order. */
export type SampleStep = 'frame' | 'draw' | 'texts' | 'write';

/**
 * Draws and writes the sample of a study; `onStep` is told what begins. Without a number of pairs it is as large as the one before. A
 * UserError where nothing can be drawn, or where a sample of the same tables and design would shrink.
 */
export async function takeSample(
  database: Database,
  study: Study,
  request: DesignRequest,
  onStep: (step: SampleStep) => void = () => {},
): Promise<{ pairs: Pair[]; record: SampleRecord; before: SampleRecord | undefined }> {
  const before = await readSampleRecord(study);
  const design: Design = { ...request, pairs: request.pairs ?? before?.design.pairs ?? defaultPairs };
  checkBands(design.bands);
  const tables = sampledTables(study);
  if (
    before !== undefined &&
    before.design.pairs > design.pairs &&
    before.tables === tables &&
    sha256OfJson({ ...before.design, pairs: 0 }) === sha256OfJson({ ...design, pairs: 0 })
  ) {
    throw new UserError(`the sample has ${before.design.pairs} pairs, and ${design.pairs} are fewer`, {
      hint: 'a sample only grows; who judges the first pairs alone has judged a smaller sample already',
    });
  }
  onStep('frame');
  const frame = await readFrame(database, study);
  if (frame.length === 0) {
    throw new UserError('no article has a match or a near miss with a measured narrative', {
      hint: 'measure.level and measure.minPosts say which narratives are measured',
      exitCode: exitCodes.input,
    });
  }
  onStep('draw');
  const drawn = drawSample(frame, design);
  onStep('texts');
  const pairs = await withTexts(database, study, drawn);
  onStep('write');
  const record: SampleRecord = {
    design,
    tables,
    articles: frame.length,
    floor: frame.reduce((lowest, { margin }) => Math.min(lowest, margin), Infinity),
    found: countFound(frame),
  };
  const path = study.artefact('label_pairs');
  await writePairs(database, temporaryFor(path), pairs);
  await moveIntoPlace(temporaryFor(path), path);
  // Behind the table: a record says that its sample is there.
  await writeFileAtomic(samplePath(study), `${JSON.stringify(record, null, 1)}\n`);
  return { pairs, record, before };
}

function samplePath(study: Study): string {
  return `${labelFolder(study)}/sample.json`;
}

/** What the sample of a study was drawn from; undefined where there is none. */
export async function readSampleRecord(study: Study): Promise<SampleRecord | undefined> {
  const path = samplePath(study);
  if (!existsSync(path) || !existsSync(study.artefact('label_pairs'))) return undefined;
  return JSON.parse(await readFile(path, 'utf8')) as SampleRecord;
}

/** The same; a UserError says how to draw one. */
export async function requireSample(study: Study): Promise<SampleRecord> {
  const record = await readSampleRecord(study);
  if (record !== undefined) return record;
  throw new UserError('no sample has been drawn yet', {
    hint: `crosscurrent label sample --study ${study.folder}`,
    exitCode: exitCodes.input,
  });
}

/** The pairs of the sample, in the order in which they are judged; a UserError where none was drawn. */
export async function openSample(study: Study): Promise<Pair[]> {
  await requireSample(study);
  using database = await Database.open();
  return await readPairs(database, study.artefact('label_pairs'));
}

/** Hash of the tables a sample is drawn from, as their stages recorded them. */
export function sampledTables(study: Study): string {
  const { stages } = readManifest(study);
  const hash = (stage: string, name: string): string | undefined => stages[stage]?.outputs[name]?.sha256;
  return sha256OfJson(
    [
      ['import', 'items'],
      ['passages', 'passages'],
      ['cluster', 'narratives'],
      ['match', 'matches'],
      ['match', 'near'],
      ['measure', 'measured'],
    ].map(([stage, name]) => hash(stage!, name!) ?? null),
  );
}

function checkBands(bands: readonly number[]): void {
  if (bands.includes(0) && bands.every((edge, place) => place === 0 || edge > bands[place - 1]!)) return;
  throw new UserError(`bands end at ${bands.join(', ')}, which must rise and have 0 among them`, {
    hint: 'for instance --bands -0.05,0,0.05,0.1',
  });
}

/** Articles per ecosystem, counted both ways: the copies of a group in an ecosystem are one of them each. */
export function countFound(frame: readonly Unit[]): Found[] {
  const rows: Found[] = [];
  for (const ecosystem of [...new Set(frame.map((unit) => unit.ecosystem))].sort()) {
    const own = frame.filter((unit) => unit.ecosystem === ecosystem);
    for (const above of ['threshold', 'floor'] as const) {
      const counted = above === 'floor' ? own : own.filter(({ margin }) => margin >= 0);
      rows.push({ ecosystem, above, counting: 'copies', articles: counted.length });
      const groups = counted.reduce((sum, unit) => sum + weightOf(unit, 'groups', above), 0);
      rows.push({ ecosystem, above, counting: 'groups', articles: Math.round(groups) });
    }
  }
  return rows;
}

/** What an article counts above the threshold or the floor: 1, or its part of a syndication group. */
export function weightOf(
  { copies, copies_matched }: Pick<Unit, 'copies' | 'copies_matched'>,
  counting: Found['counting'],
  above: Found['above'],
): number {
  if (counting === 'copies') return 1;
  return 1 / (above === 'floor' ? copies : copies_matched);
}
