/** Command lines carried out in this process: what the built program does with them, without starting it. */
import { Readable, Writable } from 'node:stream';
import { expect } from 'vitest';
import { runCli } from '../../src/cli/application.ts';

/** What a command wrote, and its exit code. */
export interface Carried {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/**
 * Carries out a command line. For what leads up to a test, and for one of many cases of which another starts
 * the program: signals, pipes, the working folder and the end of the process are those of the tests.
 */
export async function command(args: readonly string[]): Promise<Carried> {
  const [stdout, stderr] = [new Collected(), new Collected()];
  const code = await runCli(args, {
    process: { stdin: Readable.from([]), stdout, stderr, env: { NO_COLOR: '1' } },
    signal: new AbortController().signal,
  });
  return { stdout: stdout.text, stderr: stderr.text, code };
}

/** Carries out a command line and expects it to end well. */
export async function carryOut(...args: string[]): Promise<Carried> {
  const carried = await command(args);
  expect(carried.code, carried.stderr).toBe(0);
  return carried;
}

class Collected extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}
