import { formatsOf } from '../../formats.ts';
import { rich } from '../../rich.ts';
import { nouns } from './nouns.ts';

const { count, sentences } = formatsOf('en');

/** What several sections say. */
export const shared = {
  ecosystem: 'Ecosystem',
  counting: 'Counting',
  narratives: 'Narratives',
  kind: 'Kind',
  items: 'Items',
  inScope: 'In scope',
  sites: 'Sites',
  language: 'Language',
  interval: '95 % interval',
  kinds: { post: 'post', article: 'article' } as Readonly<Record<string, string>>,
  countings: { copies: 'each article', groups: 'each text once' },
  baselines: {
    raw: 'raw share',
    npmi_own: 'normalised PMI (own totals)',
    npmi_released: 'normalised PMI (released variant)',
    log_odds: 'log-odds with a prior',
  },
  background: 'nowhere in the data',
  noEcosystem: 'no ecosystem',
  none: 'none',
  noLabel: '(no label)',
  noKey: '(none)',
  noFigures: 'There are no figures: nothing was measured.',
  noMatchFigures: 'There are no figures: no narrative has a matched article.',
  /** A link that shows a number only, for those who hear it. */
  narrative: (number: number) => `narrative ${number}`,
  /** Links to narratives, and how many more there are. */
  andOthers: <Piece>(links: Piece, shown: number, left: number) =>
    left === 0
      ? [links]
      : shown === 0
        ? [nouns.others(left)]
        : rich<Piece | string>`${links} and ${nouns.others(left)}`,
  figures: 'figures',
  evidenceByEcosystem: 'evidence by ecosystem',
  mind: 'Mind:',
  see: 'See:',
  ofNoun: (shown: number, all: number) => `${count(shown)} of ${count(all)}`,
  joined: (texts: readonly string[]) => sentences(texts),
};
