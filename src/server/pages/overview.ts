/** The first page: the four answers with their intervals and caveats, and the figures behind them. */
import { z } from 'zod';
import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import { associationSection } from '../../report/section-association.ts';
import { firstSection } from '../../report/section-first.ts';
import { answersSection, headSection } from '../../report/section-head.ts';
import { influenceSection } from '../../report/section-influence.ts';
import { publishedSection } from '../../report/section-published.ts';
import { shareSection } from '../../report/section-share.ts';
import type { View } from '../../report/view.ts';
import { figuresOf } from '../overview-figures.ts';
import { definePage } from '../page.ts';

/** The answers and their figures. */
export const overviewPage = definePage({
  name: 'overview',
  path: '/',
  query: z.object({}),
  async show({ reader, wording }) {
    // The figures are drawn once a language: they follow from the results alone.
    const main = await reader.once(`overview in ${wording.formats.language}`, async () =>
      sections(await figuresOf(reader, wording)),
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
