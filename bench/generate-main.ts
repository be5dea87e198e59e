/**
 * Generates a corpus of posts and articles.
 *
 *     node build/bench/generate-main.js --out DIR [--posts N] [--articles N] [--candidates SHARE] [--seed N]
 *       [--sentences DIR --parallel FILE] [--increment N]
 *
 * `--increment N` writes only the N articles that follow those of the same corpus.
 */
import { parseArgs } from 'node:util';
import { continueCorpus, generate, storiesFor } from './generate.ts';
import { inventMaterial, readMaterial } from './material.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    posts: { type: 'string', default: '1000' },
    articles: { type: 'string', default: '10000' },
    candidates: { type: 'string', default: '0.03' },
    seed: { type: 'string', default: '1' },
    sentences: { type: 'string' },
    parallel: { type: 'string' },
    increment: { type: 'string', default: '0' },
  },
});
const [posts, articles, seed, increment] = [values.posts, values.articles, values.seed, values.increment].map(
  Number,
) as [number, number, number, number];
if (![posts, articles, seed, increment].every((value) => Number.isInteger(value) && value >= 0))
  throw new RangeError('--posts, --articles, --seed and --increment take whole numbers');
if (values.out === undefined) throw new RangeError('--out names the folder to write to');
const { sentences, parallel } = values;
if ((sentences === undefined) !== (parallel === undefined))
  throw new RangeError('--sentences and --parallel go together');

const stories = storiesFor(posts);
const material =
  sentences === undefined || parallel === undefined
    ? inventMaterial(stories, seed)
    : await readMaterial(sentences, parallel, stories, seed);
const corpus = { posts, articles, seed, candidates: Number(values.candidates) };
const paths =
  increment === 0
    ? await generate(corpus, material, values.out)
    : await continueCorpus(corpus, material, values.out, increment);
process.stdout.write(`${JSON.stringify({ stories: material.stories.length, ...paths })}\n`);
