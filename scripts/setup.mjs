// Makes a fresh clone ready: installs the dependencies and builds, each only where it is needed.
// Uses nothing but what Node.js brings along.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampPath = join(root, 'node_modules/.cache/crosscurrent/build');

/** Whether every package of package-lock.json is installed in the version it names. */
export function dependenciesInstalled() {
  const installedPath = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedPath)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedPath, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional === true || installed[path]?.version === version,
  );
}

/** Hash of everything the build depends on. */
function buildKey() {
  const hash = createHash('sha256');
  const sources = ['src', 'web']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
  for (const file of [...sources, 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json']) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Whether dist/ was built from the sources as they are now. */
export function buildFresh() {
  return (
    existsSync(join(root, 'dist/cli/main.js')) &&
    existsSync(join(root, 'dist/web/.vite/manifest.json')) &&
    existsSync(stampPath) &&
    readFileSync(stampPath, 'utf8') === buildKey()
  );
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    // stdout belongs to whoever called; what npm and tsc say is progress.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
    // onnxruntime-node would otherwise fetch libraries for graphics cards from outside the registry.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
  if (error !== undefined) throw new Error(`${command} could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with code ${status}`);
}

/** An Error where Node.js is too old for what follows to work, or to fail in words. */
function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const oldest = engines.node.replace('>=', '');
  const [major, minor] = oldest.split('.').map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor < major || (ownMajor === major && ownMinor < minor))
    throw new Error(`Node.js ${oldest} or later is needed, this is ${process.versions.node}`);
}

/** Installs the dependencies if any is missing or of another version. */
export function install() {
  checkNode();
  if (dependenciesInstalled()) return;
  console.error('installing dependencies …');
  // Not `npm ci`: it insists on the binaries of every other platform in package-lock.json, which a registry
  // mirror need not have. The versions of the lock file hold here too, and --no-save leaves it alone.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund']);
}

/** Builds dist/ if a source has changed. */
export function build() {
  if (buildFresh()) return;
  console.error('building …');
  const key = buildKey();
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json']);
  run(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', 'web/vite.config.ts']);
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, key);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    install();
    build();
  } catch (error) {
    console.error(`error: ${error.message}`);
    process.exitCode = 1;
  }
}
