/**
 * Embeds the texts of a file whenever a line comes in, and says how many seconds it took.
 *
 *     node build/bench/embed-program.js EMBEDDER TEXTS.json
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createEmbedder } from '../src/embedders/create.ts';

const [name, file] = process.argv.slice(2) as ['bundled' | 'static', string];
const texts = JSON.parse(readFileSync(file, 'utf8')) as string[];
const embedder = await createEmbedder(name, { threads: 1 });
for await (const _ of createInterface({ input: process.stdin })) {
  const started = performance.now();
  await embedder.embed(texts);
  console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000 }));
}
await embedder.close();
