/** The ecosystems of the study that is served, with their names, colours and shapes. */
import { markup } from '../report/markup.ts';
import type { Markup } from '../report/markup.ts';
import { namedParties } from '../report/names.ts';
import type { Parties } from '../report/names.ts';
import type { Wording } from '../wording/wording.ts';
import { partyMark } from '../report/parts.ts';
import { clip } from '../report/visible.ts';
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

/** The platform or an ecosystem as it is marked everywhere; a name that no view knows stands by itself. */
export function sourceMark(parties: Parties, key: string | null): Markup {
  const party = [...parties.ecosystems, parties.platform].find((of) => of.key === (key ?? ''));
  return party === undefined ? markup`<bdi>${clip(key ?? '', 80).text}</bdi>` : partyMark(party);
}
