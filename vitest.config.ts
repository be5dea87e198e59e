import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Worker threads and the command line run what was built.
    globalSetup: ['test/cli/build.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
