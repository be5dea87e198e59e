import { exitCodes } from '../../../errors.ts';
import { align } from '../../align.ts';
import { defineCommand } from '../../command.ts';
import { parseCount } from '../../option-flags.ts';
import { openStudy, studyFlag } from '../../study-flags.ts';
import type { StudyFlag } from '../../study-flags.ts';

const one = { placeholder: 'ID', brief: 'Id of the digest', minimum: 1, maximum: 1 } as const;

/** `digest list`: the digests of a study. */
export const digestList = defineCommand<StudyFlag>({
  usage: '[--study DIR]',
  about:
    'List the digests of a study, those changed last first. One whose file cannot be read is named with the reason,\n' +
    'and the exit code is then 3.',
  flags: studyFlag,
  writes: [],
  examples: [
    { line: 'crosscurrent digest list --study my-study', about: 'The digests of a study' },
    { line: 'crosscurrent digest list --study my-study --json | jq -r ".digests[].id"', about: 'Their ids alone' },
  ],
  async run(_session, flags) {
    const { listDigests } = await import('../../../digest/store.ts');
    const { visible } = await import('../../../report/visible.ts');
    const study = await openStudy(flags);
    const { digests, damaged } = await listDigests(study);
    const table = align(
      [
        ['id', 'title', 'language', 'quotes', 'revision', 'changed'],
        ...digests.map(({ id, title, language, quotes, revision, updated_at }) => [
          id,
          visible(title).replaceAll(/\s+/gu, ' '),
          language,
          String(quotes),
          String(revision),
          updated_at.slice(0, 16).replace('T', ' '),
        ]),
      ],
      [3, 4],
    );
    return {
      json: { digests, damaged },
      text: [
        digests.length === 0 ? 'no digest yet: crosscurrent digest new --title TITLE begins one' : table,
        ...damaged.map(({ message }) => visible(message)),
      ].join('\n'),
      exitCode: damaged.length === 0 ? exitCodes.ok : exitCodes.rejects,
    };
  },
});

interface ShowFlags extends StudyFlag {
  readonly revision?: number;
}

/** `digest show`: a digest in the terminal. */
export const digestShow = defineCommand<ShowFlags>({
  usage: 'ID [--revision N] [--study DIR]',
  about: 'Print a digest as Markdown, or with --json as its file holds it. Every revision that was saved is kept.',
  flags: {
    ...studyFlag,
    revision: {
      kind: 'parsed',
      parse: parseCount,
      placeholder: 'N',
      optional: true,
      brief: 'An earlier revision (default: the last)',
    },
  },
  positional: one,
  writes: [],
  examples: [
    { line: 'crosscurrent digest show strait --study my-study', about: 'Read a digest' },
    { line: 'crosscurrent digest show strait --revision 2 --json --study my-study', about: 'As it was' },
  ],
  async run(_session, flags, [id = '']) {
    const { digestMarkdown } = await import('../../../digest/markdown.ts');
    const { readDigest } = await import('../../../digest/store.ts');
    const digest = await readDigest(await openStudy(flags), id, flags.revision);
    return { json: digest, text: digestMarkdown(digest).trimEnd() };
  },
});

/** `digest check`: whether the study still says what is quoted. */
export const digestCheck = defineCommand<StudyFlag>({
  usage: 'ID [--study DIR]',
  about:
    'Compare every quote of a digest with the study as it is now: same, changed, or gone, and whether its article or\n' +
    'post still holds the words. The digest keeps what was quoted in any case. Links in your words that are no web\n' +
    'addresses are named too. The exit code is 3 where a quote is not the same.',
  flags: studyFlag,
  positional: one,
  writes: [],
  examples: [
    { line: 'crosscurrent digest check strait --study my-study', about: 'Before it is published' },
    {
      line: 'crosscurrent digest check strait --study my-study --json | jq ".quotes[] | select(.state != \\"same\\")"',
      about: 'What is not as it was',
    },
  ],
  async run(_session, flags, [id = '']) {
    const { checkQuotes } = await import('../../../digest/quote.ts');
    const { readDigest } = await import('../../../digest/store.ts');
    const { unmadeLinks } = await import('../../../digest/words.ts');
    const { visible } = await import('../../../report/visible.ts');
    const study = await openStudy(flags);
    const digest = await readDigest(study, id);
    const database = await study.database();
    try {
      const quotes = await checkQuotes(database, study, digest);
      const links = digest.blocks.flatMap((block) => (block.kind === 'words' ? unmadeLinks(block.text) : []));
      const count = (state: string): number => quotes.filter((quote) => quote.state === state).length;
      const held = { true: 'yes', false: 'no', null: 'no such item' };
      return {
        json: { id, revision: digest.revision, quotes, links },
        text: [
          `${quotes.length} quotes: ${count('same')} same, ${count('changed')} changed, ${count('gone')} gone`,
          align([
            ['quote', 'passage', 'now', 'its item holds the words'],
            ...quotes.map(({ place, passage_id, state, in_item }) => [
              String(place + 1),
              visible(passage_id),
              state,
              held[`${in_item}`],
            ]),
          ]),
          ...links.map((link) => `not made a link: ${visible(link)}`),
        ].join('\n'),
        exitCode: count('same') === quotes.length ? exitCodes.ok : exitCodes.rejects,
      };
    } finally {
      database.close();
    }
  },
});
