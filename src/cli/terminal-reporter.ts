/**
 * Progress for people: one bar that is redrawn on a terminal, a line now and then everywhere else.
 */
import type { Reporter } from '../reporter.ts';

/** What the reporter writes to: the part of a stream it needs. */
export interface ReporterStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export interface TerminalReporterOptions {
  readonly stream: ReporterStream;
  /** Milliseconds; only differences matter. Default: the monotonic clock. */
  readonly now?: () => number;
  /** Only warnings are shown. */
  readonly quiet?: boolean;
  /** Environment: `NO_COLOR` switches colours off, `TERM=dumb` the bar. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** A redrawn bar changes at most ten times a second. */
const redrawMilliseconds = 100;
/** Plain lines come at most every ten seconds. */
const lineMilliseconds = 10_000;
const barColumns = 24;
const narrowest = 4;

interface Stretch {
  readonly label: string;
  readonly total: number | undefined;
  readonly unit: string;
  readonly started: number;
  done: number;
}

/** A {@link Reporter} for a terminal or a log; call `close` before anything else is printed. */
export class TerminalReporter implements Reporter {
  readonly #stream: ReporterStream;
  readonly #now: () => number;
  readonly #quiet: boolean;
  readonly #redraws: boolean;
  readonly #colours: boolean;
  #stretch: Stretch | undefined;
  #lastShown = 0;
  #barShown = false;

  constructor({ stream, now = () => performance.now(), quiet = false, environment = {} }: TerminalReporterOptions) {
    this.#stream = stream;
    this.#now = now;
    this.#quiet = quiet;
    this.#redraws = stream.isTTY === true && environment.TERM !== 'dumb';
    this.#colours = this.#redraws && (environment.NO_COLOR ?? '') === '';
  }

  begin(label: string, total?: number, unit = ''): void {
    this.end();
    const started = this.#now();
    this.#stretch = { label, total, unit, started, done: 0 };
    this.#lastShown = started;
    if (this.#redraws) this.#draw();
  }

  advance(done: number): void {
    if (this.#stretch === undefined) return;
    this.#stretch.done += done;
    if (this.#now() - this.#lastShown < (this.#redraws ? redrawMilliseconds : lineMilliseconds)) return;
    this.#draw();
  }

  end(): void {
    this.#clear();
    this.#stretch = undefined;
  }

  note(message: string): void {
    if (!this.#quiet) this.#line(message);
  }

  warn(message: string): void {
    this.#line(`${this.#colours ? '\u001B[33mwarning:\u001B[39m' : 'warning:'} ${message}`);
  }

  /** Takes the bar away, so that other output can be printed; the next `advance` draws it again. */
  close(): void {
    this.#clear();
  }

  #line(text: string): void {
    this.#clear();
    this.#stream.write(`${text}\n`);
  }

  #clear(): void {
    if (!this.#barShown) return;
    this.#stream.write('\r\u001B[K');
    this.#barShown = false;
  }

  #draw(): void {
    const stretch = this.#stretch;
    if (stretch === undefined || this.#quiet) return;
    const now = this.#now();
    this.#lastShown = now;
    if (!this.#redraws) {
      this.#stream.write(`${stretch.label}: ${describe(stretch, now).join(', ').trimStart()}\n`);
      return;
    }
    // The last column stays empty: many terminals wrap as soon as it is filled.
    const columns = Math.max((this.#stream.columns ?? 80) - 1, narrowest);
    this.#stream.write(`\r${this.#bar(stretch, now, columns)}\u001B[K`);
    this.#barShown = true;
  }

  /** The bar, or as much of it as fits into `columns`: what matters least is left out first. */
  #bar(stretch: Stretch, now: number, columns: number): string {
    const words = describe(stretch, now).join('  ');
    const plain = `${stretch.label}  ${words}`;
    if (stretch.total === undefined || plain.length + barColumns + 2 > columns) return plain.slice(0, columns);
    const filled = Math.round(fraction(stretch) * barColumns);
    const full = '━'.repeat(filled);
    const rest = '━'.repeat(barColumns - filled);
    const bar = this.#colours ? `\u001B[36m${full}\u001B[90m${rest}\u001B[39m` : full + '─'.repeat(rest.length);
    return `${stretch.label}  ${bar}  ${words}`;
  }
}

function fraction({ done, total = 0 }: Stretch): number {
  return total <= 0 ? 1 : Math.min(done / total, 1);
}

/** Percent, done of total, rate and time left; what is not known is left out. */
function describe(stretch: Stretch, now: number): string[] {
  const { done, total, unit } = stretch;
  const seconds = (now - stretch.started) / 1000;
  const rate = seconds > 0 ? done / seconds : 0;
  const of = total === undefined ? '' : `/${count(total)}`;
  const parts = [`${count(done)}${of}${unit === '' ? '' : ` ${unit}`}`];
  if (total !== undefined) parts.unshift(`${String(Math.floor(fraction(stretch) * 100)).padStart(3)}%`);
  if (rate > 0) parts.push(`${rate < 10 ? rate.toFixed(1) : count(Math.round(rate))}/s`);
  if (rate > 0 && total !== undefined && done < total) parts.push(`${duration((total - done) / rate)} left`);
  return parts;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** A duration in two units at most: `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
