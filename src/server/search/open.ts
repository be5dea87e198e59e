/** Search over the study that is served: models and vectors are loaded once, at the first question or before it. */
import { openSearch } from '../../search/open.ts';
import type { Search } from '../../search/types.ts';
import type { StudyReader } from '../study-reader.ts';

/** The search of a study; loading takes a second or more. */
export async function searchOf(reader: StudyReader): Promise<Search> {
  return reader.once('search', async () => {
    const search = await openSearch(reader.study, { embedder: reader.settings.embedder });
    reader.whenClosed(() => void search.close());
    return search;
  });
}
