/** A narrative with its evidence: where every figure ends. */
import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import { clip } from '../../report/visible.ts';
import type { Wording } from '../../wording/wording.ts';
import { contentsOf } from '../contents.ts';
import { digestBar } from '../digest/open.ts';
import { marksOf } from '../narrative/aligner.ts';
import { readCited } from '../narrative/cited-items.ts';
import { withEntries } from '../narrative/entries.ts';
import { evidenceQuery, findMatches, findNear, findPosts, readLanguages, readSites } from '../narrative/evidence.ts';
import { editsDiffer, leastPosts, readCounts, readMeasures } from '../narrative/facts.ts';
import { timelineSection } from '../narrative/figure.ts';
import { finerList, head, notices } from '../narrative/head.ts';
import { labelOf } from '../narrative/label.ts';
import { evidenceForm, matchSection, nearSection, postSection } from '../narrative/evidence-lists.ts';
import { readFiner, readSubject } from '../narrative/subject.ts';
import type { Subject } from '../narrative/subject.ts';
import { readTimeline, withFirst } from '../narrative/timeline.ts';
import { definePage, narrativeAddress } from '../page.ts';
import type { Visit } from '../page.ts';
import { partiesOf } from '../parties.ts';
import { given } from '../query.ts';
import { Recent } from '../recent.ts';

/** Narratives whose figures are kept: filters and pages of their lists leave the figures as they are. */
const figuresKept = 50;

/** What the page shows of a narrative whatever is asked of its lists. */
interface Figures {
  readonly main: Markup;
  /** Items that are the first appearance in their source. */
  readonly firsts: ReadonlySet<string>;
}

/** Everything about one narrative. */
export const narrativePage = definePage({
  name: 'narratives',
  path: '/narratives/:id',
  query: evidenceQuery,
  async show(visit, query, { id = '' }) {
    const { reader, wording, url, signal } = visit;
    const subject = await readSubject(reader, id, signal);
    if (subject === undefined) return undefined;
    const [parties, languages, differs, { firsts, main }, lists] = await Promise.all([
      partiesOf(reader, wording),
      readLanguages(reader),
      editsDiffer(reader, signal),
      figuresOf(visit, subject),
      withEntries(reader, subject, signal, async (entries) => ({
        found: await findMatches(entries, query),
        posts: await findPosts(entries, query),
        near: await findNear(entries, query),
        sites: await readSites(entries),
      })),
    ]);
    const { found, posts, near, sites } = lists;
    const cited = await readCited(reader, [...found.rows, ...posts.rows, ...near.rows], signal);
    const view = { wording, url, narrative: id, parties, firsts };
    return {
      title: clip(subject.label.trim() === '' ? id : subject.label, 120).text,
      main: markup`<p class="kicker">${wording.narrative.kicker(id, subject.level)}</p>
<h1>${labelOf(subject)}</h1>
${notices(wording, subject, { minPosts: leastPosts(reader), editsDiffer: differs })}
${partLinks(wording, found.of, near.of, posts.of)}
${main}
<h2 id="evidence">${wording.narrative.evidence.heading}</h2>
${found.of > 0 && evidenceForm(view, query, { sites, languages })}
${matchSection(view, query, { ...found, rows: cited.matches(found.rows) }, undefined)}
${nearSection(view, query, { ...near, rows: cited.matches(near.rows) })}
${postSection(view, query, { ...posts, rows: cited.posts(posts.rows) })}
${await digestBar(visit)}`,
    };
  },
});

/** The figures of a narrative, from those that were shown last where it is among them. */
async function figuresOf({ reader, wording, signal }: Visit, subject: Subject): Promise<Figures> {
  const recent = await reader.once('figures of narratives', async () => new Recent<Figures>(figuresKept));
  const name = `${wording.formats.language} ${subject.id}`;
  const known = recent.get(name);
  if (known !== undefined) return known;
  const [parties, measures, finer, { counts, timeline }] = await Promise.all([
    partiesOf(reader, wording),
    readMeasures(reader, subject, signal),
    subject.level > 0 ? readFiner(reader, subject.id, signal) : { finer: [], count: 0 },
    withEntries(reader, subject, signal, async (entries) => {
      const own = await readCounts(entries);
      return { counts: own, timeline: await readTimeline(entries, own) };
    }),
  ]);
  const made = {
    firsts: new Set(measures.first.flatMap(({ item_id }) => item_id ?? [])),
    main: markup`${head(wording, parties, subject, { ...measures, counts })}
${timelineSection(wording, parties, subject.id, timeline && withFirst(timeline, measures.first))}
${finerList(wording, finer)}`,
  };
  recent.set(name, made);
  return made;
}

/** The matched passages of the same address with the aligned sentences marked: what the script of the page asks for. */
export const alignmentPage = definePage({
  name: 'narratives',
  path: '/narratives/:id/alignment',
  query: evidenceQuery,
  async show({ reader, wording, url, signal }, query, { id = '' }) {
    const subject = await readSubject(reader, id, signal);
    if (subject === undefined) return undefined;
    const [parties, found] = await Promise.all([
      partiesOf(reader, wording),
      withEntries(reader, subject, signal, async (entries) => findMatches(entries, query)),
    ]);
    const cited = await readCited(reader, found.rows, signal);
    const rows = cited.matches(found.rows);
    const marks = await marksOf(reader, rows, signal);
    const back = narrativeAddress(id, given(evidenceQuery, query));
    const view = { wording, url: new URL(back, url), narrative: id, parties, firsts: new Set<string>() };
    return {
      title: titleOf(wording),
      main: markup`<p class="kicker"><a href="${back}">${wording.narrative.kicker(id, subject.level)}</a></p>
<h1>${labelOf(subject)}</h1>
<h2>${titleOf(wording)}</h2>
${matchSection(view, query, { ...found, rows }, marks)}`,
    };
  },
});

/** Ways to the parts of a long page. */
function partLinks(wording: Wording, articles: number, near: number, posts: number): Markup {
  const { narrative: words, common } = wording;
  return contentsOf(wording, [
    ['#in-time', words.timeline.heading],
    ['#evidence', `${words.evidence.heading} (${common.articles(articles)})`],
    ...(near > 0 ? [['#near', words.near.heading(near)] as const] : []),
    ['#post-list', common.posts(posts)],
  ]);
}

function titleOf({ narrative }: Wording): string {
  return narrative.evidence.heading;
}
