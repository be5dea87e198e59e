/**
 * A study that was stopped at any moment goes on and ends as if nothing had happened. Each test takes
 * one study through all stages, stopping it in every one of them.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stages } from '../../src/pipeline.ts';
import { readManifest, recordStage } from '../../src/store/manifest.ts';
import { Study } from '../../src/store/study.ts';
import { carryOut } from '../support/command.ts';
import { fingerprints, makeSmallStudy, run, smallData, succeed, unfinished } from '../support/demo-study.ts';
import { copyStudy, sharedSmallStudy } from '../support/finished-demo.ts';
import { program } from '../support/program.ts';

const minutes = 60_000;
const workers = ['--workers', '2'];

let folder: string;
/** A study with its imports, and nothing computed. */
let template: string;
/** What an undisturbed run makes of it. */
let undisturbed: Record<string, string>;

const copyOf = (name: string): string => copyStudy(template, join(folder, name));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crosscurrent-'));
  template = await makeSmallStudy(join(folder, 'template'));
  undisturbed = fingerprints(await sharedSmallStudy());
}, 3 * minutes);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const finished = (study: string, stage: string): boolean => readManifest(new Study(study)).stages[stage] !== undefined;

/** Runs a study up to a stage and stops it while that stage is at work. */
async function stopIn(study: string, stage: string, signal: NodeJS.Signals): Promise<{ code: number | null }> {
  for (let attempt = 0; attempt < 30; attempt++) {
    // Stages that take seconds are stopped anywhere, short ones soon; each attempt comes earlier, the
    // fourth and those after it at once: on a busy machine a short stage is easily missed.
    const longest = attempt < 3 ? (['embed', 'match'].includes(stage) ? 1500 : 150) / 2 ** attempt : 0;
    const ended = await program(['run', '--study', study, ...workers], {
      when: () => existsSync(join(study, '.tmp', stage)),
      signal,
      delayMilliseconds: Math.random() * longest,
    });
    if (!finished(study, stage)) return ended;
    // It was too late: forget the stage and try again.
    await recordStage(new Study(study), stage, undefined);
  }
  throw new Error(`${stage} was never stopped in time`);
}

describe('a killed run', () => {
  it('goes on, and ends like an undisturbed one', { timeout: 6 * minutes }, async () => {
    const study = copyOf('killed');
    for (const { name } of stages) {
      await stopIn(study, name, 'SIGKILL');
      expect(finished(study, name), name).toBe(false);
    }
    await run(study, ...workers);
    expect(fingerprints(study)).toEqual(undisturbed);
    expect(unfinished(study)).toEqual([]);
  });

  it('that was killed while it imported leaves nothing either', { timeout: 3 * minutes }, async () => {
    const study = join(folder, 'import');
    const { posts, articles } = smallData(join(folder, 'data'));
    await carryOut('init', study);
    cpSync(join(template, 'crosscurrent.yaml'), join(study, 'crosscurrent.yaml'));
    const imports = join(study, 'imports');
    const converting = (): boolean => existsSync(imports) && readdirSync(imports).some((name) => name.endsWith('.tmp'));
    const left: string[] = [];
    for (const [kind, files] of [
      ['posts', posts],
      ['articles', articles],
    ] as const) {
      for (let attempt = 0; attempt < 3; attempt++) {
        await program(['import', kind, ...files, '--study', study], {
          when: converting,
          delayMilliseconds: attempt * 20,
        });
        left.push(...unfinished(study));
      }
      await succeed('import', kind, ...files, '--study', study);
    }
    expect(left.some((name) => name.startsWith('imports/'))).toBe(true);
    expect(unfinished(study)).toEqual([]);
    expect(fingerprints(study)).toEqual(fingerprints(template));
  });
});

describe('an interrupted run', () => {
  it(
    'exits with 130, leaves nothing unfinished, goes on, and ends like an undisturbed one',
    { timeout: 6 * minutes },
    async () => {
      const study = copyOf('interrupted');
      for (const { name } of stages) {
        const { code } = await stopIn(study, name, 'SIGINT');
        expect(code, name).toBe(130);
        expect(unfinished(study), name).toEqual([]);
      }
      await run(study, ...workers);
      expect(fingerprints(study)).toEqual(undisturbed);
    },
  );
});
