/**
 * How stages tell what they are doing. Stages never print: they report, and the command line (or a
 * caller of the library) decides what becomes of it.
 */
export interface Reporter {
  /** A stretch of work begins. `total` is in `unit`s; leave it out where it is not known. */
  begin(label: string, total?: number, unit?: string): void;
  /** `done` more units are finished. */
  advance(done: number): void;
  /** The stretch of work ended. */
  end(): void;
  /** Something the reader should know. */
  note(message: string): void;
  /** Something the reader should look into. */
  warn(message: string): void;
}

/** A reporter that says nothing; the default of the library. */
export const silentReporter: Reporter = {
  begin() {},
  advance() {},
  end() {},
  note() {},
  warn() {},
};
