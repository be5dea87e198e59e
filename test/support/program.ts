/** Runs the built command line, and ends it in unkind ways. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';

const mainPath = join(packageRoot, 'dist/cli/main.js');

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly milliseconds: number;
}

export interface ProgramOptions {
  /** Looked at all the time; once it says yes the signal is sent. */
  readonly when?: () => boolean;
  readonly signal?: NodeJS.Signals;
  /** Pause between the two. */
  readonly delayMilliseconds?: number;
  /** What is piped in. */
  readonly input?: string;
  /** Whether more could follow it, so that the program waits. */
  readonly isOpen?: boolean;
}

/** Runs `crosscurrent` with these arguments and waits for its end. */
export async function program(args: readonly string[], options: ProgramOptions = {}): Promise<Ended> {
  const started = performance.now();
  const child = spawn(process.execPath, [mainPath, ...args], {
    env: { ...process.env, NO_COLOR: '1' },
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  child.stdin?.write(options.input ?? '');
  if (options.isOpen !== true) child.stdin?.end();
  const stop = interfere(child, options);
  let stdout = '';
  let stderr = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      stop();
      resolve({ stdout, stderr, code, signal, milliseconds: performance.now() - started });
    });
  });
}

function interfere(
  child: ChildProcess,
  { when, signal = 'SIGKILL', delayMilliseconds = 0 }: ProgramOptions,
): () => void {
  if (when === undefined) return () => {};
  const timer = setInterval(() => {
    if (!when()) return;
    clearInterval(timer);
    setTimeout(() => child.kill(signal), delayMilliseconds);
  }, 1);
  return () => clearInterval(timer);
}
