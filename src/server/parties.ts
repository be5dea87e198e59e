/** The ecosystems of the study that is served, with their names, colours and shapes. */
import { namedParties } from '../report/names.ts';
import type { Parties } from '../report/names.ts';
import type { Wording } from '../wording/wording.ts';
import type { StudyReader } from './study-reader.ts';

/** The parties of a study, as every view shows them, named in a language. */
export async function partiesOf(reader: StudyReader, wording: Wording): Promise<Parties> {
  const rows = await reader.once('ecosystems', async () =>
    reader.rows<{ ecosystem: string }>(`
      SELECT DISTINCT coalesce(ecosystem, '') AS ecosystem FROM (
        SELECT ecosystem FROM coverage WHERE kind = 'article' UNION ALL SELECT ecosystem FROM share
        UNION ALL SELECT ecosystem FROM narrative_articles) ORDER BY 1`),
  );
  return namedParties(
    rows.map(({ ecosystem }) => ecosystem),
    reader.settings.platform,
    wording,
  );
}

/** The parties of a study, and whoever else is named beside them; colours stay as they are where nobody is. */
export async function partiesWith(reader: StudyReader, keys: readonly string[], wording: Wording): Promise<Parties> {
  const parties = await partiesOf(reader, wording);
  const known = new Set([...parties.ecosystems, parties.platform].map(({ key }) => key));
  return keys.every((key) => known.has(key))
    ? parties
    : namedParties([...known, ...keys], parties.platform.key, wording);
}
