/** Bootstrap draws of the counts of one narrative, by the sites and texts that match it. */
import { addUnseen, drawSums, expandedLevel, seedFor } from '../kernels/bootstrap.ts';
import type { Pool } from '../kernels/bootstrap.ts';
import { groupBy } from '../kernels/group-by.ts';
import { Random } from '../kernels/random.ts';
import type { Counting } from './measure-counts.ts';
import type { SitesOfEcosystems, Text } from './measure-texts.ts';

/** With fewer sites than this a narrative has no interval, and an ecosystem's sites are not drawn. */
export const fewestSites = 5;

/** Many draws of the counts of one narrative. */
export interface CountDraws {
  /** Per counting `counts[column × draws + draw]`, a column an ecosystem. */
  readonly counts: Readonly<Record<Counting, Float64Array>>;
  /** Per ecosystem the level of percentiles: wider where its sites are few. */
  readonly levels: readonly number[];
  /** Whether the sites of some ecosystem with a match were too few to be drawn. */
  readonly ofTexts: boolean;
}

/**
 * Draws of k(n,e), stratified by ecosystem: as many sites as the ecosystem has in scope, with
 * replacement, each with all its texts; or, in an ecosystem of fewer than five sites, as many texts as
 * each site has in scope. Texts carry their copies along. Undefined where the texts are of fewer than
 * five sites. The draws depend on the seed, the id and the narrative's own texts alone.
 */
export function drawCounts(
  texts: readonly Text[],
  ecosystems: readonly string[],
  sites: SitesOfEcosystems,
  { draws, seed }: { readonly draws: number; readonly seed: number },
): CountDraws | undefined {
  const bySite = groupBy(texts, ({ ecosystem, site }) => `${ecosystem}\u0000${site}`);
  if (bySite.size < fewestSites) return undefined;
  const random = new Random(seedFor(seed, texts[0]!.narrative_id));
  const columns = ecosystems.length;
  const counts = {
    copies: new Float64Array(draws * columns),
    groups: new Float64Array(draws * columns),
  };
  const levels: number[] = [];
  let ofTexts = false;
  for (const [column, ecosystem] of ecosystems.entries()) {
    const own = [...bySite.values()].filter(([text]) => text!.ecosystem === ecosystem);
    const ofAll = sites.get(ecosystem)!;
    const asClusters = ofAll.size >= fewestSites;
    const pools = asClusters
      ? [poolOf(ofAll.size, own)]
      : own.map((group) =>
          poolOf(
            ofAll.get(group[0]!.site)!,
            group.map((text) => [text]),
          ),
        );
    const sums = [counts.copies, counts.groups].map((all) => all.subarray(column * draws, (column + 1) * draws));
    for (const pool of pools) drawSums(pool, sums, random);
    addUnseen(sums, random);
    levels.push(asClusters ? expandedLevel(ofAll.size) : 0.05);
    ofTexts ||= own.length > 0 && !asClusters;
  }
  return { counts, levels, ofTexts };
}

/** A pool whose units are groups of texts: their copies, and their number. */
function poolOf(trials: number, units: readonly (readonly Text[])[]): Pool {
  return {
    trials,
    weights: [
      units.map((group) => group.reduce((sum, text) => sum + text.copies, 0)),
      units.map(({ length }) => length),
    ],
  };
}
