import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseConfig } from '../src/config.ts';
import { exitCodes, InterruptedError, UserError } from '../src/errors.ts';
import { silentReporter } from '../src/reporter.ts';
import { defineStage, planStage, runStage } from '../src/stage.ts';
import type { RunRequest, Stage, StageContext, StageOutcome, StageResult } from '../src/stage.ts';
import { filesBelow, readManifest } from '../src/store/manifest.ts';
import { Study } from '../src/store/study.ts';
import { temporaryFolder } from './support/folder.ts';

type Options = { size: number };
type Run = (context: StageContext<Options>) => Promise<StageResult>;

/** A stage of two outputs that says how often it ran. */
function stageOf(changes: Partial<Stage<Options>> = {}): Stage<Options> & { runs: number } {
  const stage = {
    runs: 0,
    ...defineStage<Options>({
      name: 'cluster',
      version: 1,
      brief: 'A stage for tests',
      reads: ['means'],
      writes: ['narratives', 'centres'],
      uses: ['platform'],
      options: z.strictObject({ size: z.number().default(1) }),
      run: async () => ({ counts: {} }),
      ...changes,
    }),
  };
  const run: Run = changes.run ?? writeBoth;
  stage.run = async (context) => {
    stage.runs += 1;
    return await run(context);
  };
  return stage;
}

const writeBoth: Run = async ({ input, output, options, seed }) => {
  const content = `${readFileSync(input('means'), 'utf8')} ${options.size} ${seed}`;
  await writeFile(output('narratives'), content);
  await writeFile(output('centres'), content.toUpperCase());
  return { counts: { size: options.size }, notes: ['a note'] };
};

function testStudy(): {
  study: Study;
  request: (changes?: Partial<RunRequest>) => RunRequest;
  read: (name: 'narratives' | 'centres') => string;
} {
  const study = new Study(temporaryFolder());
  mkdirSync(study.path('vectors'));
  writeFileSync(study.artefact('means'), 'means');
  const { settings } = parseConfig({}, 'test');
  return {
    study,
    request: (changes = {}) => ({
      study,
      settings,
      options: {},
      seed: 1,
      resources: { workers: 1, memoryMegabytes: 128 },
      report: silentReporter,
      signal: new AbortController().signal,
      ...changes,
    }),
    read: (name) => readFileSync(study.artefact(name), 'utf8'),
  };
}

it('a result whose essence is the same is kept when an input changes, and the next plan finds it fresh', async () => {
  const { study, request, read } = testStudy();
  const first = async ({ input }: Pick<StageContext<Options>, 'input'>): Promise<string> =>
    readFileSync(input('means'), 'utf8')[0]!;
  const stage = stageOf({ essence: first });
  await runStage(stage, request());
  writeFileSync(study.artefact('means'), 'more means');
  expect((await planStage(stage, request())).freshness).toBe('stale');
  expect((await runStage(stage, request())).status).toBe('fresh');
  expect([stage.runs, read('narratives')]).toEqual([1, 'means 1 1']);
  expect((await planStage(stage, request())).freshness).toBe('fresh');
  // What else decides the result still does, and so does what it truly depends on.
  expect((await runStage(stage, request({ options: { size: 2 } }))).status).toBe('done');
  writeFileSync(study.artefact('means'), 'other');
  expect((await runStage(stage, request({ options: { size: 2 } }))).status).toBe('done');
  rmSync(study.artefact('centres'));
  expect((await runStage(stage, request({ options: { size: 2 } }))).status).toBe('done');
  expect([stage.runs, read('narratives')]).toEqual([4, 'other 2 1']);
});

