/** Long lists, a page at a time. */

/** Rows of a page where a list has no reason for another number. */
export const rowsPerPage = 50;

/** A page of a list. */
export interface Listed<Row> {
  readonly rows: readonly Row[];
  /** Rows that fit, on all pages. */
  readonly found: number;
  readonly page: number;
  readonly pages: number;
}

/** The page that is shown of those there are, and the SQL that takes its rows. */
export function pageOf(
  asked: number,
  found: number,
  perPage = rowsPerPage,
): { readonly page: number; readonly pages: number; readonly limit: string } {
  const pages = Math.max(1, Math.ceil(found / perPage));
  const page = Math.min(asked, pages);
  return { page, pages, limit: `LIMIT ${perPage} OFFSET ${(page - 1) * perPage}` };
}
