import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { UserError } from '../errors.ts';
import { packageRoot } from '../package-root.ts';
import type { Embedder } from './embedder.ts';
import type { HttpOptions } from './http.ts';

/** How an embedder is named: the key `embedder` of crosscurrent.yaml. */
export type EmbedderChoice = 'bundled' | 'static' | OnnxChoice | HttpOptions;

export interface OnnxChoice {
  /** Folder of the model, in the layout of transformers.js. */
  readonly onnx: string;
  /** Model file below the folder; found by itself where there is only one. */
  readonly file?: string | undefined;
  /** Put before every text, such as "query: ". */
  readonly prefix?: string;
  /** How token vectors become one. */
  readonly pooling?: 'mean' | 'cls';
  readonly maxTokens?: number;
}

/** What pins a vector space, known without opening the model. */
export interface EmbedderIdentity {
  readonly id: string;
  /** SHA-256 of the model file; for a server of its settings. */
  readonly hash: string;
}

export interface CreateOptions {
  /** Threads of one inference; results do not depend on it. Default: one per core. */
  threads?: number;
  /** Folder against which a relative model folder is resolved. */
  base?: string;
}

/** `embedder.json` of the bundled model. */
interface BundledCard {
  readonly id: string;
  readonly sha256: string;
  readonly languages: readonly string[];
  readonly maxTokens: number;
  readonly prefix: string;
  readonly model: string;
}

/** What was measured of an embedder on labelled data, and ships with it. */
export interface Calibration {
  readonly embedder: string;
  /** Mean vector of news text per language. */
  readonly means: Readonly<Record<string, readonly number[]>>;
  /** Match thresholds per language pair (`zh-ru`: post in Chinese, article in Russian). */
  readonly pairs: Readonly<Record<string, PairCalibration>>;
  /** Languages the figures were measured for. */
  readonly languages?: readonly string[];
  /** Smallest cosine to the nearest narrative at which a passage is worth the study's embedder, per language. */
  readonly floors?: Readonly<Record<string, number>>;
  /** Passages of the labelled collection that floors let pass which keep a share of the matches. */
  readonly screening?: readonly { readonly kept: number; readonly passages: number; readonly passed: number }[];
}

/** The threshold of a language pair and the curve it was chosen on. */
export interface PairCalibration {
  readonly threshold: number;
  /** Labelled articles behind the curve. */
  readonly articles: number;
  readonly curve: readonly {
    readonly threshold: number;
    readonly precision: number;
    readonly recall: number;
    readonly f1: number;
  }[];
}

/** Folder of the model that ships with the package. */
export const bundledFolder = join(packageRoot, 'models/bundled');

/** Folder of the token vectors that ship with the package. */
export const staticFolder = join(packageRoot, 'models/static');

async function readBundledCard(): Promise<BundledCard> {
  return JSON.parse(await readFile(join(bundledFolder, 'embedder.json'), 'utf8')) as BundledCard;
}

/**
 * Opens an embedder: `'bundled'`, `'static'`, an ONNX folder, or an OpenAI-compatible server.
 *
 * @example
 * const embedder = await createEmbedder('bundled');
 * const vectors = await embedder.embed(['the strait is closed']); // Float32Array of 1 × 384
 */
export async function createEmbedder(
  choice: EmbedderChoice = 'bundled',
  options: CreateOptions = {},
): Promise<Embedder> {
  const { threads = availableParallelism(), base = '.' } = options;
  if (choice === 'bundled') {
    const card = await readBundledCard();
    const { openOnnxEmbedder } = await import('./onnx.ts');
    return openOnnxEmbedder({ ...card, folder: bundledFolder, file: card.model, threads });
  }
  if (choice === 'static') {
    const { openStaticEmbedder } = await import('./static.ts');
    return openStaticEmbedder({ folder: staticFolder });
  }
  if (typeof choice !== 'object') {
    throw new UserError(`there is no embedder ${String(choice)}`, {
      hint: '"bundled", "static", { onnx: FOLDER } or { http: ADDRESS, model, dimensions }',
    });
  }
  if ('onnx' in choice) {
    const { openOnnxEmbedder } = await import('./onnx.ts');
    return openOnnxEmbedder({ ...choice, folder: resolveFolder(choice.onnx, base), threads });
  }
  const { openHttpEmbedder } = await import('./http.ts');
  return openHttpEmbedder(choice);
}

/** The calibration that ships with an embedder; undefined where there is none. */
export async function readCalibration(embedder: string): Promise<Calibration | undefined> {
  for (const folder of [bundledFolder, staticFolder]) {
    const path = join(folder, 'calibration.json');
    if (!existsSync(path)) continue;
    const calibration = JSON.parse(await readFile(path, 'utf8')) as Calibration;
    if (calibration.embedder === embedder) return calibration;
  }
  return undefined;
}

/** The identity of the embedder a choice names. */
export async function describeEmbedder(choice: EmbedderChoice, base = '.'): Promise<EmbedderIdentity> {
  if (choice === 'bundled') {
    const { id, sha256 } = await readBundledCard();
    return { id, hash: sha256 };
  }
  if (choice === 'static') {
    const { describeStatic } = await import('./static.ts');
    return describeStatic({ folder: staticFolder });
  }
  if ('onnx' in choice) {
    const { describeOnnx } = await import('./onnx.ts');
    return describeOnnx({ ...choice, folder: resolveFolder(choice.onnx, base) });
  }
  const { describeHttp } = await import('./http.ts');
  return describeHttp(choice);
}

function resolveFolder(folder: string, base: string): string {
  return isAbsolute(folder) ? folder : join(base, folder);
}
