/** Who was first, who set off what, who passes on to whom, and whether the answers would change. */
import { influenceColumns, influenceFitColumns } from './influence-columns.ts';
import { counting } from './measure-tables.ts';
import { table } from './table.ts';

/** Tables of first appearance, and of the stages influence, network and sensitivity. */
export const orderTables = {
  first_appearance: table(
    'first_appearance',
    'When each narrative first appeared in each ecosystem and on the platform.',
    {
      narrative_id: ['VARCHAR', 'narrative of the measured level'],
      ecosystem: ['VARCHAR', 'media ecosystem, or the platform under its own name'],
      first_at: ['TIMESTAMPTZ', 'earliest publication time among its items'],
      precision: ['VARCHAR', 'precision of that time'],
      item_id: ['VARCHAR', 'item that carries it'],
      first_at_low: [
        'TIMESTAMPTZ',
        'earliest instant at which it can have appeared, at measure.firstResolution; empty: unbounded',
      ],
      first_at_high: ['TIMESTAMPTZ', 'instant before which it appeared (exclusive); empty: unbounded'],
      at_or_before: [
        'BOOLEAN',
        'whether first_at_low lies within three days of the first day that the source covers, so that it may have appeared before what was collected',
      ],
      undated: ['INTEGER', 'items of the narrative and ecosystem without any bound in time'],
      outcome: ['VARCHAR', 'first, not_first or undecidable among the ecosystems; empty for the platform'],
      against_platform: ['VARCHAR', 'before, after or undecidable; empty for the platform'],
      outcome_without_earliest: ['VARCHAR', 'the same outcome with the single earliest item of the narrative left out'],
    },
  ),
  first_movers: table(
    'first_movers',
    'Where each narrative was first, in which order against the platform, and against chance.',
    {
      narrative_id: ['VARCHAR', 'narrative of the measured level'],
      winner: [
        'VARCHAR',
        'the ecosystem, or the platform under its own name, that precedes all others; empty where none does',
      ],
      decidable: ['BOOLEAN', 'whether one precedes all others'],
      order: ['VARCHAR', 'the first of the ecosystems against the platform: before, after or undecidable'],
      lead_hours: [
        'DOUBLE',
        'first appearance on the platform minus that of the winner, middle of its bounds, in hours; 0 where the platform is the winner; empty where undecidable or unbounded',
      ],
      ecosystem_lead_low: [
        'DOUBLE',
        'least hours from the first appearance in any ecosystem to that on the platform, negative where the platform was first; empty: unbounded',
      ],
      ecosystem_lead_high: ['DOUBLE', 'most hours of the same; empty: unbounded'],
      ecosystems: ['INTEGER', 'ecosystems with a matched article; 0 where only the platform has the narrative'],
      first_ecosystem: ['VARCHAR', 'the ecosystem that precedes all other ecosystems; empty where none does'],
      candidates: [
        'INTEGER',
        'ecosystems that no other ecosystem precedes; each is first with a credit of 1/candidates',
      ],
      candidate_names: ['VARCHAR[]', 'these'],
      at_or_before: [
        'BOOLEAN',
        'whether the first appearance of the winner is one at or before, as in first_appearance',
      ],
      winner_without_earliest: ['VARCHAR', 'the winner with the single earliest article of the narrative left out'],
      units: [
        'INTEGER',
        'articles with a time, copies of one text counted once in each ecosystem: what labels are permuted among',
      ],
      run: [
        'INTEGER',
        'of these, the ones of the first ecosystem before any of another; 0 where several tie; empty with fewer than two ecosystems',
      ],
      lead_over_next_hours: [
        'DOUBLE',
        'hours from the first ecosystem to the next, at the coarsest precision among the articles; empty with fewer than two ecosystems',
      ],
      p_value: [
        'DOUBLE',
        'mid-p: chance that whichever ecosystem is first leads by more than this, and half that of as much, where the ecosystems of the articles are permuted; empty where no permutation changes anything',
      ],
      q_value: ['DOUBLE', 'the same with the false discovery rate over all narratives controlled (Benjamini–Hochberg)'],
    },
  ),
  first_summary: table('first_summary', 'How often each ecosystem was first, or before the platform, against chance.', {
    source: ['VARCHAR', 'media ecosystem'],
    measure: [
      'VARCHAR',
      'first: first among the ecosystems, a tie of n counting 1/n; before_platform: has an article before the first post. Times are compared at the coarsest precision within a narrative',
    ],
    counting: [
      'VARCHAR',
      'copies: labels of all articles are permuted; groups: a syndication group is permuted once in each ecosystem',
    ],
    narratives: ['INTEGER', 'narratives with dated articles of two ecosystems, and for before_platform a dated post'],
    appearing: ['INTEGER', 'of these, narratives with a dated article of the ecosystem'],
    observed: ['DOUBLE', 'narratives it was first in, or before the platform in'],
    expected: [
      'DOUBLE',
      'the same where the ecosystems of the articles of each narrative are permuted among times that both cover',
    ],
    excess: ['DOUBLE', 'observed − expected'],
    low: ['DOUBLE', 'lower end of the interval of excess'],
    high: ['DOUBLE', 'upper end of the interval of excess'],
    method: ['VARCHAR', 'how the interval was made, or why there is none'],
    p_value: ['DOUBLE', 'two-sided mid-p of observed against chance; empty where chance leaves nothing open'],
    q_value: [
      'DOUBLE',
      'the same with the false discovery rate over the ecosystems of the measure and counting controlled',
    ],
  }),
  first_leads: table('first_leads', 'How long before the platform narratives appeared in each ecosystem.', {
    source: ['VARCHAR', 'media ecosystem; (any): the first of all ecosystems'],
    narratives: ['INTEGER', 'narratives whose first appearance there and on the platform is bounded'],
    before: ['INTEGER', 'of these, the ones that appeared there before the first post'],
    after: ['INTEGER', 'and after it'],
    undecidable: ['INTEGER', 'and those whose order cannot be told'],
    median_lead_hours: [
      'DOUBLE',
      'median of the first appearance on the platform minus that in the ecosystem, in hours, middle of its bounds; negative where the platform was first',
    ],
    median_from: ['DOUBLE', 'lower bound of the median: what the precision of the times leaves open; empty: unbounded'],
    median_to: ['DOUBLE', 'upper bound of the median; empty: unbounded'],
    low: ['DOUBLE', 'lower end of the interval of the median, precision and sampling together; empty: unbounded'],
    high: ['DOUBLE', 'upper end of the interval of the median; empty: unbounded'],
    method: ['VARCHAR', 'how the interval was made, or why there is none'],
  }),
  influence: table(
    'influence',
    'How much of each process (the platform, the ecosystems) every other one set off, by Hawkes processes over the narratives. Each *_low and *_high is the 95 % interval.',
    influenceColumns,
  ),
  influence_fit: table(
    'influence_fit',
    'How well the models of influence fit, by time rescaling: the waits between events, in expected events, should be exponential with mean 1. A row a quantile.',
    influenceFitColumns,
  ),
  network: table(
    'network',
    'Who passes narratives on to whom: the edges between sites along which narratives most likely spread (NETINF), in the order in which they were chosen.',
    {
      place: ['INTEGER', 'order in which the edge was chosen, from 1; each is the one that adds most to those before'],
      source: ['VARCHAR', 'site, or the platform under its own name'],
      target: ['VARCHAR', 'site, or the platform under its own name'],
      source_ecosystem: ['VARCHAR', 'ecosystem of the source; the platform for itself'],
      target_ecosystem: ['VARCHAR', 'ecosystem of the target; the platform for itself'],
      gain: ['DOUBLE', 'log-likelihood the edge added when it was chosen, in nats'],
      share: ['DOUBLE', 'gain / gain of the complete graph, 0 to 1'],
      cumulative_share: ['DOUBLE', 'the same for this edge and all before it'],
      copies: ['INTEGER', 'narratives that the target most likely has from the source'],
      syndicated: ['INTEGER', 'of these, narratives in which both carry the same text'],
      before: ['INTEGER', 'narratives in which the source came before the target'],
      after: ['INTEGER', 'narratives in which the source came after the target'],
      undecided: ['INTEGER', 'narratives of both whose order cannot be told'],
      median_delay_hours: ['DOUBLE', 'of the copies: median from the middle of one time to the middle of the other'],
      support: [
        'DOUBLE',
        'share of bootstrap replicates (narratives drawn anew) in which the edge is chosen, 0 to 1; empty without replicates',
      ],
      p_value: [
        'DOUBLE',
        'mid-p: how often the pair gains as much where the times of the items of each narrative are dealt out anew; empty without replicates; not adjusted for the number of edges',
      ],
      is_thin: ['BOOLEAN', 'whether the copies are fewer than network.minCopies'],
      narratives: ['VARCHAR[]', 'the copies: ids of the narratives'],
    },
  ),
  network_ecosystems: table(
    'network_ecosystems',
    'The same from ecosystem to ecosystem, against what the numbers of items would give in any order.',
    {
      source: ['VARCHAR', 'ecosystem, or the platform under its own name'],
      target: ['VARCHAR', 'ecosystem, or the platform under its own name'],
      edges: ['INTEGER', 'edges between their sites'],
      copies: ['INTEGER', 'narratives along these edges'],
      by_chance: [
        'DOUBLE',
        'mean of the same where the times of the items of each narrative are dealt out anew; empty without replicates',
      ],
      by_chance_low: ['DOUBLE', '5 % of these replicates have fewer'],
      by_chance_high: ['DOUBLE', '5 % of these replicates have more'],
      p_value: ['DOUBLE', 'mid-p: how often these replicates have as many or more'],
    },
  ),
  network_nodes: table('network_nodes', 'The sites of the network.', {
    site: ['VARCHAR', 'site, or the platform under its own name'],
    ecosystem: ['VARCHAR', 'ecosystem of most of its articles; the platform for itself'],
    narratives: ['INTEGER', 'narratives it appears in'],
    first: ['INTEGER', 'of these, narratives in which no site of the network came before it'],
    told: ['INTEGER', 'of the others, narratives that it most likely has from a site with an edge to it'],
    alone: ['INTEGER', 'the rest: sites came before it, but none that explains it better than chance'],
    sources: ['INTEGER', 'edges into it'],
    targets: ['INTEGER', 'edges out of it'],
    passed_on: ['INTEGER', 'copies along the edges out of it'],
  }),
  sensitivity: table(
    'sensitivity',
    'The four answers under every choice that could have been made otherwise, a row per specification and source.',
    {
      specification: ['INTEGER', 'number of the set of choices, from 1; one answer under it'],
      question: ['VARCHAR', 'share, association, first_appearance or influence'],
      is_study: ['BOOLEAN', 'whether these are the choices of the study, whose figures the report puts first'],
      level: ['INTEGER', 'level of the narratives; 0 is the finest'],
      lambda: ['DOUBLE', 'λ of the level'],
      margin: ['DOUBLE', 'what was added to the match thresholds'],
      counting: ['VARCHAR', `${counting}; empty where it makes no difference`],
      baseline: ['VARCHAR', 'baseline of the association; empty for other questions'],
      times: [
        'VARCHAR',
        'interval: times as they are known; day: made whole days; one_day: in order only a day apart; empty where times play no part',
      ],
      weighting: [
        'VARCHAR',
        'narratives: each counts the same; posts: by its posts; empty where narratives are not counted',
      ],
      background: ['VARCHAR', 'background of influence: onset or steady; empty for other questions'],
      source: ['VARCHAR', 'ecosystem'],
      value: [
        'DOUBLE',
        'share: its share; association: share of the narratives it is most associated with, ties split; first_appearance: share of the narratives it is first in, of all that any ecosystem has; influence: share of the posts it set off; 0 to 1',
      ],
      is_winner: ['BOOLEAN', 'highest value of the specification; several where tied'],
    },
  ),
} as const;
