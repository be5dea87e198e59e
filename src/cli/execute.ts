import { exitCodes, InterruptedError } from '../errors.ts';
import type { AnyCommandSpec, CliContext, CommonFlags } from './command.ts';
import { describeFailure } from './failure.ts';
import { TerminalReporter } from './terminal-reporter.ts';

/**
 * Runs a command: the result goes to stdout, everything else to stderr, and the exit code into the
 * context. Nothing is thrown.
 */
export async function execute(
  spec: AnyCommandSpec,
  context: CliContext,
  flags: CommonFlags & Record<string, unknown>,
  args: readonly string[],
): Promise<void> {
  const { stdin, stdout, stderr, env = {} } = context.process;
  const reporter = new TerminalReporter({ stream: stderr, quiet: flags.quiet === true, environment: env });
  const print = (line: string): void => {
    if (flags.json === true) return;
    reporter.close();
    stdout.write(`${line}\n`);
  };
  try {
    const outcome = await spec.run({ report: reporter, signal: context.signal, input: stdin, print }, flags, args);
    reporter.end();
    if (flags.json === true) stdout.write(`${JSON.stringify(outcome.json, null, 2)}\n`);
    else if (outcome.text !== undefined) print(outcome.text);
    context.exitCode = outcome.exitCode ?? exitCodes.ok;
  } catch (thrown) {
    reporter.end();
    // A stage that is stopped may fail in a way of its own; the reason is still the interruption.
    const failure = describeFailure(context.signal.aborted ? new InterruptedError() : thrown, flags.debug === true);
    stderr.write(`${failure.text}\n`);
    context.exitCode = failure.exitCode;
  }
}
