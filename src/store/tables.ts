/**
 * Every table of a study: its columns, their types and what they mean. The Parquet files, the CSV
 * export, the help texts and docs/tables.md derive from this list.
 */

export type ColumnType = 'VARCHAR' | 'INTEGER' | 'BIGINT' | 'DOUBLE' | 'BOOLEAN' | 'TIMESTAMPTZ' | 'VARCHAR[]' | 'BLOB';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly about: string;
}

export interface Table {
  readonly name: string;
  readonly about: string;
  readonly columns: readonly Column[];
}

/** A table from its columns, each with its type and meaning. */
export function table(name: string, about: string, columns: Record<string, [ColumnType, string]>): Table {
  return {
    name,
    about,
    columns: Object.entries(columns).map(([column, [type, text]]) => ({ name: column, type, about: text })),
  };
}

const counting = 'copies: every article counts; groups: a syndication group counts once';

/** The tables of a study folder, in the order in which the pipeline writes them. */
export const tables = {
  items: table('items', 'Posts and articles, each once, as imported.', {
    item_id: ['VARCHAR', 'the id given in the input behind "<platform>:" for a post and "article:" for an article'],
    kind: ['VARCHAR', 'post or article'],
    platform: ['VARCHAR', 'platform of a post (weibo); empty for articles'],
    site: ['VARCHAR', 'registrable domain or name of the outlet'],
    ecosystem: ['VARCHAR', 'media ecosystem of an article; the platform for a post'],
    language: ['VARCHAR', 'ISO 639-1 code (en, zh, ru, uk), or und'],
    language_basis: ['VARCHAR', 'field: as given; detected: identified from the text'],
    url: ['VARCHAR', 'address of the item'],
    title: ['VARCHAR', 'title of an article'],
    text: ['VARCHAR', 'body; paragraphs are separated by line breaks'],
    author: ['VARCHAR', 'author as given'],
    published_at: ['TIMESTAMPTZ', 'publication time, UTC; for a day the start of that day'],
    published_precision: ['VARCHAR', 'second, minute, hour, day or unknown'],
    published_basis: [
      'VARCHAR',
      'where the time comes from: weibo_mid, scraper_field, jsonld, meta, time_tag, url, text, feed, sitemap, first_seen, fetch',
    ],
    published_earliest: ['TIMESTAMPTZ', 'earliest instant the precision and zone allow; empty: unbounded'],
    published_latest: ['TIMESTAMPTZ', 'latest instant the precision and zone allow (exclusive); empty: unbounded'],
    published_zone: [
      'VARCHAR',
      'zone that was assumed where the time names none; empty where it names one, or where none is known',
    ],
    first_seen_at: ['TIMESTAMPTZ', 'when the item was first seen; never a publication time'],
    fetched_at: ['TIMESTAMPTZ', 'when the item was fetched; never a publication time'],
    repost_of: ['VARCHAR', 'id of the original of a repost'],
    engagement: ['VARCHAR', 'counts, a JSON object; 1.2万 is 12000, other words stand as given'],
    source_ref: [
      'VARCHAR',
      'file (archive/file) and record the item was read from: a line, a row, or a byte offset; +original: within a repost',
    ],
    sha256: ['VARCHAR', 'SHA-256 of the normalised title and text'],
    syndication_group: [
      'VARCHAR',
      'item_id of the earliest of the articles whose texts are copies, exact or near; empty where there is only one',
    ],
    in_scope: ['BOOLEAN', 'whether the scope of the study selects the item'],
  }),
  coverage: table('coverage', 'Items in scope per source, language and week: what the data can and cannot carry.', {
    kind: ['VARCHAR', 'post or article'],
    ecosystem: ['VARCHAR', 'media ecosystem of articles; the platform for posts'],
    site: ['VARCHAR', 'registrable domain or name of the outlet; empty where the items name none'],
    language: ['VARCHAR', 'ISO 639-1 code, or und'],
    week: [
      'TIMESTAMPTZ',
      'Monday, 00:00 UTC, of the ISO week that holds the middle of the interval in which the items were published; empty where only one bound or none is known',
    ],
    items: ['BIGINT', 'items, at least 1'],
    characters: ['BIGINT', 'characters of their texts'],
    to_hour: ['BIGINT', 'items whose time is known to within an hour'],
    to_day: ['BIGINT', 'items whose time is known to within a day, but not an hour'],
    coarser: ['BIGINT', 'items whose time is known less well than to a day, such as a day in an unknown zone'],
    bounded: ['BIGINT', 'items of which only one bound is known, such as when they were first seen'],
    undated: ['BIGINT', 'items without any bound in time'],
    syndicated: [
      'BIGINT',
      'items in a syndication group, so that another article of the study is a copy, exact or near',
    ],
    syndicated_characters: ['BIGINT', 'characters of the texts of these'],
  }),
  rejects: table('rejects', 'Every record that was not taken, with the reason.', {
    stage: ['VARCHAR', 'stage that rejected the record'],
    source: ['VARCHAR', 'file the record was read from'],
    record: ['VARCHAR', 'line or row number, or the id'],
    slug: ['VARCHAR', 'reason in a word'],
    detail: ['VARCHAR', 'reason in a sentence'],
  }),
  passages: table('passages', 'Runs of whole sentences of one item, the unit of comparison.', {
    passage_id: ['VARCHAR', 'item_id, "#", ordinal'],
    item_id: ['VARCHAR', 'item the passage is of'],
    ordinal: ['INTEGER', 'place in the item, from 0'],
    text: ['VARCHAR', 'the passage'],
    language: ['VARCHAR', 'ISO 639-1 code of the item'],
  }),
  narratives: table('narratives', 'Groups of post passages that say the same thing, at each level.', {
    narrative_id: ['VARCHAR', 'unique over all levels'],
    level: ['INTEGER', '0 is the finest'],
    parent_id: ['VARCHAR', 'narrative of the next coarser level; empty at the coarsest'],
    posts: ['INTEGER', 'distinct posts'],
    passages: ['INTEGER', 'post passages'],
    label: ['VARCHAR', 'the sentence of the medoid nearest to the centre'],
    keywords: ['VARCHAR', 'JSON object: language to words, highest PMI first'],
    medoids: ['VARCHAR[]', 'ids of the passages nearest to the centre'],
    embedder: ['VARCHAR', 'id of the embedder of the vector space'],
    first_post_at: ['TIMESTAMPTZ', 'earliest time among its posts'],
    last_post_at: ['TIMESTAMPTZ', 'latest time among its posts'],
  }),
  members: table('members', 'The narrative of each post passage, at each level.', {
    passage_id: ['VARCHAR', 'post passage'],
    item_id: ['VARCHAR', 'its post'],
    narrative_id: ['VARCHAR', 'its narrative at this level'],
    level: ['INTEGER', '0 is the finest'],
    similarity: ['DOUBLE', 'centred cosine to the centre, -1 to 1'],
  }),
  matches: table('matches', 'Article passages that say the same thing as a narrative of level 0.', {
    narrative_id: ['VARCHAR', 'narrative of level 0'],
    passage_id: ['VARCHAR', 'article passage'],
    item_id: ['VARCHAR', 'its article'],
    ecosystem: ['VARCHAR', 'ecosystem of the article'],
    score: ['DOUBLE', 'centred cosine to the centre of the narrative, -1 to 1'],
    verified_score: [
      'DOUBLE',
      'mean of score and of the sentence alignment with the nearest posts; compared with the threshold',
    ],
    threshold: ['DOUBLE', 'threshold of the language pair that was applied'],
    post_passage_id: ['VARCHAR', 'post passage of the narrative that is nearest to the article passage'],
    embedder: ['VARCHAR', 'id of the embedder of the vector space'],
  }),
  near: table('near', 'Best narrative of each article passage just below its threshold, for inspection.', {
    narrative_id: ['VARCHAR', 'narrative of level 0'],
    passage_id: ['VARCHAR', 'article passage'],
    item_id: ['VARCHAR', 'its article'],
    ecosystem: ['VARCHAR', 'ecosystem of the article'],
    score: ['DOUBLE', 'centred cosine to the centre of the narrative, -1 to 1'],
    verified_score: ['DOUBLE', 'mean of score and of the sentence alignment with the nearest posts'],
    threshold: ['DOUBLE', 'threshold it stayed below'],
    post_passage_id: ['VARCHAR', 'nearest post passage of the narrative'],
    embedder: ['VARCHAR', 'id of the embedder of the vector space'],
  }),
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
    rate: ['DOUBLE', 'matched / articles, 0 to 1'],
  }),
  association: table('association', 'Which ecosystem each narrative is most associated with, by three baselines.', {
    narrative_id: ['VARCHAR', 'narrative of the measured level'],
    ecosystem: ['VARCHAR', 'media ecosystem'],
    baseline: ['VARCHAR', 'raw, npmi_own or npmi_released'],
    counting: ['VARCHAR', counting],
    articles: ['INTEGER', 'k(n,e): distinct articles of the ecosystem with an accepted match'],
    value: ['DOUBLE', 'raw: share 0 to 1; npmi: -1 to 1'],
    is_winner: ['BOOLEAN', 'highest value of the narrative; several where tied; none where nothing matched'],
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
        'intervals: times as they are known; days: all made whole days, UTC; empty where times play no part',
      ],
      weighting: [
        'VARCHAR',
        'narratives: each counts the same; posts: by its posts; empty where narratives are not counted',
      ],
      source: ['VARCHAR', 'ecosystem'],
      value: [
        'DOUBLE',
        'share: its share; association: share of the narratives it is most associated with, ties split; first_appearance: share of the narratives it is first in, of all that any ecosystem has; influence: share of the posts it set off; 0 to 1',
      ],
      is_winner: ['BOOLEAN', 'highest value of the specification; several where tied'],
    },
  ),
  first_appearance: table(
    'first_appearance',
    'When each narrative first appeared in each ecosystem and on the platform.',
    {
      narrative_id: ['VARCHAR', 'narrative of the measured level'],
      ecosystem: ['VARCHAR', 'media ecosystem, or the platform under its own name'],
      first_at: ['TIMESTAMPTZ', 'earliest publication time among its items'],
      precision: ['VARCHAR', 'precision of that time'],
      item_id: ['VARCHAR', 'item that carries it'],
      earliest: ['TIMESTAMPTZ', 'earliest possible instant of the first appearance'],
      latest: ['TIMESTAMPTZ', 'latest possible instant of the first appearance (exclusive)'],
      undated: ['INTEGER', 'items of the narrative and ecosystem without any bound in time'],
      outcome: ['VARCHAR', 'first, not_first or undecidable among the ecosystems; empty for the platform'],
      against_platform: ['VARCHAR', 'before, after or undecidable; empty for the platform'],
      outcome_without_earliest: ['VARCHAR', 'the same outcome with the single earliest item of the narrative left out'],
    },
  ),
} as const satisfies Record<string, Table>;

export type TableName = keyof typeof tables;
