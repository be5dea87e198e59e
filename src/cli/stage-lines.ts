import type { StageOutcome } from '../stage.ts';
import { grouped } from './align.ts';

/** One line about a stage: state, seconds, peak memory and counts; its notes follow, indented. */
export function stageLine({ stage, status, record }: StageOutcome): string {
  const time = status === 'fresh' ? '' : `${record.seconds.toFixed(1)} s`;
  const memory = status === 'fresh' ? '' : `${grouped(record.peak_rss_megabytes)} MB`;
  const counts = Object.entries(record.counts)
    .filter(([name]) => name !== 'rejected')
    .map(([name, value]) => `${name.replaceAll('_', ' ')} ${grouped(value)}`);
  if (record.rejected > 0) counts.push(`rejected ${grouped(record.rejected)}`);
  const head =
    `${stage.padEnd(11)}  ${status.padEnd(5)}  ${time.padStart(9)}  ${memory.padStart(9)}  ${counts.join(', ')}`.trimEnd();
  const notes = status === 'fresh' ? [] : (record.notes ?? []);
  return [head, ...notes.map((note) => `             ${note}`)].join('\n');
}

/** The same for `--json`. */
export function stageJson({ stage, status, record }: StageOutcome): Record<string, unknown> {
  return {
    stage,
    status,
    counts: record.counts,
    rejected: record.rejected,
    notes: record.notes ?? [],
    started_at: record.started_at,
    seconds: record.seconds,
    peak_rss_megabytes: record.peak_rss_megabytes,
    outputs: record.outputs,
  };
}
