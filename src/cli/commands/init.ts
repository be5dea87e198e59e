import { exitCodes, UserError } from '../../errors.ts';
import { defineCommand } from '../command.ts';

interface Flags {
  readonly name?: string;
  readonly from?: string;
  readonly to?: string;
  readonly preset?: 'paper';
}

/** `init`: makes a study folder with a commented configuration. */
export const init = defineCommand<Flags>({
  usage: 'DIR [--name TEXT] [--from DAY] [--to DAY] [--preset paper]',
  about:
    'Make a study folder: a commented crosscurrent.yaml, a schema with which editors check it, a .gitignore and a README.\n' +
    'Nothing that exists is overwritten.',
  flags: {
    name: {
      kind: 'parsed',
      parse: String,
      placeholder: 'TEXT',
      optional: true,
      brief: 'Title of the report (default: name of the folder)',
    },
    from: {
      kind: 'parsed',
      parse: parseDay,
      placeholder: 'DAY',
      optional: true,
      brief: 'First day of the window, YYYY-MM-DD, UTC',
    },
    to: {
      kind: 'parsed',
      parse: parseDay,
      placeholder: 'DAY',
      optional: true,
      brief: 'Last day of the window, included',
    },
    preset: {
      kind: 'enum',
      values: ['paper'],
      optional: true,
      brief: 'Set what is known of the method of Hanley, Lu & Pan (PNAS 2025), and show their answers beside',
    },
  },
  positional: { placeholder: 'DIR', brief: 'Folder to make', minimum: 1, maximum: 1 },
  writes: [],
  examples: [
    { line: 'crosscurrent init my-study', about: 'Make a study folder' },
    {
      line: 'crosscurrent init war --name "War of words" --from 2022-02-01 --to 2022-04-30',
      about: 'With a title and a window',
    },
  ],
  async run(_session, flags, args) {
    const folder = args[0]!;
    if (flags.from !== undefined && flags.to !== undefined && flags.from > flags.to) {
      throw new UserError(`the window begins on ${flags.from} and ends before that, on ${flags.to}`);
    }
    const { makeStudy } = await import('../make-study.ts');
    const made = await makeStudy(folder, flags);
    return {
      json: { study: made.study.folder, files: made.files },
      text: `made ${made.study.folder}\n\nnext:\n${nextSteps(folder)}`,
      exitCode: exitCodes.ok,
    };
  },
});

function parseDay(text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(text))
    throw new SyntaxError(`"${text}" is not a day as YYYY-MM-DD`);
  return text;
}

function nextSteps(folder: string): string {
  const study = /^[\w./-]+$/.test(folder) ? folder : `'${folder.replaceAll("'", String.raw`'\''`)}'`;
  return [
    `  crosscurrent import posts POSTS.csv --study ${study}`,
    `  crosscurrent import articles ARTICLES.ndjson --study ${study}`,
    `  crosscurrent run --study ${study}`,
  ].join('\n');
}
