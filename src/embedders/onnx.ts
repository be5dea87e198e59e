/**
 * Embeds with a sentence-transformer in ONNX form: a folder in the layout of transformers.js
 * (`tokenizer.json`, `tokenizer_config.json`, `onnx/*.onnx`), run by onnxruntime-node.
 */
import { Tokenizer } from '@huggingface/tokenizers';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { exitCodes, messageOf, throwIfAborted, UserError } from '../errors.ts';
import { sha256OfFile, sha256OfJson } from '../store/atomic.ts';
import { normaliseRows } from '../kernels/vectors.ts';
import type { EmbedderIdentity } from './create.ts';
import type { Embedder } from './embedder.ts';

export interface OnnxOptions {
  /** Folder of the model. */
  readonly folder: string;
  /** Model file below the folder; found by itself where there is only one. */
  readonly file?: string | undefined;
  /** Put before every text. */
  readonly prefix?: string;
  readonly pooling?: 'mean' | 'cls';
  readonly maxTokens?: number;
  /** Threads of one inference. Results do not depend on it. */
  readonly threads?: number;
  readonly id?: string;
  readonly languages?: readonly string[];
}

/**
 * A batch holds at most this many tokens, padding included: small batches stay in the cache and carry
 * less padding (swept 512 to 4,096 on passages of 90 tokens, see bench/NOTES.md).
 */
const tokensPerBatch = 512;
const textsPerBatch = 32;

/**
 * Texts are padded to the next multiple of this many tokens, and share a batch only with texts of the
 * same padded length. What a text is computed with then follows from the text alone, and with a model
 * whose scales are constant so does every bit of its vector, whatever else is in the batch.
 */
const tokensPerStep = 8;

/** Opens a model folder. A UserError (exit 4) says which file is missing. */
export async function openOnnxEmbedder(options: OnnxOptions): Promise<Embedder> {
  const { folder, prefix = '', pooling = 'mean', maxTokens = 512, threads = 1 } = options;
  const modelPath = await findModel(folder, options.file);
  const tokenizer = await openTokenizer(folder);
  const session = await ort.InferenceSession.create(modelPath, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
  }).catch((error: unknown) => {
    throw unreadable(modelPath, error);
  });
  const { id, hash } = await describeOnnx(options);
  const run = (batch: readonly (readonly number[])[]): Promise<BatchResult> =>
    runBatch(session, batch, paddedLength(Math.max(...batch.map((ids) => ids.length)), maxTokens), pooling);
  const probe = await run([tokenizer.encode(`${prefix}a`)]);
  const dimensions = probe.dimensions;

  return {
    id,
    hash,
    dimensions,
    languages: options.languages ?? [],
    maxTokens,
    async embed(texts, signal) {
      const tokens = texts.map((text) => tokenizer.encode(prefix + text).slice(0, maxTokens));
      tokens.forEach((ids) => {
        if (ids.length === maxTokens) ids[maxTokens - 1] = tokenizer.end;
      });
      const vectors = new Float32Array(texts.length * dimensions);
      for (const rows of batchesByLength(tokens, maxTokens)) {
        throwIfAborted(signal);
        const { data } = await run(rows.map((row) => tokens[row]!));
        rows.forEach((row, index) => {
          vectors.set(data.subarray(index * dimensions, (index + 1) * dimensions), row * dimensions);
        });
      }
      return normaliseRows(vectors, dimensions);
    },
    async close() {
      await session.release();
    },
  };
}

/** The identity of a model folder: the hash of its model file, and of how texts are put to it. */
export async function describeOnnx(options: OnnxOptions): Promise<EmbedderIdentity> {
  const { folder, file, prefix = '', pooling = 'mean', maxTokens = 512 } = options;
  const model = await sha256OfFile(await findModel(folder, file));
  // The bundled model is pinned by its card; elsewhere the tokenizer is as much a part as the graph.
  const hash = options.id === undefined ? sha256OfJson({ model, tokenizer: await hashOfTokenizer(folder) }) : model;
  return {
    id: options.id ?? `onnx-${hash.slice(0, 12)}-${sha256OfJson({ prefix, pooling, maxTokens }).slice(0, 6)}`,
    hash,
  };
}

async function hashOfTokenizer(folder: string): Promise<string | null> {
  const path = join(folder, 'tokenizer.json');
  return existsSync(path) ? sha256OfFile(path) : null;
}

/** Length in tokens to which a text is padded. */
const paddedLength = (tokens: number, maxTokens: number): number =>
  Math.min(maxTokens, Math.ceil(tokens / tokensPerStep) * tokensPerStep);

/** Rows grouped into batches of one padded length, short ones first. */
export function batchesByLength(tokens: readonly (readonly number[])[], maxTokens: number): number[][] {
  const lengths = tokens.map((ids) => paddedLength(ids.length, maxTokens));
  const order = tokens.map((_, row) => row).sort((a, b) => lengths[a]! - lengths[b]! || a - b);
  const batches: number[][] = [];
  for (const row of order) {
    const length = lengths[row]!;
    const last = batches.at(-1);
    const fits =
      last !== undefined &&
      lengths[last[0]!] === length &&
      last.length < Math.min(textsPerBatch, Math.max(1, Math.floor(tokensPerBatch / length)));
    if (fits) last.push(row);
    else batches.push([row]);
  }
  return batches;
}

