import { exitCodes } from '../../errors.ts';
import { allCommands } from '../catalogue.ts';
import { commonFlags } from '../command.ts';
import type { AnyCommandSpec } from '../command.ts';
import { kebab } from '../option-flags.ts';
import { generatedNotice, markdownTable } from './markdown.ts';

/** docs/cli.md: every command with its flags, tables and examples. */
export async function commandPage(): Promise<string> {
  const commands = allCommands();
  const sections: string[] = [];
  for (const { name, brief, load } of commands) sections.push(section(name, brief, await load()));
  return `${generatedNotice}

# Commands

${markdownTable(
  ['command', 'what it does'],
  commands.map(({ name, brief }) => [`[\`${name}\`](#crosscurrent-${name.replaceAll(' ', '-')})`, brief]),
)}

The result goes to stdout, progress and messages to stderr. These flags belong to every command:

${flagTable(commonFlags)}

\`--help\` shows the help of a command, \`crosscurrent --version\` the version. \`NO_COLOR\` switches colours off.

## Exit codes

${markdownTable(
  ['code', 'meaning'],
  exits.map(([code, meaning]) => [String(code), meaning]),
)}

${sections.join('\n\n')}
`;
}

const exits: readonly (readonly [number, string])[] = [
  [exitCodes.ok, 'done; also when the reader of stdout has had enough (a closed pipe)'],
  [exitCodes.bug, 'a bug in crosscurrent, or a failed check of `doctor`'],
  [exitCodes.usage, 'a mistake in the command line or in crosscurrent.yaml'],
  [exitCodes.rejects, 'finished, with more rejected records than `--max-rejects` allows'],
  [exitCodes.input, 'an input is missing or cannot be read, or the network failed'],
  [exitCodes.interrupted, 'interrupted (Ctrl-C): what was finished is kept, nothing is half-written'],
];

function section(name: string, brief: string, spec: AnyCommandSpec): string {
  const parts = [
    `## crosscurrent ${name}`,
    `${brief}.`,
    `\`\`\`text\ncrosscurrent ${name} ${spec.usage}\n\`\`\``,
    spec.about.replaceAll('\n', ' '),
  ];
  const flags = Object.keys(spec.flags).length;
  if (flags > 0) parts.push(flagTable(spec.flags));
  if (spec.writes.length > 0) {
    parts.push(`Writes ${spec.writes.map((table) => `[\`${table}\`](tables.md#${table})`).join(', ')}.`);
  }
  parts.push(...spec.examples.map(({ line, about }) => `${about}:\n\n\`\`\`sh\n${line}\n\`\`\``));
  return parts.join('\n\n');
}

interface FlagDefinition {
  readonly kind: string;
  readonly brief: string;
  readonly placeholder?: string;
  readonly values?: readonly string[];
  readonly variadic?: boolean;
}

function flagTable(flags: Readonly<Record<string, FlagDefinition>>): string {
  return markdownTable(
    ['flag', 'meaning'],
    Object.entries(flags).map(([name, { brief, placeholder, values, variadic }]) => {
      const value = values?.join('|') ?? placeholder;
      return [
        `\`--${kebab(name)}${value === undefined ? '' : ` ${value}`}\`${variadic === true ? ', repeatable' : ''}`,
        brief,
      ];
    }),
  );
}
