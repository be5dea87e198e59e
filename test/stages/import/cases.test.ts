/**
 * Every folder in test/cases/import is a study to import: `input/imports.json` says which files with
 * which flags, `input/settings.json` what the configuration changes, `expected/` what must come out.
 *
 * To write `expected` anew after a deliberate change: WRITE_CASES=1 npx vitest run test/stages/import/cases.test.ts
 */
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Settings } from '../../../src/config.ts';
import type { ImportFlags } from '../../../src/imports.ts';
import { Database, parquet } from '../../../src/store/database.ts';
import { inFolder } from '../../formats/reading.ts';
import { settings, testStudy } from './study.ts';

const cases = fileURLToPath(new URL('../../cases/import/', import.meta.url));

interface Step {
  readonly kind: 'post' | 'article';
  readonly files: readonly string[];
  readonly flags?: ImportFlags;
}

it.each(readdirSync(cases))('%s', async (name) => {
  const input = join(cases, name, 'input');
  const found = await inFolder(async (folder) => {
    const changes = join(input, 'settings.json');
    const test = await testStudy(folder, settings(existsSync(changes) ? (read(changes) as Partial<Settings>) : {}));
    cpSync(input, test.study.folder, { recursive: true });
    const summaries: unknown[] = [];
    for (const { kind, files, flags } of read(join(input, 'imports.json')) as Step[]) {
      const { files: imported, ...summary } = await test.import(
        kind,
        files.map((file) => join(input, file)),
        flags,
      );
      summaries.push({
        ...summary,
        files: imported.map(({ source, format, encoding, mapped, ignored }) => ({
          source,
          format,
          encoding,
          mapped,
          ignored,
        })),
      });
    }
    const { record } = await test.run();
    const { shards } = await test.study.shards('item-shards');
    using database = await Database.open();
    const files = shards.map(({ file }) => test.study.path(file));
    return {
      'summaries.json': summaries,
      'counts.json': { counts: record.counts, notes: record.notes ?? [] },
      'items.json': await test.rows('items'),
      'rejects.json': await test.rows('rejects'),
      'shards.json':
        files.length === 0
          ? []
          : await database.rows(`SELECT item_id, kind, language FROM ${parquet(files)} WHERE in_scope`),
    };
  });
  for (const [file, value] of Object.entries(found)) {
    const path = join(cases, name, 'expected', file);
    const text = `${JSON.stringify(value, null, 2)}\n`;
    if (process.env['WRITE_CASES'] === '1') {
      await mkdir(join(cases, name, 'expected'), { recursive: true });
      await writeFile(path, text);
    }
    expect(text).toBe(readFileSync(path, 'utf8'));
  }
});

function read(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
