/**
 * Digests as a feed: Atom (RFC 4287) and JSON Feed 1.1. Ids are made once and kept, so that a reader knows an
 * entry again after its digest was changed, and sees the change by its time.
 */
import { createHash } from 'node:crypto';
import { markup } from '../report/markup.ts';
import type { Content } from '../report/markup.ts';
import { visible } from '../report/visible.ts';
import { languageTags } from '../wording/languages.ts';
import { attributionOf } from './attribution.ts';
import { digestArticle } from './html.ts';
import { quotesOf } from './model.ts';
import type { Digest } from './model.ts';
import { piecesOf, plainSpaces } from './parts.ts';
import { wordingOf } from '../wording/wording.ts';
import { plainWords, webAddress } from './words.ts';

/** What a feed says about itself. */
export interface Feed {
  /** Names the feed, for good: an UUID. */
  readonly uuid: string;
  readonly title: string;
  /** When the feed was made, ISO 8601; it has no entry that is older. */
  readonly created_at: string;
  /** Address below which entries will stand, as `ADDRESS/ID.html`; null where that is not known. */
  readonly base: string | null;
}

/** An UUID of version 8 (RFC 9562) that follows from another and a name. */
export function derivedUuid(uuid: string, name: string): string {
  const hex = createHash('sha256').update(`${uuid}\n${name}`).digest('hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The feed of one digest, whose title is that of the digest. */
export function feedOfOne(digest: Digest, base: string | null = null): Feed {
  return { uuid: derivedUuid(digest.uuid, 'feed'), title: digest.title, created_at: digest.created_at, base };
}

function addressOf(digest: Digest, { base }: Feed): string | undefined {
  return base === null ? undefined : webAddress(`${base.replace(/\/+$/u, '')}/${digest.id}.html`)?.href;
}

/** Addresses of the sources of a digest, each once. */
function sourcesOf(digest: Digest): string[] {
  return [...new Set(quotesOf(digest).flatMap(({ quoted }) => webAddress(quoted.url)?.href ?? []))];
}

/** An Atom feed; the same digests give the same text. */
export function atomFeed(feed: Feed, digests: readonly Digest[]): string {
  const times = [feed.created_at, ...digests.map(({ updated_at }) => updated_at)].map((time) => Date.parse(time));
  return markup`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>urn:uuid:${feed.uuid}</id>
<title>${plainSpaces(feed.title)}</title>
<updated>${new Date(Math.max(...times)).toISOString()}</updated>
<generator>crosscurrent</generator>
${digests.map((digest) => atomEntry(digest, feed))}</feed>
`.text;
}

function atomEntry(digest: Digest, feed: Feed): Content {
  const address = addressOf(digest, feed);
  return markup`<entry xml:lang="${languageTags[digest.language]}">
<id>urn:uuid:${digest.uuid}</id>
<title>${plainSpaces(digest.title)}</title>
<published>${digest.created_at}</published>
<updated>${digest.updated_at}</updated>
<author><name>${digest.author === '' ? plainSpaces(feed.title) : digest.author}</name></author>
${
  address !== undefined &&
  markup`<link rel="alternate" type="text/html" href="${address}"/>
`
}${sourcesOf(digest).map(
    (source) => markup`<link rel="via" href="${source}"/>
`,
  )}<content type="html">${digestArticle(digest, { withoutHead: true }).text}</content>
</entry>
`;
}

/** A JSON Feed; the same digests give the same text. */
export function jsonFeed(feed: Feed, digests: readonly Digest[]): string {
  const content = {
    version: 'https://jsonfeed.org/version/1.1',
    title: visible(plainSpaces(feed.title)),
    items: digests.map((digest) => {
      const address = addressOf(digest, feed);
      return {
        id: `urn:uuid:${digest.uuid}`,
        ...(address === undefined ? {} : { url: address }),
        title: visible(plainSpaces(digest.title)),
        content_html: digestArticle(digest, { withoutHead: true }).text,
        content_text: digestText(digest),
        date_published: digest.created_at,
        date_modified: digest.updated_at,
        authors: [{ name: visible(digest.author === '' ? feed.title : digest.author) }],
        language: languageTags[digest.language],
      };
    }),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** A digest without any markup. */
export function digestText(digest: Digest): string {
  const wording = wordingOf(digest.language);
  const blocks = digest.blocks.flatMap((block) => {
    if (block.kind === 'words') return [plainWords(block.text)];
    return (block.kind === 'quote' ? [block] : block.quotes).flatMap(({ quoted, parts, translation }) => {
      const { source, where, time, url } = attributionOf(quoted, wording);
      const said = piecesOf(quoted.text, parts).map((piece) =>
        'text' in piece ? piece.text : wording.digest.omission,
      );
      return [
        `> ${said
          .join(' ')
          .split(/\s*\n\s*/u)
          .join('\n> ')}`,
        `— ${[source, where, time, url?.href ?? ''].filter((part) => part !== '').join(' · ')}`,
        ...(translation === null ? [] : [`${wording.digest.translation}: ${translation.text.trim()}`]),
      ];
    });
  });
  return `${visible(blocks.filter((block) => block !== '').join('\n\n'))}\n`;
}
