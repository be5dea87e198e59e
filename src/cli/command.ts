import type { FlagParametersForType, StricliProcess } from '@stricli/core';
import type { ExitCode } from '../errors.ts';
import type { Reporter } from '../reporter.ts';
import type { LabelTableName } from '../store/label-tables.ts';
import type { TableName } from '../store/tables.ts';
import type { ReporterStream } from './terminal-reporter.ts';

/** What the command line runs in: its streams and environment, and the signal of an interruption. */
export interface CliContext {
  readonly process: StricliProcess & { readonly stderr: ReporterStream; readonly stdin: NodeJS.ReadableStream };
  readonly signal: AbortSignal;
  /** Set by the command that ran. */
  exitCode?: ExitCode;
}

/** What a command is given to work with. */
export interface Session {
  readonly report: Reporter;
  readonly signal: AbortSignal;
  /** What is typed, or piped in. */
  readonly input: NodeJS.ReadableStream;
  /** Prints a line of the result as soon as it is known; says nothing under `--json`. */
  readonly print: (line: string) => void;
}

/** What a command hands back: one JSON document, and the same as text. */
export interface Outcome {
  readonly json: unknown;
  /** Printed after the lines that were printed on the way. */
  readonly text?: string;
  readonly exitCode?: ExitCode;
}

/** Flags every command has. */
export interface CommonFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly debug?: boolean;
}

export interface Positional {
  readonly placeholder: string;
  readonly brief: string;
  readonly minimum: number;
  readonly maximum: number;
}

export interface Example {
  readonly line: string;
  readonly about: string;
}

/** A command as its module declares it; its name and brief stand in the catalogue. */
export interface CommandSpec<Flags extends object = Record<string, unknown>> {
  /** Usage line behind the name of the command. */
  readonly usage: string;
  /** What it does, in a paragraph. */
  readonly about: string;
  readonly flags: FlagParametersForType<Flags, CliContext>;
  readonly positional?: Positional;
  /** Tables whose columns the help shows. */
  readonly writes: readonly (TableName | LabelTableName)[];
  readonly examples: readonly Example[];
  readonly run: (session: Session, flags: Flags & CommonFlags, args: readonly string[]) => Promise<Outcome>;
}

/** A command of which only the shape is known. */
export type AnyCommandSpec = CommandSpec;

/** Declares a command; the types of its flags are checked against their definitions. */
export function defineCommand<Flags extends object>(spec: CommandSpec<Flags>): AnyCommandSpec {
  return spec as unknown as AnyCommandSpec;
}

/** Definitions of the flags every command has. */
export const commonFlags: FlagParametersForType<CommonFlags, CliContext> = {
  json: { kind: 'boolean', optional: true, withNegated: false, brief: 'Print the result as one JSON document' },
  quiet: {
    kind: 'boolean',
    optional: true,
    withNegated: false,
    brief: 'Show no progress and no notes, only warnings, errors and the result',
  },
  debug: { kind: 'boolean', optional: true, withNegated: false, brief: 'Show where an error happened' },
};
