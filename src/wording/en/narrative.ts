import { formatsOf } from '../formats.ts';

const { count, counted } = formatsOf('en');

/** The page of a narrative. */
export const narrative = {
  kicker: (id: string, level: number) => `Narrative ${id}, level ${level}`,
  standing: {
    small: (posts: number | null) =>
      posts === null
        ? 'This narrative is too small to be measured.'
        : `This narrative is not measured: it has fewer than ${counted(posts, { one: 'post', other: 'posts' })}.`,
    unmeasured: 'Nothing has been measured yet. crosscurrent run computes the figures.',
    merged: 'An edit made this narrative part of another, which is measured in its place:',
    excluded: 'An edit took this narrative out of the figures.',
    coarser: 'This narrative is of a coarser level than the figures: it joins several narratives, listed below.',
    finer: 'The figures are of a coarser level. This narrative is part of:',
  },
  partOf: 'Part of the coarser narrative',
  edits: 'Changes by hand',
  editKinds: { merge: 'Merged', rename: 'Renamed', exclude: 'Excluded' },
  because: (reason: string) => `Reason: ${reason}`,
  noReason: 'No reason was given.',
  editsDiffer: 'edits.yaml has been changed since the figures were computed; crosscurrent run brings them up to date.',
  facts: 'The narrative in figures',
  wordsOfPosts: 'Words of the posts',
  wordsAmongOthers: 'Words each ecosystem uses more than the others do here',
  wordsElsewhere: 'Words each ecosystem uses more here than elsewhere',
  posts: 'Posts',
  noArticles: 'no article matches',
  firstOfAll: 'First of all sources',
  firstEcosystem: 'First ecosystem',
  against: 'First ecosystem against the platform',
  chance: 'Against chance',
  untold: 'cannot be told',
  candidates: (names: string) => `cannot be told: ${names}`,
  chanceOf: (p: string, q: string | null, run: number | null, units: number | null) =>
    `${run === null || units === null ? '' : `${count(run)} of ${counted(units, { one: 'text', other: 'texts' })} before any of another ecosystem; `}p ${p}${q === null ? '' : `, over all narratives q ${q}`}`,
  sources: 'Items and first appearance, by source',
  source: 'Source',
  items: 'Items',
  texts: 'Texts, copies counted once',
  sites: 'Sites',
  undated: 'Without a time',
  firstAppearance: 'First appearance',
  among: 'Among the ecosystems',
  order: 'Against the platform',
  outcomes: { first: 'first', not_first: 'not first', undecidable: 'undecidable' },
  atOrBefore: 'or earlier: what was collected begins less than three days before',
  association: 'Association with each ecosystem, with 95 % intervals',
  noIntervals: 'No intervals are given where the articles are of fewer than five sites.',
  associationOfTexts: 'The same with copies of one text counted once',
  ecosystem: 'Ecosystem',
  highest: 'highest',
  leader: 'Highest',
  tests: 'Is the highest ahead of the next beyond chance?',
  baseline: 'Baseline',
  next: 'Next',
  difference: 'Difference',
  pValue: 'p, adjusted',
  beyond: 'Beyond chance',
  yes: 'yes',
  no: 'no',
  untested: 'not tested',
  finer: (n: number) => `Finer narratives: ${count(n)}`,
  finerLeft: (n: number) =>
    `${counted(n, { one: 'further narrative is', other: 'further narratives are' })} not listed.`,
  timeline: {
    heading: 'In time',
    title: 'When the items of the narrative were published',
    description: (items: number, sources: number) =>
      `${counted(items, { one: 'item', other: 'items' })} from ${counted(sources, { one: 'source', other: 'sources' })}, a lane each on one axis of time. The table below the figure holds the same counts.`,
    caption: (period: string) =>
      `Times in UTC. A shape is an item; a bar behind it is the interval its time lies in, such as a whole day; a dashed line with an arrow means that only one bound is known. Where a source has many items, columns count them per ${period}, each in the period that holds the middle of its interval; every source has its own scale. ▼ and the shaded interval: first appearance in the source.`,
    none: 'None of the items has a time.',
    lane: (name: string, items: number, undated: number, most: string) =>
      `${name}: ${count(items)}${most === '' ? '' : `, ${most}`}${undated > 0 ? `, ${count(undated)} without a time` : ''}`,
    most: (items: number, period: string) => `at most ${count(items)} per ${period}`,
    hours: (n: number) => (n === 1 ? 'hour' : `${count(n)} hours`),
    days: (n: number) => (n === 1 ? 'day' : n === 7 ? 'week' : `${count(n)} days`),
    table: 'The figure as a table',
    caption2: (period: string) => `Items per ${period}; figures lead to the items`,
    period: 'From',
  },
  evidence: {
    heading: 'Matched passages',
    found: (found: number, of: number) =>
      found === of
        ? `${counted(of, { one: 'matched article', other: 'matched articles' })}.`
        : `${count(found)} of ${counted(of, { one: 'matched article', other: 'matched articles' })}.`,
    none: 'No matched article fits. Take a filter away.',
    ecosystem: 'Ecosystem',
    site: 'Site',
    language: 'Language',
    from: 'From',
    to: 'Until',
    sort: 'Order by',
    sorts: { margin: 'clearest match', time: 'earliest', latest: 'latest' },
    any: 'any',
    unnamed: 'unnamed outlet',
    firstHere: 'first here',
    copies: (n: number) => `one of ${counted(n, { one: 'copy', other: 'copies' })}`,
    more: (n: number) => counted(n, { one: 'further passage of it matches', other: 'further passages of it match' }),
    above: (score: string, margin: string, threshold: string) =>
      `Score ${score}, ${margin} above the threshold of ${threshold} for these languages`,
    below: (score: string, margin: string, threshold: string) =>
      `Score ${score}, ${margin} below the threshold of ${threshold} for these languages`,
    centre: (cosine: string) => `cosine to the centre of the narrative ${cosine}`,
    beside: (platform: string) => `Nearest post on ${platform}`,
    noPost: 'The nearest post is not known.',
    whole: 'whole text',
    cut: 'the passage goes on',
    mark: 'Mark the sentences that say the same',
    marked: 'Equal numbers mark sentences that say the same; beside them the cosine of the two, centred per language.',
    late: 'Some passages are not marked: computing took too long. Try again.',
    unavailable: 'Sentences are not marked: the embedder of the study cannot be used here.',
    sentence: (group: number, cosine: string) =>
      `${count(group)} ${cosine}, number and cosine: go to the sentence that says the same`,
  },
  postList: {
    heading: 'Posts',
    found: (found: number, of: number) =>
      found === of
        ? `${counted(of, { one: 'post', other: 'posts' })}.`
        : `${count(found)} of ${counted(of, { one: 'post', other: 'posts' })}.`,
    none: 'No post in this time.',
    orders: { time: 'earliest first', centre: 'nearest to the centre first' },
    orderBy: 'Order',
    centre: (cosine: string) => `cosine to the centre ${cosine}`,
  },
  near: {
    heading: (n: number) => `Just below the threshold: ${count(n)}`,
    about: 'Passages that almost match. They count nowhere; they show where the threshold draws the line.',
    show: 'Show them',
  },
  span: (from: string, to: string) => `Only from ${from} until ${to}.`,
  allTimes: 'All times',
};
