/** Programs that answer each line with one line of JSON. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { packageRoot } from '../src/package-root.ts';

export interface Peer<Answer> {
  /** Asks for one run and waits for its answer. */
  ask(): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts `bench/peers/<name>.py`; an Error where it ends before it has answered. */
export function startPeer<Answer>(python: string, name: string, values: readonly string[]): Peer<Answer> {
  return startProgram(python, join(packageRoot, 'bench/peers', `${name}.py`), values);
}

/** Starts a script; an Error where it ends before it has answered. */
export function startProgram<Answer>(executable: string, script: string, values: readonly string[]): Peer<Answer> {
  const program = spawn(executable, [script, ...values], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  return {
    async ask() {
      program.stdin.write('\n');
      const line: IteratorResult<string, undefined> = await lines.next();
      if (line.done === true) throw new Error(`${script} ended without an answer`);
      return JSON.parse(line.value) as Answer;
    },
    async close() {
      const ended = once(program, 'close');
      program.stdin.end();
      await ended;
    },
  };
}
