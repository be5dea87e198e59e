/** What is measured: the narratives and their items, share, association, words. */
import { table } from './table.ts';

/** The two ways to count. */
export const counting = 'copies: every article counts; groups: a syndication group counts once';

const baseline =
  'raw: share of the articles; npmi_own, npmi_released: normalised PMI; log_odds: log-odds with an informative Dirichlet prior';

/** Tables of the stages measure and words. */
export const measureTables = {
  measured: table('measured', 'The narratives that are measured, as the edits left them.', {
    narrative_id: ['VARCHAR', 'narrative of the measured level; of merged ones the one the others went into'],
    level: ['INTEGER', 'the measured level'],
    label: ['VARCHAR', 'its label, or the name an edit gave it'],
    narratives: ['VARCHAR[]', 'narratives of the level it consists of: itself, and those merged into it'],
    posts: ['INTEGER', 'distinct posts'],
    passages: ['INTEGER', 'post passages'],
    keywords: ['VARCHAR', 'JSON object: language to words, highest PMI first'],
    medoids: ['VARCHAR[]', 'ids of the passages nearest to the centre'],
    first_post_at: ['TIMESTAMPTZ', 'earliest time among its posts'],
    last_post_at: ['TIMESTAMPTZ', 'latest time among its posts'],
  }),
  events: table(
    'events',
    'The items of each measured narrative, each once: its posts, and the articles that match it. Every measure is taken from them.',
    {
      narrative_id: ['VARCHAR', 'measured narrative'],
      item_id: ['VARCHAR', 'post or article in scope; it may be in several narratives'],
      source: ['VARCHAR', 'the platform under its own name for a post, the ecosystem for an article'],
      site: ['VARCHAR', 'registrable domain or name of the outlet'],
      syndication_group: ['VARCHAR', 'as in items; empty where the article has no copies'],
      margin: [
        'DOUBLE',
        'of an article: how far the best of its matches to the narrative is above the threshold of its language pair, 0 or more; empty for posts',
      ],
      published_at: ['TIMESTAMPTZ', 'publication time, or the first-seen time where the study treats it as one'],
      precision: ['VARCHAR', 'second, minute, hour, day or unknown'],
      earliest: ['TIMESTAMPTZ', 'earliest possible instant of publication; empty: unbounded'],
      latest: ['TIMESTAMPTZ', 'latest possible instant of publication (exclusive); empty: unbounded'],
    },
  ),
  edits: table('edits', 'What a person changed about the narratives (edits.yaml), in order.', {
    edit: ['INTEGER', 'place in the file, from 1'],
    kind: ['VARCHAR', 'merge, rename or exclude'],
    narratives: ['VARCHAR[]', 'narratives it is about'],
    to: ['VARCHAR', 'merge: the narrative they went into; rename: the new label'],
    because: ['VARCHAR', 'the reason that was given'],
  }),
  share: table('share', 'Which ecosystem published most articles that match any narrative.', {
    ecosystem: ['VARCHAR', 'media ecosystem'],
    counting: ['VARCHAR', counting],
    articles: ['INTEGER', 'articles of the ecosystem in the window'],
    matched: ['INTEGER', 'of these, articles with a match to any counted narrative'],
    share: ['DOUBLE', 'matched / matched of all ecosystems, 0 to 1'],
    low: ['DOUBLE', 'lower end of the 95 % interval of the share; matching error is not in it'],
    high: ['DOUBLE', 'upper end of it'],
    rate: ['DOUBLE', 'matched / articles, 0 to 1'],
    rate_low: ['DOUBLE', 'lower end of the 95 % interval of the rate'],
    rate_high: ['DOUBLE', 'upper end of it'],
    interval_method: ['VARCHAR', 'how the intervals were made; empty where there are none'],
    interval_note: ['VARCHAR', 'why there are none'],
  }),
  association: table('association', 'Which ecosystem each narrative is most associated with, by four baselines.', {
    narrative_id: ['VARCHAR', 'narrative of the measured level'],
    ecosystem: ['VARCHAR', 'media ecosystem'],
    baseline: ['VARCHAR', baseline],
    counting: ['VARCHAR', counting],
    articles: ['INTEGER', 'k(n,e): distinct articles of the ecosystem with an accepted match'],
    value: ['DOUBLE', 'raw: share 0 to 1; npmi: -1 to 1; log_odds: standard deviations, 0 where nothing is unusual'],
    low: ['DOUBLE', 'lower end of the 95 % interval of the value; matching error is not in it'],
    high: ['DOUBLE', 'upper end of it'],
    is_winner: ['BOOLEAN', 'highest value of the narrative; several where tied; none where nothing matched'],
    interval_method: ['VARCHAR', 'how the interval was made; empty where there is none'],
    interval_note: ['VARCHAR', 'why there is none, or what is peculiar about it'],
  }),
  association_tests: table(
    'association_tests',
    'Whether the ecosystem a narrative is most associated with is ahead of every other beyond chance.',
    {
      narrative_id: ['VARCHAR', 'narrative of the measured level that has a match'],
      baseline: ['VARCHAR', baseline],
      counting: ['VARCHAR', counting],
      winner: ['VARCHAR', 'ecosystem with the highest value; of several the first by name'],
      runner_up: ['VARCHAR', 'ecosystem that comes next; of several the one with most texts'],
      difference: ['DOUBLE', 'value of the winner − value of the runner-up'],
      low: ['DOUBLE', 'lower end of the 95 % interval of the difference; empty with fewer than five sites'],
      high: ['DOUBLE', 'upper end of it'],
      p_value: [
        'DOUBLE',
        'two-sided, that the winner is ahead by chance alone: the largest over its rivals, after Holm',
      ],
      p_adjusted: [
        'DOUBLE',
        'the same under control of false discovery over the narratives of the baseline and counting',
      ],
      separable: [
        'BOOLEAN',
        'p_adjusted is at most measure.discoveryRate, and the interval of the difference, where there is one, lies above 0',
      ],
      method: ['VARCHAR', 'the test'],
      note: ['VARCHAR', 'why there is no test or interval'],
    },
  ),
  association_summary: table(
    'association_summary',
    'How many narratives, and posts, are most associated with each ecosystem.',
    {
      baseline: ['VARCHAR', baseline],
      counting: ['VARCHAR', counting],
      ecosystem: ['VARCHAR', 'media ecosystem'],
      narratives_won: ['DOUBLE', 'narratives it wins, a tie of n counting 1/n'],
      narratives: ['INTEGER', 'narratives with a match'],
      share: ['DOUBLE', 'narratives_won / narratives, 0 to 1'],
      low: ['DOUBLE', 'lower end of the 95 % interval of the share, over narratives'],
      high: ['DOUBLE', 'upper end of it'],
      separable_won: ['INTEGER', 'narratives it wins beyond chance: separable in association_tests'],
      share_of_posts: ['DOUBLE', 'the same share with every narrative weighted by its posts'],
      posts_low: ['DOUBLE', 'lower end of the 95 % interval of it'],
      posts_high: ['DOUBLE', 'upper end of it'],
      interval_method: ['VARCHAR', 'how the interval of the share was made; empty where there is none'],
      interval_note: ['VARCHAR', 'why there is none, or what is peculiar about it'],
    },
  ),
  words: table('words', 'Words by which the ecosystems tell the same narrative differently.', {
    narrative_id: ['VARCHAR', 'narrative of the measured level'],
    ecosystem: ['VARCHAR', 'media ecosystem'],
    language: ['VARCHAR', 'ISO 639-1 code of the articles'],
    rank: ['INTEGER', 'place of the word in its list, from 1'],
    word: ['VARCHAR', 'the word, in lower case'],
    count: ['INTEGER', 'matched passages of the ecosystem and narrative that hold it, each text once'],
    passages: ['INTEGER', 'matched passages of the ecosystem and narrative in the language, each text once'],
    log_odds: [
      'DOUBLE',
      'log-odds with an informative Dirichlet prior, in standard deviations: how much more the ecosystem uses the word',
    ],
    compared_with: [
      'VARCHAR',
      'other_ecosystems: the passages of the others on the same narrative, in the same language; other_narratives: where there are none, those of the ecosystem on other narratives',
    ],
  }),
} as const;
