import { exitCodes, InterruptedError, messageOf, UserError } from '../errors.ts';
import type { ExitCode } from '../errors.ts';

/** What is said about an error, and the exit code it leads to. */
export interface Failure {
  readonly text: string;
  readonly exitCode: ExitCode;
}

/** Describes anything that was thrown; the trace of a bug is shown with `debug` only. */
export function describeFailure(error: unknown, debug: boolean): Failure {
  if (error instanceof InterruptedError) {
    return {
      text: 'interrupted: what was finished is kept, and the same command goes on from there',
      exitCode: exitCodes.interrupted,
    };
  }
  if (error instanceof UserError) {
    const hint = error.hint === undefined ? '' : `\nhint: ${error.hint}`;
    return { text: `error: ${error.message}${hint}${debug ? traceOf(error) : ''}`, exitCode: error.exitCode };
  }
  const trace = debug ? traceOf(error) : '\nhint: run the command again with --debug to see where it happened';
  return { text: `this is a bug: ${messageOf(error)}${trace}`, exitCode: exitCodes.bug };
}

function traceOf(error: unknown): string {
  if (!(error instanceof Error) || error.stack === undefined) return '';
  const cause = error.cause === undefined ? '' : `\ncaused by: ${messageOf(error.cause)}${traceOf(error.cause)}`;
  return `\n${error.stack}${cause}`;
}
