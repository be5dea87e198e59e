/** The figures of the report, drawn once for these results and a language. */
import { exportContext } from '../../exports/context.ts';
import { drawPlots } from '../../exports/plots.ts';
import type { Drawn, PlotOptions } from '../../exports/plots.ts';
import type { InterfaceLanguage } from '../../wording/languages.ts';
import type { StudyReader } from '../study-reader.ts';

/** The language in which the report of the study is written. */
export function reportLanguage(reader: StudyReader): InterfaceLanguage {
  return (reader.options['report'] as PlotOptions).language;
}

/** Every figure, in the language of the report where none is asked for. */
export async function drawnPlots(reader: StudyReader, language = reportLanguage(reader)): Promise<Drawn> {
  const { study, settings, manifest } = reader;
  return reader.once(`plots in ${language}`, async () =>
    reader.apart(async (database) =>
      drawPlots(exportContext(study, database, settings.platform), {
        manifest,
        settings,
        options: { ...(reader.options['report'] as PlotOptions), language },
      }),
    ),
  );
}
