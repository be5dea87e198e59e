/** Makes the next version of a digest out of what an editor sent. */
import { UserError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import type { Study } from '../store/study.ts';
import { draftSchema, keyOf, quotesOf, troubleOf } from './model.ts';
import type { Block, Digest, Draft, Quote, Quoted, QuoteDraft } from './model.ts';
import { placeParts } from './parts.ts';
import { quotePassages } from './quote.ts';
import { readDigest, revisionsOf } from './store.ts';

/** Reads a draft from outside; a UserError names what is wrong with it. */
export function readDraft(content: unknown): Draft {
  const { data, error } = draftSchema.safeParse(content);
  if (error === undefined) return data;
  throw new UserError(`this is no draft of a digest: ${troubleOf(error)}`);
}

/**
 * The digest that a draft describes; to be saved with `saveDigest`. Quotes come from the digest itself, where it
 * holds or once held them, or from the study as it is now: never from the draft.
 *
 * @param digest the digest in the revision that the draft was made from.
 * @throws {UserError} where a quote or its passage is not there, or a part of it is not word for word.
 */
export async function reviseDigest(
  database: Database,
  study: Study,
  digest: Digest,
  draft: Draft,
  now = new Date(),
): Promise<Digest> {
  const drafts = draft.blocks.flatMap((block) =>
    block.kind === 'quote' ? [block] : block.kind === 'row' ? block.quotes : [],
  );
  const held = await heldQuotes(study, digest, drafts);
  const fresh = drafts.flatMap(({ of }) => ('key' in of ? [] : [of]));
  const taken = await quotePassages(database, study, fresh, now);
  const byDraft = new Map(fresh.map((of, place) => [of, taken[place]!]));
  const quoteOf = ({ of, parts, translation }: QuoteDraft): Quote => {
    const quoted = 'key' in of ? held.get(of.key)! : byDraft.get(of)!;
    requireParts(quoted, parts);
    return { kind: 'quote', quoted, parts, translation };
  };
  const { title, language, author, revision } = draft;
  return {
    ...digest,
    revision,
    title,
    language,
    author,
    blocks: draft.blocks.map((block): Block =>
      block.kind === 'words'
        ? block
        : block.kind === 'quote'
          ? quoteOf(block)
          : { kind: 'row', quotes: block.quotes.map(quoteOf) },
    ),
  };
}

/** A UserError where the parts do not stand in the passage word for word. */
export function requireParts({ passage_id, text }: Quoted, parts: readonly string[]): void {
  const placed = placeParts(text, parts);
  if (!('trouble' in placed)) return;
  throw new UserError(`part ${placed.part + 1} of the quote of ${JSON.stringify(passage_id)}: ${placed.trouble}`, {
    hint: 'copy parts out of the passage, whole words of it, in its order',
  });
}

/** What the digest quotes under the keys that the drafts name, earlier revisions included. */
async function heldQuotes(
  study: Study,
  digest: Digest,
  drafts: readonly QuoteDraft[],
): Promise<ReadonlyMap<string, Quoted>> {
  const missing = new Set(drafts.flatMap(({ of }) => ('key' in of ? [of.key] : [])));
  const held = new Map<string, Quoted>();
  const lookIn = (version: Digest): void => {
    for (const { quoted } of quotesOf(version)) {
      const key = keyOf(quoted);
      if (missing.delete(key)) held.set(key, quoted);
    }
  };
  lookIn(digest);
  for (const revision of missing.size === 0 ? [] : (await revisionsOf(study, digest.id)).reverse()) {
    if (missing.size === 0) break;
    lookIn(await readDigest(study, digest.id, revision));
  }
  if (missing.size > 0) {
    throw new UserError(`the digest ${digest.id} never held the quote ${[...missing][0]!}`, {
      hint: 'name its passage instead: the study is then asked for it',
    });
  }
  return held;
}
