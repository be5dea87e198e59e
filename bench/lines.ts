/** Writes JSON lines: what is not yet on disk never exceeds a block. */
import { open } from 'node:fs/promises';

/** Characters gathered before they are written. */
const block = 1 << 18;

/** A file of JSON lines that is being written. */
export interface Lines extends AsyncDisposable {
  add(record: unknown): Promise<void> | undefined;
}

/** Opens a file for writing; what was in it is gone. */
export async function openLines(path: string): Promise<Lines> {
  const file = await open(path, 'w');
  let waiting = '';
  const flush = async (): Promise<void> => {
    const text = waiting;
    waiting = '';
    await file.writeFile(text);
  };
  return {
    add(record) {
      waiting += `${JSON.stringify(record)}\n`;
      return waiting.length < block ? undefined : flush();
    },
    async [Symbol.asyncDispose]() {
      await flush();
      await file.close();
    },
  };
}
