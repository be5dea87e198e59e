import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Worker threads and the command line run what was built.
    globalSetup: ['test/cli/build.ts'],
    sequence: { sequencer: LongestFirst },
    // One for every core: left to itself vitest keeps one core back, of two it is half.
    maxWorkers: availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
});
