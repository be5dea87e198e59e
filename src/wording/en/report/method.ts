import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, counted, percent } = formatsOf('en');

/** What the study is made of, how the figures came about, and what they can carry. */
export const method = {
  data: 'Data',
  itemsTable: 'Items by ecosystem',
  bounded: 'With a bound in time',
  sitesTable: (listed: number, sites: number) =>
    sites > listed ? `The ${count(listed)} sites with most articles, of ${count(sites)}` : 'Articles by site',
  site: 'Site',
  noSite: '(no site)',
  articles: 'Articles',
  timesTable: 'Times by precision and source',
  precision: 'Precision',
  source: 'Source',
  languagesTable: 'Items by language',
  files: <Piece>(items: Piece, passages: number, file: Piece) =>
    rich<Piece | string>`All items: ${items}; their ${nouns.passages(passages)}: ${file}.`,
  noRejects: 'No record was rejected.',
  rejectsTable: 'Records that were not taken',
  reason: 'Reason',
  stage: 'Stage',
  records: 'Records',
  example: 'For example',
  rejects: <Piece>(file: Piece) => rich`All rejected records: ${file}.`,
  edits: 'Edits',
  editsIntro: <Piece>(edits: number, file: Piece) =>
    rich<
      Piece | string
    >`The narratives were not left as they were found: ${counted(edits, { one: 'edit', other: 'edits' })} of ${file} went before the measures.`,
  editsTable: 'Edits, in their order',
  number: 'No.',
  edit: 'Edit',
  given: 'Reason given',
  merged: <Piece>(narratives: Piece, into: Piece) => rich`${narratives} merged into ${into}`,
  renamed: <Piece>(narratives: Piece, name: Piece) => rich`${narratives} renamed “${name}”`,
  excluded: <Piece>(narratives: Piece) => rich`${narratives} excluded`,
  editsFile: <Piece>(file: Piece) => rich`The edits as a table: ${file}.`,
  matching: 'Matching',
  matchingText: <Piece>(embedders: Piece | undefined) =>
    embedders === undefined
      ? [
          `Posts and articles are cut into passages of whole sentences, and every passage becomes a vector. ${matchingRest}`,
        ]
      : rich<
          Piece | string
        >`Posts and articles are cut into passages of whole sentences, and every passage becomes a vector (embedder ${embedders}). ${matchingRest}`,
  thresholdsTable: 'Thresholds by pair of languages',
  thresholdHeads: {
    post: 'Post',
    article: 'Article',
    threshold: 'Threshold',
    matched: 'Passages matched',
    near: 'Just below',
  },
  matched: <Piece>(matches: number, file: Piece, near: number, nearFile: Piece) =>
    rich<
      Piece | string
    >`${nouns.passages(matches)} matched (${file}); ${count(near)} stayed just below a threshold and are kept for inspection (${nearFile}).`,
  limits: 'What the figures can carry, and what they cannot',
  limitsList: (platform: string) => [
    'The figures describe what was collected. A site that is missing, or was collected in part, is missing from every figure.',
    'A match is a likeness of meaning found by a model. Two texts may report one event independently of each other; a denial may match what it denies. Read the passages before citing a narrative.',
    'Matches are neither complete nor free of error, and the error differs by pair of languages. No figure on this page includes it. The passages just below the thresholds show how much depends on them.',
    'Share and association count articles, not readers.',
    `Being earlier on ${platform} or in an ecosystem is not being the source. The true first publication may lie outside the collection.`,
  ],
  allBounded: 'Every article has at least one bound in time.',
  unbounded: (articles: number, part: number) =>
    `${nouns.articles(articles)} (${percent(part)}) ${articles === 1 ? 'has' : 'have'} no bound in time: counted in share and association, of no use for first appearance.`,
  firstSeen:
    'The study treats the time at which an item was first seen as its time of publication, by its own declaration.',
  repeat: 'How to repeat this',
  noRecord: 'The study has no record of its run.',
  software: <Piece>(versions: readonly string[], file: Piece) =>
    rich<
      Piece | string
    >`Software: ${versions.join(', ')}. The parameters of each stage follow; the file ${file} of the study has the hashes of every input and output.`,
  versions: (name: string, versions: readonly string[]) => `${name} ${versions.join(' and ')}`,
  rejected: (records: number) => `rejected ${count(records)}`,
  version: (version: number, seed: number) => `Version ${version} of the stage, seed ${seed}.`,
  options: (stage: string) => `Options of ${stage}`,
};

const matchingRest =
  'Post passages that say the same thing form a narrative. An article passage matches a narrative where its score, a sentence-aligned comparison with the nearest post passage, reaches the threshold of the pair of languages.';
