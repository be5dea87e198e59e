/** The tools of the field in an environment of their own, made once and kept in a cache beside the packages. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { packageRoot } from '../../src/package-root.ts';

const requirements = [
  'networkx==3.6.1',
  'igraph==1.0.0',
  'frictionless==5.21.0',
  'roc-validator==0.13.0',
  'altair==6.3.0',
];

/** Carries the context of RO-Crate 1.2, which else would be asked of the network. */
const contextPackage = 'ro-crate@3.7.2';

/** What tests run the tools with. */
export interface FieldTools {
  /** Path of the context of RO-Crate 1.2. */
  readonly context: string;
  /** Runs a part of field_tools.py over these arguments. */
  readonly run: (part: 'graphs' | 'frictionless' | 'crate' | 'vega', paths: readonly string[]) => unknown;
}

/** The tools, or the reason why they cannot be had here. */
export function fieldTools(): FieldTools | string {
  const key = createHash('sha256')
    .update(JSON.stringify([requirements, contextPackage]))
    .digest('hex')
    .slice(0, 12);
  const cache = join(packageRoot, 'node_modules/.cache/crosscurrent-field-tools');
  const home = join(cache, key);
  const context = join(home, 'package/lib/context.json');
  const python = join(home, 'bin/python');
  const ready = join(home, 'ready');
  if (!existsSync(ready)) {
    const failure = install(home, python, context);
    if (failure !== undefined) {
      rmSync(home, { recursive: true, force: true });
      return failure;
    }
    mkdirSync(ready);
    for (const other of readdirSync(cache))
      if (other !== key) rmSync(join(cache, other), { recursive: true, force: true });
  }
  return {
    context,
    run(part: string, paths: readonly string[]) {
      const { stdout, stderr, status } = spawnSync(
        python,
        [join(packageRoot, 'test/exports/field_tools.py'), part, ...paths],
        {
          encoding: 'utf8',
          maxBuffer: 1 << 26,
        },
      );
      if (status !== 0) throw new Error(`field_tools.py ${part}: ${stderr}`);
      return JSON.parse(stdout.slice(stdout.lastIndexOf('\n', stdout.length - 2) + 1)) as unknown;
    },
  };
}

/** Makes the environment; the reason where it cannot be made. */
function install(home: string, python: string, context: string): string | undefined {
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  const steps: readonly (readonly [string, readonly string[], string?])[] = [
    // Debian says why on stdout, in eight lines.
    ['python3', ['-m', 'venv', home], ' (it takes python3 and python3-venv)'],
    [python, ['-m', 'pip', 'install', '--quiet', '--no-compile', '--disable-pip-version-check', ...requirements]],
    ['npm', ['pack', '--silent', '--pack-destination', home, contextPackage]],
  ];
  for (const [command, args, needs = ''] of steps) {
    const { status, error, stderr } = spawnSync(command, args, { cwd: home, encoding: 'utf8', timeout: 240_000 });
    if (status !== 0)
      return `${command} ${args.slice(0, 3).join(' ')}: ${error?.message ?? stderr.trim().split('\n').at(-1) ?? ''}${needs}`;
  }
  const archive = readdirSync(home).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) return `npm packed no ${contextPackage}`;
  const { status } = spawnSync('tar', ['xzf', archive], { cwd: home });
  renameSync(join(home, archive), join(home, 'context.tgz'));
  return status === 0 && existsSync(context) ? undefined : `${contextPackage} could not be unpacked`;
}
