// Writes the generated pages of docs/ from the built sources; with --check, says which are stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './setup.mjs';

try {
  build();
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exit(1);
}
const { generatedPages } = await import('../dist/cli/docs/pages.js');
const check = process.argv.includes('--check');
let stale = 0;
for (const [file, content] of Object.entries(await generatedPages())) {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
  if (existsSync(path) && readFileSync(path, 'utf8') === content) continue;
  stale += 1;
  console.error(`${file} ${check ? 'is stale: npm run docs' : 'written'}`);
  if (check) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
if (check && stale > 0) process.exitCode = 1;
