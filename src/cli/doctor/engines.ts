/** Checks of what crosscurrent is built on: the database, the model runtime, the bundled model. */
import { check } from './finding.ts';
import type { Finding } from './finding.ts';
import { pinned } from './pinned-vector.ts';

/** Findings about the engines. */
export async function engineChecks(signal: AbortSignal): Promise<Finding[]> {
  return [
    await check('duckdb', checkDatabase),
    await check('onnxruntime', checkRuntime),
    await check('model', () => checkModel(signal)),
  ];
}

async function checkDatabase(): Promise<Omit<Finding, 'name'>> {
  const { Database } = await import('../../store/database.ts');
  using database = await Database.open({ threads: 1, memoryMegabytes: 256 });
  const [row] = await database.rows<{ version: string }>('SELECT version() AS version');
  // Zones need the bundled icu extension, which not every build of the binding has.
  await database.rows("SELECT TIMESTAMPTZ '2022-02-24 05:00:00+02' AT TIME ZONE 'Asia/Shanghai'");
  return { status: 'ok', detail: row?.version ?? 'unknown version' };
}

async function checkRuntime(): Promise<Omit<Finding, 'name'>> {
  const runtime = await import('onnxruntime-node');
  return { status: 'ok', detail: runtime.env.versions.node ?? runtime.env.versions.common };
}

async function checkModel(signal: AbortSignal): Promise<Omit<Finding, 'name'>> {
  const { createEmbedder } = await import('../../embedders/create.ts');
  const embedder = await createEmbedder('bundled');
  try {
    const vector = await embedder.embed([pinned.text], signal);
    const distance = Math.max(...pinned.first.map((value, index) => Math.abs(value - (vector[index] ?? Number.NaN))));
    const detail = `${embedder.id}, ${embedder.dimensions} dimensions`;
    if (embedder.id !== pinned.embedder) {
      return {
        status: 'fail',
        detail: `${detail}; expected ${pinned.embedder}`,
        hint: 'install crosscurrent anew: its files do not belong together',
      };
    }
    if (distance <= pinned.exact) return { status: 'ok', detail };
    const off = `${detail}; the vector of a fixed text is off by ${distance.toFixed(4)}`;
    // Written so that NaN fails.
    return distance <= pinned.tolerance
      ? {
          status: 'warn',
          detail: off,
          hint: 'this processor rounds differently: compare similarities to two decimals only',
        }
      : {
          status: 'fail',
          detail: off,
          hint: 'install crosscurrent anew; if that does not help, use another embedder (docs/config.md)',
        };
  } finally {
    await embedder.close();
  }
}
