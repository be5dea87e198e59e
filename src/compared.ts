/** A study as the comparison takes it. */
import type { OpenedStudy } from './compare/pair.ts';
import { readConfig } from './config.ts';
import { readManifest } from './store/manifest.ts';
import type { Study } from './store/study.ts';

/** Reads what the comparison needs to know; a UserError where the study has not been measured. */
export function openCompared(study: Study): OpenedStudy {
  study.table('events');
  const { settings } = readConfig(study);
  return {
    study,
    name: settings.name,
    platform: settings.platform,
    firstSeenIsPublication: settings.firstSeenIsPublication,
    manifest: readManifest(study),
  };
}
