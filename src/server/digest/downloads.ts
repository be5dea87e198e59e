/** Digests as files: one in each format, and the feeds of all. */
import { z } from 'zod';
import { atomFeed, feedOfOne, jsonFeed } from '../../digest/feed.ts';
import { digestPage } from '../../digest/html.ts';
import { digestMarkdown } from '../../digest/markdown.ts';
import type { Digest } from '../../digest/model.ts';
import { readDigests } from '../../digest/store.ts';
import { studyFeed } from '../../digest/study-feed.ts';
import { wordingOf } from '../../wording/wording.ts';
import { findDigest } from './open.ts';
import { defineDownload, textFile } from '../download.ts';
import type { SentFile } from '../download.ts';

/** A file made of a digest. */
interface Format {
  readonly title: string;
  readonly ending: string;
  readonly mediaType: string;
  readonly write: (digest: Digest) => string;
}

/** Formats of a digest, by the word that names them on the command line too. */
export const digestFormats = {
  markdown: { title: 'Markdown', ending: 'md', mediaType: 'text/markdown; charset=utf-8', write: digestMarkdown },
  html: { title: 'HTML', ending: 'html', mediaType: 'text/html; charset=utf-8', write: digestPage },
  atom: {
    title: 'Atom',
    ending: 'xml',
    mediaType: 'application/atom+xml; charset=utf-8',
    write: (digest) => atomFeed(feedOfOne(digest), [digest]),
  },
  jsonfeed: {
    title: 'JSON Feed',
    ending: 'json',
    mediaType: 'application/feed+json; charset=utf-8',
    write: (digest) => jsonFeed(feedOfOne(digest), [digest]),
  },
} as const satisfies Record<string, Format>;

/** A format of a digest. */
export type DigestFormat = keyof typeof digestFormats;

/** Formats that can hold all digests. */
export const feedFormats = ['atom', 'jsonfeed'] as const;

function isFormat(name: string | undefined): name is DigestFormat {
  return name !== undefined && Object.hasOwn(digestFormats, name);
}

function file(name: string, format: DigestFormat, content: string): SentFile {
  const { ending, mediaType } = digestFormats[format];
  return textFile(`${name}.${ending}`, mediaType, content);
}

/** One digest. */
const oneDigest = defineDownload({
  name: 'digest',
  path: '/digests/:id/export/:format',
  query: z.object({}),
  async send({ reader }, _query, { id, format }) {
    const found = isFormat(format) ? await findDigest(reader.study, id!) : undefined;
    if (found === undefined || !isFormat(format)) return undefined;
    return file(id!, format, digestFormats[format].write(found.digest));
  },
});

/** All digests, as a feed. */
const allDigests = defineDownload({
  name: 'digest',
  path: '/digest-feeds/:format',
  query: z.object({}),
  async send({ reader }, _query, { format }) {
    if (format !== 'atom' && format !== 'jsonfeed') return undefined;
    const digests = await readDigests(reader.study);
    const { feedTitle } = wordingOf(digests[0]?.language ?? 'en').digest;
    const feed = await studyFeed(reader.study, feedTitle(reader.settings.name), null);
    return file('digests', format, (format === 'atom' ? atomFeed : jsonFeed)(feed, digests));
  },
});

/** Every download of these pages. */
export const digestDownloads = [oneDigest, allDigests];
