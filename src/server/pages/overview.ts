/** The first page: the four answers with their intervals and caveats, and the figures behind them. */
import { z } from 'zod';
import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import { readOverview, stageNotes } from '../../report/read.ts';
import type { Overview } from '../../report/model.ts';
import { associationSection } from '../../report/section-association.ts';
import { firstSection } from '../../report/section-first.ts';
import { answersSection, headSection } from '../../report/section-head.ts';
import { influenceSection } from '../../report/section-influence.ts';
import { publishedSection } from '../../report/section-published.ts';
import { shareSection } from '../../report/section-share.ts';
import { viewOf } from '../../report/view.ts';
import type { View } from '../../report/view.ts';
import { report } from '../../stages/report.ts';
import { dashboardLinks } from '../dashboard-links.ts';
import { definePage } from '../page.ts';
import type { StudyReader } from '../study-reader.ts';

/** The answers and their figures. */
export const overviewPage = definePage({
  name: 'overview',
  path: '/',
  query: z.object({}),
  async show({ reader, wording }) {
    const overview = await reader.once('overview', async () => readFigures(reader));
    // The figures are drawn once a language: they follow from the results alone.
    const main = await reader.once(`overview in ${wording.formats.language}`, () =>
      Promise.resolve(sections(viewOf(overview, { options: optionsOf(reader), links: dashboardLinks, wording }))),
    );
    return { title: wording.common.pages.overview, main };
  },
});

function sections(view: View): Markup {
  return markup`${headSection(view)}
${answersSection(view)}
${shareSection(view)}
${associationSection(view)}
${firstSection(view)}
${influenceSection(view)}
${publishedSection(view)}`;
}

/** Narratives the figures show. */
const shownNarratives = 20;

function optionsOf(reader: StudyReader): z.infer<typeof report.options> {
  return { ...report.options.parse(reader.options['report'] ?? {}), maxNarratives: shownNarratives };
}

/** What the sections show; evidence has pages of its own. */
async function readFigures(reader: StudyReader): Promise<Overview> {
  const options = optionsOf(reader);
  return reader.apart(async (database) =>
    readOverview({
      database,
      settings: reader.settings,
      title: options.title,
      options,
      stages: stageNotes(reader.manifest),
      parquetOnly: [],
    }),
  );
}
