import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes, UserError } from '../../src/errors.ts';
import { stages } from '../../src/pipeline.ts';
import { outputsPresent, readManifest, recordStage, versions } from '../../src/store/manifest.ts';
import type { StageRecord } from '../../src/store/manifest.ts';
import { Study } from '../../src/store/study.ts';
import { tables } from '../../src/store/tables.ts';
import { temporaryFolder } from '../support/folder.ts';

function record(outputs: StageRecord['outputs'] = {}): StageRecord {
  return {
    fingerprint: 'f',
    version: 1,
    options: {},
    settings: {},
    identity: null,
    seed: 1,
    inputs: {},
    outputs,
    counts: { n: 1 },
    rejected: 0,
    started_at: '2031-03-01T00:00:00.000Z',
    seconds: 1,
    peak_rss_megabytes: 1,
    workers: 1,
    versions: {},
  };
}

function userError(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error('nothing was thrown');
}

describe('a study', () => {
  it('has one place for everything, below its folder', () => {
    const study = new Study('some/where');
    expect(study.folder).toBe(resolve('some/where'));
    const names = [...new Set(stages.flatMap(({ reads, writes }) => [...reads, ...writes]))];
    const places = names.map((name) => study.artefact(name));
    expect(new Set(places).size).toBe(places.length);
    for (const place of places) expect(place.startsWith(`${study.folder}/`)).toBe(true);
    expect(study.artefact('items')).toBe(study.path('tables/items.parquet'));
    expect(study.artefact('centres')).toBe(study.path('vectors', 'centres.npy'));
    // Stages put their outputs side by side before they are put in place.
    for (const { writes } of stages) {
      const files = writes.map((name) => study.artefact(name).split('/').at(-1));
      expect(new Set(files).size).toBe(files.length);
    }
  });

  it('is a folder with a configuration', () => {
    const folder = temporaryFolder();
    const error = userError(() => Study.open(folder));
    expect(error.exitCode).toBe(exitCodes.input);
    expect(error.message).toContain('crosscurrent.yaml');
    expect(error.hint).toContain('crosscurrent init');
    writeFileSync(join(folder, 'crosscurrent.yaml'), '');
    expect(Study.open(folder).folder).toBe(folder);
  });

  it('says that a table has not been written', () => {
    const study = new Study(temporaryFolder());
    expect(userError(() => study.table('matches')).message).toContain('matches');
    mkdirSync(study.path('tables'));
    writeFileSync(study.path('tables/matches.parquet'), '');
    expect(study.table('matches')).toBe(study.path('tables/matches.parquet'));
  });

  it('opens a database that spills into it, and clears up', async () => {
    const study = new Study(temporaryFolder());
    {
      using database = await study.database({ workers: 1, memoryMegabytes: 128 });
      expect(
        await database.rows("SELECT current_setting('temp_directory') AS t, current_setting('threads') AS n"),
      ).toEqual([{ t: study.temporary, n: 1 }]);
    }
  });

  it('is for one process at a time', async () => {
    const study = new Study(temporaryFolder());
    const lock = study.path('.lock');
    // The process that began this one is alive.
    writeFileSync(lock, String(process.ppid));
    await expect(study.exclusively(() => Promise.resolve(1))).rejects.toThrow(/another process \(\d+\) is at work/);
    expect(existsSync(lock)).toBe(true);
    // A killed process leaves its lock behind.
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(lock, String(pid));
    expect(await study.exclusively(() => Promise.resolve(existsSync(lock)))).toBe(true);
    await expect(study.exclusively(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(existsSync(lock)).toBe(false);
  });

  it('loses what a killed process left unfinished, and nothing else', async () => {
    const study = new Study(temporaryFolder());
    const left = [
      '.tmp/embed/x',
      'run.json.tmp-7',
      'imports/index.json.tmp-7',
      'imports/.0123456789ab-7.tmp/part-0000.parquet',
      'shards/passages/p.parquet.tmp-7',
      'vectors/passages/v.npy.tmp-7',
    ];
    const kept = [
      'run.json',
      'notes.tmp',
      'imports/index.json',
      'imports/0123456789ab/part-0000.parquet',
      'shards/passages/p.parquet',
      'report/index.html',
    ];
    for (const file of [...left, ...kept]) {
      mkdirSync(join(study.path(file), '..'), { recursive: true });
      writeFileSync(study.path(file), '');
    }
    await study.exclusively(() => Promise.resolve());
    expect(left.filter((file) => existsSync(study.path(file)))).toEqual([]);
    expect(kept.filter((file) => !existsSync(study.path(file)))).toEqual([]);
    expect(readdirSync(study.path('imports')).sort()).toEqual(['0123456789ab', 'index.json']);
  });

  it('documents every column of every table', () => {
    for (const [name, table] of Object.entries(tables)) {
      expect(table.name).toBe(name);
      expect(table.about).toMatch(/\.$/);
      expect(new Set(table.columns.map((column) => column.name)).size).toBe(table.columns.length);
      for (const column of table.columns) expect(column.about.length, `${name}.${column.name}`).toBeGreaterThan(5);
    }
  });
});

describe('the manifest', () => {
  it('is empty before the first run', () => {
    expect(readManifest(new Study(temporaryFolder()))).toEqual({ format: 1, stages: {} });
  });

  it('keeps the record of each stage', async () => {
    const study = new Study(temporaryFolder());
    await recordStage(study, 'passages', record());
    await recordStage(study, 'embed', { ...record(), notes: ['ü'] });
    expect(readManifest(study)).toEqual({
      format: 1,
      stages: { passages: record(), embed: { ...record(), notes: ['ü'] } },
    });
    await recordStage(study, 'passages', undefined);
    await recordStage(study, 'unknown', undefined);
    expect(Object.keys(readManifest(study).stages)).toEqual(['embed']);
    expect(readdirSync(study.folder)).toEqual(['run.json']);
  });

  it('that cannot be read is an error with a way out', () => {
    const study = new Study(temporaryFolder());
    for (const content of ['', '{"format": 1,', '{"format": 2, "stages": {}}', 'null', '[]', '{"format": 1}']) {
      writeFileSync(study.manifestPath, content);
      const error = userError(() => readManifest(study));
      expect(error.message).toContain(study.manifestPath);
      expect(error.hint).toContain('move it away');
    }
  });

  it('knows whether outputs are there', async () => {
    const study = new Study(temporaryFolder());
    const outputs = { items: { sha256: 'x', bytes: 3 }, report: { sha256: 'y', bytes: 4 } };
    expect(await outputsPresent(study, record(outputs))).toBe(false);
    mkdirSync(study.path('tables'));
    mkdirSync(study.path('report'));
    writeFileSync(study.path('report/index.html'), 'page');
    writeFileSync(study.artefact('items'), 'abc');
    expect(await outputsPresent(study, record(outputs))).toBe(true);
    writeFileSync(study.artefact('items'), 'abcd');
    expect(await outputsPresent(study, record(outputs))).toBe(false);
    expect(await outputsPresent(study, record())).toBe(true);
    writeFileSync(study.artefact('items'), 'abc');
    writeFileSync(study.path('report/mine.txt'), 'a note of the reader');
    expect(await outputsPresent(study, record(outputs))).toBe(true);
    rmSync(study.path('report/index.html'));
    rmSync(study.path('report/mine.txt'));
    expect(await outputsPresent(study, record(outputs))).toBe(false);
  });

  it('knows whether the shards an index lists are there', async () => {
    const study = new Study(temporaryFolder());
    const index = JSON.stringify({
      shards: [{ name: 'a', key: 'k', file: 'shards/passages/a.parquet', kind: 'post', rows: 1 }],
    });
    mkdirSync(study.path('shards/passages'), { recursive: true });
    writeFileSync(study.artefact('passage-shards'), index);
    const outputs = { 'passage-shards': { sha256: 'x', bytes: index.length } };
    expect(await outputsPresent(study, record(outputs))).toBe(false);
    writeFileSync(study.path('shards/passages/a.parquet'), '');
    expect(await outputsPresent(study, record(outputs))).toBe(true);
  });

  it('names the version of everything that can change a result', () => {
    for (const [name, version] of Object.entries(versions())) expect(version, name).not.toMatch(/^(unknown|none)?$/);
    expect(versions()).toMatchObject({
      node: process.versions.node,
      duckdb: expect.stringMatching(/^\d/),
      onnxruntime: expect.stringMatching(/^\d/),
    });
  });
});
