/** The columns of the tables of influence. */
import type { ColumnType } from './table.ts';

type Columns = Record<string, [ColumnType, string]>;

/** Columns of `influence`. */
export const influenceColumns: Columns = {
  model: ['VARCHAR', 'hawkes: continuous time, exponential delays; hawkes_daily: counts per day, for replication only'],
  source: [
    'VARCHAR',
    'ecosystem, or the platform under its own name; background: what came from nowhere in the data, independent starts',
  ],
  target: ['VARCHAR', 'ecosystem, or the platform under its own name'],
  weight: [
    'DOUBLE',
    'events of the target that one event of the source sets off itself on average, 0 or more; empty for background',
  ],
  weight_low: ['DOUBLE', 'lower bound'],
  weight_high: ['DOUBLE', 'upper bound'],
  influence: [
    'DOUBLE',
    "part of the target's events that the source set off itself, 0 to 1; over all sources and background they add up to 1",
  ],
  influence_low: ['DOUBLE', 'lower bound'],
  influence_high: ['DOUBLE', 'upper bound'],
  efficiency: ['DOUBLE', 'the same events per event of the source, 0 or more; empty for background'],
  efficiency_low: ['DOUBLE', 'lower bound'],
  efficiency_high: ['DOUBLE', 'upper bound'],
  influence_root: [
    'DOUBLE',
    "part of the target's events whose chain began with an independent start of the source, 0 to 1; over all sources they add up to 1; empty for background",
  ],
  influence_root_low: ['DOUBLE', 'lower bound'],
  influence_root_high: ['DOUBLE', 'upper bound'],
  efficiency_root: ['DOUBLE', 'the same events per event of the source, 0 or more; empty for background'],
  efficiency_root_low: ['DOUBLE', 'lower bound'],
  efficiency_root_high: ['DOUBLE', 'upper bound'],
  source_events: ['INTEGER', 'events of the source; empty for background'],
  target_events: ['INTEGER', 'events of the target'],
  counting: ['VARCHAR', 'copies: every article is an event; groups: the copies of a text in an ecosystem are one'],
  method: ['VARCHAR', 'how the intervals were made'],
  reason: ['VARCHAR', 'why there are no figures; empty where there are'],
};

/** Columns of `influence_fit`. */
export const influenceFitColumns: Columns = {
  model: ['VARCHAR', 'hawkes or hawkes_daily'],
  narratives: ['INTEGER', 'narratives the model was fitted to'],
  imputations: ['INTEGER', 'draws of the times that are only known as intervals'],
  spectral_radius: ['DOUBLE', 'of the matrix of weights: below 1 what an event sets off dies out'],
  delay_days: ['DOUBLE', 'mean time from an event to one it set off'],
  log_likelihood: [
    'DOUBLE',
    'of the first imputation; compares backgrounds of the same form only; empty for hawkes_daily',
  ],
  converged: ['BOOLEAN', 'whether the estimation had settled'],
  process: ['VARCHAR', 'ecosystem, or the platform under its own name; empty for hawkes_daily, which has no waits'],
  waits: ['INTEGER', 'waits between its events'],
  ks_distance: ['DOUBLE', 'Kolmogorov-Smirnov distance from the exponential distribution, 0 to 1'],
  ks_p_value: [
    'DOUBLE',
    'its p-value, slightly too large since the parameters are fitted; with many events any model is rejected',
  ],
  probability: ['DOUBLE', 'probability of the quantile'],
  observed: ['DOUBLE', 'quantile of the waits'],
  expected: ['DOUBLE', 'quantile of the exponential distribution'],
};
