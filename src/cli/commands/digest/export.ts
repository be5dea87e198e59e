import { UserError } from '../../../errors.ts';
import { defineCommand } from '../../command.ts';
import { openStudy, studyFlag } from '../../study-flags.ts';
import type { StudyFlag } from '../../study-flags.ts';

const formats = ['markdown', 'html', 'atom', 'jsonfeed'] as const;

interface Flags extends StudyFlag {
  readonly format: (typeof formats)[number];
  readonly out?: string;
  readonly base?: string;
}

/** `digest export`: a digest as a file to publish. */
export const digestExport = defineCommand<Flags>({
  usage: '[ID] --format markdown|html|atom|jsonfeed [--out FILE] [--base ADDRESS] [--study DIR]',
  about:
    'Write a digest to publish it: CommonMark, one HTML file that loads nothing from anywhere, or a feed with one\n' +
    'entry, Atom (RFC 4287) or JSON Feed 1.1. Without an ID the feed holds all digests of the study; ids and times\n' +
    'of entries stay, so that feed readers see a change as a change. Without --out it is printed.',
  flags: {
    ...studyFlag,
    format: { kind: 'enum', values: formats, brief: 'Format of the file' },
    out: { kind: 'parsed', parse: String, placeholder: 'FILE', optional: true, brief: 'File to write' },
    base: {
      kind: 'parsed',
      parse: String,
      placeholder: 'ADDRESS',
      optional: true,
      brief: 'Address below which digests will stand as ID.html: entries of feeds then link to them',
    },
  },
  positional: { placeholder: 'ID', brief: 'Id of the digest; none: all of them, as a feed', minimum: 0, maximum: 1 },
  writes: [],
  examples: [
    { line: 'crosscurrent digest export strait --format html --out strait.html --study my-study', about: 'A page' },
    {
      line: 'crosscurrent digest export --format atom --base https://example.org/digests --out feed.xml --study my-study',
      about: 'The feed of all digests',
    },
  ],
  async run(_session, flags, [id]) {
    const { atomFeed, feedOfOne, jsonFeed } = await import('../../../digest/feed.ts');
    const { readDigest, readDigests } = await import('../../../digest/store.ts');
    const { studyFeed } = await import('../../../digest/study-feed.ts');
    const { webAddress } = await import('../../../digest/words.ts');
    const { writeFileAtomic } = await import('../../../store/atomic.ts');
    const { format, out, base = null } = flags;
    const isFeed = format === 'atom' || format === 'jsonfeed';
    if (id === undefined && !isFeed) {
      throw new UserError(`${format} holds one digest, and none was named`, {
        hint: 'crosscurrent digest list names them; atom and jsonfeed can hold all',
      });
    }
    if (base !== null && webAddress(base) === undefined)
      throw new UserError(`${JSON.stringify(base)} is no web address`, { hint: 'it begins with https:// or http://' });
    const study = await openStudy(flags);
    const digests = id === undefined ? await readDigests(study) : [await readDigest(study, id)];
    let content: string;
    if (isFeed) {
      const feed = id === undefined ? await wholeFeed() : feedOfOne(digests[0]!, base);
      content = (format === 'atom' ? atomFeed : jsonFeed)(feed, digests);
    } else if (format === 'html') content = (await import('../../../digest/html.ts')).digestPage(digests[0]!);
    else content = (await import('../../../digest/markdown.ts')).digestMarkdown(digests[0]!);
    if (out !== undefined) await writeFileAtomic(out, content);
    const bytes = Buffer.byteLength(content);
    return {
      json: {
        format,
        digests: digests.map((digest) => digest.id),
        bytes,
        ...(out === undefined ? { content } : { file: out }),
      },
      text:
        out === undefined
          ? content.trimEnd()
          : `${out} written: ${digests.length} ${digests.length === 1 ? 'digest' : 'digests'}, ${bytes} bytes`,
    };

    async function wholeFeed() {
      const { readConfig } = await import('../../../config.ts');
      const { wordingOf } = await import('../../../wording/wording.ts');
      const { settings } = readConfig(study);
      const { feedTitle } = wordingOf(digests[0]?.language ?? 'en').digest;
      return studyFeed(study, feedTitle(settings.name), base);
    }
  },
});
