/** A narrative with its evidence: where every figure ends. */
import { markup } from '../../report/markup.ts';
import type { Wording } from '../../wording/wording.ts';
import { marksOf } from '../aligner.ts';
import { readCited } from '../cited-items.ts';
import { evidenceQuery, findMatches, findNear, findPosts, readChoices } from '../narrative-evidence.ts';
import { readFacts } from '../narrative-facts.ts';
import { timelineSection } from '../narrative-figure.ts';
import { finerList, head, labelOf, notices } from '../narrative-head.ts';
import { evidenceForm, given, matchSection, nearSection, postSection } from '../narrative-lists.ts';
import { readFiner, readSubject } from '../narrative-subject.ts';
import { readTimeline } from '../narrative-timeline.ts';
import { definePage, narrativeAddress } from '../page.ts';
import { partiesOf } from '../parties.ts';

/** Everything about one narrative. */
export const narrativePage = definePage({
  name: 'narratives',
  path: '/narratives/:id',
  query: evidenceQuery,
  async show({ reader, wording, signal }, query, { id = '' }) {
    const subject = await readSubject(reader, id, signal);
    if (subject === undefined) return undefined;
    const [parties, facts, found, posts, near, choices, finer] = await Promise.all([
      partiesOf(reader, wording),
      readFacts(reader, subject, signal),
      findMatches(reader, subject, query, signal),
      findPosts(reader, subject, query, signal),
      findNear(reader, subject, query, signal),
      readChoices(reader, subject, signal),
      subject.level > 0 ? readFiner(reader, id, signal) : { finer: [], count: 0 },
    ]);
    const [timeline, cited] = await Promise.all([
      readTimeline(reader, subject, facts.counts, facts.first, signal),
      readCited(reader, [...found.items, ...posts.items, ...near.items], signal),
    ]);
    const firsts = new Set(facts.first.flatMap(({ item_id }) => item_id ?? []));
    const view = { wording, parties, firsts };
    const title = labelOf(subject);
    return {
      title: subject.label.trim() === '' ? id : subject.label.slice(0, 120),
      main: markup`<p class="kicker">${wording.narrative.kicker(id, subject.level)}</p>
<h1>${title}</h1>
${notices(wording, subject, facts)}
${head(wording, parties, subject, facts)}
${timelineSection(wording, parties, id, timeline)}
${finerList(wording, finer)}
<h2 id="evidence">${wording.narrative.evidence.heading}</h2>
${found.of > 0 && evidenceForm(view, id, query, choices)}
${matchSection(view, id, query, { ...found, items: cited.matches(found.items) }, undefined)}
${nearSection(view, id, query, { ...near, items: cited.matches(near.items) })}
${postSection(view, id, query, { ...posts, items: cited.posts(posts.items) })}`,
    };
  },
});

/** The matched passages of the same address with the aligned sentences marked: what the script of the page asks for. */
export const alignmentPage = definePage({
  name: 'narratives',
  path: '/narratives/:id/alignment',
  query: evidenceQuery,
  async show({ reader, wording, signal }, query, { id = '' }) {
    const subject = await readSubject(reader, id, signal);
    if (subject === undefined) return undefined;
    const [parties, found] = await Promise.all([
      partiesOf(reader, wording),
      findMatches(reader, subject, query, signal),
    ]);
    const cited = await readCited(reader, found.items, signal);
    const items = cited.matches(found.items);
    const marks = await marksOf(reader, items, signal);
    const back = narrativeAddress(id, given(query));
    return {
      title: titleOf(wording),
      main: markup`<p class="kicker"><a href="${back}">${wording.narrative.kicker(id, subject.level)}</a></p>
<h1>${labelOf(subject)}</h1>
<h2>${titleOf(wording)}</h2>
${matchSection({ wording, parties, firsts: new Set() }, id, query, { ...found, items }, marks)}`,
    };
  },
});

function titleOf({ narrative }: Wording): string {
  return narrative.evidence.heading;
}
