// Finds a Chromium for the tests; installs Debian's where there is none and apt can.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Path of a Chromium on this machine; undefined where there is none. */
export function findBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const paths = [process.env.CHROMIUM, ...names.flatMap((name) => folders.map((folder) => join(folder, name)))];
  return paths.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Fonts of Debian, and the language that needs each: without them pictures of pages show boxes. */
const fonts = [
  ['zh', 'fonts-noto-cjk'],
  ['uk', 'fonts-dejavu-core'],
];

/** Packages of the fonts that are not there; none where fontconfig cannot say. */
function missingFonts() {
  return fonts.flatMap(([language, name]) => {
    const { status, stdout } = spawnSync('fc-list', [`:lang=${language}`], { encoding: 'utf8' });
    return status === 0 && stdout.trim() === '' ? [name] : [];
  });
}

/** Installs Chromium, and fonts with Chinese and Cyrillic letters, where there are none. Only Chromium must be there. */
export function installBrowser() {
  const found = findBrowser() !== undefined;
  const missing = found ? missingFonts() : ['chromium', ...fonts.map(([, name]) => name)];
  if (missing.length === 0) return;
  console.error(`installing ${missing.join(', ')} …`);
  apt('update', '-q');
  apt('install', '-q', '-y', '--no-install-recommends', ...missing);
  if (findBrowser() === undefined)
    throw new Error('no Chromium was found and none could be installed: install chromium, or name one in CHROMIUM');
  for (const name of missingFonts())
    console.error(`a font is missing, pictures of pages will show boxes for some letters: install ${name}`);
}

function apt(...args) {
  const [command, ...rest] = [...(process.getuid?.() === 0 ? [] : ['sudo', '-n']), 'apt-get', ...args];
  const { error } = spawnSync(command, rest, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (error !== undefined) console.error(`${command} could not be started: ${error.message}`);
}
