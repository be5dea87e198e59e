import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Builds the script and the style of the dashboard into dist/web, named by their content. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  logLevel: 'warn',
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { input: fileURLToPath(new URL('main.ts', import.meta.url)) },
  },
});
