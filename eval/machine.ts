/** What of the machine an evaluation uses. */
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Threads of an inference, and worker threads of a stage; they never change a figure. */
export const workers: number = Math.min(4, availableParallelism());

/** Folder that keeps studies between runs, so that nothing is embedded twice. */
export const defaultWork: string = join(tmpdir(), 'crosscurrent-eval');
