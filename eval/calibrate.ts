/**
 * Writes `models/bundled/calibration.json`: means per language, and match thresholds per language
 * pair with the curves they were chosen on; with `static`, which comes after them,
 * `models/static/calibration.json`: means, and floors for choosing passages, measured on the labelled
 * collection and on each `--study`, a folder that `crosscurrent run --exact` was run in. With `lambda` it
 * prints what λ of the finest level gives, and writes nothing. See docs/quality.md.
 *
 *     node build/eval/calibrate.js [means] [thresholds] [static] [lambda] [--data DIR] [--work DIR] [--study DIR]…
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundledFolder, describeEmbedder, staticFolder } from '../src/embedders/create.ts';
import type { Calibration } from '../src/embedders/create.ts';
import { writeFileAtomic } from '../src/store/atomic.ts';
import { calibratePairs } from './calibrate-pairs.ts';
import { languageMeans } from './calibrate-means.ts';
import { defaultData } from './data.ts';
import { defaultWork, workers } from './machine.ts';
import { staticMeans, withFloors } from './calibrate-static.ts';
import { sweepLambda } from './sweep.ts';

const path = join(bundledFolder, 'calibration.json');
const staticPath = join(staticFolder, 'calibration.json');

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: defaultData },
    work: { type: 'string', default: defaultWork },
    study: { type: 'string', multiple: true, default: [] },
  },
});
const parts = positionals.length === 0 ? ['means', 'thresholds', 'static'] : positionals;
const embedder = (await describeEmbedder('bundled')).id;

/** What the file holds; other parts stay as they were. */
async function current(): Promise<Calibration> {
  try {
    const found = JSON.parse(await readFile(path, 'utf8')) as Calibration;
    if (found.embedder === embedder) return found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return { embedder, means: {}, pairs: {} };
}

/** Writes the file, an array of numbers on one line. */
async function write(calibration: Calibration, to = path): Promise<void> {
  const text = JSON.stringify(calibration, null, 1)
    .replace(/\[[-\d.,\s e]+\]/gu, (array) => array.replace(/\s+/gu, ''))
    .replace(
      /\{\s*"threshold": (\S+),\s*"precision": (\S+),\s*"recall": (\S+),\s*"f1": (\S+)\s*\}/gu,
      '{"threshold":$1,"precision":$2,"recall":$3,"f1":$4}',
    );
  await writeFileAtomic(to, `${text}\n`);
}

if (parts.includes('means')) {
  // Thresholds depend on the means, so those of other means go.
  await write({ embedder, means: await languageMeans(values.data, workers, say), pairs: {} });
}
if (parts.includes('thresholds')) {
  const before = await current();
  const pairs = await calibratePairs(values.data, values.work, say);
  await write({ ...before, pairs });
  for (const [pair, { threshold, articles }] of Object.entries(pairs))
    say(`${pair}: threshold ${threshold} over ${articles} labelled articles`);
}
if (parts.includes('static')) {
  const means = await staticMeans(values.data, workers, say);
  // The study that the floors are measured on reads the means from the file.
  await write(means, staticPath);
  const calibration = await withFloors(means, values.data, values.work, values.study, say);
  await write(calibration, staticPath);
  say(`floors ${JSON.stringify(calibration.floors)}; ${JSON.stringify(calibration.screening)}`);
}
if (parts.includes('lambda')) await sweepLambda(values.data, values.work, say);