describe('runStage', () => {
  it('runs once, and finds its result fresh the next time', async () => {
    const { study, request, read } = testStudy();
    const stage = stageOf();
    expect((await planStage(stage, request())).freshness).toBe('missing');
    const first = await runStage(stage, request());
    expect(first).toMatchObject({
      stage: 'cluster',
      status: 'done',
      record: { counts: { size: 1 }, notes: ['a note'], rejected: 0, seed: 1, workers: 1 },
    });
    expect(read('narratives')).toBe('means 1 1');
    expect(read('centres')).toBe('MEANS 1 1');
    const second = await runStage(stage, request());
    expect(second).toEqual({ ...first, status: 'fresh' });
    expect(stage.runs).toBe(1);
    expect(readManifest(study).stages['cluster']).toEqual(first.record);
  });

  it('runs again where it is told to', async () => {
    const { request } = testStudy();
    const stage = stageOf();
    await runStage(stage, request());
    expect((await runStage(stage, request({ force: true }))).status).toBe('done');
    expect(stage.runs).toBe(2);
  });

  it('runs again after a change of anything that decides the result', async () => {
    const { study, request } = testStudy();
    const stage = stageOf();
    await runStage(stage, request());
    const freshness = async (other: Stage<Options> = stage, changes: Partial<RunRequest> = {}): Promise<string> =>
      (await planStage(other, request(changes))).freshness;
    expect(await freshness()).toBe('fresh');
    expect(await freshness(stage, { options: { size: 1 } })).toBe('fresh');
    expect(await freshness(stage, { options: { size: 2 } })).toBe('stale');
    expect(await freshness(stage, { seed: 2 })).toBe('stale');
    expect(await freshness(stageOf({ version: 2 }))).toBe('stale');
    expect(await freshness(stageOf({ identity: async () => 'a model' }))).toBe('stale');
    const { settings } = request();
    expect(await freshness(stage, { settings: { ...settings, platform: 'x' } })).toBe('stale');
    // What it does not use, and what only changes the speed, does not matter.
    expect(await freshness(stage, { settings: { ...settings, name: 'x' } })).toBe('fresh');
    expect(await freshness(stage, { resources: { workers: 9, memoryMegabytes: 999 } })).toBe('fresh');
    writeFileSync(study.artefact('means'), 'other means');
    expect(await freshness()).toBe('stale');
  });

  it('takes an input as the stage recorded it that wrote it', async () => {
    const { study, request } = testStudy();
    const before = stageOf({
      name: 'embed',
      reads: [],
      writes: ['means'],
      run: async ({ output, options }) => {
        await writeFile(output('means'), `means ${options.size}`);
        return { counts: {} };
      },
    });
    const stage = stageOf();
    await runStage(before, request());
    await runStage(stage, request());
    expect((await runStage(stage, request())).status).toBe('fresh');
    await runStage(before, request({ options: { size: 2 } }));
    expect((await planStage(stage, request())).freshness).toBe('stale');
    // The same content again: nothing has changed for the stage behind.
    await runStage(before, request({ options: { size: 1 } }));
    expect((await planStage(stage, request())).freshness).toBe('fresh');
    expect(Object.keys(readManifest(study).stages).sort()).toEqual(['cluster', 'embed']);
  });

  it('runs again where an output is gone or was changed', async () => {
    const { study, request, read } = testStudy();
    const stage = stageOf();
    await runStage(stage, request());
    rmSync(study.artefact('centres'));
    expect((await runStage(stage, request())).status).toBe('done');
    writeFileSync(study.artefact('narratives'), 'something longer than before');
    expect((await runStage(stage, request())).status).toBe('done');
    expect(read('narratives')).toBe('means 1 1');
    expect(stage.runs).toBe(3);
  });

  it('puts a folder in the place of the one before', async () => {
    const { study, request } = testStudy();
    const stage = stageOf({
      writes: ['report'],
      run: async ({ output, options }) => {
        mkdirSync(join(output('report'), 'tables'), { recursive: true });
        await writeFile(join(output('report'), 'tables', `${options.size}.csv`), 'a');
        await writeFile(join(output('report'), 'index.html'), 'page');
        return { counts: {} };
      },
    });
    const first = await runStage(stage, request());
    const second = await runStage(stage, request({ options: { size: 2 } }));
    expect(await filesBelow(study.artefact('report'))).toEqual([
      study.path('report/index.html'),
      study.path('report/tables/2.csv'),
    ]);
    expect(first.record.outputs['report']!.sha256).not.toBe(second.record.outputs['report']!.sha256);
    rmSync(study.path('report/index.html'));
    expect((await planStage(stage, request({ options: { size: 2 } }))).freshness).toBe('stale');
  });

  it('sweeps once its outputs are in place', async () => {
    const { study, request, read } = testStudy();
    const seen: string[] = [];
    const stage = stageOf({
      run: async (context) => ({
        ...(await writeBoth(context)),
        sweep: async () => void seen.push(read('centres'), ...Object.keys(readManifest(study).stages)),
      }),
    });
    await runStage(stage, request());
    expect(seen).toEqual(['MEANS 1 1', 'cluster']);
  });
});

