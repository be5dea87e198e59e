/** The sites of a crawl: lists of domains, and which of them an address belongs to. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { exitCodes, UserError } from '../errors.ts';
import { domainAndParents, hostOf, siteOf } from '../formats/domain.ts';

/** A domain, with the ecosystem whose list names it. */
export interface CrawlSite {
  readonly domain: string;
  readonly ecosystem: string;
}

/** First words of the lines of a list, without comments and empty lines, with their line numbers. */
export async function readList(path: string): Promise<{ readonly word: string; readonly line: number }[]> {
  if (!existsSync(path)) throw new UserError(`the list ${path} does not exist`, { exitCode: exitCodes.input });
  return (await readFile(path, 'utf8'))
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((text, index) => ({
      word: text
        .replace(/(?:^|\s)#.*/, '')
        .trim()
        .split(/[\s,;]/)[0]!,
      line: index + 1,
    }))
    .filter(({ word }) => word !== '');
}

/** Reads lists of domains, one list an ecosystem; a UserError names a line that is no domain, or a domain listed twice. */
export async function readSites(lists: readonly (readonly [string, string])[]): Promise<CrawlSite[]> {
  const ecosystems = new Map<string, string>();
  for (const [ecosystem, path] of lists) {
    if (!/^[\p{L}\p{N}_-]+$/u.test(ecosystem))
      throw new UserError(`${JSON.stringify(ecosystem)} cannot name an ecosystem: letters, digits, - and _ can`);
    for (const { word, line } of await readList(path)) {
      const domain = siteOf(word);
      if (domain === undefined || !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(domain))
        throw new UserError(`${path}:${line} is not a domain: ${word}`, { hint: 'one domain a line: example.com' });
      const other = ecosystems.get(domain);
      if (other !== undefined && other !== ecosystem)
        throw new UserError(`${path}:${line}: ${domain} is listed under ${other} and under ${ecosystem}`);
      ecosystems.set(domain, ecosystem);
    }
  }
  return [...ecosystems].map(([domain, ecosystem]) => ({ domain, ecosystem }));
}

/** Gives the listed domain that is nearest above the host of an address; undefined where none is. */
export function openSites(sites: readonly CrawlSite[]): (url: string) => CrawlSite | undefined {
  const byDomain = new Map(sites.map((site) => [site.domain, site]));
  return (url) => {
    for (const domain of domainAndParents(hostOf(url) ?? '')) {
      const site = byDomain.get(domain);
      if (site !== undefined) return site;
    }
    return undefined;
  };
}
