/**
 * Tables of what people judged. They are written by `crosscurrent label`, never by a stage, so that no run
 * of the pipeline touches them.
 */
import { table } from './table.ts';
import { tables } from './tables.ts';
import type { Table, TableName } from './tables.ts';

const unsureness =
  'how pairs that stay unsure count: lowest, so that the figure is as small as it can be; highest, as large';
const named = 'how the interval was computed';

/** The tables of judgements, in the order in which they come about. */
export const labelTables = {
  label_pairs: table('label_pairs', 'Sample of articles, each with its best pair, for people to judge.', {
    pair_id: ['VARCHAR', 'made of what is shown, so that a judgement holds as long as that stays the same'],
    place: ['INTEGER', 'order in which pairs are judged, from 1; the first k are the sample of k pairs'],
    item_id: ['VARCHAR', 'article'],
    passage_id: ['VARCHAR', 'its passage with the highest margin'],
    narrative_id: ['VARCHAR', 'narrative of level 0 the passage is near'],
    post_passage_id: ['VARCHAR', 'post passage of the narrative that is nearest to the article passage'],
    ecosystem: ['VARCHAR', 'ecosystem of the article'],
    languages: ['VARCHAR', 'language of the post passage and of the article passage, such as zh-ru'],
    verified_score: ['DOUBLE', 'score that is compared with the threshold'],
    threshold: ['DOUBLE', 'threshold that was applied'],
    margin: ['DOUBLE', 'verified_score - threshold; from 0 on a match'],
    stratum: ['VARCHAR', 'ecosystem, languages (other where an ecosystem has few of them) and band of margins'],
    population: ['INTEGER', 'articles in the stratum'],
    sampled: ['INTEGER', 'of these, articles in the sample'],
    inclusion: ['DOUBLE', 'chance of an article of the stratum to be in the sample, sampled / population'],
    copies: ['INTEGER', 'articles of its ecosystem and syndication group in the population, itself among them'],
    copies_matched: ['INTEGER', 'of these, articles with a match; 0 for an article without one'],
    title: ['VARCHAR', 'title of the article, as shown'],
    passage: ['VARCHAR', 'article passage, as shown'],
    narrative: ['VARCHAR', 'label of the narrative, as shown'],
    posts: ['VARCHAR[]', 'post passages of the narrative, as shown: the nearest, then those nearest to its centre'],
  }),
  judgements: table('judgements', 'Every judgement that was given, also those of pairs no longer in the sample.', {
    pair_id: ['VARCHAR', 'pair that was judged'],
    annotator: ['VARCHAR', 'name of who judged'],
    judgement: ['VARCHAR', 'yes, no or unsure'],
    note: ['VARCHAR', 'what the annotator remarked'],
    judged_at: ['TIMESTAMPTZ', 'when it was given, or imported'],
    item_id: ['VARCHAR', 'article of the pair when it was judged'],
    narrative_id: ['VARCHAR', 'narrative of the pair when it was judged'],
    is_current: ['BOOLEAN', 'false where the annotator changed it later'],
    in_sample: ['BOOLEAN', 'whether the pair is in label_pairs'],
  }),
  label_agreement: table('label_agreement', 'Agreement of each two annotators on the pairs both judged.', {
    annotator: ['VARCHAR', 'first of the two'],
    other: ['VARCHAR', 'second of the two'],
    pairs: ['INTEGER', 'pairs both judged; every pair counts the same, whatever its chance to be sampled'],
    agreement: ['DOUBLE', 'part of these on which they agree, 0 to 1'],
    agreement_low: ['DOUBLE', 'lower end of its 95 % interval (Wilson)'],
    agreement_high: ['DOUBLE', 'upper end'],
    kappa: ['DOUBLE', 'Cohen’s κ over yes, no and unsure, -1 to 1; empty where both always say the same one word'],
    kappa_low: ['DOUBLE', 'lower end of its 95 % interval (Fleiss, Cohen & Everitt 1969)'],
    kappa_high: ['DOUBLE', 'upper end'],
    ...Object.fromEntries(
      ['yes', 'no', 'unsure'].flatMap((first) =>
        ['yes', 'no', 'unsure'].map((second): [string, ['INTEGER', string]] => [
          `${first}_${second}`,
          ['INTEGER', `pairs the first judged ${first} and the second ${second}`],
        ]),
      ),
    ),
  }),
  label_curve: table('label_curve', 'Precision, and recall above the floor, as the threshold moves.', {
    languages: ['VARCHAR', 'language pair; all: every article'],
    shift: ['DOUBLE', 'how far the threshold lies above the applied one'],
    threshold: ['DOUBLE', 'that threshold; empty for all, whose thresholds differ'],
    figure: [
      'VARCHAR',
      'precision: right articles / articles at or above the threshold; recall: right articles at or above it / right articles above the floor; f1: their harmonic mean',
    ],
    unsure: ['VARCHAR', unsureness],
    value: ['DOUBLE', 'the figure, 0 to 1'],
    low: ['DOUBLE', 'lower end of its 95 % interval'],
    high: ['DOUBLE', 'upper end'],
    pairs: ['INTEGER', 'judged pairs at or above the threshold'],
    method: ['VARCHAR', named],
  }),
  label_thresholds: table('label_thresholds', 'Thresholds that the judgements recommend.', {
    languages: ['VARCHAR', 'language pair; all: every article'],
    rule: ['VARCHAR', 'f1: highest f1; precision: lowest threshold whose precision is surely at least the wanted one'],
    wanted: ['DOUBLE', 'wanted precision, compared with the lower end of its interval; empty for f1'],
    shift: ['DOUBLE', 'recommended threshold less the applied one; empty where no threshold satisfies the rule'],
    threshold: ['DOUBLE', 'recommended threshold; empty for all'],
    pairs: ['INTEGER', 'judged pairs of the languages'],
  }),
  label_share: table('label_share', 'Share of the ecosystems, corrected by what people judged.', {
    ecosystem: ['VARCHAR', 'media ecosystem'],
    counting: ['VARCHAR', 'copies: every article counts; groups: a syndication group counts once'],
    above: ['VARCHAR', 'threshold: articles with a match; floor: also those down to where near misses are kept'],
    unsure: ['VARCHAR', unsureness],
    found: ['INTEGER', 'articles of the ecosystem above it'],
    found_share: ['DOUBLE', 'the same over all ecosystems, 0 to 1'],
    precision: ['DOUBLE', 'part of these whose best pair is right, 0 to 1'],
    precision_low: ['DOUBLE', 'lower end of its 95 % interval'],
    precision_high: ['DOUBLE', 'upper end'],
    articles: ['DOUBLE', 'right articles of the ecosystem: found × precision'],
    share: ['DOUBLE', 'the same over all ecosystems, 0 to 1'],
    share_low: ['DOUBLE', 'lower end of its 95 % interval'],
    share_high: ['DOUBLE', 'upper end'],
    pairs: ['INTEGER', 'judged pairs of the ecosystem above it'],
    method: ['VARCHAR', named],
  }),
} as const satisfies Record<string, Table>;

export type LabelTableName = keyof typeof labelTables;

/** Every table of a study. */
export const allTables: Readonly<Record<TableName | LabelTableName, Table>> = { ...tables, ...labelTables };
