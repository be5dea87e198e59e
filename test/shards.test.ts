import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes, InterruptedError, UserError } from '../src/errors.ts';
import { defaultLimits } from '../src/kernels/passage.ts';
import { silentReporter } from '../src/reporter.ts';
import { runShards } from '../src/shards.ts';
import type { ShardRun } from '../src/shards.ts';
import type { PassagesTask } from '../src/stages/passages-shard.ts';
import { dropOldShards, rowsOfFiles, writeShards } from '../src/stages/shard-files.ts';
import { Database, parquet } from '../src/store/database.ts';
import { readVectors } from '../src/store/vector-files.ts';
import { temporaryFolder } from './support/folder.ts';

/** Item shards of 1, 2, 3 … posts with two paragraphs each, and the tasks that cut them. */
async function passageTasks(count: number): Promise<{ folder: string; tasks: PassagesTask[] }> {
  const folder = temporaryFolder();
  using database = await Database.open({ threads: 1 });
  const tasks: PassagesTask[] = [];
  for (let n = 1; n <= count; n++) {
    const from = join(folder, `items-${n}.parquet`);
    await database.writeParquet(
      from,
      `SELECT 'weibo:' || range AS item_id, 'en' AS language, NULL::VARCHAR AS title,
        repeat('The ferry left the harbour late. ', 5) || chr(10) || repeat('It came back empty again today. ', 5) AS text, true AS in_scope
       FROM range(${(n * 5) % 7})`,
    );
    tasks.push({ kind: 'post', from, to: join(folder, 'out', `${n}.parquet`) });
  }
  return { folder, tasks };
}

function passagesRun(tasks: PassagesTask[], changes: Partial<ShardRun<PassagesTask>> = {}): ShardRun<PassagesTask> {
  return {
    kind: 'passages',
    setup: { ...defaultLimits, title: true },
    tasks,
    workers: 2,
    signal: new AbortController().signal,
    ...changes,
  };
}

const write = (tasks: PassagesTask[], workers: number): Promise<void> =>
  writeShards({
    ...passagesRun(tasks),
    label: 'passages',
    unit: 'items',
    weights: tasks.map(() => 1),
    resources: { workers, memoryMegabytes: 128 },
    report: silentReporter,
  });

describe('runShards', () => {
  it('gives results in the order of the tasks, whatever the workers', async () => {
    const { folder, tasks } = await passageTasks(7);
    mkdirSync(join(folder, 'out'));
    const expected = tasks.map((_, i) => (((i + 1) * 5) % 7) * 2);
    for (const workers of [1, 2, 12]) {
      const done: number[] = [];
      expect(
        await runShards<PassagesTask, number>(passagesRun(tasks, { workers, onDone: (index) => done.push(index) })),
      ).toEqual(expected);
      expect(done.sort((a, b) => a - b)).toEqual([...tasks.keys()]);
    }
  });

  it('has nothing to do without tasks', async () => {
    expect(await runShards(passagesRun([]))).toEqual([]);
  });

  it('gives the user the error of a worker as it was thrown', async () => {
    const nowhere = join(temporaryFolder(), 'nowhere');
    const run = runShards({
      kind: 'embed',
      setup: { choice: { onnx: nowhere }, base: '.' },
      tasks: [
        { from: 'x', to: 'y' },
        { from: 'x', to: 'y' },
      ],
      workers: 2,
      signal: new AbortController().signal,
    });
    const error: unknown = await run.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
      exitCode: exitCodes.input,
      message: expect.stringContaining(nowhere),
      hint: expect.stringContaining('onnx/model.onnx'),
    });
  });

  it('shows where a bug is', async () => {
    const run = runShards({
      kind: 'embed',
      setup: { choice: { onnx: 5 }, base: '.' },
      tasks: [{ from: 'x', to: 'y' }],
      workers: 1,
      signal: new AbortController().signal,
    });
    const error: unknown = await run.catch((thrown: unknown) => thrown);
    expect(error).not.toBeInstanceOf(UserError);
    expect((error as Error).message).toContain('path');
    expect((error as Error).stack).toContain('embedders/create.');
  });

  it('stops where it is interrupted', async () => {
    const { folder, tasks } = await passageTasks(5);
    await expect(runShards(passagesRun(tasks, { signal: AbortSignal.abort() }))).rejects.toThrow(InterruptedError);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    await expect(runShards(passagesRun(tasks, { signal: controller.signal, workers: 1 }))).rejects.toThrow(
      InterruptedError,
    );
    expect(
      existsSync(join(folder, 'out'))
        ? readdirSync(join(folder, 'out')).filter((name) => name.endsWith('.parquet'))
        : [],
    ).toEqual([]);
  });

  it('leaves no listener on the signal', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...given: Parameters<typeof add>) => {
      listeners += 1;
      add(...given);
    };
    signal.removeEventListener = (...given: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...given);
    };
    const { tasks } = await passageTasks(1);
    await write(tasks, 1);
    await runShards(passagesRun(tasks, { signal }));
    expect(listeners).toBe(0);
  });
});

describe('shard files', () => {
  it('that exist are not written again', async () => {
    const { folder, tasks } = await passageTasks(3);
    await write(tasks.slice(0, 2), 2);
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['1.parquet', '2.parquet']);
    // Their inputs are not even looked at.
    await write([{ ...tasks[0]!, from: '/nowhere' }, { ...tasks[1]!, from: '/nowhere' }, tasks[2]!], 2);
    using database = await Database.open();
    expect(
      await rowsOfFiles(
        database,
        tasks.map(({ to }) => to),
      ),
    ).toEqual([10, 6, 2]);
  });

  it('of earlier runs are dropped', async () => {
    const { folder, tasks } = await passageTasks(3);
    await write(tasks, 2);
    await dropOldShards(join(folder, 'out'), [{ name: 'a', key: 'k', file: 'out/2.parquet', kind: 'post', rows: 1 }]);
    expect(readdirSync(join(folder, 'out'))).toEqual(['2.parquet']);
  });

  it('hold the passages of their items, and their vectors', async () => {
    const { folder, tasks } = await passageTasks(1);
    await write(tasks, 1);
    using database = await Database.open();
    const rows = await database.rows<{ passage_id: string; ordinal: number }>(
      `SELECT passage_id, ordinal FROM ${parquet(tasks[0]!.to)}`,
    );
    expect(rows.map(({ passage_id }) => passage_id).slice(0, 3)).toEqual(['weibo:0#0', 'weibo:0#1', 'weibo:1#0']);
    const to = join(folder, 'vectors.npy');
    await runShards({
      kind: 'embed',
      setup: { choice: 'bundled', base: '.' },
      tasks: [{ from: tasks[0]!.to, to }],
      workers: 1,
      signal: new AbortController().signal,
    });
    const vectors = await readVectors(to);
    expect([vectors.rows, vectors.columns]).toEqual([rows.length, 384]);
    // The same text has the same vector.
    expect([...vectors.data.subarray(0, 384)]).toEqual([...vectors.data.subarray(2 * 384, 3 * 384)]);
  });
});
