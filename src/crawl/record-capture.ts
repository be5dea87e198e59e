/** A record of a WARC file as an index would name it. */
import { parseHeader, targetOf } from '../formats/warc.ts';
import type { WarcRecord } from '../formats/warc.ts';
import { keyOf, timestampOf } from './cdx.ts';
import type { Capture } from './cdx.ts';

/** Where the record lies. */
type Place = Pick<Capture, 'filename' | 'offset' | 'length'>;

/**
 * The capture that a record is: a response, or a revisit. Undefined where it is of another kind; `no-date` or
 * `bad-http` where it does not tell when it was fetched or what the server answered.
 */
export function captureOf(
  { type, fields, block }: Pick<WarcRecord, 'type' | 'fields' | 'block'>,
  place: Place,
): Capture | 'no-date' | 'bad-http' | undefined {
  if (type !== 'response' && type !== 'revisit') return undefined;
  const url = targetOf(fields);
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined;
  const time = Date.parse(fields['warc-date'] ?? '');
  if (Number.isNaN(time)) return 'no-date';
  const head = type === 'response' ? parseHeader(block) : undefined;
  const status = type === 'response' ? /^HTTP\/\S+\s+(\d{3})/.exec(head?.first ?? '')?.[1] : '-';
  if (status === undefined) return 'bad-http';
  return {
    key: keyOf(url),
    timestamp: timestampOf(time),
    url,
    mime: (head?.fields['content-type'] ?? fields['warc-identified-payload-type'] ?? '').split(';')[0]!.trim(),
    status,
    digest: (fields['warc-payload-digest'] ?? '').replace(/^sha1:/i, ''),
    ...place,
  };
}
