import { formatsOf } from '../formats.ts';
import { rich } from '../rich.ts';

const { count, counted, percent } = formatsOf('en');

const items = (n: number): string => counted(n, { one: 'item', other: 'items' });
const records = (n: number): string => counted(n, { one: 'record', other: 'records' });

/** What the data can carry, and the rows behind it. */
export const quality = {
  title: 'Data quality',
  intro:
    'What was collected decides what can be found. This page says what there is, what is missing and what was done with it; every number opens its rows.',
  sums: {
    posts: 'Posts in scope',
    articles: 'Articles in scope',
    undated: 'Items without any time',
    copies: 'Articles in copies',
    homeless: 'Articles without an ecosystem',
    outside: 'Items out of scope',
    rejects: 'Rejected records and notes',
  },
  of: (all: number) => `of ${count(all)}`,
  sections: {
    coverage: 'Coverage and gaps',
    times: 'Times by source',
    languages: 'Languages',
    copies: 'Copies of the same text',
    scope: 'Out of scope, and without an ecosystem',
    rejects: 'Rejected records',
    run: 'The run',
    method: 'Data and method',
  },
  times: {
    text: (distance: string) =>
      `Who was first can be told only where times are known more sharply than ecosystems usually lie apart: in this study ${distance} between the first two of a narrative. These sources have most items whose time is known less well than to the hour.`,
    textUnknown:
      'Who was first can be told only where times are known more sharply than ecosystems lie apart. These sources have most items whose time is known less well than to the hour.',
    table: (listed: number, all: number) =>
      all > listed ? `${count(listed)} of ${counted(all, { one: 'source', other: 'sources' })}` : 'Sources',
    source: 'Source',
    ecosystem: 'Ecosystem',
    items: 'Items',
    classes: {
      to_hour: 'To the hour',
      to_day: 'To the day',
      coarser: 'Coarser',
      bounded: 'One bound',
      undated: 'No time',
    },
    meaning: 'For first appearance',
    carries: { yes: 'sharp enough', partly: 'some too coarse', no: 'too coarse to tell' },
    all: 'All items without any time',
    none: 'There is no item in scope.',
  },
  languages: {
    text: 'A language is given where the data name one, and detected where it was told from the text.',
    und: (n: number) =>
      `Of ${items(n)} the language could not be told: they are compared all the same, by thresholds that are not made for them.`,
    table: 'Items by language',
    language: 'Language',
    kind: 'Kind',
    given: 'Given',
    detected: 'Detected',
    other: 'Not recorded',
    kinds: { post: 'Posts', article: 'Articles' },
    bases: { field: 'given', detected: 'detected' },
  },
  copies: {
    title: 'Copies of the same text',
    none: 'No article is a copy of another.',
    text: (groups: number, copies: number, articles: number, across: number) =>
      `${counted(groups, { one: 'text is', other: 'texts are' })} carried by several articles: ${count(copies)} of ${counted(articles, { one: 'article', other: 'articles' })} in all (${percent(copies / Math.max(1, articles))}). ${across === 0 ? 'None is' : counted(across, { one: 'is', other: 'are' })} in more than one ecosystem. Figures that count “each text once” take such articles for one.`,
    largest: 'Texts with most copies',
    earliest: 'Earliest article',
    site: 'Its site',
    copies: 'Copies',
    sites: 'Sites',
    ecosystems: 'Ecosystems',
    time: 'From the earliest to the latest',
    all: 'All texts with copies',
    found: (n: number) => `${counted(n, { one: 'text', other: 'texts' })} with copies.`,
    noneFits: 'No text fits. Take a filter away.',
    across: 'only in several ecosystems',
    sort: 'Order by',
    sorts: { copies: 'copies', sites: 'sites', ecosystems: 'ecosystems' },
  },
  scope: {
    all: 'Every item is in scope.',
    text: (n: number, all: number) =>
      `${items(n)} of ${count(all)} (${percent(n / Math.max(1, all))}) ${n === 1 ? 'is' : 'are'} kept, but not analysed. Each is counted under the first reason that holds.`,
    changed:
      'The scope in crosscurrent.yaml is another than the one the import ran with, so the reasons may not be right: run the import again.',
    table: 'Items out of scope, and why',
    reason: 'Reason',
    reasons: {
      ecosystem: 'belongs to no known ecosystem',
      window: 'published outside the days of the study',
      site: 'the site is left out by scope.sites',
      text: 'lacks the words or the length the scope asks for',
      unknown: 'not known',
    },
    noHomeless: 'Every article belongs to an ecosystem.',
    homeless: <Piece>(n: number, key: Piece) =>
      rich<
        Piece | string
      >`${counted(n, { one: 'article belongs', other: 'articles belong' })} to no known ecosystem and ${n === 1 ? 'counts' : 'count'} nowhere. List their sites under ${key} in crosscurrent.yaml, and import again.`,
    homelessTable: 'Sites of articles without an ecosystem',
  },
  rejects: {
    title: 'Rejected records',
    none: 'No record was rejected.',
    text: 'A record that could not be read or used is not lost silently: it stands here with its file, its place in it and the reason. Some are notes beside an item that was taken, such as a time that could not be read.',
    table: 'Rejected records and notes, by reason and file',
    further: (n: number) => `and ${counted(n, { one: 'further line', other: 'further lines' })}`,
    records: 'Records',
    stage: 'Stage',
    reason: 'Reason',
    source: 'File',
    record: 'Record',
    detail: 'In a sentence',
    taken: 'taken',
    notTaken: 'not taken',
    outcome: 'The item',
    all: 'All rejected records',
    rows: 'The rows themselves',
    found: (n: number) => `${records(n)}.`,
    noneFits: 'No record fits. Take a filter away.',
    search: 'Reason, file or text contains',
  },
  items: {
    title: 'Items',
    found: (n: number) => `${counted(n, { one: 'item fits', other: 'items fit' })}.`,
    none: 'No item fits. Take a filter away.',
    back: 'Back to data quality',
    any: 'any',
    item: 'Item',
    noText: '(no text)',
    published: 'Published',
    scope: 'Scope',
    scopes: { in: 'in scope', out: 'out of scope' },
    site: 'Site',
    basis: 'Who names the language',
    time: 'Time known',
    without: 'Without',
    withouts: { ecosystem: 'an ecosystem', site: 'a site' },
    group: 'Copies of one text',
    onlyGroup: 'only copies of this text',
  },
  run: {
    none: 'The study has no record of its run.',
    text: 'What run.json says of each stage; the hashes of its inputs and outputs are there too.',
    table: 'Stages',
    stage: 'Stage',
    started: 'Began',
    took: 'Took',
    memory: 'Memory, at most',
    workers: 'Workers',
    seed: 'Seed',
    rejected: 'Rejected',
    counts: 'Counts',
    seconds: (seconds: string) => `${seconds}\u202fs`,
    megabytes: (megabytes: string) => `${megabytes}\u202fMB`,
    total: (time: string) => `All stages took ${time}.`,
    versions: 'Software and machine',
  },
};
