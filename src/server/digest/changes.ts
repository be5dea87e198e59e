/** What the pages of digests change. Quotes are named, never sent: their texts come out of the study. */
import { z } from 'zod';
import { EditFault, withQuoteAdded } from '../../digest/edit.ts';
import { quotesOf, wholeQuote } from '../../digest/model.ts';
import type { Digest, Quoted } from '../../digest/model.ts';
import { quotePassage } from '../../digest/quote.ts';
import { createDigest, deleteDigest, DigestConflict, readDigest, saveDigest } from '../../digest/store.ts';
import { UserError } from '../../errors.ts';
import { interfaceLanguages } from '../../wording/languages.ts';
import type { Wording } from '../../wording/wording.ts';
import { defineChange } from '../change.ts';
import { choosePath, digestAddress, digestCookie, digestsPath, findDigest, openDigest, shownTitle } from './open.ts';
import { editDigest, previewWords } from './edit.ts';
import { address, ownPath } from '../page.ts';
import type { Visit } from '../page.ts';
import { quotePath } from './quote-tools.ts';
import type { StudyReader } from '../study-reader.ts';

const headFields = {
  title: z.string().max(2000),
  author: z.string().max(2000).default(''),
  language: z.enum(interfaceLanguages),
};

/** Begins a digest. */
const beginDigest = defineChange({
  path: digestsPath,
  body: z.object(headFields),
  resource: () => 'digests',
  async run({ reader, wording }, head) {
    const { id } = await begun(reader, wording, head);
    return { to: digestAddress(id), cookies: { [digestCookie]: id } };
  },
});

async function begun(
  { study }: StudyReader,
  { digests }: Wording,
  { title, author, language }: Pick<Digest, 'title' | 'author' | 'language'>,
): Promise<Digest> {
  if (title.trim() === '') throw new UserError(digests.faults['no-title']);
  if (title.trim().length > 300 || author.trim().length > 200) throw new UserError(digests.faults['long-title']);
  return createDigest(study, { title, author, language });
}

/** Takes a passage into a digest: the one that is named, a new one, or the one the visitor works on. */
const quoteOnePassage = defineChange({
  path: quotePath,
  body: z.object({
    passage_id: z.string().min(1).max(2000),
    narrative_id: z.string().max(500).default(''),
    back: z.string().max(6000).default('/'),
    digest: z.string().max(100).optional(),
    title: headFields.title.optional(),
    author: headFields.author,
    language: headFields.language.optional(),
  }),
  resource: () => 'quote',
  async run(visit, { passage_id, narrative_id, back, digest: named, title, author, language }) {
    const { reader, wording } = visit;
    const { digests } = wording;
    const found =
      title !== undefined
        ? await begun(reader, wording, { title, author, language: language ?? wording.formats.language })
        : named !== undefined
          ? (await findDigest(reader.study, named))?.digest
          : await openDigest(visit);
    if (found === undefined) return { to: address(choosePath, { passage_id, narrative_id, back }) };
    const quoted = await takenPassage(visit, passage_id, narrative_id);
    const saved = await added(visit, found.id, quoted);
    const quotes = quotesOf(saved).length;
    return {
      to: `${ownPath(back)}#quoted`,
      answer: { quotes: digests.quotes(quotes), said: digests.quote.said(shownTitle(saved), quotes) },
      cookies: { [digestCookie]: saved.id },
    };
  },
});

async function takenPassage(
  { reader, wording, signal }: Visit,
  passage_id: string,
  narrative_id: string,
): Promise<Quoted> {
  // A narrative that was merged by hand is none of the table the digest names: the nearest is noted then.
  const known = await reader.row('SELECT 1 FROM narratives WHERE narrative_id = $1 LIMIT 1', [narrative_id], signal);
  const wanted = { passage_id, narrative_id: known === undefined ? null : narrative_id };
  try {
    return await reader.withConnection(async (database) => quotePassage(database, reader.study, wanted), signal);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { impossible, impossibleHint } = wording.digests.quote;
    throw new UserError(impossible, { hint: impossibleHint, cause: error });
  }
}

/** Tries in adding a quote while others save. */
const tries = 5;

/** The digest with a quote at its end, whoever else saves meanwhile: it stands in nobody's way there. */
async function added({ reader: { study }, wording }: Visit, id: string, quoted: Quoted): Promise<Digest> {
  for (let left = tries; ; left--) {
    try {
      return await saveDigest(study, withQuoteAdded(await readDigest(study, id), wholeQuote(quoted)));
    } catch (error) {
      if (error instanceof EditFault) throw new UserError(wording.digests.faults[error.code]);
      if (!(error instanceof DigestConflict) || left === 1) throw error;
    }
  }
}

/** Makes a digest the one that further quotes go to. */
const openOne = defineChange({
  path: '/digests/:id/open',
  body: z.object({ back: z.string().max(6000).optional() }),
  resource: () => 'digests',
  async run({ reader, wording }, { back }, { id }) {
    const found = await findDigest(reader.study, id!);
    if (found === undefined) throw new UserError(wording.common.notFound.text);
    return { to: back === undefined ? digestAddress(id!) : ownPath(back), cookies: { [digestCookie]: id! } };
  },
});

/** Puts a digest into the trash. */
const deleteOne = defineChange({
  path: '/digests/:id/delete',
  body: z.object({ revision: z.coerce.number().int().positive() }),
  resource: (_body, { id }) => `digest ${id}`,
  async run({ reader }, { revision }, { id }) {
    await deleteDigest(reader.study, id!, revision);
    return { to: digestsPath };
  },
});

/** Every change of these pages. */
export const digestChanges = [beginDigest, quoteOnePassage, openOne, deleteOne, editDigest, previewWords];
