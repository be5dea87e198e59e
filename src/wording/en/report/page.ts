import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, date, listed } = formatsOf('en');

const precisions = {
  minute: 'to the minute or better',
  hour: 'to the hour',
  day: 'to the day only',
  unknown: 'not at all',
};

/** The frame of the report, its head, and what stands around the answers. */
export const page = {
  sections: {
    coverage: 'What the data can carry',
    answers: 'The four answers',
    share: 'Share',
    association: 'Association',
    first: 'First appearance',
    influence: 'Influence',
    network: 'Network of sites',
    sensitivity: 'Sensitivity',
    published: 'Published answers',
    narratives: 'Narratives',
    method: 'Data and method',
  },
  skip: 'Skip to the answers',
  navigation: 'Sections',
  footer: <Piece>(tables: (text: string) => Piece) =>
    rich`Made by crosscurrent from the tables of the study, which lie beside this page as ${tables('CSV and Parquet')}. This page loads nothing from elsewhere; links to sources leave it.`,
  kicker: 'crosscurrent report',
  about: 'About this study',
  data: (
    window: string,
    posts: number,
    platform: string,
    articles: number,
    ecosystems: readonly string[],
    languages: number,
  ) =>
    `${window}: ${nouns.posts(posts)} on ${platform}, ${nouns.articles(articles)} from ${ecosystems.length === 0 ? 'no ecosystem' : `${nouns.ecosystems(ecosystems.length)} (${listed(ecosystems)})`}, in ${nouns.languages(languages)}.`,
  times: (parts: readonly (readonly [precision: keyof typeof precisions, share: string])[]) =>
    `Times of publication are known ${listed(parts.map(([precision, share]) => `${share} ${precisions[precision]}`))}.`,
  window: {
    unknown: 'No times are known',
    until: (to: number) => `Until ${date(to)}`,
    from: (from: number) => `From ${date(from)}`,
    span: (from: number, to: number) => (date(from) === date(to) ? date(from) : `${date(from)} to ${date(to)}`),
  },
  answersIntro:
    'A match says that an article says the same thing as a narrative, not that one was taken from the other. Every accepted match is taken as right: errors of matching are in no figure, and in no interval.',
  level: (measured: number, minPosts: number | null, level: number, found: number) =>
    `Figures are about ${nouns.narratives(measured)}${minPosts === null ? '' : ` of at least ${nouns.posts(minPosts)}`}, at level ${count(level)}; the clustering found ${count(found)} at that level in all.`,
  filter: {
    label: 'Show narratives that contain',
    close: 'Close all evidence',
    shown: (shown: string, all: string) => `${shown} of ${all} narratives`,
  },
};
