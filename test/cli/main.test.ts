/** The built program without a study: help, usage, streams. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allCommands, catalogue } from '../../src/cli/catalogue.ts';
import { command } from '../support/command.ts';
import { crosscurrent, mainPath, temporaryFolder } from './program.ts';

test('--help lists every command and exits with 0', async () => {
  const { stdout, stderr, code } = await crosscurrent(['--help']);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  for (const [name, { brief }] of Object.entries(catalogue))
    expect(stdout).toMatch(new RegExp(`^  ${name} +${escape(brief)}$`, 'm'));
});

test('--help does not load what commands need', async () => {
  const child = spawn(process.execPath, [mainPath, '--help'], {
    env: { ...process.env, NODE_DEBUG: 'esm' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let loaded = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (loaded += text));
  await new Promise((resolve) => child.on('close', resolve));
  for (const heavy of ['@duckdb', 'onnxruntime', '/zod/', '/pipeline.js']) expect(loaded).not.toContain(heavy);
});

test.each(allCommands().map(({ name, brief }) => ({ name, brief })))('$name --help', async ({ name }) => {
  const { stdout, stderr, code } = await command([...name.split(' '), '--help']);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  expect(stdout).toContain(`crosscurrent ${name}`);
  expect(stdout).toMatch(/--json\]? .*JSON/);
  expect(stdout).toContain('\nEXAMPLES\n');
  expect(stdout.match(new RegExp(`^    crosscurrent ${name}\\b`, 'gm'))?.length).toBeGreaterThanOrEqual(2);
});

test('the help of a stage shows the columns it writes and its options', async () => {
  const { stdout, stderr, code } = await crosscurrent(['passages', '--help']);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  expect(stdout).toMatch(/TABLES\n {2}passages: /);
  expect(stdout).toMatch(/^ {4}passage_id +VARCHAR +\S/m);
  expect(stdout).toContain('--tiny-words');
});

test('--version', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect(await crosscurrent(['--version'])).toEqual({ stdout: `${version}\n`, stderr: '', code: 0 });
});

describe('mistakes in the command line exit with 2', () => {
  test.each([
    [['clster'], 'did you mean `cluster`?'],
    [['import', 'postes'], 'did you mean `posts`?'],
    [['--frobnicate'], 'no command registered'],
    [['run', '--frobnicate'], 'no flag registered for --frobnicate'],
    [['run', '--workers', '0'], '"0" is not a whole number above 0'],
    [['run', '--max-rejects', 'many'], '"many" is neither a number of records'],
    [['init'], 'expected at least 1 argument'],
    [['init', 'a', 'b'], 'too many arguments'],
    [['init', 'a', '--from', '2022-02-30'], '"2022-02-30" is not a day'],
    [['import', 'posts'], 'FILE'],
    [['import', 'posts', 'x.csv', '--map', 'text'], '"text" is not of the form FIELD=COLUMN'],
    [['status', 'extra'], 'too many arguments'],
  ])('%j', async (args, message) => {
    const { stdout, stderr, code } = await command(args);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toContain(message);
    expect(stderr).toContain('\nhint: ');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test.each([[['clster']], [['run', '--workers', '0']]])('%j as a process', async (args) => {
    expect(await crosscurrent(args, { cwd: temporaryFolder() })).toEqual(await command(args));
  });
});

test.each([['run'], ['status'], ['passages'], ['import', 'posts', 'x.csv']])(
  '%s outside a study exits with 4',
  async (...args) => {
    const { stdout, stderr, code } = await crosscurrent(args.flat(), { cwd: temporaryFolder() });
    expect({ stdout, code }).toEqual({ stdout: '', code: 4 });
    expect(stderr).toMatch(
      /^error: .* is not a study: it has no crosscurrent.yaml\nhint: make one with: crosscurrent init/,
    );
  },
);

test('a closed pipe is no error', async () => {
  const child = spawn(
    '/bin/sh',
    ['-c', `{ "${process.execPath}" "${mainPath}" import posts --help; echo "code $?" >&2; } | true`],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await new Promise((resolve) => child.on('close', resolve));
  expect(stderr).toBe('code 0\n');
});

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
