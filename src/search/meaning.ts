/** Search by meaning: nearest narratives by their centres, nearest passages by their vectors. */
import { messageOf, throwIfAborted, UserError } from '../errors.ts';
import { existsSync } from 'node:fs';
import { createEmbedder, describeEmbedder } from '../embedders/create.ts';
import type { EmbedderChoice } from '../embedders/create.ts';
import type { Embedder } from '../embedders/embedder.ts';
import { cosinesTo } from '../kernels/centred-rows.ts';
import { largest } from '../kernels/largest.ts';
import { quantiseRows } from '../kernels/quantise.ts';
import type { QuantisedRows } from '../kernels/quantise.ts';
import { readNpy } from '../store/npy.ts';
import { readMeans, refuseMixing } from '../store/vectors.ts';
import type { Study } from '../store/study.ts';
import type { Places } from './places.ts';
import { openSpace } from './space.ts';
import type { Space } from './space.ts';
import type { SearchNote } from './types.ts';

/** Seconds an embedding server has to answer. */
const serverSeconds = 5;

/** Queries whose vectors are kept, since people change the filter more often than the claim. */
const keptQueries = 64;

/** What was found by meaning. */
export interface MeaningFound {
  /** Places of passages, nearest first. */
  readonly passages: readonly number[];
  /** Groups, nearest first, with the place of the nearest narrative of level 0 in it; -1 where by a passage. */
  readonly groups: readonly { readonly group: number; readonly cosine: number; readonly finest: number }[];
  /** Cosine of each passage in the space that ranks it. */
  readonly cosineOf: (place: number) => number;
  readonly spaceOf: (place: number) => 'embedder' | 'sketch';
  readonly spaceOfGroups: 'embedder' | 'sketch';
}

export interface Meaning {
  readonly bytes: number;
  /** Finds what is nearest to a text, or says in notes why it cannot. */
  find(
    ask: Ask,
    signal?: AbortSignal,
  ): Promise<{ readonly found?: MeaningFound; readonly notes: readonly SearchNote[] }>;
  close(): Promise<void>;
}

interface Ask {
  readonly text: string;
  readonly language: string;
  readonly allowed: Uint8Array | undefined;
  /** Groups that may be found. */
  readonly groups: Uint8Array;
  readonly depth: number;
}

/** A space with its embedder. */
interface Ear {
  readonly embedder: Embedder;
  readonly space: Space;
}

