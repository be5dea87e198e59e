import { UserError } from '../../../errors.ts';
import { interfaceLanguages } from '../../../wording/languages.ts';
import type { InterfaceLanguage } from '../../../wording/languages.ts';
import { defineCommand } from '../../command.ts';
import { openStudy, studyFlag } from '../../study-flags.ts';
import type { StudyFlag } from '../../study-flags.ts';

interface Flags extends StudyFlag {
  readonly row?: boolean;
  readonly narrative?: string;
  readonly part?: readonly string[];
  readonly translation?: string;
  readonly translationLanguage?: InterfaceLanguage;
  readonly words?: string;
}

/** `digest add`: words and quotes at the end of a digest. */
export const digestAdd = defineCommand<Flags>({
  usage: 'ID [PASSAGE_ID…] [--row] [--words TEXT] [--part TEXT] [--translation TEXT] [--study DIR]',
  about:
    'Add quotes at the end of a digest: passages of the study, copied with who said them and when. With --row they stand\n' +
    'side by side. --words puts text of your own before them, in Markdown (paragraphs, headings, lists, emphasis, links).\n' +
    'A part of a single passage is chosen with --part, word for word; what is left out shows as […].',
  flags: {
    ...studyFlag,
    row: { kind: 'boolean', optional: true, withNegated: false, brief: 'Put the quotes side by side, 2 to 6 of them' },
    narrative: {
      kind: 'parsed',
      parse: String,
      placeholder: 'ID',
      optional: true,
      brief: 'Narrative the quotes are of (default: the one each passage is nearest to)',
    },
    part: {
      kind: 'parsed',
      parse: String,
      placeholder: 'TEXT',
      optional: true,
      variadic: true,
      brief: 'Quote this part of the passage alone; may be given several times, in the order of the passage',
    },
    translation: {
      kind: 'parsed',
      parse: String,
      placeholder: 'TEXT',
      optional: true,
      brief: 'Your translation of the quote, shown beside it as yours',
    },
    translationLanguage: {
      kind: 'enum',
      values: interfaceLanguages,
      optional: true,
      brief: 'Language of the translation (default: that of the digest)',
    },
    words: {
      kind: 'parsed',
      parse: String,
      placeholder: 'TEXT',
      optional: true,
      brief: 'Words of your own, in Markdown',
    },
  },
  positional: { placeholder: 'ID', brief: 'The digest, then ids of passages', minimum: 1, maximum: 501 },
  writes: [],
  examples: [
    {
      line: 'crosscurrent digest add strait article:a-17#0 weibo:p-3#0 --row --study my-study',
      about: 'Two sources side by side',
    },
    {
      line: 'crosscurrent digest add strait article:a-17#2 --part "no ship has passed" --study my-study',
      about: 'A part of a passage',
    },
    {
      line: 'crosscurrent digest add strait --words "Two days later the story was another." --study my-study',
      about: 'Words between quotes',
    },
  ],
  async run(_session, flags, [id = '', ...passages]) {
    const { wholeQuote } = await import('../../../digest/model.ts');
    const { quotePassages, requireParts } = await import('../../../digest/quote.ts');
    const { readDigest, saveDigest } = await import('../../../digest/store.ts');
    const { row = false, narrative, part: parts = [], translation, words } = flags;
    if (passages.length === 0 && words === undefined)
      throw new UserError('nothing to add: name passages, or give --words', { hint: 'crosscurrent digest add --help' });
    if (passages.length !== 1 && (parts.length > 0 || translation !== undefined)) {
      throw new UserError(`--part and --translation belong to one passage, and there are ${passages.length}`, {
        hint: 'add the passages one by one',
      });
    }
    if (row && (passages.length < 2 || passages.length > 6))
      throw new UserError(`a row holds 2 to 6 quotes, and there are ${passages.length} passages`);
    const study = await openStudy(flags);
    const digest = await readDigest(study, id);
    const database = await study.database();
    try {
      const taken = await quotePassages(
        database,
        study,
        passages.map((passage_id) => ({ passage_id, narrative_id: narrative })),
      );
      const language = flags.translationLanguage ?? digest.language;
      const quotes = taken.map((quoted) => {
        requireParts(quoted, parts);
        return {
          ...wholeQuote(quoted),
          parts: [...parts],
          translation: translation === undefined ? null : { text: translation, language },
        };
      });
      const saved = await saveDigest(study, {
        ...digest,
        blocks: [
          ...digest.blocks,
          ...(words === undefined ? [] : [{ kind: 'words' as const, text: words }]),
          ...(row ? [{ kind: 'row' as const, quotes }] : quotes),
        ],
      });
      return {
        json: saved,
        text: `${saved.id}: ${quotes.length} ${quotes.length === 1 ? 'quote' : 'quotes'} added, ${saved.blocks.length} blocks, revision ${saved.revision}`,
      };
    } finally {
      database.close();
    }
  },
});
