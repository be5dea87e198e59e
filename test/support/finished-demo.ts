/** Finished studies: made once per build, copied for each test that writes. */
import { constants, cpSync } from 'node:fs';
import { join } from 'node:path';
import { makeSmallStudy, run, succeed } from './demo-study.ts';
import { temporaryFolder } from './folder.ts';
import { madeOnce } from './made-once.ts';

/** A copy of the finished demonstration study in a folder of its own, removed after the test. */
export async function finishedDemo(): Promise<string> {
  return copyStudy(await sharedDemo(), join(temporaryFolder(), 'demo'));
}

/** The demonstration study with a sample to judge, made by two workers; for those who only read. */
export async function sharedDemo(): Promise<string> {
  return await madeOnce('demo', async (study) => {
    await succeed('demo', study, '--workers', '2', '--quiet');
    await succeed('label', 'sample', '--study', study, '--quiet');
  });
}

/** The study of {@link makeSmallStudy} with everything computed, made by two workers; for those who only read. */
export async function sharedSmallStudy(): Promise<string> {
  return join(
    await madeOnce('small', async (folder) => {
      await run(await makeSmallStudy(folder), '--workers', '2');
    }),
    'study',
  );
}

/** Copies a study into a folder that is not there yet, and gives that folder. */
export function copyStudy(study: string, folder: string): string {
  cpSync(study, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
  return folder;
}
