// Writes the first values of the bundled model's vector into src/cli/doctor/pinned-vector.ts.
// Run it after the model has changed, on a processor with instructions for 8-bit products.
import { readFileSync, writeFileSync } from 'node:fs';
import { createEmbedder } from '../dist/embedders/create.js';
import { pinned } from '../dist/cli/doctor/pinned-vector.js';

const path = new URL('../src/cli/doctor/pinned-vector.ts', import.meta.url);
const embedder = await createEmbedder('bundled');
const vector = await embedder.embed([pinned.text]);
await embedder.close();
const first = Array.from(vector.subarray(0, pinned.first.length), (value) => Number(value.toFixed(6)));
const source = readFileSync(path, 'utf8')
  .replace(/embedder: '.*'/, `embedder: '${embedder.id}'`)
  .replace(/first: \[.*\]/, `first: [${first.join(', ')}]`);
writeFileSync(path, source);
console.log(`${embedder.id}: ${first.join(', ')}`);
