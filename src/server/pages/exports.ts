/** What can be taken away: tables, graphs, files for other tools, figures, the replication bundle. */
import { z } from 'zod';
import { clockPrecisions } from '../../exports/coortweet.ts';
import { markup } from '../../report/markup.ts';
import { interfaceLanguages } from '../../wording/languages.ts';
import { contentsOf } from '../contents.ts';
import { bundleFiles } from '../exports/changes.ts';
import { drawnPlots, reportLanguage } from '../exports/plots.ts';
import { takenTables } from '../exports/query.ts';
import {
  bundlePart,
  exportsPath,
  figuresPart,
  graphsPart,
  optionsForm,
  tablesPart,
  toolsPart,
} from '../exports/view.ts';
import { definePage } from '../page.ts';
import { flagQuery } from '../query.ts';
import { jobPart } from './job.ts';

/** The page of exports. */
export const exportsPage = definePage({
  name: 'exports',
  path: exportsPath,
  query: z.object({
    bom: flagQuery,
    raw: flagQuery,
    precision: z.enum(clockPrecisions).default('minute'),
    /** Whether the figures are drawn. */
    figures: flagQuery,
    language: z.enum(interfaceLanguages).optional(),
  }),
  async show({ reader, wording, jobs }, query) {
    const { exports: words } = wording;
    const { study, settings } = reader;
    const [tables, made, drawn] = await Promise.all([
      takenTables(study),
      bundleFiles(study),
      query.figures === '1' ? drawnPlots(reader, query.language) : undefined,
    ]);
    const contents = ['tables', 'graphs', 'tools', 'figures', 'bundle'] as const;
    return {
      title: words.title,
      main: markup`<h1>${words.title}</h1>
<p>${words.intro}</p>
${contentsOf(
  wording,
  contents.map((id) => [`#${id}`, words[id]]),
)}
${jobs.unfinished('exports').map((job) => markup`<h2>${job.title(wording)}</h2>${jobPart(wording, job)}`)}
${optionsForm(wording, query)}
<div id="files" data-part>
${tablesPart(wording, tables, query)}
${graphsPart(wording, query)}
${toolsPart(wording, query)}
</div>
${figuresPart(wording, drawn, query.language ?? reportLanguage(reader))}
${bundlePart(wording, made, settings.name, settings.about.trim())}`,
    };
  },
});
