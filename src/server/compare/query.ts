/** What may be asked of the comparison of windows, and the answers, kept for as long as they are asked again. */
import { z } from 'zod';
import { baselines } from '../../kernels/association-draws.ts';
import { changeKinds, countedItems, findChanges } from '../../compare/changes.ts';
import type { Changes } from '../../compare/changes.ts';
import { compareWindows } from '../../compare/compare-windows.ts';
import type { ComparedWindows } from '../../compare/compare-windows.ts';
import { countings, spanOf } from '../../compare/counts.ts';
import type { Ask } from '../../compare/counts.ts';
import { beforeAndAfter, byWindows, daysOf, halves } from '../../compare/windows.ts';
import type { Window } from '../../compare/windows.ts';
import { drawsOnPage } from '../beside.ts';
import { fromList, listed } from '../conditions.ts';
import { rowsPerPage } from '../paging.ts';
import { dayQuery, pageQuery } from '../query.ts';
import { Recent } from '../recent.ts';
import type { StudyReader } from '../study-reader.ts';

/** What stands behind the `?`. */
export const compareQuery = z.object({
  with: z.enum(['windows', 'studies']).default('windows'),
  cut: dayQuery,
  from: dayQuery,
  to: dayQuery,
  from2: dayQuery,
  to2: dayQuery,
  counting: z.enum(countings).default('copies'),
  baseline: z.enum(baselines).default('npmi_own'),
  of: z.enum(countedItems).default('all'),
  kind: z.enum(['', ...changeKinds]).default(''),
  page: pageQuery,
});

export type CompareQuery = z.infer<typeof compareQuery>;

/** Two windows, or why there are none. */
export type Windows =
  | { readonly first: Window; readonly second: Window; readonly fault?: 'overlap' | 'backwards' }
  | { readonly fault: 'noDays' };

/** The windows that are meant: two of the visitor's own, those before and from a day on, or the halves of the study. */
export async function windowsOf(reader: StudyReader, query: CompareQuery): Promise<Windows> {
  const span = await reader.once('compare-span', async () => spanOf(askOf(reader), reader.settings.scope));
  const made =
    span === undefined
      ? undefined
      : query.cut !== '' && query.cut > span.from && query.cut <= span.to
        ? beforeAndAfter(span, query.cut)
        : halves(span);
  const first = { from: query.from || made?.first.from, to: query.to || made?.first.to };
  const second = { from: query.from2 || made?.second.from, to: query.to2 || made?.second.to };
  if (!isWindow(first) || !isWindow(second)) return { fault: 'noDays' };
  if (first.from > first.to || second.from > second.to) return { first, second, fault: 'backwards' };
  if (first.from <= second.to && second.from <= first.to) return { first, second, fault: 'overlap' };
  return { first, second };
}

function isWindow(window: Partial<Window>): window is Window {
  return window.from !== undefined && window.to !== undefined;
}

function askOf(reader: StudyReader, signal?: AbortSignal): Ask {
  return async (sql, values) => reader.rows(sql, values, signal);
}

/** Comparisons that are kept for each opening of the study, the last ones asked for. */
const mostKept = 12;

/** Two windows next to each other. */
export async function comparedWindows(
  reader: StudyReader,
  { first, second }: { readonly first: Window; readonly second: Window },
  { counting, baseline }: Pick<CompareQuery, 'counting' | 'baseline'>,
): Promise<ComparedWindows> {
  const kept = await reader.once('comparisons', async () => new Recent<Promise<ComparedWindows>>(mostKept));
  const key = [first.from, first.to, second.from, second.to, counting, baseline].join(' ');
  // Without the signal of the visitor: another may wait for the same.
  const found =
    kept.get(key) ??
    compareWindows(
      {
        ask: askOf(reader),
        platform: reader.settings.platform,
        firstSeenIsPublication: reader.settings.firstSeenIsPublication,
        manifest: reader.manifest,
      },
      { first, second, countings: [counting], baselines: [baseline], draws: drawsOnPage },
    );
  kept.set(key, found);
  found.catch(() => kept.delete(key));
  return await found;
}

/** Narratives that changed, a page of them; labels with their languages. */
export interface ChangesPage extends Changes {
  readonly languages: ReadonlyMap<string, string | null>;
  readonly page: number;
  readonly pages: number;
}

/** The narratives that changed between two windows. */
export async function changesOf(
  reader: StudyReader,
  { first, second }: { readonly first: Window; readonly second: Window },
  { of, kind, page }: Pick<CompareQuery, 'of' | 'kind' | 'page'>,
  signal: AbortSignal,
): Promise<ChangesPage> {
  const ask = askOf(reader, signal);
  const request = {
    placing: byWindows(first, second),
    days: [daysOf(first), daysOf(second)] as const,
    of,
    kind,
    limit: rowsPerPage,
  };
  const found = await findChanges(ask, { ...request, offset: (page - 1) * rowsPerPage });
  const languages = await ask<{ narrative_id: string; language: string | null }>(
    `SELECT narrative_id, language FROM narrative_list WHERE narrative_id IN ${fromList}`,
    [listed(found.narratives.map(({ narrative_id }) => narrative_id))],
  );
  const all = kind === '' ? changeKinds.reduce((sum, name) => sum + found.kinds[name], 0) : found.kinds[kind];
  return {
    ...found,
    languages: new Map(languages.map((row) => [row.narrative_id, row.language])),
    page,
    pages: Math.max(1, Math.ceil(all / rowsPerPage)),
  };
}
