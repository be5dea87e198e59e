/** A second study, read only to be compared with the one that is served. */
import { compareStudies } from '../compare/compare-studies.ts';
import type { ComparedStudies } from '../compare/compare-studies.ts';
import { openCompared } from '../compared.ts';
import type { Resources, Study } from '../store/study.ts';
import { stampOf } from './stamp.ts';
import type { StudyReader } from './study-reader.ts';

/** Draws of a comparison on a page. */
export const drawsOnPage = 499;

/**
 * The study beside. The comparison is made in a database of its own, which reads both studies and is closed
 * when it is done; what is kept is as long as the narratives that are measured.
 */
export class BesideStudy {
  readonly study: Study;
  readonly #resources: Resources;
  #made: { readonly stamp: string; readonly reader: StudyReader; readonly found: Promise<ComparedStudies> } | undefined;

  /** A UserError where the study has not been measured. */
  constructor(study: Study, resources: Resources) {
    openCompared(study);
    this.study = study;
    this.#resources = resources;
  }

  /** Both studies next to each other, made anew where either has changed. */
  async compared(reader: StudyReader): Promise<ComparedStudies> {
    const stamp = stampOf(this.study.manifestPath);
    if (this.#made?.stamp !== stamp || this.#made.reader !== reader) {
      const made = {
        stamp,
        reader,
        found: (async () =>
          compareStudies([openCompared(reader.study), openCompared(this.study)], {
            draws: drawsOnPage,
            resources: this.#resources,
          }))(),
      };
      this.#made = made;
      // A failure is not kept.
      made.found.catch(() => {
        if (this.#made === made) this.#made = undefined;
      });
    }
    return await this.#made.found;
  }
}
