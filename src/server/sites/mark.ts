/** A site with the mark of its ecosystem, as a link to its page where it can have one. */
import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import type { Party } from '../../report/names.ts';
import { partyMark } from '../../report/parts.ts';
import { clip } from '../../report/visible.ts';
import type { Wording } from '../../wording/wording.ts';
import { siteAddress } from './address.ts';

/** Characters of a name that are shown. */
const shownCharacters = 80;

/** The name of a site, cut; what stands for one where it has none. */
export function siteName(site: string, { sites }: Wording): Markup {
  if (site.trim() === '') return markup`<i>${sites.unnamed}</i>`;
  const { text, left } = clip(site, shownCharacters);
  return markup`<bdi>${text}${left > 0 && '…'}</bdi>`;
}

/** The site; `ecosystem` where the address must name it. The platform is no site: it has its name alone. */
export function siteMark(wording: Wording, party: Party, site: string, ecosystem?: string): Markup {
  if (party.key === site && party.id === 'ep') return partyMark(party);
  const href = siteAddress(site, ecosystem);
  const name = siteName(site, wording);
  return markup`<span class="party"><span class="mark ${party.id}" aria-hidden="true">${party.mark}</span> ${href === undefined ? name : markup`<a href="${href}">${name}</a>`}<span class="unseen">${wording.formats.bracketed(party.label)}</span></span>`;
}
