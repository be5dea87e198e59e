/** Steps of editing: each gives a digest that can be saved, or is refused and changes nothing. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { edited, EditFault, rebased } from '../../src/digest/edit.ts';
import type { Edit } from '../../src/digest/edit.ts';
import { digestSchema, keyOf, quotesOf } from '../../src/digest/model.ts';
import type { Digest } from '../../src/digest/model.ts';
import { partsWith, piecesOf, plainSpaces } from '../../src/digest/parts.ts';
import { keptParts, keptStretch, shownPassage } from '../../src/digest/shown-passage.ts';
import { digestWith, hostileTexts, quotedWith, quoteOf } from './make.ts';

const words = (text: string) => ({ kind: 'words' as const, text });
const quote = (number: number) => quoteOf(quotedWith({ passage_id: `article:${number}#0` }));

/** A digest in short: `w` words, numbers quotes, brackets rows. */
function outline({ blocks }: Digest): string {
  const number = (one: { quoted: { passage_id: string } }): string => /\d+/u.exec(one.quoted.passage_id)![0];
  return blocks
    .map((block) =>
      block.kind === 'words'
        ? block.text
        : block.kind === 'quote'
          ? number(block)
          : `[${block.quotes.map(number).join(' ')}]`,
    )
    .join(' ');
}

const digest = digestWith([words('w'), quote(1), quote(2), { kind: 'row', quotes: [quote(3), quote(4)] }, quote(5)]);

function faultOf(edit: Edit, of = digest): string {
  try {
    edited(of, edit);
  } catch (error) {
    if (error instanceof EditFault) return error.code;
    throw error;
  }
  return 'none';
}

test.each<[Edit, string]>([
  [{ operation: 'write', at: 0, text: 'new' }, 'new w 1 2 [3 4] 5'],
  [{ operation: 'write', at: 5, text: 'new' }, 'w 1 2 [3 4] 5 new'],
  [{ operation: 'write', at: 99, text: 'new' }, 'w 1 2 [3 4] 5 new'],
  [{ operation: 'reword', block: 0, text: 'v' }, 'v 1 2 [3 4] 5'],
  [{ operation: 'move', block: 0, to: 2 }, '1 2 w [3 4] 5'],
  [{ operation: 'move', block: 4, to: 0 }, '5 w 1 2 [3 4]'],
  [{ operation: 'move', block: 4, to: 99 }, 'w 1 2 [3 4] 5'],
  [{ operation: 'move', block: 3, quote: 1, to: 0 }, 'w 1 2 [4 3] 5'],
  [{ operation: 'delete', block: 1 }, 'w 2 [3 4] 5'],
  [{ operation: 'delete', block: 3, quote: 0 }, 'w 1 2 4 5'],
  [{ operation: 'join', block: 2 }, 'w [1 2] [3 4] 5'],
  [{ operation: 'join', block: 3 }, 'w 1 [2 3 4] 5'],
  [{ operation: 'join', block: 4 }, 'w 1 2 [3 4 5]'],
  [{ operation: 'part', block: 3 }, 'w 1 2 3 4 5'],
  [{ operation: 'part', block: 3, quote: 1 }, 'w 1 2 3 4 5'],
])('%j', (edit, expected) => {
  const next = edited(digest, edit);
  expect(outline(next)).toBe(expected);
  digestSchema.parse(next);
});

test.each<[Edit, string]>([
  [{ operation: 'write', at: 0, text: ' \n' }, 'empty'],
  [{ operation: 'write', at: 0, text: 'x'.repeat(20_001) }, 'long'],
  [{ operation: 'reword', block: 0, text: '- '.repeat(20) }, 'lists'],
  [{ operation: 'reword', block: 1, text: 'v' }, 'no-place'],
  [{ operation: 'move', block: 9, to: 0 }, 'no-place'],
  [{ operation: 'move', block: 1, quote: 0, to: 0 }, 'no-place'],
  [{ operation: 'delete', block: 3, quote: 2 }, 'no-place'],
  [{ operation: 'join', block: 0 }, 'nothing-beside'],
  [{ operation: 'join', block: 1 }, 'nothing-beside'],
  [{ operation: 'part', block: 1 }, 'no-place'],
  [{ operation: 'head', title: ' ', author: '', language: 'en' }, 'no-title'],
  [{ operation: 'head', title: 'x'.repeat(301), author: '', language: 'en' }, 'long-title'],
  [{ operation: 'parts', block: 1, parts: ['The strait was open'] }, 'part'],
  [{ operation: 'parts', block: 1, parts: ['since', 'The strait'] }, 'part'],
  [{ operation: 'parts', block: 1, parts: Array.from({ length: 21 }, () => 'strait') }, 'many-parts'],
  [{ operation: 'keep', block: 1, start: 5, end: 5 }, 'nothing-chosen'],
  [{ operation: 'keep', block: 0, start: 0, end: 5 }, 'no-place'],
  [{ operation: 'translate', block: 1, text: 'x'.repeat(20_001), language: 'en' }, 'long'],
])('%j is refused', (edit, code) => {
  expect(faultOf(edit)).toBe(code);
});

