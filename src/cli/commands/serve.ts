import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { defineCommand } from '../command.ts';
import { openStudy, resourceFlags, resourcesOf, studyFlag } from '../study-flags.ts';
import type { RunFlags } from '../study-flags.ts';
import { parseNumber } from '../option-flags.ts';

interface Flags extends Pick<RunFlags, 'study' | 'workers' | 'memory'> {
  readonly port: number;
  readonly host: string;
  readonly open?: boolean;
  readonly beside?: string;
}

/** `serve`: the dashboard. */
export const serveCommand = defineCommand<Flags>({
  usage: '[--study DIR] [--beside DIR] [--port N] [--host HOST] [--open]',
  about:
    'Serve the study as pages for a browser: the four answers, every narrative with its evidence, ecosystems and sites,\n' +
    'data quality, sensitivity, search, labelling, digests, exports. The server answers only this machine unless --host says\n' +
    'otherwise; then the printed address carries a key, without which nothing is shown. Nothing of the study is changed but\n' +
    'labels, digests and exports, and nothing is asked from elsewhere. Ctrl-C ends it. A run may go on beside it: the pages show new\n' +
    'results as soon as they are there.',
  flags: {
    ...studyFlag,
    port: {
      kind: 'parsed',
      parse: parsePort,
      placeholder: 'N',
      default: '4270',
      brief: 'Port; the next free one is taken where it is in use',
    },
    host: {
      kind: 'parsed',
      parse: String,
      placeholder: 'HOST',
      default: '127.0.0.1',
      brief: 'Address to listen on; 0.0.0.0 for other machines too',
    },
    beside: {
      kind: 'parsed',
      parse: String,
      placeholder: 'DIR',
      optional: true,
      brief: 'Another study, which the page Compare sets beside this one',
    },
    open: { kind: 'boolean', optional: true, withNegated: false, brief: 'Open the address in the browser' },
    ...resourceFlags,
  },
  writes: [],
  examples: [
    { line: 'crosscurrent serve --study my-study --open', about: 'Look at a study' },
    {
      line: 'crosscurrent serve --study my-study --beside my-study-exact',
      about: 'Compare two studies on the page Compare',
    },
    {
      line: 'crosscurrent serve --study my-study --host 0.0.0.0',
      about: 'Let colleagues on the network look, with a key',
    },
  ],
  async run({ report, signal, print }, flags) {
    const { serve } = await import('../../server/listen.ts');
    const { messageOf } = await import('../../errors.ts');
    const study = await openStudy(flags);
    const serving = await serve(study, {
      host: flags.host,
      port: flags.port,
      resources: await resourcesOf(flags),
      beside: flags.beside === undefined ? undefined : await openStudy({ study: flags.beside }),
      onError: (error) =>
        report.warn(flags.debug === true && error instanceof Error ? (error.stack ?? error.message) : messageOf(error)),
    });
    print(serving.url);
    if (flags.open === true) openBrowser(serving.url);
    if (!signal.aborted) await once(signal, 'abort');
    await serving.close();
    return { json: { url: serving.url } };
  },
});

function parsePort(text: string): number {
  const value = parseNumber(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new SyntaxError(`"${text}" is not a port (0 to 65535)`);
  return value;
}

/** Opens an address in the browser of the system, where there is one. */
function openBrowser(url: string): void {
  const [command, ...args] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
