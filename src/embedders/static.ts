/**
 * Embeds without a network: a text's vector is the weighted mean of vectors of its tokens. The folder of
 * such a model holds
 *
 * - `embedder.json`: the card, see {@link StaticCard}; it names a `tokenizer.json` of type Unigram;
 * - `vectors.npy`: int8, a row a token;
 * - `scales.npy`: what one unit of a row is worth, the weight of the token included;
 * - `weights.npy`: the weight of each token.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { exitCodes, messageOf, throwIfAborted, UserError } from '../errors.ts';
import { tokenPooling } from '../kernels/pooling.ts';
import type { PoolTokens } from '../kernels/pooling.ts';
import { unigram } from '../kernels/unigram.ts';
import type { Unigram, Vocabulary } from '../kernels/unigram.ts';
import { readInt8Npy, readNpyVector } from '../store/npy.ts';
import type { EmbedderIdentity } from './create.ts';
import type { Embedder } from './embedder.ts';

export interface StaticOptions {
  /** Folder of the model. */
  readonly folder: string;
  /** Names the vector space; the card does where it is left out. */
  readonly id?: string;
}

/** `embedder.json` of a static model. */
export interface StaticCard {
  readonly id: string;
  readonly dimensions: number;
  readonly languages: readonly string[];
  /** SHA-256 of vectors, scales and weights, one after the other. */
  readonly sha256: string;
  /** Paths relative to the folder. */
  readonly vectors: string;
  readonly tokenizer: string;
}

/** Texts between two looks at whether to stop. */
const textsPerTurn = 512;

/** Opens a static model. A UserError (exit 4) says what is missing or wrong. */
export async function openStaticEmbedder({ folder, id }: StaticOptions): Promise<Embedder> {
  const card = await readCard(folder);
  const { dimensions } = card;
  const { tokenizer, pool } = await readModel(folder, card).catch((error: unknown) => {
    throw unreadable(folder, error);
  });
  return {
    id: id ?? card.id,
    hash: card.sha256,
    dimensions,
    languages: card.languages,
    maxTokens: Number.POSITIVE_INFINITY,
    async embed(texts, signal) {
      const vectors = new Float32Array(texts.length * dimensions);
      for (const [row, text] of texts.entries()) {
        if (row % textsPerTurn === 0) {
          await turn();
          throwIfAborted(signal);
        }
        pool(tokenizer.encode(text), vectors, row);
      }
      return vectors;
    },
    async close() {},
  };
}

/** The identity of a static model: what its card says. */
export async function describeStatic({ folder, id }: StaticOptions): Promise<EmbedderIdentity> {
  const card = await readCard(folder);
  return { id: id ?? card.id, hash: card.sha256 };
}

async function readCard(folder: string): Promise<StaticCard> {
  const path = join(folder, 'embedder.json');
  if (!existsSync(path)) {
    throw new UserError(`there is no static model in ${folder}: ${path} does not exist`, {
      exitCode: exitCodes.input,
    });
  }
  try {
    return JSON.parse(await readFile(path, 'utf8')) as StaticCard;
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function readModel(folder: string, card: StaticCard): Promise<{ tokenizer: Unigram; pool: PoolTokens }> {
  const [definition, vectors, scales, weights] = await Promise.all([
    readFile(join(folder, card.tokenizer), 'utf8').then((text) => JSON.parse(text) as TokenizerDefinition),
    readInt8Npy(join(folder, card.vectors)),
    readNpyVector(join(folder, 'scales.npy')),
    readNpyVector(join(folder, 'weights.npy')),
  ]);
  const { type, vocab, unk_id: unknown } = definition.model;
  if (type !== 'Unigram') throw new RangeError(`its tokenizer is of type ${type}, not Unigram`);
  if (vocab.length !== vectors.rows || card.dimensions !== vectors.columns) {
    throw new RangeError(
      `${vectors.rows} × ${vectors.columns} values, where ${vocab.length} pieces and ${card.dimensions} dimensions were expected`,
    );
  }
  return { tokenizer: unigram(vocab, unknown), pool: tokenPooling({ vectors, scales, weights }) };
}

/** What is read of `tokenizer.json`. */
interface TokenizerDefinition {
  readonly model: { readonly type: string; readonly vocab: Vocabulary; readonly unk_id: number };
}

function unreadable(path: string, error: unknown): UserError {
  return new UserError(`${path} cannot be read: ${messageOf(error)}`, { exitCode: exitCodes.input, cause: error });
}
