/** The command line as stricli sees it: routes, flags and help, built for one set of arguments. */
import { readFileSync } from 'node:fs';
import {
  buildApplication,
  buildCommand,
  buildRouteMap,
  ExitCode as StricliCode,
  run,
  text_en,
  version,
} from '@stricli/core';
import type {
  Application,
  ApplicationContext,
  ApplicationText,
  Command,
  RouteMap,
  StricliIntegration,
} from '@stricli/core';
import { exitCodes } from '../errors.ts';
import type { ExitCode } from '../errors.ts';
import { catalogue } from './catalogue.ts';
import type { CommandEntry } from './catalogue.ts';
import { commonFlags } from './command.ts';
import type { AnyCommandSpec, CliContext, CommonFlags } from './command.ts';
import { execute } from './execute.ts';
import { helpSections } from './help.ts';

const name = 'crosscurrent';

/** How help is laid out. */
export const formatting = {
  useAliasInUsageLine: false,
  onlyRequiredInUsageLine: true,
  caseStyle: 'convert-camel-to-kebab',
} as const;

const text: ApplicationText = {
  ...text_en,
  noCommandRegisteredForInput: (found) =>
    `error: ${lowerFirst(text_en.noCommandRegisteredForInput(found))}\nhint: ${name} --help lists the commands`,
  exceptionWhileParsingArguments(exception, ansiColor) {
    return `error: ${lowerFirst(text_en.exceptionWhileParsingArguments.call({ formatException: String }, exception, ansiColor))}\nhint: --help lists the flags of the command`;
  },
};

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** Runs the command the arguments name and returns the exit code of the process. */
export async function runCli(args: readonly string[], context: CliContext): Promise<ExitCode> {
  const application = await buildFor(args);
  // Stricli writes its own exit code into the process it is given; ours says more.
  const { stdin, stdout, stderr, env } = context.process;
  const process: CliContext['process'] = { stdin, stdout, stderr, env };
  const own: CliContext = { process, signal: context.signal };
  await run(application, args, own as CliContext & ApplicationContext);
  const code = Number(process.exitCode ?? 0);
  if (code === StricliCode.UnknownCommand || code === StricliCode.InvalidArgument) return exitCodes.usage;
  if (code !== 0) return exitCodes.bug;
  return own.exitCode ?? exitCodes.ok;
}

/** The application with the one command loaded that the arguments name; the others are names and briefs. */
async function buildFor(args: readonly string[]): Promise<Application<CliContext>> {
  const loaded = new Map<Command<CliContext>, AnyCommandSpec>();
  const routeOf = async (entry: CommandEntry, wanted: boolean): Promise<Command<CliContext>> => {
    if (!wanted) return stub(entry.brief);
    const spec = await entry.load();
    const command = commandOf(spec, entry.brief);
    loaded.set(command, spec);
    return command;
  };
  const routes: Record<string, Command<CliContext> | RouteMap<CliContext>> = {};
  for (const [first, entry] of Object.entries(catalogue)) {
    if ('load' in entry) {
      routes[first] = await routeOf(entry, args[0] === first);
      continue;
    }
    const inner: Record<string, Command<CliContext>> = {};
    const meant = args[1] !== undefined && args[1] in entry.commands ? args[1] : entry.byDefault;
    for (const [second, command] of Object.entries(entry.commands)) {
      inner[second] = await routeOf(command, args[0] === first && second === meant);
    }
    const { brief, byDefault } = entry;
    routes[first] = buildRouteMap({
      routes: inner,
      docs: { brief },
      ...(byDefault === undefined ? {} : { defaultCommand: byDefault }),
    });
  }
  const root = buildRouteMap({
    routes,
    docs: {
      brief: 'Find out where a platform’s narratives came from',
      fullDescription:
        'crosscurrent compares what is said on a social platform with what the news of several media ecosystems\n' +
        'published, across languages, on this machine and offline.\n\n' +
        '  crosscurrent demo                                     carry out the example study\n' +
        '  crosscurrent init STUDY                               make a study folder\n' +
        '  crosscurrent import posts FILE --study STUDY          bring in posts\n' +
        '  crosscurrent import articles FILE --study STUDY       bring in articles\n' +
        '  crosscurrent run --study STUDY                        compute everything, write the report',
    },
  });
  return buildApplication(
    root,
    {
      name,
      scanner: { caseStyle: 'allow-kebab-for-camel', allowArgumentEscapeSequence: true },
      documentation: formatting,
      localization: { text },
    },
    {
      help: helpIntegration(loaded),
      version: version({
        brief: 'Print the version and exit',
        alias: 'v',
        info: { getCurrentVersion: () => Promise.resolve(packageVersion()) },
      }),
    },
  );
}

/** A command of which the help of another needs the name and the brief. */
function stub(brief: string): Command<CliContext> {
  return buildCommand({ parameters: {}, docs: { brief }, func: () => {} });
}

/** A command as stricli runs and documents it. */
export function commandOf(spec: AnyCommandSpec, brief: string): Command<CliContext> {
  const { positional } = spec;
  return buildCommand<CommonFlags & Record<string, unknown>, string[], CliContext>({
    docs: { brief, fullDescription: spec.about, customUsage: [spec.usage] },
    parameters: {
      flags: { ...spec.flags, ...commonFlags } as never,
      ...(positional === undefined
        ? { positional: { kind: 'tuple', parameters: [] } as never }
        : {
            positional: {
              kind: 'array',
              parameter: { placeholder: positional.placeholder, brief: positional.brief, parse: String },
              minimum: positional.minimum,
              maximum: positional.maximum,
            } as never,
          }),
    },
    func(flags, ...args) {
      return execute(spec, this, flags, args);
    },
  });
}

/** `--help`: stricli's own text, and behind it the tables and the examples of the command. */
function helpIntegration(loaded: ReadonlyMap<unknown, AnyCommandSpec>): StricliIntegration<CliContext> {
  return {
    flag: {
      brief: 'Print this help and exit',
      aliases: ['h'],
      global: true,
      defaultForRouteMap: true,
      run({ config }, { text: words, ansiColorByStream, result, additionalFlags }) {
        const help = result.target.formatHelp({
          prefix: result.prefix,
          additionalFlags,
          includeArgumentEscapeSequenceFlag: config.scanner.allowArgumentEscapeSequence,
          includeHidden: false,
          config: formatting,
          aliases: result.aliases[formatting.caseStyle],
          text: words,
          ansiColor: ansiColorByStream.stdout,
        });
        const spec = loaded.get(result.target);
        this.process.stdout.write(spec === undefined ? help : help + helpSections(spec));
      },
    },
  };
}

function packageVersion(): string {
  const { version: current } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return current;
}
