/** Studies of the demonstration data, or of a part of it, through the built command line. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { carryOut } from './command.ts';
import { program } from './program.ts';

const demo = join(packageRoot, 'examples/demo');

interface Narrative {
  readonly id: string;
  readonly posts: readonly string[];
  readonly articles: readonly string[];
}

/** The lines of an NDJSON file of the demonstration whose ids are named. */
function linesOf(file: string, ids: ReadonlySet<string>): string[] {
  const lines = readFileSync(join(demo, file), 'utf8').trim().split('\n');
  return lines.filter((line) => ids.has((JSON.parse(line) as { id: string }).id));
}

/** Writes 24 posts and 24 articles about three narratives into several files; gives their paths. */
export function smallData(folder: string): { posts: string[]; articles: string[] } {
  const truth = JSON.parse(readFileSync(join(demo, 'truth.json'), 'utf8')) as { narratives: Narrative[] };
  const chosen = truth.narratives.filter(({ id }) => ['strait-mines', 'formula-lithium', 'bridge-rebar'].includes(id));
  mkdirSync(folder, { recursive: true });
  const write = (name: string, lines: readonly string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };
  const posts = linesOf('posts.ndjson', new Set(chosen.flatMap((narrative) => narrative.posts))).slice(0, 24);
  const articles = linesOf(
    'articles.ndjson',
    new Set(chosen.flatMap((narrative) => narrative.articles.slice(0, 8))),
  ).slice(0, 24);
  return {
    posts: [write('posts-1.ndjson', posts.slice(0, 9)), write('posts-2.ndjson', posts.slice(9))],
    articles: [0, 8, 16].map((start) => write(`articles-${start}.ndjson`, articles.slice(start, start + 8))),
  };
}

/** Runs the command line and expects it to end well. */
export async function succeed(...args: string[]): Promise<{ stdout: string; stderr: string; milliseconds: number }> {
  const ended = await program(args);
  expect(ended.code, ended.stderr).toBe(0);
  return ended;
}

/** Makes a study of the small data; nothing of it has been computed. */
export async function makeSmallStudy(folder: string): Promise<string> {
  const study = join(folder, 'study');
  const { posts, articles } = smallData(join(folder, 'data'));
  await carryOut('init', study);
  writeConfig(study);
  await carryOut('import', 'posts', ...posts, '--study', study);
  await carryOut('import', 'articles', ...articles, '--study', study);
  return study;
}

/** Puts these lines into crosscurrent.yaml. */
export function writeConfig(study: string, more = 'measure: { minPosts: 2 }'): void {
  writeFileSync(join(study, 'crosscurrent.yaml'), `name: A small study\n${more}\n`);
}

/** Hash of every file of a study that a run must always write in the same way. */
export function fingerprints(study: string): Record<string, string> {
  const files = ['tables', 'vectors', 'shards', 'imports', 'report/tables', 'index'].flatMap((folder) =>
    filesBelow(join(study, folder)),
  );
  return Object.fromEntries(
    files.map((path) => [relative(study, path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : [])).sort();
}

/** Files and folders of a study that are not finished. */
export function unfinished(study: string): string[] {
  const names = readdirSync(study, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /(^|\/)\.tmp|\.tmp(-\d+)?$|(^|\/)\.lock$/.test(name)).sort();
}

/** Freshness of every stage, by name. */
export async function freshness(study: string): Promise<Record<string, string>> {
  const { stdout } = await carryOut('status', '--study', study, '--json');
  const { stages } = JSON.parse(stdout) as { stages: { stage: string; freshness: string }[] };
  return Object.fromEntries(stages.map((stage) => [stage.stage, stage.freshness]));
}

/** What a run says about each stage: `fresh` or `done`. */
export async function run(
  study: string,
  ...flags: string[]
): Promise<{ stages: Record<string, string>; milliseconds: number }> {
  const { stdout, milliseconds } = await succeed('run', '--study', study, '--json', '--quiet', ...flags);
  const { stages } = JSON.parse(stdout) as { stages: { stage: string; status: string }[] };
  return { stages: Object.fromEntries(stages.map(({ stage, status }) => [stage, status])), milliseconds };
}
