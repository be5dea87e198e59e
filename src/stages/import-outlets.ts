/** What the settings say about a site: its ecosystem, its zone, and whether it is in the scope. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Settings } from '../config.ts';
import { exitCodes, UserError } from '../errors.ts';
import { domainAndParents, siteOf } from '../formats/domain.ts';
import { checkZone } from '../formats/zone.ts';
import { sha256OfFile } from '../store/atomic.ts';
import type { Study } from '../store/study.ts';

/** Hashes of the files `sites` names, by their path as written. */
export async function siteListHashes(settings: Settings, study: Study): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const entry of Object.values(settings.sites).flat()) {
    const path = listFile(entry, study);
    if (path !== undefined) hashes[entry] = await sha256OfFile(path);
  }
  return hashes;
}

/** Path of the file an entry of `sites` names, or undefined where it is a domain; a UserError where the file is missing. */
function listFile(entry: string, study: Study): string | undefined {
  const path = isAbsolute(entry) ? entry : study.path(entry);
  if (existsSync(path)) return path;
  if (!/[\\/]|\.(?:txt|csv|tsv|lst)$/i.test(entry)) return undefined;
  throw new UserError(`sites names the file ${entry}, which does not exist in ${study.folder}`, {
    exitCode: exitCodes.input,
  });
}

/** Gives the ecosystem of a site by its own name or the nearest domain above it; undefined where none is listed. */
export type EcosystemOf = (site: string) => string | undefined;

/** Reads the lists of sites; a UserError names a site that is listed under two ecosystems. */
export async function openEcosystems(settings: Settings, study: Study): Promise<EcosystemOf> {
  const bySite = new Map<string, string>();
  for (const [ecosystem, entries] of Object.entries(settings.sites)) {
    for (const entry of entries) {
      const path = listFile(entry, study);
      const names = path === undefined ? [entry] : listed(await readFile(path, 'utf8'));
      for (const name of names) {
        const site = siteOf(name);
        if (site === undefined) continue;
        const other = bySite.get(site);
        if (other !== undefined && other !== ecosystem)
          throw new UserError(`the site ${site} is listed under ${other} and under ${ecosystem}`);
        bySite.set(site, ecosystem);
      }
    }
  }
  return (site) => nearest(bySite, site);
}

/** The first word of every line that is not a comment. */
function listed(text: string): string[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map(
      (line) =>
        line
          .replace(/#.*/, '')
          .trim()
          .split(/[\s,;]/)[0]!,
    )
    .filter((name) => name !== '');
}

function nearest<Value>(bySite: ReadonlyMap<string, Value>, site: string): Value | undefined {
  for (const domain of domainAndParents(site)) {
    const found = bySite.get(domain);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Gives the zone of times without an offset: of the site, else of the ecosystem, else of the platform. */
export type ZoneOf = (outlet: {
  site: string | null;
  ecosystem: string | null;
  platform: string | null;
}) => string | undefined;

/** Checks the zones of the settings; a UserError names one that does not exist. */
export function openZones(settings: Settings): ZoneOf {
  const byName = new Map<string, string>();
  for (const [name, zone] of Object.entries(settings.zones)) {
    checkZone(zone);
    byName.set(siteOf(name) ?? name, zone);
  }
  return ({ site, ecosystem, platform }) =>
    (site === null ? undefined : nearest(byName, site)) ??
    (ecosystem === null ? undefined : byName.get(ecosystem)) ??
    (platform === null ? undefined : byName.get(platform));
}

/** Says whether the scope takes articles of a site; a listed domain stands for those below it. */
export function openSiteScope({ scope }: Settings): (site: string | null) => boolean {
  const [include, exclude] = [scope.sites.include, scope.sites.exclude].map(
    (names) => new Map(names.map((name) => [siteOf(name) ?? name, true])),
  ) as [Map<string, boolean>, Map<string, boolean>];
  return (site) => {
    if (site === null) return include.size === 0;
    return (include.size === 0 || nearest(include, site) === true) && nearest(exclude, site) !== true;
  };
}
