/** The worker thread: opens one shard function and runs the tasks it is sent, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf, throwIfAborted, UserError } from './errors.ts';
import type { ShardKind, WorkerReply, WorkerRequest } from './shards.ts';

/** Opens what tasks share (a model, a matrix) and returns the function that runs a task. */
export type OpenShard = (setup: never) => Promise<(task: never, signal: AbortSignal) => Promise<unknown>>;

const kinds: Record<ShardKind, () => Promise<OpenShard>> = {
  import: async () => (await import('./stages/import-shard.ts')).openImportShard,
  passages: async () => (await import('./stages/passages-shard.ts')).openPassagesShard,
  embed: async () => (await import('./stages/embed-shard.ts')).openEmbedShard,
  candidates: async () => (await import('./stages/candidates-shard.ts')).openCandidatesShard,
  sentences: async () => (await import('./stages/sentences-shard.ts')).openSentencesShard,
  match: async () => (await import('./stages/match-shard.ts')).openMatchShard,
  index: async () => (await import('./stages/index-shard.ts')).openIndexShard,
};

const { kind, setup } = workerData as { kind: ShardKind; setup: never };
const port = parentPort!;
const stopping = new AbortController();
const opened = kinds[kind]().then((open) => open(setup));
// A failure to open is reported with the first task.
opened.catch(() => {});

async function answer(index: number, task: never): Promise<WorkerReply> {
  try {
    const run = await opened;
    throwIfAborted(stopping.signal);
    return { index, result: await run(task, stopping.signal) };
  } catch (error) {
    return {
      failure: {
        message: messageOf(error),
        stack: error instanceof Error ? error.stack : undefined,
        user: error instanceof UserError ? { hint: error.hint, exitCode: error.exitCode } : undefined,
      },
    };
  }
}

port.on('message', (request: WorkerRequest) => {
  if (request === 'stop') stopping.abort();
  else void answer(request.index, request.task as never).then((reply) => port.postMessage(reply));
});
