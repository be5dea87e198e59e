/**
 * Runs one stage of a study in this process and prints what it took as JSON: a process of its own for
 * each stage, so that the peak of its memory is the stage's own.
 *
 *     node build/bench/stage.js STUDY STAGE WORKERS [POSTS ARTICLES]
 */
import { readConfig } from '../src/config.ts';
import { importFiles } from '../src/imports.ts';
import { stages } from '../src/pipeline.ts';
import { silentReporter } from '../src/reporter.ts';
import { runStage } from '../src/stage.ts';
import { Study } from '../src/store/study.ts';

const [folder, name, workers, posts, articles] = process.argv.slice(2) as [string, string, string, string?, string?];
const study = Study.open(folder);
const { settings, options } = readConfig(study);
const stage = stages.find((candidate) => candidate.name === name);
if (stage === undefined) throw new Error(`there is no stage ${name}`);
const common = {
  study,
  settings,
  seed: settings.seed,
  resources: { workers: Number(workers), memoryMegabytes: 1024 },
  report: silentReporter,
  signal: new AbortController().signal,
};
const started = performance.now();
if (posts !== undefined && articles !== undefined) {
  await importFiles({ ...common, kind: 'post', files: [posts] });
  await importFiles({ ...common, kind: 'article', files: [articles] });
}
const { record } = await runStage(stage, { ...common, options: options[name], force: true });
process.stdout.write(
  `${JSON.stringify({
    stage: name,
    seconds: (performance.now() - started) / 1000,
    counts: record.counts,
    // Kilobytes on Linux and macOS alike, as libuv gives them.
    peak_rss_megabytes: Math.round(process.resourceUsage().maxRSS / 1000),
  })}\n`,
);
