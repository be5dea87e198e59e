/** Whether the study still says what a digest quotes. */
import { keyOf, quotesOf } from '../../digest/model.ts';
import type { Digest } from '../../digest/model.ts';
import { checkQuotes } from '../../digest/quote.ts';
import type { CheckedQuote } from '../../digest/quote.ts';
import { unmadeLinks } from '../../digest/words.ts';
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import { dataTable } from '../../report/parts.ts';
import type { Wording } from '../../wording/wording.ts';
import type { StudyReader } from '../study-reader.ts';

/** How one quote stands to the study. */
type Standing = Pick<CheckedQuote, 'state' | 'in_item'>;

/** Quotes whose standing is remembered. */
const remembered = 5000;

/** How each quote of a digest stands to the study, in their order; each is looked up once for the same results. */
export async function standingOf(reader: StudyReader, digest: Digest, signal: AbortSignal): Promise<Standing[]> {
  const known = await reader.once('quotes of digests', async () => new Map<string, Standing>());
  if (known.size > remembered) known.clear();
  const quotes = quotesOf(digest);
  const blocks = quotes.filter(({ quoted }) => !known.has(keyOf(quoted)));
  const found = await reader.withConnection(
    async (database) => checkQuotes(database, reader.study, { blocks }),
    signal,
  );
  const fresh = new Map(found.map(({ state, in_item }, place) => [keyOf(blocks[place]!.quoted), { state, in_item }]));
  for (const [key, standing] of fresh) known.set(key, standing);
  return quotes.map(({ quoted }) => fresh.get(keyOf(quoted)) ?? known.get(keyOf(quoted))!);
}

/** What was found, for the page of a digest. */
export function checkSection({ digests }: Wording, digest: Digest, standings: readonly Standing[]): Markup {
  const { check } = digests;
  const others = standings.flatMap((standing, place) => (standing.state === 'same' ? [] : [{ ...standing, place }]));
  const links = digest.blocks.flatMap((block) => (block.kind === 'words' ? unmadeLinks(block.text) : []));
  return markup`<h2 id="check">${check.title}</h2>
<p>${standings.length === 0 ? check.none : others.length === 0 ? check.allSame(standings.length) : check.kept}</p>
${
  others.length > 0 &&
  dataTable(
    check.caption,
    [{ head: check.quote }, { head: check.now }],
    others.map(({ place, state, in_item }) => [place + 1, nowInWords(check, state, in_item)]),
  )
}
${links.length > 0 && markup`<p>${check.links}</p><ul>${links.map((link) => markup`<li><bdi>${link.slice(0, 200)}</bdi></li>`)}</ul>`}`;
}

function nowInWords(check: Wording['digests']['check'], state: CheckedQuote['state'], inItem: boolean | null): Content {
  return `${check.states[state]}; ${check.inItem[`${inItem}`]}`;
}
