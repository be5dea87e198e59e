/** How a CSV file is written, as an address says it, and the links to a list as CSV. */
import { z } from 'zod';
import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import type { Wording } from '../../wording/wording.ts';
import { address } from '../page.ts';
import { flagQuery } from '../query.ts';

/** What stands behind the `?` of every CSV file. */
export const csvQuery = z.object({ bom: flagQuery, raw: flagQuery });

/** The same as options of csv.ts. */
export function csvOptions({ bom, raw }: Partial<z.infer<typeof csvQuery>>): {
  readonly bom: boolean;
  readonly raw: boolean;
} {
  return { bom: bom === '1', raw: raw === '1' };
}

/** A list as CSV, for programs and for Excel, which must be told that it is UTF-8. */
export function csvLinks(
  { exports: words }: Wording,
  list: keyof Wording['exports']['lists'],
  path: string,
  asked: Readonly<Record<string, string | number>>,
): Markup {
  return markup`<p><a href="${address(path, asked)}" download>${words.lists[list]}</a> · <a href="${address(path, { ...asked, bom: '1' })}" download>${words.forExcel}</a></p>`;
}