test('six quotes stand side by side at most', () => {
  const full = digestWith([{ kind: 'row', quotes: [1, 2, 3, 4, 5, 6].map(quote) }, quote(7)]);
  expect(faultOf({ operation: 'join', block: 1 }, full)).toBe('full-row');
});

test('parts grow to whole words, stand in order and join where they touch; all of it is no part', () => {
  const { text } = quotedWith();
  expect(text).toBe('The strait was closed on Monday. No ship has passed since.');
  const keep = (of: Digest, part: string): Digest => {
    const start = text.indexOf(part);
    return edited(of, { operation: 'keep', block: 1, start, end: start + part.length });
  };
  const partsOf = (of: Digest): readonly string[] => quotesOf(of)[0]!.parts;
  const one = keep(digest, 'ship has pas');
  expect(partsOf(one)).toEqual(['ship has passed']);
  const two = keep(one, 'trait was');
  expect(partsOf(two)).toEqual(['strait was', 'ship has passed']);
  expect(partsOf(keep(two, 'was closed on Monday. No'))).toEqual(['strait was closed on Monday. No ship has passed']);
  expect(partsOf(keep(two, text))).toEqual([]);
  expect(partsOf(edited(two, { operation: 'parts', block: 1, parts: [] }))).toEqual([]);
});

test('a translation is kept as it is written, and goes with its last word', () => {
  const translated = edited(digest, { operation: 'translate', block: 3, quote: 1, text: 'Так', language: 'uk' });
  expect(quotesOf(translated)[3]!.translation).toEqual({ text: 'Так', language: 'uk' });
  const bare = edited(translated, { operation: 'translate', block: 3, quote: 1, text: ' ', language: 'uk' });
  expect(quotesOf(bare)[3]!.translation).toBeNull();
});

test('a step is made in a later version where what it names is there as it was', () => {
  const later = digestWith([words('before'), ...digest.blocks.slice(0, 4)]);
  const reword: Edit = { operation: 'reword', block: 0, text: 'v' };
  expect(rebased(reword, digest, later)).toEqual({ ...reword, block: 1 });
  const move: Edit = { operation: 'move', block: 1, quote: undefined, to: 0 };
  expect(outline(edited(later, rebased(move, digest, later)!))).toBe('before 1 w 2 [3 4]');
  expect(rebased({ operation: 'delete', block: 4 }, digest, later)).toBeUndefined();
  expect(rebased({ operation: 'write', at: 3, text: 'new' }, digest, later)).toMatchObject({ at: 4 });
  const twice = digestWith([words('w'), words('w')]);
  expect(rebased(reword, digest, twice)).toBeUndefined();
});

test('whatever is done, the digest can be saved, and quotes are what was quoted', () => {
  const small = fc.nat(7);
  const place = { block: small, quote: fc.option(fc.nat(3), { nil: undefined }) };
  const steps = fc.array(
    fc.oneof(
      fc.record({ operation: fc.constant('move' as const), ...place, to: small }),
      fc.record({ operation: fc.constant('delete' as const), ...place }),
      fc.record({ operation: fc.constant('part' as const), ...place }),
      fc.record({ operation: fc.constant('join' as const), block: small }),
      fc.record({ operation: fc.constant('write' as const), at: small, text: fc.string({ maxLength: 20 }) }),
      fc.record({ operation: fc.constant('keep' as const), ...place, start: fc.nat(60), end: fc.nat(60) }),
    ),
    { maxLength: 20 },
  );
  const known = new Set(quotesOf(digest).map(({ quoted }) => keyOf(quoted)));
  fc.assert(
    fc.property(steps, (edits) => {
      let now = digest;
      for (const edit of edits) {
        try {
          now = edited(now, edit);
        } catch (error) {
          if (!(error instanceof EditFault)) throw error;
        }
      }
      digestSchema.parse(now);
      for (const { quoted } of quotesOf(now)) expect(known.has(keyOf(quoted))).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test('places in the shown passage are places of the text, whatever it holds', () => {
  for (const text of [...hostileTexts, 'a\u202eb c', '👩‍👩‍👧 x', 'plain words here']) {
    const shown = shownPassage(text);
    const whole = plainSpaces(text);
    for (let start = 0; start < shown.length; start += 3)
      for (let end = start + 1; end <= shown.length; end += 5) {
        const kept = keptStretch(text, { start, end });
        expect(kept.end, `${text} ${start} ${end}`).toBeGreaterThan(kept.start);
        const parts = partsWith(text, [], kept);
        if (parts.length > 0) expect(piecesOf(text, parts).length).toBeGreaterThan(0);
      }
    expect(keptStretch(text, { start: 0, end: shown.length })).toEqual({ start: 0, end: whole.length });
    if (whole !== '') expect(keptParts(text, [shown])).toEqual([whole]);
  }
});
