/** What every format says around the quotes: dates of the digest, and where each quote can be found again. */
import type { Wording } from '../wording/wording.ts';
import { attributionOf } from './attribution.ts';
import type { Attribution } from './attribution.ts';
import type { Digest, Quoted } from './model.ts';
import { basisInWords, longDay } from './time-words.ts';

/** `5 March 2031, updated 7 March 2031`. */
export function datesLine({ created_at, updated_at }: Digest, { digest, formats }: Wording): string {
  const [written, updated] = [created_at, updated_at].map((time) => longDay(Date.parse(time), formats.language));
  return written === updated ? digest.written(written!) : `${digest.written(written!)} · ${digest.updated(updated!)}`;
}

/** An entry of the list of sources. */
export interface SourceFacts extends Attribution {
  /** Time and where it is from, ids, and the hash of the passage, each in words. */
  readonly facts: readonly string[];
}

/** Everything that lets a reader find a quote again. */
export function sourceFacts(quoted: Quoted, wording: Wording): SourceFacts {
  const attribution = attributionOf(quoted, wording);
  const { digest, formats } = wording;
  return {
    ...attribution,
    facts: [
      ...(attribution.url === undefined ? [digest.noWebAddress] : []),
      attribution.time,
      ...basisInWords(quoted.time, wording),
      digest.quotedOn(longDay(Date.parse(quoted.quoted_at), formats.language)),
      `${digest.passage} ${quoted.passage_id}`,
      ...(quoted.narrative_id === null ? [] : [`${digest.narrative} ${quoted.narrative_id}`]),
      `${digest.fingerprint} ${quoted.text_sha256.slice(0, 16)}`,
    ],
  };
}
