/** Lists as CSV: how an address says what is written, the file, and the links to it. */
import { z } from 'zod';
import { csvPieces } from '../../exports/csv.ts';
import type { CsvColumn } from '../../exports/csv.ts';
import { mediaTypes } from '../../exports/table-files.ts';
import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import type { Wording } from '../../wording/wording.ts';
import type { Row } from '../../store/database.ts';
import type { SentFile } from '../download.ts';
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

/** Rows as a CSV file. */
export function csvFile(
  name: string,
  batches: AsyncIterable<readonly Row[]>,
  columns: readonly CsvColumn[],
  asked: z.infer<typeof csvQuery>,
): SentFile {
  return { name, mediaType: mediaTypes.csv, pieces: csvPieces(batches, columns, csvOptions(asked)) };
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