describe('a stage that does not end well', () => {
  /** Runs a stage over the result of one that ended well; gives what was thrown. */
  async function failing(run: Run, changes: Partial<RunRequest> = {}): Promise<{ error: unknown; study: Study }> {
    const { study, request, read } = testStudy();
    await runStage(stageOf(), request());
    const before = readFileSync(study.manifestPath, 'utf8');
    const error: unknown = await runStage(stageOf({ run }), request({ options: { size: 2 }, ...changes })).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect([read('narratives'), read('centres')]).toEqual(['means 1 1', 'MEANS 1 1']);
    expect(readFileSync(study.manifestPath, 'utf8')).toBe(before);
    expect(existsSync(study.temporary) ? readdirSync(study.temporary) : []).toEqual([]);
    expect((await planStage(stageOf(), request())).freshness).toBe('fresh');
    return { error, study };
  }

  it('leaves the outputs as they were, and nothing half-written', async () => {
    const { error } = await failing(async ({ output }) => {
      await writeFile(output('narratives'), 'half');
      throw new UserError('the disk is full', { hint: 'buy one' });
    });
    expect(error).toMatchObject({ message: 'the disk is full', hint: 'buy one' });
  });

  it('may not write what it does not declare', async () => {
    const { error } = await failing(async ({ output }) => {
      output('members');
      return { counts: {} };
    });
    expect((error as Error).message).toBe('stage cluster does not declare the output members');
  });

  it('must write everything it declares', async () => {
    const { error } = await failing(async ({ output }) => {
      await writeFile(output('narratives'), 'x');
      return { counts: {} };
    });
    expect((error as Error).message).toBe('stage cluster did not write centres');
    const named = await failing(async (context) => {
      await writeFile(context.output('narratives'), 'x');
      context.output('centres');
      return { counts: {} };
    });
    expect(named.error).toBeInstanceOf(Error);
  });

  it('is interrupted between two steps', async () => {
    const controller = new AbortController();
    const { error } = await failing(
      async (context) => {
        controller.abort();
        return await writeBoth(context);
      },
      { signal: controller.signal },
    );
    expect(error).toBeInstanceOf(InterruptedError);
    let ran = false;
    const before = await failing(
      async (context) => {
        ran = true;
        return await writeBoth(context);
      },
      { signal: AbortSignal.abort() },
    );
    expect(before.error).toBeInstanceOf(InterruptedError);
    expect(ran).toBe(false);
  });

  it('does not look finished where it was killed between two outputs', async () => {
    const { study, request, read } = testStudy();
    await runStage(stageOf(), request());
    // Something in the way of the second output ends the first attempt after the first one is in place.
    rmSync(study.artefact('centres'));
    mkdirSync(join(study.artefact('centres'), 'in-the-way'), { recursive: true });
    await expect(runStage(stageOf(), request({ options: { size: 2 } }))).rejects.toThrow();
    expect(read('narratives')).toBe('means 2 1');
    for (const options of [{}, { size: 2 }])
      expect((await planStage(stageOf(), request({ options }))).freshness).toBe('missing');
    rmSync(study.artefact('centres'), { recursive: true });
    expect((await runStage(stageOf(), request({ options: { size: 2 } }))).status).toBe('done');
    expect(read('centres')).toBe('MEANS 2 1');
  });

  it('says which input is missing', async () => {
    const { study, request } = testStudy();
    rmSync(study.artefact('means'));
    const outcome: Promise<StageOutcome> = runStage(stageOf(), request());
    await expect(outcome).rejects.toMatchObject({
      name: 'UserError',
      exitCode: exitCodes.input,
      message: expect.stringContaining('means'),
    });
    await expect(runStage(stageOf({ reads: ['imports'] }), request())).rejects.toMatchObject({
      message: 'nothing has been imported yet',
    });
  });

  it('does not run with options that are wrong', async () => {
    const { request } = testStudy();
    const stage = stageOf();
    await expect(runStage(stage, request({ options: { size: 'big' } }))).rejects.toThrow();
    await expect(runStage(stage, request({ options: { other: 1 } }))).rejects.toThrow();
    expect(stage.runs).toBe(0);
  });
});
