import { formatsOf } from '../formats.ts';

const { count, counted } = formatsOf('en');

/** What every page of the dashboard says. */
export const common = {
  product: 'crosscurrent',
  skip: 'Skip to the content',
  navigation: 'Pages',
  contents: 'On this page',
  moreFilters: 'More filters',
  languageMenu: 'Language',
  theme: { name: 'Colours', auto: 'as the system', light: 'light', dark: 'dark' },
  pages: {
    overview: 'Overview',
    narratives: 'Narratives',
    ecosystems: 'Ecosystems',
    quality: 'Data quality',
    sensitivity: 'Sensitivity',
    search: 'Search',
    label: 'Label',
    digest: 'Digests',
    compare: 'Compare',
    exports: 'Export',
  },
  searchLabel: 'Search narratives and passages',
  searchButton: 'Search',
  apply: 'Apply',
  clear: 'Clear',
  previous: 'Previous',
  next: 'Next',
  pageOf: (page: number, pages: number) => `Page ${count(page)} of ${count(pages)}`,
  narratives: (n: number) => counted(n, { one: 'narrative', other: 'narratives' }),
  posts: (n: number) => counted(n, { one: 'post', other: 'posts' }),
  articles: (n: number) => counted(n, { one: 'article', other: 'articles' }),
  loading: 'Loading …',
  loaded: 'Loaded',
  failed: 'The server did not answer. Is crosscurrent serve still running?',
  notFound: {
    title: 'Not found',
    text: 'There is no such page or narrative in this study.',
    back: 'Back to the overview',
  },
  refused: { title: 'Refused', text: 'The request was not one this server answers.' },
  broken: { title: 'Something went wrong', text: 'The server met an error; its log in the terminal says more.' },
  tooSlow: { title: 'Too slow', text: 'The answer took too long and was given up. Try again, or ask for less.' },
  replaced: {
    title: 'The results are being replaced',
    text: 'A run is writing new results of this study. Try again in a moment.',
  },
  tooMany: {
    title: 'Too many downloads at once',
    text: 'Several files are being sent already. Try again when one of them has arrived.',
  },
  noResults: { title: 'Nothing to show yet', text: 'This study has no results. Compute them with:' },
  footer: 'Served from this machine; nothing is loaded from elsewhere. Links to sources leave it.',
};
