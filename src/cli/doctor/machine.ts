/** Checks of the machine: Node.js, processor, memory, disk. */
import { existsSync, readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { availableParallelism, arch, cpus, totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import { grouped } from '../align.ts';
import { check } from './finding.ts';
import type { Finding } from './finding.ts';

const oldestNode = [20, 19] as const;

/** Findings about the machine; the disk is that of `folder`. */
export function machineChecks(folder: string): Promise<Finding[]> {
  return Promise.all([
    check('node', () => Promise.resolve(judgeNode(process.versions.node))),
    check('processor', () =>
      Promise.resolve(judgeProcessor(cpus()[0]?.model.trim() ?? 'unknown', availableParallelism(), processorFlags())),
    ),
    check('memory', () => Promise.resolve(judgeMemory(totalmem() / 1e6))),
    check('disk', async () => {
      const { bavail, bsize } = await statfs(existing(resolve(folder)));
      return judgeDisk((bavail * bsize) / 1e6);
    }),
  ]);
}

type Judgement = Omit<Finding, 'name'>;

/** Whether this version of Node.js is recent enough. */
export function judgeNode(version: string): Judgement {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const recent = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return recent
    ? { status: 'ok', detail: version }
    : { status: 'fail', detail: version, hint: `install Node.js ${oldestNode.join('.')} or later` };
}

/** Whether the processor multiplies 8-bit integers fast, which is what the bundled model does all the time. */
export function judgeProcessor(model: string, cores: number, flags: readonly string[] | undefined): Judgement {
  const detail = `${model}, ${cores} ${cores === 1 ? 'core' : 'cores'}`;
  if (flags === undefined) return { status: 'ok', detail: `${detail}; instruction sets not looked at` };
  const fast = ['avx512_vnni', 'avx_vnni', 'amx_int8', 'asimddp', 'i8mm'].filter((flag) => flags.includes(flag));
  if (fast.length > 0) return { status: 'ok', detail: `${detail}, ${fast.join(' ')}` };
  return {
    status: 'warn',
    detail: `${detail}, without instructions for 8-bit products`,
    hint: 'embedding takes several times as long here, and similarities can differ in the third decimal',
  };
}

/** Whether there is memory for a study of usual size. */
export function judgeMemory(megabytes: number): Judgement {
  const detail = `${grouped(Math.round(megabytes))} MB`;
  if (megabytes >= 3500) return { status: 'ok', detail };
  return { status: 'warn', detail, hint: 'use --workers 1 --memory 512: each worker holds a copy of the model' };
}

/** Whether there is room on the disk. */
export function judgeDisk(megabytes: number): Judgement {
  const detail = `${grouped(Math.round(megabytes))} MB free`;
  if (megabytes < 200)
    return { status: 'fail', detail, hint: 'make room: tables and vectors are written beside the old ones' };
  return megabytes < 5000
    ? { status: 'warn', detail, hint: 'a hundred thousand articles take about 2,000 MB' }
    : { status: 'ok', detail };
}

/** Instruction sets as Linux lists them; undefined elsewhere. */
function processorFlags(): readonly string[] | undefined {
  const path = '/proc/cpuinfo';
  if (!existsSync(path) || !['x64', 'arm64'].includes(arch())) return undefined;
  return /^(?:flags|Features)\s*:\s*(.*)$/m.exec(readFileSync(path, 'utf8'))?.[1]?.split(/\s+/);
}

/** The folder, or the nearest one above it that exists. */
function existing(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));
}
