/** `crosscurrent serve` as a process of its own, so that its memory is its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../src/package-root.ts';

export interface Served extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly origin: string;
  /** Milliseconds from the start of the process to the line that says where it listens. */
  readonly startMilliseconds: number;
  /** Megabytes the server holds now; NaN where the system does not say. */
  megabytes(): number;
  /** Megabytes the server has held at most. */
  peakMegabytes(): number;
  /** Milliseconds of processor time it has used, of all its threads, in steps of 10; NaN where the system does not say. */
  processorMilliseconds(): number;
  /** Whether it still runs. */
  isAlive(): boolean;
}

/** Serves a study on a free port, by the built command line. */
export async function startServed(study: string): Promise<Served> {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [join(packageRoot, 'dist/cli/main.js'), 'serve', '--study', study, '--port', '0', '--quiet'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line: IteratorResult<string, undefined> = await lines.next();
  if (line.done === true) throw new Error('crosscurrent serve ended before it served');
  const megabytes = (of: 'VmRSS' | 'VmHWM'): number => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(new RegExp(`${of}:\\s+(\\d+)`, 'u').exec(status)?.[1]) / 1024;
    } catch {
      return Number.NaN;
    }
  };
  return {
    origin: line.value.replace(/\/$/u, ''),
    startMilliseconds: performance.now() - started,
    megabytes: () => megabytes('VmRSS'),
    peakMegabytes: () => megabytes('VmHWM'),
    processorMilliseconds() {
      try {
        // After the name, which may hold blanks, come state and ten others; ticks are hundredths of a second.
        const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
        return 10 * (Number(fields[11]) + Number(fields[12]));
      } catch {
        return Number.NaN;
      }
    },
    isAlive: () => child.exitCode === null && child.signalCode === null,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
