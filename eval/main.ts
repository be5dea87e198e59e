/**
 * Measures quality on the evaluation data and prints it.
 *
 *     node build/eval/main.js [--only NAME…] [--data DIR] [--work DIR] [--json FILE] [--check | --set-floors]
 *
 * Exit codes: 0 all is well, or the data is absent; 1 a floor does not hold (`--check`).
 */
import { parseArgs } from 'node:util';
import { versions } from '../src/store/manifest.ts';
import { writeFileAtomic } from '../src/store/atomic.ts';
import { absent, defaultData, hashesOf } from './data.ts';
import { echo } from './echo.ts';
import { echoFirst } from './echo-first.ts';
import { echoInfluence } from './echo-influence.ts';
import { label } from './echo-label.ts';
import { extraction } from './extraction.ts';
import { firstNull } from './first-null.ts';
import { floorsFrom, readFloors, violations, writeFloors } from './floors.ts';
import { defaultWork } from './machine.ts';
import { netinf } from './netinf.ts';
import { hawkes } from './hawkes.ts';
import { intervals } from './intervals.ts';
import { pnas } from './pnas.ts';
import type { Evaluation, Evaluator } from './report.ts';
import { retrieval } from './retrieval.ts';
import { search } from './search.ts';
import { staticEmbedder } from './static.ts';

const evaluators: readonly Evaluator[] = [
  pnas,
  retrieval,
  staticEmbedder,
  echo,
  echoFirst,
  echoInfluence,
  label,
  search,
  intervals,
  firstNull,
  hawkes,
  netinf,
  extraction,
];

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    data: { type: 'string', default: defaultData },
    work: { type: 'string', default: defaultWork },
    json: { type: 'string' },
    check: { type: 'boolean', default: false },
    'set-floors': { type: 'boolean', default: false },
  },
});

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const unknown = values.only.filter((name) => !evaluators.some((evaluator) => evaluator.name === name));
if (unknown.length > 0) {
  say(`there is no evaluation ${unknown.join(', ')}: ${evaluators.map((evaluator) => evaluator.name).join(', ')}`);
  process.exit(2);
}

const evaluations: Record<string, Evaluation> = {};
for (const evaluator of evaluators) {
  if (values.only.length > 0 && !values.only.includes(evaluator.name)) continue;
  const missing = absent(values.data, evaluator.files);
  if (missing !== undefined) {
    process.stdout.write(`${evaluator.name} skipped: ${missing} is absent\n`);
    continue;
  }
  say(evaluator.name);
  const started = Date.now();
  const found = await evaluator.run({ data: values.data, work: values.work, say });
  const files = await hashesOf(values.data, evaluator.files);
  evaluations[evaluator.name] = { ...found, files, seconds: (Date.now() - started) / 1000 };
}

for (const [name, { figures, seconds }] of Object.entries(evaluations)) {
  const width = Math.max(...Object.keys(figures).map((figure) => figure.length));
  process.stdout.write(`${name} (${seconds.toFixed(1)} s)\n`);
  for (const [figure, value] of Object.entries(figures))
    process.stdout.write(`  ${figure.padEnd(width)}  ${shown(value)}\n`);
}

if (values.json !== undefined) {
  const report = { evaluations, versions: versions(), finished_at: new Date().toISOString() };
  await writeFileAtomic(values.json, `${JSON.stringify(report, null, 2)}\n`);
}
if (values['set-floors']) await writeFloors(floorsFrom(await readFloors(), evaluations));
else if (values.check) {
  const found = violations(await readFloors(), evaluations);
  for (const line of found) process.stdout.write(`${line}\n`);
  if (found.length > 0) process.exitCode = 1;
}

/** A figure for the table: whole numbers as they are, tiny ones with an exponent. */
function shown(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) < 1e-4 ? value.toExponential(2) : value.toFixed(4);
}
