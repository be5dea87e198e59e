import { UserError } from '../../errors.ts';
import { defineCommand } from '../command.ts';
import { resourceFlags, resourcesOf } from '../study-flags.ts';
import type { RunFlags } from '../study-flags.ts';
import { runStudy } from './run.ts';

type Flags = Pick<RunFlags, 'workers' | 'memory'>;

/** `demo`: a whole study on invented posts and articles. */
export const demo = defineCommand<Flags>({
  usage: '[DIR] [--workers N]',
  about:
    'Carry out a whole study on invented posts and articles in four languages: make the folder, import, run every stage,\n' +
    'and say where the report is. Run again, it computes only what is stale. Nothing is downloaded.',
  flags: resourceFlags,
  positional: { placeholder: 'DIR', brief: 'Study folder (default: crosscurrent-demo)', minimum: 0, maximum: 1 },
  writes: [],
  examples: [
    { line: 'crosscurrent demo', about: 'Carry out the example study in ./crosscurrent-demo' },
    {
      line: 'crosscurrent demo /tmp/demo && crosscurrent status --study /tmp/demo',
      about: 'Somewhere else, and look at what it holds',
    },
  ],
  async run(session, flags, args) {
    const { existsSync } = await import('node:fs');
    const { readdir, readFile } = await import('node:fs/promises');
    const { join } = await import('node:path');
    const { readConfig } = await import('../../config.ts');
    const { importFiles } = await import('../../imports.ts');
    const { Study } = await import('../../store/study.ts');
    const { makeStudy } = await import('../make-study.ts');
    const { packageRoot } = await import('../../package-root.ts');
    const examples = join(packageRoot, 'examples/demo');
    const folder = args[0] ?? 'crosscurrent-demo';
    const study = new Study(folder);
    if (!existsSync(study.configPath)) {
      if (existsSync(study.folder) && (await readdir(study.folder)).length > 0) {
        throw new UserError(`${study.folder} is not empty`, {
          hint: 'name a folder that does not exist yet: crosscurrent demo DIR',
        });
      }
      await makeStudy(folder, { config: await readFile(join(examples, 'crosscurrent.yaml'), 'utf8') });
      session.report.note(`made ${study.folder}`);
    }
    const { settings } = readConfig(study);
    const resources = await resourcesOf(flags);
    for (const [kind, file] of [
      ['post', 'posts.ndjson'],
      ['article', 'articles.ndjson'],
    ] as const) {
      await study.exclusively(() =>
        importFiles({ ...session, study, settings, resources, kind, files: [join(examples, file)] }),
      );
    }
    return runStudy(session, { ...flags, study: folder });
  },
});
