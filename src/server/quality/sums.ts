/** Sums over the items that the page of data quality shows, read once. */
import { standingOfTimes } from '../../kernels/time-needs.ts';
import type { Carries, TimeClasses } from '../../kernels/time-needs.ts';
import type { StudyReader } from '../study-reader.ts';

/** Sites that are listed by name. */
export const listedSites = 15;

/** A site, or the platform, by how sharply its times are known. */
export interface SiteTimes extends TimeClasses {
  readonly kind: 'post' | 'article';
  readonly ecosystem: string;
  readonly site: string;
  readonly items: number;
}

/** Items by language and by who says so. */
export interface LanguageCount {
  readonly kind: 'post' | 'article';
  readonly language: string;
  readonly given: number;
  readonly detected: number;
  /** Items of which it is not known who says so. */
  readonly other: number;
}

/** Items in all. */
export interface ItemSums {
  readonly posts: number;
  readonly articles: number;
  readonly posts_in: number;
  readonly articles_in: number;
  /** Without any bound in time. */
  readonly undated: number;
  readonly homeless: number;
}

/** What is read of the items for the page. */
export interface QualitySums {
  readonly items: ItemSums;
  readonly languages: readonly LanguageCount[];
  /** Sources with the most items that are known less well than to the hour. */
  readonly times: readonly SiteTimes[];
  readonly sites: number;
  /** Sites of articles without an ecosystem, most articles first. */
  readonly homeless: readonly { readonly site: string; readonly articles: number }[];
}

/** Reads the sums. */
export async function qualitySums(reader: StudyReader): Promise<QualitySums> {
  return reader.once('quality', async () => {
    const [items, languages, times, homeless] = await Promise.all([
      reader.row<ItemSums>(`
        SELECT count(*) FILTER (kind = 'post') AS posts, count(*) FILTER (kind = 'article') AS articles,
          count(*) FILTER (kind = 'post' AND in_scope) AS posts_in, count(*) FILTER (kind = 'article' AND in_scope) AS articles_in,
          count(*) FILTER (published_earliest IS NULL AND published_latest IS NULL) AS undated,
          count(*) FILTER (kind = 'article' AND coalesce(ecosystem, '') = '') AS homeless FROM items`),
      reader.rows<LanguageCount>(`
        SELECT kind, coalesce(language, 'und') AS language, count(*) FILTER (language_basis = 'field') AS given,
          count(*) FILTER (language_basis = 'detected') AS detected,
          count(*) FILTER (coalesce(language_basis, '') NOT IN ('field', 'detected')) AS other
        FROM items GROUP BY 1, 2 ORDER BY kind DESC, count(*) DESC, language LIMIT 60`),
      reader.rows<SiteTimes & { readonly sources: number }>(`
        SELECT kind, coalesce(ecosystem, '') AS ecosystem, coalesce(site, '') AS site, sum(items)::DOUBLE AS items,
          sum(to_hour)::DOUBLE AS to_hour, sum(to_day)::DOUBLE AS to_day, sum(coarser)::DOUBLE AS coarser,
          sum(bounded)::DOUBLE AS bounded, sum(undated)::DOUBLE AS undated, count(*) OVER () AS sources
        FROM coverage GROUP BY 1, 2, 3
        ORDER BY sum(items) - sum(to_hour) DESC, sum(items) DESC, ecosystem, site LIMIT ${listedSites}`),
      reader.rows<{ site: string; articles: number }>(`
        SELECT coalesce(site, '') AS site, count(*) AS articles FROM items WHERE kind = 'article' AND coalesce(ecosystem, '') = ''
        GROUP BY 1 ORDER BY articles DESC, site LIMIT ${listedSites}`),
    ]);
    return {
      items: items!,
      languages,
      times: times.map(({ sources: _sources, ...row }) => row),
      sites: times[0]?.sources ?? 0,
      homeless,
    };
  });
}

/** How far the times of a source carry an order; by declaration a first-seen time is one of publication. */
export function carriesOrder(row: SiteTimes, distance: number | null, firstSeenIsPublication: boolean): Carries {
  const classes = firstSeenIsPublication ? { ...row, to_hour: row.to_hour + row.bounded, bounded: 0 } : row;
  const { to_hour, to_day, coarser, bounded, undated } = classes;
  return standingOfTimes({ to_hour, to_day, coarser, bounded, undated }, distance).carries;
}
