/** The figures of the study that several pages show, read once for its results. */
import type { z } from 'zod';
import { readOverview, stageNotes } from '../report/read.ts';
import type { Overview } from '../report/model.ts';
import { viewOf } from '../report/view.ts';
import type { View } from '../report/view.ts';
import { report } from '../stages/report.ts';
import type { Wording } from '../wording/wording.ts';
import { dashboardLinks } from './dashboard-links.ts';
import type { StudyReader } from './study-reader.ts';

/** Narratives the figures show. */
const shownNarratives = 20;

/** The model of the report, named in a language and with links to pages; without evidence. */
export async function figuresOf(reader: StudyReader, wording: Wording): Promise<View> {
  const overview = await reader.once('overview', async () => readFigures(reader));
  return viewOf(overview, { options: optionsOf(reader), links: dashboardLinks, wording });
}

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
