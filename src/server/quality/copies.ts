/** Texts that several articles carry: the syndication groups. */
import { z } from 'zod';
import { Conditions } from '../conditions.ts';
import { pageOf, rowsPerPage } from '../paging.ts';
import type { Listed } from '../paging.ts';
import { flagQuery, pageQuery } from '../query.ts';
import type { StudyReader } from '../study-reader.ts';

/** Orders of the list, largest first. */
export const copyOrders = ['copies', 'sites', 'ecosystems'] as const;

/** What stands behind the `?` of the list of copies. */
export const copiesQuery = z.object({
  ecosystem: z.string().max(4000).default(''),
  /** Only texts that are in several ecosystems. */
  across: flagQuery,
  sort: z.enum(copyOrders).default('copies'),
  page: pageQuery,
});

export type CopiesQuery = z.infer<typeof copiesQuery>;

/** A text with its copies. */
export interface CopyGroup {
  /** The earliest article of it. */
  readonly item_id: string;
  readonly title: string | null;
  readonly text: string;
  readonly language: string | null;
  readonly site: string | null;
  readonly copies: number;
  readonly sites: number;
  readonly ecosystems: readonly string[];
  /** Earliest and latest instants of publication, in milliseconds since 1970; null where none is known. */
  readonly first: number | null;
  readonly last: number | null;
}

/** What all groups amount to. */
export interface CopySums {
  readonly groups: number;
  readonly copies: number;
  /** Groups of one ecosystem only are the others. */
  readonly across: number;
  readonly articles: number;
}

/** Makes the table `copy_groups`, once: a row a text with copies. */
async function prepareCopies(reader: StudyReader): Promise<CopySums> {
  return reader.once('copies', async () =>
    reader.withConnection(async (database) => {
      await database.run(`CREATE OR REPLACE TABLE copy_groups AS
        SELECT syndication_group, count(*) AS copies, count(DISTINCT site) AS sites,
          coalesce(list(DISTINCT ecosystem ORDER BY ecosystem) FILTER (ecosystem IS NOT NULL), []) AS ecosystems,
          min(coalesce(published_at, published_earliest)) AS first, max(coalesce(published_at, published_earliest)) AS last
        FROM items WHERE syndication_group IS NOT NULL GROUP BY 1`);
      const [sums] =
        await database.rows<CopySums>(`SELECT count(*) AS groups, coalesce(sum(copies), 0)::BIGINT AS copies,
        count(*) FILTER (len(ecosystems) > 1) AS across,
        (SELECT count(*) FROM items WHERE kind = 'article') AS articles FROM copy_groups`);
      return sums!;
    }),
  );
}

/** All groups in figures. */
export async function copySums(reader: StudyReader): Promise<CopySums> {
  return prepareCopies(reader);
}

const sorting: Readonly<Record<(typeof copyOrders)[number], string>> = {
  copies: 'copies DESC, sites DESC',
  sites: 'sites DESC, copies DESC',
  ecosystems: 'len(ecosystems) DESC, copies DESC',
};

/** The groups that fit, with their earliest article. */
export async function listCopies(
  reader: StudyReader,
  query: CopiesQuery,
  signal: AbortSignal,
  perPage = rowsPerPage,
): Promise<Listed<CopyGroup>> {
  await prepareCopies(reader);
  const conditions = new Conditions();
  if (query.ecosystem !== '') conditions.need('list_contains(ecosystems, ?)', query.ecosystem);
  if (query.across === '1') conditions.need('len(ecosystems) > 1');
  const found = (await reader.row<{ found: number }>(
    `SELECT count(*) AS found FROM copy_groups ${conditions.where}`,
    conditions.values,
    signal,
  ))!.found;
  const { page, pages, limit } = pageOf(query.page, found, perPage);
  const order = `${sorting[query.sort]}, syndication_group`;
  const rows = await reader.rows<CopyGroup>(
    `WITH shown AS (SELECT * FROM copy_groups ${conditions.where} ORDER BY ${order} ${limit})
    SELECT s.syndication_group AS item_id, left(i.title, 300) AS title, left(coalesce(i.text, ''), 300) AS text, i.language, i.site,
      s.copies, s.sites, s.ecosystems, epoch_ms(s.first) AS first, epoch_ms(s.last) AS last
    FROM (SELECT *, row_number() OVER (ORDER BY ${order}) AS place FROM shown) s
    LEFT JOIN items i ON i.item_id = s.syndication_group ORDER BY place`,
    conditions.values,
    signal,
  );
  return { rows, found, page, pages };
}