interface BatchResult {
  readonly data: Float32Array;
  readonly dimensions: number;
}

async function runBatch(
  session: ort.InferenceSession,
  batch: readonly (readonly number[])[],
  length: number,
  pooling: 'mean' | 'cls',
): Promise<BatchResult> {
  const ids = new BigInt64Array(batch.length * length);
  const mask = new BigInt64Array(batch.length * length);
  batch.forEach((row, index) => {
    row.forEach((id, position) => {
      ids[index * length + position] = BigInt(id);
      mask[index * length + position] = 1n;
    });
  });
  const shape = [batch.length, length];
  const feeds: Record<string, ort.Tensor> = {
    input_ids: new ort.Tensor('int64', ids, shape),
    attention_mask: new ort.Tensor('int64', mask, shape),
    token_type_ids: new ort.Tensor('int64', new BigInt64Array(ids.length), shape),
  };
  for (const name of Object.keys(feeds)) if (!session.inputNames.includes(name)) delete feeds[name];
  const wanted = session.outputNames.includes('sentence_embedding') ? 'sentence_embedding' : session.outputNames[0]!;
  const output = (await session.run(feeds, [wanted]))[wanted]!;
  const data = output.data as Float32Array;
  if (output.dims.length === 2) return { data, dimensions: output.dims[1]! };
  return pool(data, output.dims, batch, pooling);
}

/** Mean of the token vectors inside each text, or the vector of its first token. */
function pool(
  data: Float32Array,
  dims: readonly number[],
  batch: readonly (readonly number[])[],
  pooling: 'mean' | 'cls',
): BatchResult {
  const [, length, dimensions] = dims as [number, number, number];
  const pooled = new Float32Array(batch.length * dimensions);
  batch.forEach((row, index) => {
    const tokens = pooling === 'cls' ? 1 : row.length;
    for (let position = 0; position < tokens; position++) {
      const from = (index * length + position) * dimensions;
      for (let column = 0; column < dimensions; column++)
        pooled[index * dimensions + column]! += data[from + column]! / tokens;
    }
  });
  return { data: pooled, dimensions };
}

async function findModel(folder: string, file: string | undefined): Promise<string> {
  if (file !== undefined) {
    const path = join(folder, file);
    if (existsSync(path)) return path;
    throw new UserError(`${path} does not exist`, { exitCode: exitCodes.input });
  }
  const places = [join(folder, 'onnx'), folder].filter((place) => existsSync(place));
  for (const place of places) {
    const models = (await readdir(place)).filter((name) => name.endsWith('.onnx')).sort();
    const chosen =
      models.find((name) => name === 'model_quantized.onnx') ??
      models.find((name) => name === 'model.onnx') ??
      models[0];
    if (chosen !== undefined) return join(place, chosen);
  }
  throw new UserError(`no ONNX model in ${folder}: looked for *.onnx there and in its folder onnx/`, {
    hint: 'give a folder in the layout of transformers.js: tokenizer.json, config.json, onnx/model.onnx',
    exitCode: exitCodes.input,
  });
}

// The types that the package ships use path aliases no other project can resolve.
const PlainTokenizer = Tokenizer as unknown as new (
  definition: object,
  config: object,
) => { encode(text: string): { ids: number[] } };

/** Turns a text into the token ids of a model. */
export interface TextTokenizer {
  /** Token ids with the special tokens of the model around them. */
  encode(text: string): number[];
  /** Id of the token that closes a text. */
  readonly end: number;
}

/** Opens the tokenizer of a model folder. */
export async function openTokenizer(folder: string): Promise<TextTokenizer> {
  const path = join(folder, 'tokenizer.json');
  if (!existsSync(path)) throw new UserError(`${path} does not exist`, { exitCode: exitCodes.input });
  const definition = (await readJson(path)) as { added_tokens?: { content: string; special?: boolean }[] };
  const configPath = join(folder, 'tokenizer_config.json');
  const config = existsSync(configPath) ? await readJson(configPath) : {};
  const tokenizer = new PlainTokenizer(definition, config);
  const special = (definition.added_tokens ?? [])
    .filter((token) => token.special === true)
    .map((token) => token.content);
  const encode = (text: string): number[] => tokenizer.encode(withoutSpecialTokens(text, special).toWellFormed()).ids;
  return { encode, end: encode('').at(-1) ?? 0 };
}

async function readJson(path: string): Promise<object> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as object;
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): UserError {
  return new UserError(`${path} cannot be read: ${messageOf(error)}`, { exitCode: exitCodes.input, cause: error });
}

/** Breaks literal special tokens (`<s>`, `[CLS]`) in a text, so that a post cannot speak to the model. */
export function withoutSpecialTokens(text: string, special: readonly string[]): string {
  let safe = text;
  for (const token of special)
    if (token.length > 1 && safe.includes(token)) safe = safe.replaceAll(token, `${token[0]} ${token.slice(1)}`);
  return safe;
}
