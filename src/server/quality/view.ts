/** The sections of data quality, each figure with its rows. */
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import { dataTable, partyMark } from '../../report/parts.ts';
import type { Parties } from '../../report/names.ts';
import type { View } from '../../report/view.ts';
import type { StageRecord } from '../../store/manifest.ts';
import type { Wording } from '../../wording/wording.ts';
import { contentsOf } from '../contents.ts';
import { copiesAddress, copiesPath, itemsAddress, rejectsPath } from './links.ts';
import type { CopyGroup, CopySums } from './copies.ts';
import { timeClasses } from './items.ts';
import type { RejectCounts } from './rejects.ts';
import type { OutsideCount } from './scope.ts';
import { carriesOrder } from './sums.ts';
import type { QualitySums } from './sums.ts';
import { copiesTable, english, opening, plainName, rejectCountsTable } from './tables.ts';

type SectionName = Exclude<keyof Wording['quality']['sections'], 'coverage' | 'method'>;

function section({ quality }: Wording, name: SectionName, content: Content): Markup {
  return markup`<section id="${name}" aria-labelledby="${name}-title"><h2 id="${name}-title">${quality.sections[name]}</h2>
${content}
</section>`;
}

/** The figures that come first: how much there is, and how much of it has a fault. */
export function sumsList(
  wording: Wording,
  { items }: QualitySums,
  copies: CopySums,
  outside: readonly OutsideCount[],
  rejects: RejectCounts,
): Markup {
  const { sums: words, of } = wording.quality;
  const out = outside.reduce((sum, row) => sum + row.items, 0);
  const all = items.posts + items.articles;
  const rows: readonly (readonly [name: string, figure: Content, whole?: string])[] = [
    [words.posts, opening(items.posts_in, itemsAddress({ kind: 'post', scope: 'in' }), wording), of(items.posts)],
    [
      words.articles,
      opening(items.articles_in, itemsAddress({ kind: 'article', scope: 'in' }), wording),
      of(items.articles),
    ],
    [words.outside, opening(out, itemsAddress({ scope: 'out' }), wording), of(all)],
    [words.undated, opening(items.undated, itemsAddress({ time: 'undated' }), wording), of(all)],
    [words.copies, opening(copies.copies, copiesPath, wording), of(items.articles)],
    [words.homeless, opening(items.homeless, itemsAddress({ without: 'ecosystem' }), wording), of(items.articles)],
    [words.rejects, opening(rejects.records, rejectsPath, wording)],
  ];
  return markup`<dl class="sums">${rows.map(
    ([
      name,
      figure,
      whole,
    ]) => markup`<div><dt>${name}</dt><dd><strong>${figure}</strong> <span class="basis">${whole}</span></dd></div>
`,
  )}</dl>`;
}

/** Links to the sections. */
export function contents(wording: Wording): Markup {
  return contentsOf(
    wording,
    Object.entries(wording.quality.sections).map(([id, name]) => [`#${id}`, name]),
  );
}

/** How sharply each source knows its times, and what that means for first appearance. */
export function timesSection(view: View, parties: Parties, { times, sites }: QualitySums): Markup {
  const { wording, data } = view;
  const { quality, formats } = wording;
  const words = quality.times;
  const { distance } = view.times;
  return section(
    wording,
    'times',
    times.length === 0
      ? markup`<p class="empty">${words.none}</p>`
      : markup`<p>${distance === null ? words.textUnknown : words.text(formats.duration(distance / 3_600_000))}</p>
${dataTable(
  words.table(times.length, sites),
  [
    { head: words.source },
    { head: words.ecosystem },
    { head: words.items, figures: true },
    ...timeClasses.map((name) => ({ head: words.classes[name], figures: true })),
    { head: words.meaning },
  ],
  times.map((row) => {
    const { kind, ecosystem, site } = row;
    const own = { kind, ecosystem, site, scope: 'in', ...withoutOf(kind, ecosystem, site) } as const;
    return [
      kind === 'post' ? quality.languages.kinds.post : plainName(site),
      partyMark(kind === 'post' ? parties.platform : parties.of(ecosystem)),
      opening(row.items, itemsAddress(own), wording),
      ...timeClasses.map((time) => opening(row[time], itemsAddress({ ...own, time }), wording)),
      words.carries[carriesOrder(row, distance, data.firstSeenIsPublication)],
    ];
  }),
)}
<p class="more"><a href="${itemsAddress({ time: 'undated' })}">${words.all}</a></p>`,
  );
}

function withoutOf(
  kind: string,
  ecosystem: string,
  site: string,
): { readonly without?: 'ecosystem' | 'site' | 'both' } {
  if (kind === 'post') return {};
  if (ecosystem === '' && site === '') return { without: 'both' };
  return ecosystem === '' ? { without: 'ecosystem' } : site === '' ? { without: 'site' } : {};
}

