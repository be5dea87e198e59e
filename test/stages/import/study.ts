/** A small study in a temporary folder. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../../src/config.ts';
import { importFiles } from '../../../src/imports.ts';
import type { ImportFlags, ImportSummary } from '../../../src/imports.ts';
import { silentReporter } from '../../../src/reporter.ts';
import type { Reporter } from '../../../src/reporter.ts';
import { runStage } from '../../../src/stage.ts';
import type { StageOutcome } from '../../../src/stage.ts';
import { importStage } from '../../../src/stages/import.ts';
import { Database, parquet } from '../../../src/store/database.ts';
import { Study } from '../../../src/store/study.ts';
import type { TableName } from '../../../src/store/tables.ts';

export const resources = { workers: 1, memoryMegabytes: 512 };

/** Settings as an empty configuration has them, with some changed. */
export function settings({
  scope,
  ...changes
}: Partial<Omit<Settings, 'scope'>> & { scope?: Partial<Settings['scope']> } = {}): Settings {
  return {
    name: 'Test',
    about: '',
    seed: 1,
    platform: 'weibo',
    embedder: 'bundled',
    exact: false,
    sites: {},
    zones: {},
    firstSeenIsPublication: false,
    ...changes,
    scope: {
      posts: { keywords: {}, minWords: 0 },
      articles: { keywords: {} },
      sites: { include: [], exclude: [] },
      ...scope,
    },
  };
}

export interface TestStudy {
  readonly study: Study;
  settings: Settings;
  /** Writes a file beside the study and gives its path. */
  file(name: string, content: string | Uint8Array): Promise<string>;
  import(
    kind: 'post' | 'article',
    files: string[],
    flags?: ImportFlags & { signal?: AbortSignal; report?: Reporter },
  ): Promise<ImportSummary>;
  run(changes?: { workers?: number; force?: boolean }, options?: unknown): Promise<StageOutcome>;
  rows(table: TableName): Promise<Record<string, unknown>[]>;
}

export async function testStudy(folder: string, changes: Settings = settings()): Promise<TestStudy> {
  const study = new Study(join(folder, 'study'));
  await mkdir(study.folder, { recursive: true });
  await mkdir(join(folder, 'data'), { recursive: true });
  await writeFile(study.configPath, '');
  const { signal } = new AbortController();
  const self: TestStudy = {
    study,
    settings: changes,
    async file(name, content) {
      const path = join(folder, 'data', name);
      await writeFile(path, content);
      return path;
    },
    import: (kind, files, flags = {}) =>
      importFiles({ study, settings: self.settings, kind, files, report: silentReporter, signal, resources, ...flags }),
    run: ({ workers = 1, force = false } = {}, options = {}) =>
      runStage(importStage, {
        study,
        settings: self.settings,
        options,
        seed: 1,
        resources: { ...resources, workers },
        report: silentReporter,
        signal,
        force,
      }),
    async rows(table) {
      using database = await Database.open();
      return await database.rows(`SELECT * FROM ${parquet(study.table(table))}`);
    },
  };
  return self;
}

/** Records as NDJSON. */
export function ndjson(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
