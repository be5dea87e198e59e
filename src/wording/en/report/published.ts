import { formatsOf } from '../../formats.ts';

const { count } = formatsOf('en');

/** The answers of a published study beside those of this one. */
export const published = {
  intro: (citation: string) => `The study that this one repeats: ${citation}.`,
  table: 'What was published',
  what: 'What',
  there: 'There',
  here: 'here',
  byBaseline: (baseline: string) => `${baseline}: there`,
  winners: 'Narratives most associated with each ecosystem, ties split',
  matched: (articles: number) =>
    `Here ${count(articles)} articles match. There, only narratives with a match in all four ecosystems were released; here, every narrative with a match counts.`,
  pnas2025: {
    about: [
      ['Posts', '475,231 on Weibo by 160,792 users, 1 February to 19 April 2022'],
      ['Articles', '8.26 million of 10,000 sites, 2,500 per country'],
      ['Narratives', '2,147 released, of 5 to 8,129 posts: only those that are matched in all four ecosystems'],
      [
        'Answer of the abstract',
        'a plurality of narratives is most associated with Russia, fewer than a tenth with China',
      ],
    ],
    unknown:
      'The window of the news, the threshold of candidates, how Chinese articles were judged, whether articles or passages were counted, and the model behind its statement on influence are not known, so neither agreement nor a difference proves anything about these.',
  },
};