/** Languages, and who says so. */
export function languagesSection(wording: Wording, { languages }: QualitySums): Markup {
  const { quality, formats } = wording;
  const words = quality.languages;
  const unknown = languages
    .filter(({ language }) => language === 'und')
    .reduce((sum, row) => sum + row.given + row.detected + row.other, 0);
  const hasOther = languages.some(({ other }) => other > 0);
  return section(
    wording,
    'languages',
    markup`<p>${words.text}</p>
${unknown > 0 && markup`<p>${words.und(unknown)}</p>`}
${dataTable(
  words.table,
  [
    { head: words.language },
    { head: words.kind },
    { head: words.given, figures: true },
    { head: words.detected, figures: true },
    ...(hasOther ? [{ head: words.other, figures: true }] : []),
  ],
  languages.map(({ kind, language, given, detected, other }) => [
    markup`<bdi>${formats.languageName(language).slice(0, 60)}</bdi>`,
    words.kinds[kind],
    opening(given, itemsAddress({ kind, language, basis: 'field' }), wording),
    opening(detected, itemsAddress({ kind, language, basis: 'detected' }), wording),
    ...(hasOther ? [opening(other, itemsAddress({ kind, language, basis: 'other' }), wording)] : []),
  ]),
)}`,
  );
}

/** Texts that several articles carry. */
export function copiesSection(
  wording: Wording,
  parties: Parties,
  sums: CopySums,
  largest: readonly CopyGroup[],
): Markup {
  const words = wording.quality.copies;
  return section(
    wording,
    'copies',
    sums.groups === 0
      ? markup`<p>${words.none}</p>`
      : markup`<p>${words.text(sums.groups, sums.copies, sums.articles, sums.across)}</p>
${copiesTable(wording, parties, largest, words.largest)}
<p class="more"><a href="${copiesPath}">${words.all}</a>${sums.across > 0 && markup` · <a href="${copiesAddress({ across: '1' })}">${words.across}</a>`}</p>`,
  );
}

/** What is kept and not analysed, and why; articles that belong to no ecosystem. */
export function scopeSection(
  wording: Wording,
  { items, homeless }: QualitySums,
  outside: readonly OutsideCount[],
  isChanged: boolean,
): Markup {
  const { quality } = wording;
  const words = quality.scope;
  const out = outside.reduce((sum, row) => sum + row.items, 0);
  return section(
    wording,
    'scope',
    markup`${
      out === 0
        ? markup`<p>${words.all}</p>`
        : markup`<p>${words.text(out, items.posts + items.articles)}</p>
${isChanged && markup`<p class="caveat">${words.changed}</p>`}
${dataTable(
  words.table,
  [{ head: words.reason }, { head: quality.languages.kind }, { head: quality.times.items, figures: true }],
  outside.map(({ kind, reason, items: found }) => [
    words.reasons[reason],
    quality.languages.kinds[kind],
    opening(found, itemsAddress({ kind, scope: 'out', reason }), wording),
  ]),
)}`
    }
${
  items.homeless === 0
    ? markup`<p>${words.noHomeless}</p>`
    : markup`<p>${words.homeless<Content>(items.homeless, markup`<code>sites</code>`)}</p>
${dataTable(
  words.homelessTable,
  [{ head: quality.times.source }, { head: quality.times.items, figures: true }],
  homeless.map(({ site, articles }) => [
    plainName(site),
    opening(articles, itemsAddress({ kind: 'article', site, ...withoutOf('article', '', site) }), wording),
  ]),
)}`
}`,
  );
}

/** Counts of the rejected records. */
export function rejectsSection(wording: Wording, counts: RejectCounts): Markup {
  const words = wording.quality.rejects;
  return section(
    wording,
    'rejects',
    counts.records === 0
      ? markup`<p>${words.none}</p>`
      : markup`<p>${words.text}</p>
${rejectCountsTable(wording, counts)}
<p class="more"><a href="${rejectsPath}">${words.all}</a></p>`,
  );
}

/** What `run.json` says of the stages. */
export function runSection(wording: Wording, stages: Readonly<Record<string, StageRecord>>): Markup {
  const { quality, formats } = wording;
  const words = quality.run;
  const rows = Object.entries(stages);
  const lasted = (seconds: number): string =>
    seconds < 120 ? words.seconds(formats.decimal(seconds, 1)) : formats.duration(seconds / 3600);
  const versions = new Set(
    rows.flatMap(([, { versions: own }]) => Object.entries(own ?? {}).map(([name, version]) => `${name} ${version}`)),
  );
  return section(
    wording,
    'run',
    rows.length === 0
      ? markup`<p>${words.none}</p>`
      : markup`<p>${words.text} ${words.total(lasted(rows.reduce((sum, [, { seconds }]) => sum + (seconds ?? 0), 0)))}</p>
${dataTable(
  words.table,
  [
    { head: words.stage },
    { head: words.started },
    { head: words.took, figures: true },
    { head: words.memory, figures: true },
    { head: words.workers, figures: true },
    { head: words.seed, figures: true },
    { head: words.rejected, figures: true },
    { head: words.counts },
  ],
  rows.map(([name, record]) => {
    const began = Date.parse(record.started_at);
    return [
      markup`<code>${name.slice(0, 60)}</code>`,
      Number.isNaN(began) ? '–' : formats.moment(began),
      lasted(record.seconds),
      words.megabytes(formats.count(record.peak_rss_megabytes)),
      formats.count(record.workers),
      String(record.seed),
      formats.count(record.rejected),
      english(
        Object.entries(record.counts ?? {})
          .map(([what, figure]) => `${what.replaceAll('_', ' ')} ${formats.stageCount(figure)}`)
          .join(', '),
        wording,
      ),
    ];
  }),
)}
<details><summary>${words.versions}</summary><ul class="plain">${[...versions].sort().map((text) => markup`<li><bdi>${text.slice(0, 200)}</bdi></li>`)}</ul></details>`,
  );
}
