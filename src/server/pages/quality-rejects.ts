/** Rejected records: counts by reason and file, and the rows themselves. */
import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import { dataTable } from '../../report/parts.ts';
import { clip } from '../../report/visible.ts';
import type { Wording } from '../../wording/wording.ts';
import { check, field, pager } from '../forms.ts';
import { definePage } from '../page.ts';
import { given } from '../query.ts';
import { qualityPath, rejectsPath } from '../quality/links.ts';
import { countRejects, isTaken, listRejects, rejectsQuery } from '../quality/rejects.ts';
import type { Reject, RejectsQuery } from '../quality/rejects.ts';
import { english, plainName, rejectCountsTable } from '../quality/tables.ts';

/** Rejected records, fifty a page. */
export const qualityRejectsPage = definePage<RejectsQuery>({
  name: 'quality',
  path: rejectsPath,
  query: rejectsQuery,
  async show({ reader, wording, signal }, query) {
    const [counts, found] = await Promise.all([
      countRejects(reader, query, signal),
      listRejects(reader, query, signal),
    ]);
    const { quality } = wording;
    const words = quality.rejects;
    return {
      title: words.title,
      main: markup`<h1>${words.title}</h1>
<p><a href="${qualityPath}#rejects">${quality.items.back}</a></p>
<p>${words.text}</p>
${filters(wording, query)}
<section id="found" data-part aria-live="polite">
<p class="found">${words.found(found.found)}</p>
${
  found.found === 0
    ? markup`<p class="empty">${words.noneFits}</p>`
    : markup`${counts.rows.length > 1 && rejectCountsTable(wording, counts, query.q)}
${rowsTable(wording, found.rows)}`
}
${pager(wording, rejectsPath, given(rejectsQuery, query, 'page'), found.page, found.pages)}
</section>`,
    };
  },
});

function filters({ common, quality }: Wording, query: RejectsQuery): Markup {
  const words = quality.rejects;
  const kept = (name: 'stage' | 'slug' | 'source', label: string): Markup | false =>
    query[name] !== '' && check(markup`${label}: <bdi>${clip(query[name], 60).text}</bdi>`, name, true, query[name]);
  return markup`<form class="filters" method="get" action="${rejectsPath}" data-live="found" data-search>
<div class="fields">
${field(words.search, 'q', query.q, 'search', markup` maxlength="200"`)}
${kept('slug', words.reason)}
${kept('stage', words.stage)}
${kept('source', words.source)}
<p class="buttons"><button>${common.apply}</button> <a href="${rejectsPath}">${common.clear}</a></p>
</div>
</form>`;
}

function rowsTable(wording: Wording, rows: readonly Reject[]): Markup {
  const words = wording.quality.rejects;
  return dataTable(
    words.rows,
    [
      { head: words.source },
      { head: words.record },
      { head: words.stage },
      { head: words.reason },
      { head: words.detail },
      { head: words.outcome },
    ],
    rows.map(({ source, record, stage, slug, detail }) => [
      plainName(source),
      plainName(record),
      plainName(stage),
      markup`<code>${clip(slug, 120).text}</code>`,
      english(detail, wording),
      isTaken(slug) ? words.taken : words.notTaken,
    ]),
  );
}