/** Opens what is needed; what cannot be used is told with each answer. */
export async function openMeaning(
  study: Study,
  choice: EmbedderChoice,
  places: Places,
  budgetBytes: number,
): Promise<Meaning> {
  const failed: { own?: string; sketches?: string } = {};
  const own = await openEar(study, 'vectors', choice, places, budgetBytes).catch((error: unknown) => {
    failed.own = reasonOf(error);
    return undefined;
  });
  const sketches = await openEar(study, 'sketches', 'static', places, budgetBytes - (own?.space.bytes.held ?? 0)).catch(
    (error: unknown) => {
      failed.sketches = reasonOf(error);
      return undefined;
    },
  );
  const centres = own === undefined ? undefined : await openCentres(study, places);
  const kept = new Map<string, Float32Array>();
  const vectorOf = async ({ embedder }: Ear, text: string, signal?: AbortSignal): Promise<Float32Array> => {
    const key = `${embedder.id} ${text}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const vector = await embedder.embed([text], signal);
    kept.set(key, vector);
    if (kept.size > keptQueries) kept.delete(kept.keys().next().value!);
    return vector;
  };

  return {
    bytes: (own?.space.bytes.held ?? 0) + (sketches?.space.bytes.held ?? 0),
    async find({ text, language, allowed, groups, depth }, signal) {
      const listen = async (ear: Ear | undefined): Promise<Float32Array | undefined> =>
        ear === undefined ? undefined : ear.space.centre(await vectorOf(ear, text, signal), language);
      let reason = failed.own;
      const query = await listen(own).catch((error: unknown) => {
        throwIfAborted(signal);
        reason = reasonOf(error);
        return undefined;
      });
      const sketched = await listen(sketches);
      throwIfAborted(signal);
      const bySketch = sketched === undefined ? undefined : await sketches!.space.cosines(sketched, signal);
      const byOwn = query === undefined ? undefined : await own!.space.cosines(query, signal);
      if (bySketch === undefined && byOwn === undefined)
        return { notes: [{ code: 'no_meaning', reason: reason ?? failed.sketches ?? 'there are no vectors' }] };
      const notes: SearchNote[] = byOwn === undefined ? [{ code: 'sketches_only', reason: reason! }] : [];
      const cosineOf = (place: number): number => {
        const cosine = byOwn?.[place] ?? Number.NEGATIVE_INFINITY;
        return cosine > Number.NEGATIVE_INFINITY ? cosine : bySketch![place]!;
      };
      const isOwn = (place: number): boolean => (byOwn?.[place] ?? Number.NEGATIVE_INFINITY) > Number.NEGATIVE_INFINITY;
      const found: MeaningFound = {
        passages: rankPassages(byOwn, bySketch, allowed, depth),
        groups:
          query !== undefined && centres !== undefined
            ? rankGroups(cosinesTo(query, centres), places.groups.groupOfFinest, groups, depth)
            : rankGroups(byOwn ?? bySketch!, places.groupOf, groups, depth).map((found) => ({ ...found, finest: -1 })),
        cosineOf,
        spaceOf: (place) => (isOwn(place) ? 'embedder' : 'sketch'),
        spaceOfGroups: byOwn === undefined ? 'sketch' : 'embedder',
      };
      return { found, notes };
    },
    async close() {
      await own?.embedder.close();
      await sketches?.embedder.close();
    },
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof UserError || error instanceof Error) return messageOf(error);
  throw error;
}

async function openEar(
  study: Study,
  name: 'vectors' | 'sketches',
  choice: EmbedderChoice,
  places: Places,
  budget: number,
): Promise<Ear | undefined> {
  if (!existsSync(study.artefact(name))) {
    if (name === 'sketches') return undefined;
    throw new UserError('the passages have no vectors yet', { hint: 'crosscurrent run' });
  }
  const index = await study.shards(name);
  if (index.shards.every(({ rows }) => rows === 0)) return undefined;
  const { id } = await describeEmbedder(choice, study.folder);
  refuseMixing(index.embedder ?? 'none', id, `vectors of the study`);
  const means = await readMeans(study, index.embedder, name === 'vectors' ? 'means' : 'sketch-means');
  const space = await openSpace(study, name, await study.shards('passage-shards'), means, places, budget);
  // A server that does not answer must not hold up a search.
  const patient =
    typeof choice === 'object' && 'http' in choice
      ? { ...choice, retries: 0, timeoutSeconds: Math.min(serverSeconds, choice.timeoutSeconds ?? serverSeconds) }
      : choice;
  const embedder = await createEmbedder(patient, { base: study.folder });
  return { embedder, space };
}

/** The centres of the narratives at 8 bits, or nothing where they are not those of the table. */
async function openCentres(study: Study, { groups }: Places): Promise<QuantisedRows | undefined> {
  if (!existsSync(study.artefact('centres'))) return undefined;
  const centres = await readNpy(study.artefact('centres'));
  return centres.rows === groups.finest.length ? quantiseRows(centres) : undefined;
}

/**
 * Passages of both spaces in one list. Cosines of two spaces are on different scales, so a post that is the
 * i-th nearest by the embedder gets the cosine of the i-th nearest post by sketches, and is compared with
 * articles by it (equipercentile equating: Kolen & Brennan, "Test Equating, Scaling, and Linking", 2014,
 * chapter 2). The embedder thereby orders the posts, and sketches say where among articles they stand.
 */
export function rankPassages(
  byOwn: Float32Array | undefined,
  bySketch: Float32Array | undefined,
  allowed: Uint8Array | undefined,
  depth: number,
): number[] {
  if (byOwn === undefined || bySketch === undefined) return largest((byOwn ?? bySketch)!, depth, allowed);
  const owned = new Uint8Array(byOwn.length);
  const others = new Uint8Array(byOwn.length);
  for (let place = 0; place < byOwn.length; place++)
    (byOwn[place]! > Number.NEGATIVE_INFINITY ? owned : others)[place] = allowed?.[place] ?? 1;
  const posts = largest(byOwn, depth, owned);
  const scale = largest(bySketch, depth, owned).map((place) => bySketch[place]!);
  const scored = [
    ...posts.map((place, rank) => ({ place, score: scale[rank] ?? -1 })),
    ...largest(bySketch, depth, others).map((place) => ({ place, score: bySketch[place]! })),
  ];
  return scored
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .slice(0, depth)
    .map(({ place }) => place);
}

/** Groups by the best of what belongs to them. */
function rankGroups(
  cosines: Float32Array,
  groupOf: Int32Array,
  wanted: Uint8Array,
  depth: number,
): { group: number; cosine: number; finest: number }[] {
  const best = new Float32Array(wanted.length).fill(Number.NEGATIVE_INFINITY);
  const from = new Int32Array(wanted.length).fill(-1);
  for (let place = 0; place < cosines.length; place++) {
    const group = groupOf[place]!;
    if (group < 0 || wanted[group] === 0 || !(cosines[place]! > best[group]!)) continue;
    best[group] = cosines[place]!;
    from[group] = place;
  }
  return largest(best, depth).map((group) => ({ group, cosine: best[group]!, finest: from[group]! }));
}
