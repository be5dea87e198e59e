import { formatsOf } from '../formats.ts';

const { counted } = formatsOf('en');

/** The list of narratives. */
export const narratives = {
  title: 'Narratives',
  found: (n: number) => `${counted(n, { one: 'narrative fits', other: 'narratives fit' })}.`,
  none: 'No narrative fits. Take a filter away, or search passages by meaning.',
  any: 'any',
  contains: 'Label or keywords contain',
  matchedIn: 'With matches in',
  winner: 'Most associated with',
  baseline: 'By the baseline',
  baselines: {
    raw: 'raw share',
    npmi_own: 'normalised PMI, own totals',
    npmi_released: 'normalised PMI, released variant',
    log_odds: 'log-odds with a prior',
  },
  onlySeparable: 'only where the lead in association is beyond chance',
  first: 'First ecosystem',
  earlier: 'Ecosystem before the platform',
  order: 'First ecosystem against the platform',
  orders: { before: 'before the platform', after: 'after the platform', undecidable: 'order undecidable' },
  from: 'Posts from',
  to: 'Posts until',
  least: 'Posts, at least',
  sort: 'Order by',
  sorts: {
    articles: 'matched articles',
    posts: 'posts',
    first: 'first post',
    last: 'last post',
    lead: 'lead over the platform',
    label: 'label',
  },
  small: 'also those too small to be measured',
  narrative: 'Narrative',
  postsHead: 'Posts',
  articlesHead: 'Matched articles',
  time: 'Time of the posts',
  notMeasured: 'not measured',
  separable: 'beyond chance',
};
