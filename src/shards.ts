/**
 * Runs shard functions on worker threads. A shard function is pure: input files and parameters in,
 * output files and a small result out; which worker ran it, and in which order, leaves no trace.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { InterruptedError, UserError } from './errors.ts';
import type { ExitCode } from './errors.ts';
import { packageRoot } from './package-root.ts';

/** The shard functions there are; `shard-worker.ts` knows where each lives. */
export type ShardKind = 'import' | 'passages' | 'embed' | 'candidates' | 'sentences' | 'match' | 'index';

export interface ShardRun<Task> {
  readonly kind: ShardKind;
  /** What a worker opens once, before its first task. */
  readonly setup: unknown;
  readonly tasks: readonly Task[];
  readonly workers: number;
  readonly signal: AbortSignal;
  /** Called as tasks finish, in any order. */
  readonly onDone?: (index: number) => void;
}

export interface WorkerFailure {
  readonly message: string;
  readonly stack?: string | undefined;
  /** Present where the failure is the user's to mend. */
  readonly user?: { hint?: string | undefined; exitCode: ExitCode } | undefined;
}

/** What a worker is sent: a task, or word to stop the one it is at. */
export type WorkerRequest = { readonly index: number; readonly task: unknown } | 'stop';

export type WorkerReply = { readonly index: number; readonly result: unknown } | { readonly failure: WorkerFailure };

// Workers run compiled code only: from a source checkout (tests) the build beside it is used.
const workerPath = import.meta.url.endsWith('.ts')
  ? join(packageRoot, 'dist/shard-worker.js')
  : fileURLToPath(new URL('./shard-worker.js', import.meta.url));

/**
 * Runs all tasks and returns their results in the order of the tasks.
 *
 * The first failure ends the run; an aborted signal ends it with an InterruptedError. Either way all
 * workers have stopped before the promise settles. A worker is asked to stop and ends only when its
 * task has let go: a thread that is torn down inside native code takes the whole process with it.
 */
export async function runShards<Task, Result>(run: ShardRun<Task>): Promise<Result[]> {
  const { tasks, signal } = run;
  if (signal.aborted) throw new InterruptedError();
  if (tasks.length === 0) return [];
  if (!existsSync(workerPath)) throw new Error('the shard worker has not been built: npm run build');

  const results: Result[] = Array.from({ length: tasks.length });
  const workers: Worker[] = [];
  const busy = new Set<Worker>();
  let next = 0;
  let finished = 0;
  let interrupt = (): void => {};
  try {
    await new Promise<void>((resolve, reject) => {
      interrupt = () => reject(new InterruptedError());
      signal.addEventListener('abort', interrupt, { once: true });
      const feed = (worker: Worker): void => {
        if (next < tasks.length) {
          const index = next++;
          busy.add(worker);
          worker.postMessage({ index, task: tasks[index] } satisfies WorkerRequest);
        }
      };
      for (let i = 0; i < Math.min(run.workers, tasks.length); i++) {
        const worker = new Worker(workerPath, { workerData: { kind: run.kind, setup: run.setup } });
        workers.push(worker);
        worker.on('message', (reply: WorkerReply) => {
          busy.delete(worker);
          if ('failure' in reply) {
            reject(errorOf(reply.failure));
            return;
          }
          results[reply.index] = reply.result as Result;
          finished += 1;
          run.onDone?.(reply.index);
          if (finished === tasks.length) resolve();
          else if (!signal.aborted) feed(worker);
        });
        worker.on('error', reject);
        worker.on('exit', (code) => {
          if (finished < tasks.length) reject(new Error(`a worker ended early with code ${code}`));
        });
        feed(worker);
      }
    });
  } finally {
    signal.removeEventListener('abort', interrupt);
    await Promise.all(workers.map((worker) => stop(worker, busy.has(worker))));
  }
  return results;
}

/** Ends a worker; one that is busy first comes to the end of what it is doing. */
async function stop(worker: Worker, isBusy: boolean): Promise<void> {
  if (isBusy) {
    const idle = new Promise<void>((resolve) => {
      for (const event of ['message', 'error', 'exit']) worker.once(event, () => resolve());
    });
    worker.postMessage('stop' satisfies WorkerRequest);
    await idle;
  }
  await worker.terminate();
}

function errorOf({ message, stack, user }: WorkerFailure): Error {
  if (user !== undefined) {
    return new UserError(message, { exitCode: user.exitCode, ...(user.hint === undefined ? {} : { hint: user.hint }) });
  }
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
