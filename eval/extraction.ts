/**
 * Articles and dates from pages of the web: the body against scrapinghub's article-extraction-benchmark
 * by its own definition, beside Readability.js on the same pages; and the day of publication against the
 * evaluation pages of htmldate, beside htmldate itself where `eval/peers/htmldate_dates.py` has left its answers.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { extractArticle } from '../src/extract/article.ts';
import { recordsOf } from './data.ts';
import { agreement, differenceInterval, shingleCounts, shingleScore } from './metrics/shingles.ts';
import type { Agreement } from './metrics/shingles.ts';
import type { Evaluator } from './report.ts';

const bodies = 'extraction/body';
const dates = 'extraction/dates';

/** All pages were published before; the clock must not decide. */
const now = new Date(Date.UTC(2026, 10, 24));

/** Resamples behind an interval. */
const resamples = 10_000;

/** Main text and publication day of real pages. */
export const extraction: Evaluator = {
  name: 'extraction',
  files: [`${bodies}/ground-truth.json`, `${dates}/truth.ndjson`],
  async run({ data, work, say }) {
    const figures: Record<string, number> = {};
    await bodyFigures(join(data, bodies), figures, say);
    await dateFigures(join(data, dates), join(work, 'htmldate.json'), figures, say);
    return { figures };
  },
};

async function bodyFigures(
  folder: string,
  figures: Record<string, number>,
  say: (line: string) => void,
): Promise<void> {
  const truth = JSON.parse(await readFile(join(folder, 'ground-truth.json'), 'utf8')) as Record<
    string,
    { articleBody: string; url: string }
  >;
  const ours: Agreement[] = [];
  const readability: Agreement[] = [];
  const milliseconds: number[] = [];
  let articles = 0;
  for (const [id, { articleBody, url }] of Object.entries(truth)) {
    const html = await pageOf(join(folder, `${id}.html.gz`));
    const wanted = shingleCounts(articleBody);
    const started = performance.now();
    const article = await extractArticle(html, { url, now });
    milliseconds.push(performance.now() - started);
    if (article.kind === 'article') articles += 1;
    ours.push(agreement(wanted, shingleCounts(article.text)));
    readability.push(agreement(wanted, shingleCounts(readabilityOf(html))));
  }
  const [one, other] = [shingleScore(ours), shingleScore(readability)];
  const difference = differenceInterval(ours, readability, (pages) => shingleScore(pages).f1, resamples, 1);
  Object.assign(figures, {
    'extraction.body.f1': one.f1,
    'extraction.body.precision': one.precision,
    'extraction.body.recall': one.recall,
    'extraction.body.articles': articles / ours.length,
    'extraction.readability.f1': other.f1,
    'extraction.readability.precision': other.precision,
    'extraction.readability.recall': other.recall,
    'extraction.body_minus_readability.low': difference.low,
    'extraction.body_minus_readability.high': difference.high,
  });
  // The first page waits for the tables of the language detector.
  const median = milliseconds.slice(1).sort((a, b) => a - b)[Math.floor(milliseconds.length / 2)]!;
  say(`  ${ours.length} bodies, a page in ${median.toFixed(1)} ms (median)`);
}

async function dateFigures(
  folder: string,
  peerFile: string,
  figures: Record<string, number>,
  say: (line: string) => void,
): Promise<void> {
  const rows = await recordsOf<{ url: string; file: string; date: string }>(join(folder, 'truth.ndjson'));
  const peer = existsSync(peerFile)
    ? (JSON.parse(await readFile(peerFile, 'utf8')) as Record<string, string | null>)
    : undefined;
  const [right, peerRight]: [number[], number[]] = [[], []];
  let found = 0;
  let peerFound = 0;
  for (const { url, file, date } of rows) {
    const { publishedAt } = await extractArticle(await pageOf(join(folder, file)), { url, now });
    if (publishedAt !== null) found += 1;
    right.push(publishedAt?.slice(0, 10) === date ? 1 : 0);
    if ((peer?.[file] ?? null) !== null) peerFound += 1;
    peerRight.push(peer?.[file] === date ? 1 : 0);
  }
  figures['extraction.dates.accuracy'] = mean(right);
  figures['extraction.dates.precision'] = sum(right) / found;
  figures['extraction.dates.found'] = found / rows.length;
  if (peer !== undefined) {
    const difference = differenceInterval(right, peerRight, mean, resamples, 1);
    figures['extraction.htmldate.accuracy'] = mean(peerRight);
    figures['extraction.htmldate.precision'] = sum(peerRight) / peerFound;
    figures['extraction.dates_minus_htmldate.low'] = difference.low;
    figures['extraction.dates_minus_htmldate.high'] = difference.high;
  }
  say(`  ${rows.length} dates`);
}

async function pageOf(path: string): Promise<Uint8Array> {
  return gunzipSync(await readFile(path));
}

function readabilityOf(html: Uint8Array): string {
  const { document } = parseHTML(new TextDecoder().decode(html)) as { document: never };
  return new Readability(document).parse()?.textContent ?? '';
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
