/** What the forms of the editor of digests send: a step, and the revision it was made from. */
import { z } from 'zod';
import { quoteAt } from '../../digest/edit.ts';
import type { Edit, Place } from '../../digest/edit.ts';
import type { Digest } from '../../digest/model.ts';
import { keptParts, keptStretch } from '../../digest/shown-passage.ts';
import { interfaceLanguages } from '../../wording/languages.ts';

/** UTF-16 units of a text that are read; what is too long for a digest is shown again, not thrown away. */
const readText = 250_000;

const count = z.coerce.number().int().min(0).max(1_000_000);
const text = z.string().max(readText).transform(plainBreaks);
const language = z.enum(interfaceLanguages);
const place = { block: count, quote: count.optional() };

/** Revisions are those of the digest when the form was made. */
const made = {
  revision: count,
  /** The last revision, where whoever sends has seen it and wants this step in its place. */
  over: count.optional(),
};

/** A request to change a digest. */
export const editRequest = z.discriminatedUnion('operation', [
  z.object({ operation: z.literal('head'), ...made, title: text, author: text.default(''), language }),
  z.object({ operation: z.literal('write'), ...made, at: count, text }),
  z.object({ operation: z.literal('reword'), ...made, block: count, text }),
  z.object({ operation: z.enum(['up', 'down', 'delete', 'part']), ...made, ...place }),
  z.object({ operation: z.literal('move'), ...made, ...place, to: count }),
  z.object({ operation: z.literal('join'), ...made, block: count }),
  z.object({ operation: z.literal('keep'), ...made, ...place, start: count, end: count }),
  z.object({ operation: z.literal('parts'), ...made, ...place, parts: text }),
  z.object({ operation: z.literal('translate'), ...made, ...place, text, language }),
  z.object({ operation: z.literal('restore'), ...made, from: count }),
]);

export type EditRequest = z.infer<typeof editRequest>;

/** Bytes of such a request: the longest text, each character written as nine. */
export const editRequestBytes = 2_400_000;

/** The step that a request asks for; of a passage it names what the page shows of it. */
export function editOf(request: Exclude<EditRequest, { operation: 'restore' }>, digest: Digest): Edit {
  switch (request.operation) {
    case 'up':
    case 'down': {
      const { block, quote } = request;
      const from = quote ?? block;
      return { operation: 'move', block, quote, to: request.operation === 'up' ? Math.max(0, from - 1) : from + 1 };
    }
    case 'delete':
    case 'part':
      return { operation: request.operation, block: request.block, quote: request.quote };
    case 'parts':
      return { ...placeOf(request), operation: 'parts', parts: keptParts(passageAt(request), linesIn(request.parts)) };
    case 'translate':
      return { ...placeOf(request), operation: 'translate', text: request.text, language: request.language };
    case 'keep':
      return { ...placeOf(request), operation: 'keep', ...keptStretch(passageAt(request), request) };
    case 'move':
      return { ...placeOf(request), operation: 'move', to: request.to };
    default: {
      const { revision: _, over: __, ...edit } = request;
      return edit;
    }
  }

  function passageAt(place: Place): string {
    return quoteAt(digest, place)?.quoted.text ?? '';
  }
}

function placeOf({ block, quote }: Place): Place {
  return { block, quote };
}

/** Browsers send the line breaks of a form as CR LF. */
function plainBreaks(given: string): string {
  return given.replaceAll(/\r\n?/gu, '\n');
}

function linesIn(given: string): string[] {
  return given
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The fields of a form that asks for a step, besides the texts that can be written anew. */
export function fieldsOf(edit: Edit): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(edit))
    if (value !== undefined && !['text', 'parts', 'title', 'author', 'language'].includes(name))
      fields[name] = String(value);
  return fields;
}
