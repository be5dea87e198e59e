/** What one evaluation says: named figures, or why it was skipped. */
export interface Evaluation {
  /** Figures by name, such as `echo.b3.f1`; 0 to 1 unless the name says otherwise. */
  readonly figures: Readonly<Record<string, number>>;
  /** SHA-256 of the data files behind them. */
  readonly files: Readonly<Record<string, string>>;
  /** Anything worth keeping beside the figures. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly seconds: number;
}

/** An evaluation: the data files it needs, and what it does with them. */
export interface Evaluator {
  readonly name: string;
  readonly files: readonly string[];
  run(context: EvaluationContext): Promise<Omit<Evaluation, 'files' | 'seconds'>>;
}

/** What an evaluation is given. */
export interface EvaluationContext {
  /** Folder of the data. */
  readonly data: string;
  /** Folder that keeps what is slow to make. */
  readonly work: string;
  /** Says what happens, for whoever waits. */
  say(line: string): void;
}

/** Figures under a common prefix. */
export function prefixed(prefix: string, figures: Readonly<Record<string, number>> | object): Record<string, number> {
  return Object.fromEntries(
    Object.entries(figures as Record<string, number>).map(([name, value]) => [`${prefix}.${name}`, value]),
  );
}
