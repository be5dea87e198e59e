/** The released values of Hanley, Lu & Pan (PNAS 2025), from the counts recovered from them. */
import { join } from 'node:path';
import { npmiOwn, npmiReleased, rawShare, scaledCounts } from '../src/kernels/association.ts';
import { logOdds } from '../src/kernels/log-odds.ts';
import { changedRows, winners, winnerShares } from '../src/kernels/winners.ts';
import { linesOf } from './data.ts';
import type { Evaluator } from './report.ts';

/** Columns of the counts, and where the released table has their values. */
const ecosystems = [
  { name: 'russian', count: 'ru', value: 'Russian-based Domains PMI' },
  { name: 'ukrainian', count: 'ua', value: 'Ukrainian-based Domains PMI' },
  { name: 'american', count: 'us', value: 'US-based Domains PMI' },
  { name: 'chinese', count: 'cn', value: 'China-based Domains PMI' },
] as const;

/** Constants of the release (see src/kernels/association.ts). */
const constants = { reference: 3, total: 4_250_985, referenceTotal: 484_885, scale: 484_885 / 1_497_619 };

/** Association on the paper's own numbers. */
export const pnas: Evaluator = {
  name: 'pnas',
  files: ['pnas_counts.tsv', 'weibo_cluster_summaries.tsv'],
  async run({ data }) {
    const counts = await columnsOf(
      join(data, 'pnas_counts.tsv'),
      ecosystems.map((ecosystem) => ecosystem.count),
    );
    const released = await columnsOf(
      join(data, 'weibo_cluster_summaries.tsv'),
      ecosystems.map((ecosystem) => ecosystem.value),
    );
    if (counts.length !== released.length)
      throw new Error(`${counts.length} counts for ${released.length} released values`);
    const columns = ecosystems.length;
    const computed = npmiReleased(counts, columns, constants);
    const error = computed.reduce((largest, value, place) => Math.max(largest, Math.abs(value - released[place]!)), 0);
    const marks = {
      raw: winners(rawShare(counts, columns), counts, columns),
      npmi_released: winners(scaledCounts(counts, columns, constants), counts, columns),
      npmi_own: winners(npmiOwn(counts, columns), counts, columns),
      log_odds: winners(logOdds(counts, columns, counts.length / columns), counts, columns),
    };
    const figures: Record<string, number> = {
      'pnas.narratives': counts.length / columns,
      'pnas.largest_error': error,
      // A floor needs a figure that falls when things get worse.
      'pnas.digits': Math.floor(-Math.log10(Math.max(error, 1e-17))),
      'pnas.changed_npmi_released': changedRows(marks.raw, marks.npmi_released, columns),
      'pnas.changed_npmi_own': changedRows(marks.raw, marks.npmi_own, columns),
      'pnas.changed_log_odds': changedRows(marks.raw, marks.log_odds, columns),
    };
    for (const [baseline, won] of Object.entries(marks)) {
      winnerShares(won, columns).forEach(
        (share, place) => (figures[`pnas.winner_${baseline}.${ecosystems[place]!.name}`] = share),
      );
    }
    return { figures };
  },
};

/** Columns of a table of tabs, row by row; its first line names them, ignoring case and quotes. */
async function columnsOf(path: string, names: readonly string[]): Promise<number[]> {
  const [head, ...lines] = (await linesOf(path)).map((line) => line.split('\t'));
  const titles = head!.map((title) => title.trim());
  const places = names.map((name) => titles.indexOf(name));
  if (places.includes(-1)) throw new Error(`${path} has the columns ${titles.join(', ')}`);
  return lines.flatMap((cells) => places.map((place) => Number(cells[place])));
}
