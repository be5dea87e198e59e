import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { throwIfAborted } from '../errors.ts';
import { firstAppearances } from '../kernels/cascades.ts';
import type { Cascades } from '../kernels/cascades.ts';
import { bootstrapEdges, chanceEdges, drawCounts } from '../kernels/netinf-checks.ts';
import type { ChanceFound } from '../kernels/netinf-checks.ts';
import type { Network, Transmission } from '../kernels/netinf.ts';
import { fitNetwork } from '../kernels/netinf-rate.ts';
import { Random } from '../kernels/random.ts';
import { defineStage } from '../stage.ts';
import type { StageContext, StageResult } from '../stage.ts';
import { readMaterial } from './network-read.ts';
import type { NetworkMaterial } from './network-read.ts';
import { groupsOf, writeEcosystems } from './network-ecosystems.ts';
import { writeEdges, writeSites } from './network-write.ts';

const options = z.strictObject({
  minCascades: z.number().int().min(1).default(5).describe('only sites that appear in at least this many narratives'),
  maxSites: z
    .number()
    .int()
    .min(2)
    .default(500)
    .describe('at most so many sites, those in most narratives; the platform counts as one'),
  gain: z
    .number()
    .gt(0)
    .max(1)
    .default(0.9)
    .describe('edges are added until they gain this share of what the complete graph gains'),
  maxEdges: z.number().int().positive().default(10_000).describe('or until there are so many edges'),
  minCopies: z
    .number()
    .int()
    .min(1)
    .default(3)
    .describe('edges along which fewer narratives came are marked as thin, and the delay is not fitted to them'),
  meanDelayHours: z
    .number()
    .positive()
    .optional()
    .describe('mean delay from a site to the next, in hours; left out: fitted to the data'),
  backgroundPerHour: z
    .number()
    .positive()
    .optional()
    .describe('density, per hour, of taking a narrative up from nobody in the data; left out: 1 / hours of the study'),
  counting: z
    .enum(['copies', 'groups'])
    .default('copies')
    .describe('copies: every article counts; groups: of copies of one text only the earliest of a narrative does'),
  replicates: z
    .number()
    .int()
    .min(0)
    .max(10_000)
    .default(100)
    .describe('times that narratives are drawn anew, and times dealt out anew, to check the edges; 0: not checked'),
});

/** Options of the stage, checked. */
export type NetworkOptions = z.infer<typeof options>;

/** What the checks of the edges gave; undefined where there were no replicates. */
export interface EdgeChecks {
  readonly replicates: number;
  /** Bootstrap replicates in which each edge is chosen. */
  readonly chosen: Int32Array;
  readonly chance: ChanceFound;
}

/** Infers the network of sites along which narratives spread. */
export const network = defineStage({
  name: 'network',
  version: 1,
  brief: 'Infer which site passes narratives on to which (NETINF)',
  reads: ['events'],
  writes: ['network', 'network_ecosystems', 'network_nodes'],
  uses: ['platform'],
  options,
  run: inferStudyNetwork,
});

async function inferStudyNetwork(context: StageContext<NetworkOptions>): Promise<StageResult> {
  const { study, options: chosen, settings, resources, report, signal } = context;
  using database = await study.database(resources);
  report.begin('reading first appearances');
  const material = await readMaterial(database, context.input('events'), { ...chosen, platform: settings.platform });
  const cascades = firstAppearances(material.items);
  report.end();
  throwIfAborted(signal);

  report.begin('choosing edges');
  const fitted = fitNetwork(cascades, {
    share: chosen.gain,
    maxEdges: chosen.maxEdges,
    minCopies: chosen.minCopies,
    background: chosen.backgroundPerHour ?? 1 / spanHours(cascades),
    rate: chosen.meanDelayHours === undefined ? undefined : 1 / chosen.meanDelayHours,
  });
  report.end();
  const found: Network = fitted?.network ?? emptyNetwork;
  const transmission = fitted?.transmission ?? { rate: 1, background: 1 };
  const checks =
    found.source.length === 0 || chosen.replicates === 0
      ? undefined
      : await checkEdges(context, material, cascades, transmission, found);

  report.begin('writing edges');
  const thin = await writeEdges(database, context, { material, cascades, transmission, network: found, checks });
  await writeEcosystems(database, context.output('network_ecosystems'), {
    material,
    cascades,
    transmission,
    network: found,
    checks,
  });
  await writeSites(database, context.output('network_nodes'), { material, cascades, transmission, network: found });
  report.end();
  const meanDelay: Record<string, number> =
    fitted === undefined ? {} : { mean_delay_hours: Math.round(100 / transmission.rate) / 100 };
  return {
    counts: {
      narratives: material.narratives.length,
      sites: material.sites.length,
      edges: found.source.length,
      supported_edges: found.source.length - thin,
      ...(checks === undefined ? {} : { edges_by_chance: Math.round(mean(checks.chance.edges)) }),
      ...meanDelay,
      items_without_site: material.withoutSite,
      items_without_bounds: material.undated,
    },
    notes: notesOf(material, found, chosen),
  };
}

const emptyNetwork: Network = {
  source: new Int32Array(0),
  target: new Int32Array(0),
  gain: new Float64Array(0),
  attainable: 0,
};

/** Hours from the first appearance of all to the last; at least one. */
function spanHours({ earliest, latest }: Cascades): number {
  let [first, last] = [Infinity, -Infinity];
  for (let at = 0; at < earliest.length; at++) {
    first = Math.min(first, earliest[at]!);
    last = Math.max(last, latest[at]!);
  }
  return Math.max(1, last - first);
}

async function checkEdges(
  { options: { replicates }, seed, report, signal }: StageContext<NetworkOptions>,
  material: NetworkMaterial,
  cascades: Cascades,
  transmission: Transmission,
  found: Network,
): Promise<EdgeChecks> {
  const pace = async <Result>(work: Generator<void, Result>): Promise<Result> => {
    for (let step = work.next(); ; step = work.next()) {
      if (step.done === true) return step.value;
      report.advance(1);
      await setImmediate();
      throwIfAborted(signal);
    }
  };
  const { items } = material;
  const random = new Random(seed);
  report.begin('drawing narratives anew', new Set(found.target).size, 'sites');
  const counts = drawCounts(cascades.starts.length - 1, replicates, random);
  const chosen = await pace(bootstrapEdges(cascades, transmission, found, counts));
  report.end();
  report.begin('dealing out times anew', replicates, 'replicates');
  const chance = await pace(chanceEdges(items, groupsOf(material).groups, transmission, found, replicates, random));
  report.end();
  return { replicates, chosen, chance };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What the reader of the summary should know. */
function notesOf(material: NetworkMaterial, found: Network, chosen: NetworkOptions): string[] {
  const notes: string[] = [];
  if (material.sites.length < 2) {
    notes.push(`fewer than two sites appear in ${chosen.minCascades} narratives or more, so there is no network`);
  } else if (found.source.length === 0) {
    notes.push('no site comes after another in a way that a delay explains better than chance, so there is no edge');
  }
  if (material.sitesBelow > 0)
    notes.push(
      material.sitesBelow === 1
        ? `1 site appears in fewer than ${chosen.minCascades} narratives and is left out`
        : `${material.sitesBelow} sites appear in fewer than ${chosen.minCascades} narratives and are left out`,
    );
  if (material.sitesBeyond > 0)
    notes.push(
      `${material.sitesBeyond} ${material.sitesBeyond === 1 ? 'site' : 'sites'} beyond the first ${chosen.maxSites} ${material.sitesBeyond === 1 ? 'is' : 'are'} left out (network.maxSites)`,
    );
  return notes;
}
