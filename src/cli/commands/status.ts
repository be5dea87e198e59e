import { align, grouped } from '../align.ts';
import { defineCommand } from '../command.ts';
import { pipelineRequest, studyFlag } from '../study-flags.ts';
import type { StudyFlag } from '../study-flags.ts';

/** `status`: what a study holds and what is stale. */
export const status = defineCommand<StudyFlag>({
  usage: '[--study DIR]',
  about:
    'Say what was imported, what the scope selects, what the data can carry (weeks with items, gaps, precision of times,\n' +
    'languages, copies), which stages are fresh, stale or missing, and how many rows the\n' +
    'tables have. Nothing is computed or changed.',
  flags: studyFlag,
  writes: [],
  examples: [
    { line: 'crosscurrent status --study my-study', about: 'Look at a study' },
    {
      line: 'crosscurrent status --json | jq -r ".stages[] | select(.freshness != \\"fresh\\").stage"',
      about: 'Name the stages that would run',
    },
  ],
  async run(session, flags) {
    const { planPipeline } = await import('../../pipeline.ts');
    const { readManifest } = await import('../../store/manifest.ts');
    const { rowsOfTables } = await import('../table-rows.ts');
    const { itemCounts } = await import('../item-counts.ts');
    const { coverageOf } = await import('../coverage.ts');
    const request = await pipelineRequest(flags, session);
    const { study, settings } = request;
    const records = readManifest(study).stages;
    const stages = (await planPipeline(request)).map(({ stage, freshness }) => ({
      stage,
      freshness,
      finished_at: finishedAt(records[stage]),
      seconds: records[stage]?.seconds ?? null,
    }));
    const tables = await rowsOfTables(study);
    const items = await itemCounts(study);
    const coverage = await coverageOf(study, settings.scope);
    const { from, to } = settings.scope;
    return {
      json: {
        study: study.folder,
        name: settings.name,
        platform: settings.platform,
        scope: settings.scope,
        items,
        coverage: coverage.json,
        stages,
        tables: Object.fromEntries(tables),
      },
      text: [
        `${settings.name}\n${study.folder}`,
        `window   ${from ?? 'open'} to ${to ?? 'open'}`,
        items.length === 0
          ? 'no items yet'
          : align(
              [
                ['kind', 'ecosystem', 'items', 'in scope', 'first', 'last'],
                ...items.map((row) => [
                  row.kind,
                  row.ecosystem ?? '(none)',
                  grouped(row.items),
                  grouped(row.in_scope),
                  row.first ?? '',
                  row.last ?? '',
                ]),
              ],
              [2, 3],
            ),
        ...coverage.text,
        align([
          ['stage', 'state', 'finished'],
          ...stages.map((row) => [row.stage, row.freshness, row.finished_at ?? '']),
        ]),
        ...(tables.size === 0
          ? []
          : [align([['table', 'rows'], ...[...tables].map(([name, rows]) => [name, grouped(rows)])], [1])]),
      ].join('\n\n'),
    };
  },
});

function finishedAt(record: { started_at: string; seconds: number } | undefined): string | null {
  if (record === undefined) return null;
  return new Date(Date.parse(record.started_at) + record.seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}
