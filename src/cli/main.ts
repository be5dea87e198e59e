#!/usr/bin/env node
/** The program `crosscurrent`: signals and streams; everything else is in application.ts and commands/. */
import { exitCodes } from '../errors.ts';
import { runCli } from './application.ts';
import { describeFailure } from './failure.ts';

const controller = new AbortController();
let pipeClosed = false;

// The first signal stops the work in an orderly way, the second ends the process at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort();
  });
}

// A reader that has had enough (`crosscurrent status | head -1`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
  pipeClosed = true;
  controller.abort();
});
process.stderr.on('error', () => {});
process.on('exit', () => {
  if (pipeClosed) process.exitCode = exitCodes.ok;
});

/** Says what went wrong and sets the exit code. */
function fail(error: unknown): void {
  const failure = describeFailure(error, process.argv.includes('--debug'));
  process.stderr.write(`${failure.text}\n`);
  process.exitCode = failure.exitCode;
}

// Thrown outside of every promise, in an event handler: nothing can be said about what still runs.
process.on('uncaughtException', (error) => {
  fail(error);
  process.exit();
});

// No top-level await: a module that imported this one would wait for itself.
void runCli(process.argv.slice(2), { process, signal: controller.signal }).then((code) => {
  process.exitCode = code;
}, fail);
