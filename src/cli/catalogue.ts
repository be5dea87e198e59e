/**
 * Every command: its name, what it does in a line, and where it lives. Modules are loaded one at a
 * time, since `crosscurrent --help` need not wait for a database.
 */
import type { AnyCommandSpec } from './command.ts';

export interface CommandEntry {
  readonly brief: string;
  readonly load: () => Promise<AnyCommandSpec>;
}

export interface CommandGroup {
  readonly brief: string;
  readonly commands: Readonly<Record<string, CommandEntry>>;
  /** The one that is meant where none is named. */
  readonly byDefault?: string;
}

const loadStage = async (name: string): Promise<AnyCommandSpec> =>
  (await import('./commands/stage.ts')).stageCommand(name);
const stage = (name: string, brief: string): CommandEntry => ({ brief, load: () => loadStage(name) });

/** Commands in the order in which the help lists them. */
export const catalogue: Readonly<Record<string, CommandEntry | CommandGroup>> = {
  init: { brief: 'Make a study folder', load: async () => (await import('./commands/init.ts')).init },
  import: {
    brief: 'Bring posts and articles into a study',
    commands: {
      posts: {
        brief: 'Bring posts of a platform into a study',
        load: async () => (await import('./commands/import.ts')).importPosts,
      },
      articles: {
        brief: 'Bring news articles into a study',
        load: async () => (await import('./commands/import.ts')).importArticles,
      },
    },
  },
  crawl: {
    brief: 'Fetch pages of news sites from Common Crawl',
    load: async () => (await import('./commands/crawl.ts')).crawlCommand,
  },
  feeds: {
    brief: 'Poll feeds and news sitemaps and keep what is new',
    load: async () => (await import('./commands/feeds.ts')).feedsCommand,
  },
  run: {
    brief: 'Run every stage that is stale: what most people need',
    load: async () => (await import('./commands/run.ts')).run,
  },
  passages: stage('passages', 'Run the pipeline up to passages: cut items into runs of sentences'),
  embed: stage('embed', 'Run the pipeline up to embed: turn passages into vectors'),
  cluster: stage('cluster', 'Run the pipeline up to cluster: group post passages into narratives'),
  match: stage('match', 'Run the pipeline up to match: find articles that say the same as a narrative'),
  measure: stage('measure', 'Run the pipeline up to measure: compute the figures'),
  words: stage('words', 'Run the pipeline up to words: how ecosystems phrase the same narrative'),
  influence: stage('influence', 'Run the pipeline up to influence: estimate who set off what'),
  network: stage('network', 'Run the pipeline up to network: infer which site passes narratives on to which'),
  sensitivity: {
    brief: 'Say how the answers move with the choices that were made',
    load: async () => (await import('./commands/sensitivity.ts')).sensitivityCommand(),
  },
  report: stage('report', 'Run the pipeline up to report: write the page and the exports'),
  index: stage('index', 'Run the pipeline up to index: list the terms of the passages, for search by words'),
  search: {
    brief: 'Find narratives and passages by meaning and by words, across languages',
    load: async () => (await import('./commands/search.ts')).searchCommand,
  },
  label: {
    brief: 'Judge pairs of articles and narratives, and correct the figures by it',
    byDefault: 'judge',
    commands: {
      sample: {
        brief: 'Draw the pairs that people judge',
        load: async () => (await import('./commands/label/sample.ts')).labelSample,
      },
      judge: {
        brief: 'Judge pairs in the terminal (also without the word judge)',
        load: async () => (await import('./commands/label/judge.ts')).labelJudge,
      },
      export: {
        brief: 'Write the pairs as CSV, to be judged in a spreadsheet',
        load: async () => (await import('./commands/label/csv.ts')).labelExport,
      },
      import: {
        brief: 'Take judgements from a CSV file',
        load: async () => (await import('./commands/label/csv.ts')).labelImport,
      },
      report: {
        brief: 'Say what the judgements mean: agreement, precision, recall, thresholds, corrected shares',
        load: async () => (await import('./commands/label/report.ts')).labelReportCommand,
      },
    },
  },
  serve: {
    brief: 'Open a study in the browser: the dashboard',
    load: async () => (await import('./commands/serve.ts')).serveCommand,
  },
  status: {
    brief: 'Say what a study holds and what is stale',
    load: async () => (await import('./commands/status.ts')).status,
  },
  doctor: {
    brief: 'Check this machine, the model and a study',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  demo: { brief: 'Carry out the example study', load: async () => (await import('./commands/demo.ts')).demo },
};

/** Every command with its full name (`import posts`), groups unfolded. */
export function allCommands(): (CommandEntry & { readonly name: string })[] {
  return Object.entries(catalogue).flatMap(([name, entry]) =>
    'load' in entry
      ? [{ name, ...entry }]
      : Object.entries(entry.commands).map(([inner, command]) => ({ name: `${name} ${inner}`, ...command })),
  );
}
