/** Style and scripts of the dashboard: read once, served from memory by exact names, so that no path leads elsewhere. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { articleStyle } from '../digest/style.ts';
import { packageRoot } from '../package-root.ts';
import { style } from '../report/style.ts';
import { themeStyle } from './theme-style.ts';

/** A file that is served as it is. */
export interface Asset {
  readonly type: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** What a page loads. */
export interface Assets {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  /** By address. */
  readonly files: ReadonlyMap<string, Asset>;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** What Vite says of the files it wrote (build.manifest). */
type ViteManifest = Readonly<
  Record<string, { readonly file: string; readonly css?: readonly string[]; readonly isEntry?: boolean }>
>;

/** Reads the built files of `web/`; an Error where they have not been built. */
export function readAssets(folder = join(packageRoot, 'dist/web')): Assets {
  const manifestPath = join(folder, '.vite/manifest.json');
  if (!existsSync(manifestPath)) throw new Error(`${folder} holds no built dashboard: npm run build`);
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as ViteManifest;
  const files = new Map<string, Asset>();
  for (const name of readdirSync(join(folder, 'assets'))) {
    const type = types[extname(name)];
    if (type !== undefined) files.set(`/assets/${name}`, { type, content: readFileSync(join(folder, 'assets', name)) });
  }
  // The style of the report and of digests, whose views the pages show.
  const shared = Buffer.from(style + themeStyle + articleStyle);
  const sharedName = `/assets/views-${createHash('sha256').update(shared).digest('hex').slice(0, 8)}.css`;
  files.set(sharedName, { type: types['.css']!, content: shared });
  const entry = Object.values(manifest).find(({ isEntry }) => isEntry === true);
  if (entry === undefined) throw new Error(`${manifestPath} names no entry`);
  return {
    styles: [sharedName, ...(entry.css ?? []).map((file) => `/${file}`)],
    scripts: [`/${entry.file}`],
    files,
  };
}
