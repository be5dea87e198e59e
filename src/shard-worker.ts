/** The worker thread: opens one shard function and runs the tasks it is sent, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf, UserError } from './errors.ts';
import type { ShardKind, WorkerReply } from './shards.ts';

/** Opens what tasks share (a model, a matrix) and returns the function that runs a task. */
export type OpenShard = (setup: never) => Promise<(task: never) => Promise<unknown>>;

const kinds: Record<ShardKind, () => Promise<OpenShard>> = {
  import: async () => (await import('./stages/import-shard.ts')).openImportShard,
  passages: async () => (await import('./stages/passages-shard.ts')).openPassagesShard,
  embed: async () => (await import('./stages/embed-shard.ts')).openEmbedShard,
  match: async () => (await import('./stages/match-shard.ts')).openMatchShard,
};

const { kind, setup } = workerData as { kind: ShardKind; setup: never };
const port = parentPort!;
const opened = kinds[kind]().then((open) => open(setup));
// A failure to open is reported with the first task.
opened.catch(() => {});

port.on('message', ({ index, task }: { index: number; task: never }) => {
  void opened
    .then((run) => run(task))
    .then(
      (result): WorkerReply => ({ index, result }),
      (error: unknown): WorkerReply => ({
        failure: {
          message: messageOf(error),
          stack: error instanceof Error ? error.stack : undefined,
          user: error instanceof UserError ? { hint: error.hint, exitCode: error.exitCode } : undefined,
        },
      }),
    )
    .then((reply) => port.postMessage(reply));
});
