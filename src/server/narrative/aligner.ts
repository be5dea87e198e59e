/**
 * Sentences that say the same in a matched article and the nearest post, computed when somebody looks: the
 * study's embedder stays warm, answers are kept, and nobody waits longer than a few seconds.
 */
import { existsSync } from 'node:fs';
import { createEmbedder, describeEmbedder } from '../../embedders/create.ts';
import type { EmbedderChoice } from '../../embedders/create.ts';
import type { Embedder } from '../../embedders/embedder.ts';
import { VectorMemo } from '../../embedders/memo.ts';
import { UserError } from '../../errors.ts';
import { linkSentences } from '../../kernels/linked-sentences.ts';
import type { LinkedSentences } from '../../kernels/linked-sentences.ts';
import { sentences } from '../../kernels/passage.ts';
import { sentencesOf } from '../../stages/match-sentences.ts';
import { readMeans } from '../../store/vectors.ts';
import type { Means } from '../../store/vectors.ts';
import type { ShownMatch } from './cited-items.ts';
import { Recent } from '../recent.ts';
import { Turns } from '../turns.ts';
import { Places } from '../item/sentence-places.ts';
import type { Stretch } from '../item/sentence-places.ts';
import type { StudyReader } from '../study-reader.ts';

/** Milliseconds after which what is not computed stays unmarked. */
const patienceMilliseconds = 4000;

/** Pairs that are embedded at a time; between two the clock is looked at. */
const pairsAtOnce = 5;

/** Pairs whose marks are kept. */
const pairsKept = 2000;

/** A sentence of a passage that has a counterpart. */
export interface Mark extends Stretch {
  /** Number of what it says, from 1; the counterpart has the same. */
  readonly group: number;
  /** Highest cosine with a sentence of the other passage, centred per language. */
  readonly cosine: number;
}

/** The marks of an article passage and the post passage beside it. */
export interface MarkedPair {
  readonly article: readonly Mark[];
  readonly post: readonly Mark[];
}

/** Marks by pair, and why some are missing. */
export interface Marks {
  readonly of: (match: ShownMatch) => MarkedPair | undefined;
  readonly missing: 'none' | 'late' | 'unavailable';
}

/** Aligns sentences with the embedder of a study. */
export class Aligner {
  readonly #embedder: Embedder;
  readonly #means: Means;
  readonly #kept = new Recent<MarkedPair>(pairsKept);
  readonly #turns = new Turns();

  constructor(embedder: Embedder, means: Means) {
    this.#embedder = embedder;
    this.#means = means;
  }

  /** The aligner of these results, opened once; a UserError where the embedder cannot be opened or is another. */
  static async of(reader: StudyReader): Promise<Aligner> {
    return reader.once('aligner', async () => {
      const { study, settings } = reader;
      if (!existsSync(study.artefact('means'))) throw new UserError('the study holds no vectors');
      const { id } = await describeEmbedder(settings.embedder, study.folder);
      const means = await readMeans(study, id);
      const embedder = await createEmbedder(patient(settings.embedder), { base: study.folder });
      reader.whenClosed(() => void embedder.close());
      return new Aligner(embedder, means);
    });
  }

  /** Whether the marks of all these pairs are known already. */
  knows(matches: readonly ShownMatch[]): boolean {
    return matches.every((match) => match.post === undefined || this.marksOf(match) !== undefined);
  }

  /** Computes what is missing, one visitor after the other, for as long as the signal lets it. */
  async compute(matches: readonly ShownMatch[], signal: AbortSignal): Promise<void> {
    await this.#turns.take('pairs', async () => {
      const missing = matches.filter((match) => match.post !== undefined && this.marksOf(match) === undefined);
      // What has been begun is finished and kept: whoever asks again comes further.
      for (let from = 0; from < missing.length && !signal.aborted; from += pairsAtOnce)
        await this.#align(missing.slice(from, from + pairsAtOnce));
    });
  }

  marksOf(match: ShownMatch): MarkedPair | undefined {
    return this.#kept.get(keyOf(match));
  }

  async #align(matches: readonly ShownMatch[]): Promise<void> {
    const { dimensions: columns } = this.#embedder;
    const none = { data: new Int8Array(0), scales: new Float32Array(0), rows: 0, columns };
    // Vectors at 8 bits, as the stage match compares them.
    const memo = VectorMemo.of([], none, this.#embedder);
    const embed = async (texts: readonly string[]): ReturnType<typeof memo.vectorsOf> => memo.vectorsOf(texts);
    const articles = matches.map(({ text, language }) => ({ text, language: language ?? 'und' }));
    const posts = matches.map(({ post }) => ({ text: post!.text, language: post!.language ?? 'und' }));
    const ofArticles = await sentencesOf(articles, 'article', this.#means, embed);
    const ofPosts = await sentencesOf(posts, 'post', this.#means, embed);
    matches.forEach((match, index) => {
      const linked = linkSentences(ofPosts[index]!, ofArticles[index]!, columns, match.threshold ?? 1);
      this.#kept.set(keyOf(match), {
        article: marksIn(articles[index]!, linked.a),
        post: marksIn(posts[index]!, linked.p),
      });
    });
  }
}

/** The marks of these matches; what takes too long, or cannot be had, is missing. */
export async function marksOf(
  reader: StudyReader,
  matches: readonly ShownMatch[],
  signal: AbortSignal,
): Promise<Marks> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)]);
  let aligner: Aligner | undefined;
  try {
    aligner = await within(Aligner.of(reader), patience);
    if (!aligner.knows(matches)) await within(aligner.compute(matches, patience), patience);
  } catch (error) {
    if (!patience.aborted && !(error instanceof UserError)) throw error;
    return { of: (match) => aligner?.marksOf(match), missing: patience.aborted ? 'late' : 'unavailable' };
  }
  const ready = aligner;
  return { of: (match) => ready.marksOf(match), missing: ready.knows(matches) ? 'none' : 'late' };
}

/** What a promise gives, or an error as soon as the signal is aborted. */
async function within<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const over = new Promise<never>((_, fail) => {
    const stop = (): void => fail(new Error('the time is over'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([promise, over]);
}

/** A server that does not answer must not hold up a page. */
function patient(choice: EmbedderChoice): EmbedderChoice {
  return typeof choice === 'object' && 'http' in choice
    ? { ...choice, retries: 0, timeoutSeconds: patienceMilliseconds / 1000 }
    : choice;
}

function keyOf({ passage_id, post }: ShownMatch): string {
  return `${passage_id}\n${post?.passage_id}`;
}

function marksIn({ text, language }: { text: string; language: string }, { groups, cosines }: LinkedSentences): Mark[] {
  const places = new Places(text).ofAll(sentences(text, language));
  return places.flatMap((place, index) =>
    place === undefined || groups[index] === 0 ? [] : [{ ...place, group: groups[index]!, cosine: cosines[index]! }],
  );
}
