/**
 * Tables as text: RFC 4180 with the delimiter sniffed. A quoted field may hold line breaks; a quote
 * that is never closed costs its own line and not the rest of the file, which is why the rows are cut
 * here rather than by a parser that cannot take up again.
 */
import { readLines } from './lines.ts';
import type { Line } from './lines.ts';
import type { OpenedFile, ReadRecord } from './records.ts';

/** Lines and characters a quoted field may run over before its quote counts as never closed. */
const longestQuoteLines = 2000;
const longestQuoteCharacters = 4 * 1024 * 1024;

/** Unclosed quotes after which line breaks are no longer looked for within fields. */
const patience = 50;

const delimiters = [',', ';', '\t'] as const;

/** The delimiter that cuts the first lines into the same number of fields, above one, most consistently. */
export function sniffDelimiter(lines: readonly string[]): string {
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const widths = [
      ...rowsOf(
        lines.map((text, index) => ({ number: index + 1, text })),
        delimiter,
      ),
    ].map((row) => row.cells.length);
    const width = widths[0] ?? 1;
    if (width < 2) continue;
    const agreeing = widths.filter((other) => other === width).length / widths.length;
    const score = agreeing * 1000 + Math.min(width, 100);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Reads the rows below the header, or below a given one, as records; a row of another width is an unread record. */
export async function* readCsv(
  file: OpenedFile & { readonly header?: readonly string[] | undefined },
): AsyncGenerator<ReadRecord[]> {
  let waiting: Line[] = [];
  let cutter: RowCutter | undefined;
  let header = file.header;
  const take = (rows: Iterable<Row>): ReadRecord[] => {
    const records: ReadRecord[] = [];
    for (const row of rows) {
      if (header === undefined && row.fault === undefined) header = nameColumns(row.cells);
      else records.push(recordOf(row, header ?? []));
    }
    return records;
  };
  for await (const lines of readLines(file)) {
    if (cutter === undefined) {
      waiting = waiting.concat(lines);
      if (waiting.length < 30) continue;
      cutter = new RowCutter(sniffDelimiter(waiting.slice(0, 30).map((line) => line.text)));
    } else waiting = lines;
    yield take(cutter.push(waiting));
    waiting = [];
  }
  cutter ??= new RowCutter(sniffDelimiter(waiting.slice(0, 30).map((line) => line.text)));
  yield take(cutter.push(waiting));
  yield take(cutter.end());
}

function recordOf({ line, lines, cells, fault }: Row, header: readonly string[]): ReadRecord {
  if (fault !== undefined) return { place: placeOf(line, lines), ...fault };
  const place = String(line);
  let width = cells.length;
  while (width > header.length && cells[width - 1]!.trim() === '') width -= 1;
  if (width !== header.length) {
    const detail = `${cells.length} fields where the header has ${header.length}`;
    return { place: placeOf(line, lines), slug: 'ragged-row', detail, cells };
  }
  if (header.every((name, index) => name === cells[index]!.trim())) {
    return { place, slug: 'repeated-header', detail: 'the header again' };
  }
  return { place, fields: Object.fromEntries(header.map((name, index) => [name, cells[index]!])) };
}

/** The line of a row, or all its lines: a quote in the wrong place may have joined several rows. */
function placeOf(line: number, lines: number): string {
  return lines === 1 ? String(line) : `${line}-${line + lines - 1}`;
}

/** Names for all columns: an empty one is named after its place, a repeated one gets its number. */
function nameColumns(cells: readonly string[]): string[] {
  const seen = new Set<string>();
  return cells.map((cell, index) => {
    let name = cell.trim() === '' ? `column ${index + 1}` : cell.trim();
    for (let copy = 2; seen.has(name); copy++) name = `${cell.trim()} ${copy}`;
    seen.add(name);
    return name;
  });
}

/** A row of a table; `line` is the one on which it begins. */
export interface Row {
  readonly line: number;
  /** How many lines it runs over. */
  readonly lines: number;
  readonly cells: readonly string[];
  readonly fault?: { readonly slug: string; readonly detail: string };
}

/** The rows of lines that are all there. */
export function* rowsOf(lines: readonly Line[], delimiter: string): Generator<Row> {
  const cutter = new RowCutter(delimiter);
  yield* cutter.push(lines);
  yield* cutter.end();
}

/** Cuts lines into rows of cells; holds the lines of a row whose quote is still open. */
class RowCutter {
  readonly #delimiter: string;
  #open: Line[] = [];
  #state: CellState | undefined;
  #characters = 0;
  #unclosed = 0;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  *push(lines: readonly Line[]): Generator<Row> {
    for (const line of lines) yield* this.#take(line);
  }

  *end(): Generator<Row> {
    while (this.#state !== undefined) yield* this.#giveUp();
  }

  *#take(line: Line): Generator<Row> {
    if (this.#state === undefined && line.text === '' && line.fault === undefined) return;
    const state = this.#state ?? { cells: [], cell: '', quoted: false };
    this.#open.push(line);
    this.#characters += line.text.length;
    if (cutLine(line.text, this.#delimiter, state)) {
      const first = this.#open[0]!;
      const fault = this.#open.find((part) => part.fault !== undefined)?.fault;
      const place = { line: first.number, lines: line.number - first.number + 1 };
      this.#reset();
      yield fault === undefined ? { ...place, cells: state.cells } : { ...place, cells: [], fault };
      return;
    }
    this.#state = state;
    const limit = this.#unclosed < patience ? longestQuoteLines : 1;
    if (this.#open.length >= limit || this.#characters > longestQuoteCharacters) yield* this.#giveUp();
  }

  /** Rejects the line on which the open quote began and reads the lines behind it anew. */
  *#giveUp(): Generator<Row> {
    const [first, ...rest] = this.#open;
    this.#reset();
    this.#unclosed += 1;
    const fault = first!.fault ?? { slug: 'open-quote', detail: 'a quote opens on this line and is never closed' };
    yield { line: first!.number, lines: 1, cells: [], fault };
    for (const line of rest) yield* this.#take(line);
  }

  #reset(): void {
    this.#open = [];
    this.#state = undefined;
    this.#characters = 0;
  }
}

interface CellState {
  readonly cells: string[];
  /** What there is of the cell that is open. */
  cell: string;
  /** Whether it is within quotes. */
  quoted: boolean;
}

/**
 * Adds the cells of one more line to the row; false where the row goes on in the next line. A quote
 * counts only at the head of a cell; within quotes one that is neither doubled nor at the end of the
 * cell stands for itself.
 */
function cutLine(text: string, delimiter: string, state: CellState): boolean {
  let start = 0;
  if (state.quoted) {
    state.cell += '\n';
    start = readQuoted(text, 0, delimiter, state);
    if (start < 0) return false;
  }
  for (;;) {
    if (text.charCodeAt(start) === 34) {
      state.cell = '';
      start = readQuoted(text, start + 1, delimiter, state);
      if (start < 0) return false;
      if (start > text.length) return true;
      continue;
    }
    if (start > text.length) return true;
    const end = text.indexOf(delimiter, start);
    state.cells.push(end < 0 ? text.slice(start) : text.slice(start, end));
    if (end < 0) return true;
    start = end + 1;
  }
}

/** Reads to the end of a quoted cell: the index behind its delimiter, beyond the end of the line, or -1 where it stays open. */
function readQuoted(text: string, from: number, delimiter: string, state: CellState): number {
  state.quoted = true;
  let start = from;
  for (;;) {
    const quote = text.indexOf('"', start);
    if (quote < 0) {
      state.cell += text.slice(start);
      return -1;
    }
    state.cell += text.slice(start, quote);
    const next = text[quote + 1];
    if (next === delimiter || next === undefined) {
      state.cells.push(state.cell);
      state.cell = '';
      state.quoted = false;
      return quote + 2;
    }
    state.cell += '"';
    start = next === '"' ? quote + 2 : quote + 1;
  }
}
