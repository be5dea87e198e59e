/** What the data can carry: coverage, times, languages, copies, scope, rejects, the run and the method. */
import { z } from 'zod';
import { markup } from '../../report/markup.ts';
import { coverageSection } from '../../report/section-coverage.ts';
import { methodSection } from '../../report/section-method.ts';
import { figuresOf } from '../overview-figures.ts';
import { definePage } from '../page.ts';
import { partiesWith } from '../parties.ts';
import { copiesQuery, copySums, listCopies } from '../quality/copies.ts';
import { qualityPath } from '../quality/links.ts';
import { countRejects } from '../quality/rejects.ts';
import { countOutside, isScopeChanged } from '../quality/scope.ts';
import { qualitySums } from '../quality/sums.ts';
import {
  contents,
  copiesSection,
  languagesSection,
  rejectsSection,
  runSection,
  scopeSection,
  sumsList,
  timesSection,
} from '../quality/view.ts';

/** Texts with copies that the page names. */
const largestGroups = 10;

/** Data quality on one page; the rows behind it have pages of their own. */
export const qualityPage = definePage({
  name: 'quality',
  path: qualityPath,
  query: z.object({}),
  async show({ reader, wording, signal }) {
    const [view, sums, copies, largest, outside, rejects] = await Promise.all([
      figuresOf(reader, wording),
      qualitySums(reader),
      copySums(reader),
      listCopies(reader, copiesQuery.parse({}), signal, largestGroups),
      countOutside(reader),
      countRejects(reader, { q: '', stage: '', slug: '', source: '' }, signal),
    ]);
    const parties = await partiesWith(
      reader,
      [...largest.rows.flatMap(({ ecosystems }) => ecosystems), ...view.data.ecosystems],
      wording,
    );
    const { quality: words } = wording;
    return {
      title: words.title,
      main: markup`<h1>${words.title}</h1>
<p>${words.intro}</p>
${sumsList(wording, sums, copies, outside, rejects)}
${contents(wording)}
${coverageSection(view)}
${timesSection(view, parties, sums)}
${languagesSection(wording, sums)}
${copiesSection(wording, parties, copies, largest.rows)}
${scopeSection(wording, sums, outside, isScopeChanged(reader))}
${rejectsSection(wording, rejects)}
${runSection(wording, reader.manifest.stages)}
${methodSection(view, { withRejects: false })}`,
    };
  },
});
