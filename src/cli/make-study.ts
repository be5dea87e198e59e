import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { configJsonSchema } from '../config.ts';
import { UserError } from '../errors.ts';
import { writeFileAtomic } from '../store/atomic.ts';
import { Study } from '../store/study.ts';
import { configTemplate, schemaFile, studyGitignore, studyReadme } from './study-template.ts';

/**
 * Makes a study folder; a UserError where one is there already. Other files that exist are kept.
 * `config` is the whole of crosscurrent.yaml; without it the commented template is filled in.
 */
export async function makeStudy(
  folder: string,
  values: { name?: string; from?: string; to?: string; preset?: 'paper'; config?: string } = {},
): Promise<{ study: Study; files: string[] }> {
  const study = new Study(folder);
  if (existsSync(study.configPath)) {
    throw new UserError(`${study.folder} is a study already`, {
      hint: `edit ${study.configPath}, or name another folder`,
    });
  }
  try {
    await mkdir(study.folder, { recursive: true });
  } catch (error) {
    throw new UserError(`${study.folder} cannot be made: ${(error as Error).message}`, { cause: error });
  }
  const contents: [string, string][] = [
    [schemaFile, `${JSON.stringify(configJsonSchema(), null, 2)}\n`],
    ['.gitignore', studyGitignore],
    ['README.md', studyReadme],
    // Last, since it is what makes the folder a study.
    ['crosscurrent.yaml', values.config ?? configTemplate({ ...values, name: values.name ?? basename(study.folder) })],
  ];
  const files: string[] = [];
  for (const [file, content] of contents) {
    if (existsSync(study.path(file))) continue;
    await writeFileAtomic(study.path(file), content);
    files.push(file);
  }
  return { study, files };
}
