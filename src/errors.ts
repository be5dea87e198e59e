/** Process exit codes, the same for every command (documented in docs/cli.md). */
export const exitCodes = {
  ok: 0,
  bug: 1,
  usage: 2,
  rejects: 3,
  input: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * A fault the user can mend: shown as a message and a hint, without a stack trace.
 *
 * The message says what was found and what was expected; the hint says what to do.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;

  constructor(message: string, options: { hint?: string; exitCode?: ExitCode; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? exitCodes.usage;
  }
}

/** What a user error says, in one line. */
export function inOneLine({ message, hint }: UserError): string {
  return hint === undefined ? message : `${message}: ${hint}`;
}

const diskCodes = new Set(['ENOSPC', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EDQUOT', 'EFBIG']);

/** The code of an error with which the disk refused to be written: full, read-only, not ours; undefined for others. */
export function diskFault(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code !== undefined && diskCodes.has(code) ? code : undefined;
}

/** Thrown when the run was interrupted (Ctrl-C, an aborted signal): nothing half-written remains. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  constructor() {
    super('interrupted');
  }
}

/** Throws {@link InterruptedError} once the signal has been aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new InterruptedError();
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
