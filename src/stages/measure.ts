import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { throwIfAborted, UserError } from '../errors.ts';
import { defineStage } from '../stage.ts';
import type { StageContext, StageResult } from '../stage.ts';
import type { Database } from '../store/database.ts';
import { writeAssociation } from './measure-association.ts';
import { countMatched } from './measure-counts.ts';
import type { Counts } from './measure-counts.ts';
import { readEdits } from './measure-edits.ts';
import { findEvents, writeEvents } from './measure-events.ts';
import { writeFirst } from './measure-first.ts';
import { writeShare } from './measure-share.ts';

/**
 * The default of `firstMargin` was swept on the labelled collection: the part of its 241 stories whose first
 * source is right is flat from 0 to 0.04, exact and with sketches, on either half of its documents, and falls
 * beyond 0.05, where true firsts are lost. In the middle of the flat part few false matches are left.
 */
const options = z.strictObject({
  level: z.number().int().min(0).default(0).describe('level of the narratives that are measured; 0 is the finest'),
  minPosts: z.number().int().min(1).default(5).describe('only narratives of at least this many posts'),
  reference: z
    .string()
    .min(1)
    .optional()
    .describe('ecosystem that npmi_released takes as it is; left out: chinese, else the one with fewest matches'),
  firstMargin: z
    .number()
    .min(0)
    .max(2)
    .default(0.03)
    .describe('first appearance takes matches this far above their threshold, since one false match spoils a minimum'),
  firstResolution: z
    .enum(['interval', 'day', 'one_day'])
    .default('interval')
    .describe(
      'which times are in order: interval, those whose intervals do not overlap; day, those of different days (UTC, or the date as written); one_day, those at least 24 hours apart',
    ),
  smoothing: z
    .number()
    .min(0)
    .max(1000)
    .default(0)
    .describe('added to every count of a narrative with a match, for the baselines raw and npmi_own'),
  prior: z
    .number()
    .positive()
    .optional()
    .describe(
      'weight in articles of the prior of log_odds, spread over the narratives as all articles are; left out: one for each narrative with a match',
    ),
  draws: z
    .number()
    .int()
    .min(99)
    .max(99_999)
    .default(499)
    .describe(
      'bootstrap draws behind intervals and tests of share and association; ten times as many where a test comes out small',
    ),
  discovery: z
    .enum(['hochberg', 'yekutieli'])
    .default('hochberg')
    .describe(
      'control of false discovery over narratives: Benjamini–Hochberg, or Benjamini–Yekutieli for any dependence between them',
    ),
  discoveryRate: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.05)
    .describe('part of the narratives called separable that may be so by chance'),
  undatedBlocks: z
    .boolean()
    .default(false)
    .describe(
      'an item without any bound in time could have been the first of its ecosystem; false: it is only counted',
    ),
});

/** Options of the stage, checked. */
export type MeasureOptions = z.infer<typeof options>;

/**
 * Measures narratives × ecosystems: share, association and first appearance.
 */
export const measure = defineStage({
  name: 'measure',
  version: 2,
  brief: 'Measure share, association and first appearance per narrative and ecosystem',
  reads: ['items', 'narratives', 'members', 'matches', 'calibration'],
  writes: [
    'measured',
    'events',
    'edits',
    'share',
    'association',
    'first_appearance',
    'first_movers',
    'first_summary',
    'first_leads',
    'association_tests',
    'association_summary',
  ],
  uses: ['platform', 'firstSeenIsPublication'],
  options,
  identity: async ({ study }) => ({ edits: readEdits(study) }),
  run: measureStudy,
});

async function measureStudy(context: StageContext<MeasureOptions>): Promise<StageResult> {
  const { study, options: chosen, settings, resources, report, signal } = context;
  using database = await study.database(resources);

  report.begin('counting matched articles');
  const edits = readEdits(study);
  await findEvents(database, { input: context.input, options: chosen, settings, edits });
  await writeEvents(database, edits, context.output);
  const counts = await countMatched(database, chosen.level);
  report.end();
  if (counts.ecosystems.includes(settings.platform)) {
    throw new UserError(
      `the platform and an ecosystem of articles are both called ${JSON.stringify(settings.platform)}`,
      {
        hint: 'give them different names: platform in crosscurrent.yaml, or the ecosystem of the articles',
      },
    );
  }
  throwIfAborted(signal);

  report.begin('measuring share and association');
  await writeShare(database, counts, context);
  const association = await writeAssociation(database, counts, context);
  report.end();
  throwIfAborted(signal);

  report.begin('measuring first appearance');
  const first = await writeFirst(database, context, counts.ecosystems);
  report.end();

  const matched = counts.narratives.filter((narrative) => narrative.matched).length;
  const notes = [
    ...emptyNotes(counts, matched, chosen),
    ...(await incompleteNotes(database, context)),
    ...association.notes,
  ];
  if (matched > 0 && first.appeared === 0) {
    notes.push(`no match is ${chosen.firstMargin} or more above its threshold, so first appearance has no ecosystem`);
  }
  return {
    counts: {
      narratives: counts.narratives.length,
      matched,
      ...association.counts,
      first_decided: first.decided,
      first_robust: first.robust,
    },
    notes,
  };
}

/** Says so where narratives are measured that `match` did not match in full, by themselves or as parts of merged ones. */
async function incompleteNotes(
  database: Database,
  { input, options: { level, minPosts } }: StageContext<MeasureOptions>,
): Promise<string[]> {
  const { minPosts: matchedFrom = 1 } = JSON.parse(await readFile(input('calibration'), 'utf8')) as {
    minPosts?: number;
  };
  if (matchedFrom <= 1) return [];
  if (level > 0 || minPosts < matchedFrom)
    return [
      `only narratives of ${matchedFrom} posts or more were matched in full: counts of others are too low (set match.minPosts to ${level === 0 ? minPosts : 1})`,
    ];
  const [parts] = await database.rows<{ small: number }>(`
    SELECT count(*) AS small FROM narratives SEMI JOIN (SELECT unnest(narratives) AS narrative_id FROM measured) USING (narrative_id)
    WHERE posts < ${matchedFrom}`);
  return parts!.small === 0
    ? []
    : [
        `narratives of fewer than ${matchedFrom} posts that were merged into others (edits.yaml): ${parts!.small}; they were not matched in full, so counts of what they are part of are too low (set match.minPosts to 1)`,
      ];
}

/** Why there is nothing to measure, where there is nothing. */
function emptyNotes(
  { narratives, ecosystems, levels, atLevel }: Counts,
  matched: number,
  { level, minPosts }: MeasureOptions,
): string[] {
  const notes: string[] = [];
  if (levels === 0) notes.push('there are no narratives, so there is nothing to measure');
  else if (atLevel === 0) notes.push(`no narrative is of level ${level}; levels are 0 to ${levels - 1}`);
  else if (narratives.length === 0)
    notes.push(
      `none of the ${atLevel} narratives of level ${level} has ${minPosts} posts or more, so nothing was measured`,
    );
  if (ecosystems.length === 0) notes.push('no article is in scope, so there is no ecosystem to measure');
  else if (narratives.length > 0 && matched === 0) notes.push('no article matches any measured narrative');
  return notes;
}
