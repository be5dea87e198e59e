/** The address of the page of a site. */
import { address } from '../page.ts';

/** Characters of an address beyond which a site has no page: the server reads no longer ones. */
const longest = 4000;

/**
 * The address of a site's page; undefined where no address can name it: without a name or an ecosystem, called `.`
 * or `..`, which stand for folders, or very long. `ecosystem` tells apart sites of one name; undefined: the largest.
 */
export function siteAddress(
  site: string,
  ecosystem: string | undefined,
  parameters: Readonly<Record<string, string | number | undefined>> = {},
): string | undefined {
  if (site === '' || site === '.' || site === '..' || ecosystem === '') return undefined;
  const whole = address(`/sites/${encodeURIComponent(site)}`, { ecosystem, ...parameters });
  return whole.length > longest ? undefined : whole;
}
