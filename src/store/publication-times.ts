/** When an item was published, as every measure takes it. */

/** SQL of the time of an item. */
export interface PublicationTimes {
  readonly published: string;
  readonly precision: string;
  /** Bounds of the interval; NULL: unbounded. The upper one is exclusive. */
  readonly earliest: string;
  readonly latest: string;
}

/**
 * The time of an item of the table `items`, read under the name `item`. A first-seen time bounds from above
 * only, which `published_latest` already says, unless the study treats it as publication: then it is the
 * time of items without one.
 */
export function publicationTimes(item: string, firstSeenIsPublication: boolean): PublicationTimes {
  const seen = firstSeenIsPublication
    ? `(${item}.published_at IS NULL AND ${item}.published_earliest IS NULL AND ${item}.first_seen_at IS NOT NULL)`
    : 'false';
  return {
    published: `CASE WHEN ${seen} THEN ${item}.first_seen_at ELSE ${item}.published_at END`,
    precision: `CASE WHEN ${seen} THEN 'unknown' ELSE coalesce(nullif(${item}.published_precision, ''), 'unknown') END`,
    earliest: `CASE WHEN ${seen} THEN ${item}.first_seen_at ELSE ${item}.published_earliest END`,
    latest: `CASE
        WHEN NOT ${seen} THEN ${item}.published_latest
        -- A first-seen time that is itself coarse keeps its own end.
        WHEN ${item}.published_basis = 'first_seen' THEN greatest(${item}.published_latest, ${item}.first_seen_at + INTERVAL 1 SECOND)
        ELSE ${item}.first_seen_at + INTERVAL 1 SECOND END`,
  };
}
