import { align, grouped } from '../../align.ts';
import { defineCommand } from '../../command.ts';
import { parseCount, parseNumber } from '../../option-flags.ts';
import { pipelineRequest, studyFlag } from '../../study-flags.ts';
import type { StudyFlag } from '../../study-flags.ts';

interface Flags extends StudyFlag {
  readonly pairs?: number;
  readonly bands: readonly number[];
  readonly atLeast: number;
}

/** `label sample`: draws the pairs that people judge. */
export const labelSample = defineCommand<Flags>({
  usage: '[--study DIR] [--pairs N]',
  about:
    'Draw articles for people to judge, each with its best pair: the narrative and passage with the highest margin over\n' +
    'the threshold. Strata are ecosystem × language pair × band of margins, some of them below the threshold. Every stratum\n' +
    'gets a few, the rest goes by the square root of its size; the chance of every pair to be drawn is kept. Drawn again\n' +
    'with more pairs the sample grows, and no judgement is ever lost; see docs/label.md.',
  flags: {
    ...studyFlag,
    pairs: {
      kind: 'parsed',
      parse: parseCount,
      placeholder: 'N',
      optional: true,
      brief: 'Pairs in the sample (default 200, or as many as it has)',
    },
    bands: {
      kind: 'parsed',
      parse: parseBands,
      placeholder: 'MARGIN,…',
      default: '-0.05,0,0.05,0.1',
      brief: 'Margins at which one band of scores ends and the next begins; 0 is where matches begin',
    },
    atLeast: {
      kind: 'parsed',
      parse: parseCount,
      placeholder: 'N',
      default: '2',
      brief: 'Pairs every stratum gets before any gets more',
    },
  },
  writes: ['label_pairs'],
  examples: [
    { line: 'crosscurrent label sample --study my-study', about: 'Draw 200 pairs' },
    { line: 'crosscurrent label sample --study my-study --pairs 400', about: 'Draw 200 more' },
  ],
  async run(session, flags) {
    const { takeSample } = await import('../../../label/take-sample.ts');
    const { readJudgements } = await import('../../../label/journal.ts');
    const { byPair } = await import('../../../label/resolve.ts');
    const { study, settings, resources } = await pipelineRequest(flags, session);
    const { pairs, bands, atLeast } = flags;
    return study.exclusively(async () => {
      using database = await study.database(resources);
      const taken = await takeSample(database, study, { pairs, bands, atLeast, seed: settings.seed });
      const judged = byPair(await readJudgements(study));
      const kept = taken.pairs.filter(({ pair_id }) => judged.has(pair_id)).length;
      const strata = [...new Set(taken.pairs.map(({ stratum }) => stratum))].sort().map((stratum) => {
        const own = taken.pairs.find((pair) => pair.stratum === stratum)!;
        return { stratum, population: own.population, sampled: own.sampled };
      });
      const { record } = taken;
      return {
        json: { ...record, pairs: taken.pairs.length, judged: kept, judged_outside: judged.size - kept, strata },
        text: [
          `${grouped(taken.pairs.length)} of ${grouped(record.articles)} articles drawn, margins from ${record.floor.toFixed(3)}`,
          align(
            [
              ['stratum', 'articles', 'drawn'],
              ...strata.map(({ stratum, population, sampled }) => [stratum, grouped(population), grouped(sampled)]),
            ],
            [1, 2],
          ),
          ...(judged.size === 0
            ? []
            : [
                `${grouped(kept)} of them are judged already${judged.size === kept ? '' : `; ${grouped(judged.size - kept)} judged pairs are not in the sample, and kept`}`,
              ]),
          `next: crosscurrent label --annotator NAME --study ${study.folder}`,
        ].join('\n\n'),
      };
    });
  },
});

/** `-0.05,0,0.05` as numbers. */
function parseBands(text: string): readonly number[] {
  return text.split(',').map(parseNumber);
}
