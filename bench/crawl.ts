/** Kills a crawl again and again while the server misbehaves, and compares what it ends with. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faults, impoliteness, startArchive } from '../test/support/archive-server.ts';
import type { ArchiveServer } from '../test/support/archive-server.ts';
import { newsFiles } from '../test/support/news-files.ts';
import { seeded } from '../test/support/random.ts';
import { program } from '../test/support/program.ts';

export interface CrawlBench {
  readonly kills: number;
  readonly requests: number;
  readonly seconds: number;
  /** Files whose content is not that of the undisturbed crawl. */
  readonly differing: readonly string[];
  readonly impolite: readonly string[];
}

const kills = 20;

/** Where a crawl learns of captures: from the index, or by reading files of CC-NEWS through. */
type CrawlWay = 'index' | 'files';

/** Crawls once undisturbed, and once killed 20 times at random moments. */
export async function benchCrawl(seed: number, way: CrawlWay): Promise<CrawlBench> {
  const random = seeded(seed);
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'crosscurrent-bench-'));
  const files = way === 'files' ? newsFiles(40_000) : new Map<string, Buffer>();
  const kinds = faults.filter((fault) => way === 'index' || fault !== 'bad-gzip');
  const good = await startArchive(() => 'none', Date.now, { files });
  // Slow enough that a file takes longer than a process lives.
  const pieceMilliseconds = way === 'files' ? 200 : 0;
  const served = { files, pieceMilliseconds };
  const bad = await startArchive((_address, index) => kinds[index % kinds.length]!, Date.now, served);
  const longestLife = way === 'files' ? 4000 : 40;
  try {
    await writeFile(join(folder, 'sites.txt'), 'example.ru\nexample.com\nempty.example.org\n');
    const [expected, disturbed] = [join(folder, 'expected'), join(folder, 'disturbed')];
    const argumentsFor = (target: string, { address }: ArchiveServer): string[] => {
      const plan = ['--domains', `news=${join(folder, 'sites.txt')}`, '--from', '2022-03-01', '--to', '2022-03-20'];
      const ways = way === 'files' ? ['--cc-news'] : [];
      const manners = ['--gap', '0.02', '--timeout', '1', '--tries', '3', '--lost-pause', '2.1'];
      const servers = ['--contact', 'tester@example.org', '--index', address, '--data', address];
      return ['crawl', target, ...plan, ...ways, ...servers, ...manners];
    };
    await program(argumentsFor(expected, good));
    let killed = 0;
    while (killed < kills) {
      // Counted from the last request of the process before; a process that ends before it is killed counts for nothing.
      const requests = bad.log.length + 1 + (way === 'files' ? 0 : Math.floor(random() * 4));
      const options = { when: () => bad.log.length >= requests, delayMilliseconds: Math.floor(random() * longestLife) };
      const { signal } = await program(argumentsFor(disturbed, bad), options);
      if (signal !== 'SIGKILL') break;
      killed += 1;
    }
    await program(argumentsFor(disturbed, bad));
    const [wanted, found] = [await contents(expected, good), await contents(disturbed, bad)];
    const names = new Set([...wanted.keys(), ...found.keys()]);
    return {
      kills: killed,
      requests: bad.log.length,
      seconds: (performance.now() - started) / 1000,
      differing: [...names].filter((name) => wanted.get(name) !== found.get(name)),
      impolite: impoliteness(bad.log),
    };
  } finally {
    await good.close();
    await bad.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Every file below a folder, without the address of the server it came from. */
async function contents(folder: string, { address }: ArchiveServer): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length), (await readFile(path, 'latin1')).replaceAll(address, 'SERVER'));
  }
  return files;
}
