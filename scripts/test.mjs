// Everything that must hold before a change is taken: dependencies, build, lint, format, types, docs, tests.
// A failing check does not hide the ones after it; the last line counts them all.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installBrowser } from './browser.mjs';
import { build, install } from './setup.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (file) => join(root, 'node_modules', file);
const folder = mkdtempSync(join(tmpdir(), 'crosscurrent-test-'));
const results = join(folder, 'vitest.json');

const checks = [
  ['lint', [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings']],
  ['format', [bin('oxfmt/bin/oxfmt'), '--check']],
  ['types', [bin('typescript/bin/tsc'), '--noEmit']],
  ['types of the dashboard', [bin('typescript/bin/tsc'), '--noEmit', '-p', 'web']],
  ['docs', ['scripts/docs.mjs', '--check']],
  ['unused', [bin('knip/bin/knip.js')]],
];
const tests = [
  bin('vitest/vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}`,
];

let passed = 0;
let failed = 0;

function runNode(args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;
}

function step(name, holds) {
  console.log(`\n── ${name}`);
  if (succeeds(holds)) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`── ${name} failed`);
  }
}

function succeeds(holds) {
  try {
    return holds();
  } catch (error) {
    console.error(`error: ${error.message}`);
    return false;
  }
}

/** Where the time went. */
function printSlowest(files) {
  const seconds = files
    .map(({ name, startTime, endTime }) => [relative(root, name), (endTime - startTime) / 1000])
    .sort(([, a], [, b]) => b - a);
  console.log('\n── slowest test files');
  for (const [file, length] of seconds.slice(0, 10)) console.log(`${length.toFixed(1).padStart(7)} s  ${file}`);
}

try {
  install();
  step('build', () => {
    build();
    return true;
  });
  step('browser', () => {
    installBrowser();
    return true;
  });
  for (const [name, args] of checks) step(name, () => runNode(args));
  console.log('\n── tests');
  const held = runNode([...tests, ...process.argv.slice(2)]);
  const report = JSON.parse(readFileSync(results, 'utf8'));
  printSlowest(report.testResults);
  passed += report.numPassedTests;
  // A file that cannot be loaded fails without a failing test in it.
  failed += held ? 0 : Math.max(report.numFailedTests, 1);
} catch (error) {
  failed += 1;
  console.error(`error: ${error.message}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
