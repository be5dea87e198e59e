/** The last stage: a page that shows the answers with their evidence, and the tables for everyone else. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { exportTables } from '../exports/report-tables.ts';
import { size } from '../report/numbers.ts';
import { readReport, stageNotes, tablesAsViews } from '../report/read.ts';
import { defineStage } from '../stage.ts';
import { sha256OfJson } from '../store/atomic.ts';
import { readManifest, version } from '../store/manifest.ts';
import { tables } from '../store/tables.ts';
import { interfaceLanguages } from '../wording/languages.ts';

const options = z.strictObject({
  title: z.string().min(1).optional().describe('title of the page; default: the name of the study'),
  maxNarratives: z
    .number()
    .int()
    .nonnegative()
    .default(100)
    .describe('narratives on the page, those with matched articles first, then by posts; the others are in the tables'),
  maxEvidence: z
    .number()
    .int()
    .positive()
    .default(20)
    .describe('matched articles shown per narrative, taken from its ecosystems in turn'),
  maxPosts: z
    .number()
    .int()
    .positive()
    .default(10)
    .describe('posts shown per narrative: the earliest, then those nearest to its centre'),
  maxPlotted: z
    .number()
    .int()
    .nonnegative()
    .default(20)
    .describe('narratives drawn in the figure of first appearances'),
  maxMegabytes: z
    .number()
    .positive()
    .default(8)
    .describe('weight of the evidence on the page; beyond it evidence is in the tables only'),
  language: z.enum(interfaceLanguages).default('en').describe('language of the page: en, zh, uk or ru'),
  published: z
    .enum(['none', 'pnas2025'])
    .default('none')
    .describe('published study whose answers stand beside those of this one: pnas2025 is Hanley, Lu & Pan'),
  maxCsvRows: z
    .number()
    .int()
    .nonnegative()
    .default(250_000)
    .describe('items and passages of more rows than this are exported as Parquet only'),
  bom: z
    .boolean()
    .default(false)
    .describe('begin the CSV files with a byte order mark, for spreadsheets that need one'),
});

/** Writes `report/index.html` and the exported tables. */
export const report = defineStage({
  name: 'report',
  version: 8,
  brief: 'Write the page of answers with their evidence, and the tables as CSV and Parquet',
  reads: [
    'items',
    'coverage',
    'rejects',
    'passages',
    'narratives',
    'members',
    'matches',
    'near',
    'measured',
    'events',
    'edits',
    'share',
    'association',
    'association_tests',
    'association_summary',
    'words',
    'first_appearance',
    'first_movers',
    'first_summary',
    'first_leads',
    'network',
    'network_ecosystems',
    'network_nodes',
    'influence',
    'influence_fit',
    'sensitivity',
  ],
  writes: ['report'],
  uses: ['name', 'about', 'platform', 'scope', 'firstSeenIsPublication'],
  options,
  // The page shows the parameters of the other stages, so it is stale when they change.
  identity: async ({ study }) => ({ crosscurrent: version, stages: sha256OfJson(stageNotes(readManifest(study))) }),
  async run(context) {
    const { study, settings, resources, signal, report: reporter } = context;
    const folder = context.output('report');
    const database = await study.database(resources);
    try {
      reporter.begin('tables', Object.keys(tables).length, 'tables');
      const { rows, parquetOnly } = await exportTables(database, context.input, join(folder, 'tables'), {
        bom: context.options.bom,
        maxCsvRows: context.options.maxCsvRows,
        signal,
        onTable: () => reporter.advance(1),
      });
      reporter.end();
      reporter.begin('page');
      // Drawing weighs more than all other stages, and every command that opens a study loads this file.
      const { reportPage } = await import('../report/page.ts');
      await tablesAsViews(database, context.input);
      const { overview, evidence } = await readReport({
        database,
        settings,
        title: context.options.title,
        options: context.options,
        stages: stageNotes(readManifest(study)),
        parquetOnly,
      });
      const page = reportPage(overview, evidence, context.options);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'index.html'), page);
      reporter.end();
      const bytes = Buffer.byteLength(page);
      return {
        counts: {
          narratives: overview.shown.narratives.length,
          rows: Object.values(rows).reduce((sum, count) => sum + count, 0),
          page_bytes: bytes,
        },
        notes: [`the page weighs ${size(bytes)}`],
      };
    } finally {
      database.close();
    }
  },
});
