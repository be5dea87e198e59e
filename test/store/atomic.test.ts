import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import {
  canonicalJson,
  keepOnly,
  moveIntoPlace,
  sha256OfFile,
  sha256OfJson,
  temporaryFor,
  writeFileAtomic,
} from '../../src/store/atomic.ts';
import { temporaryFolder } from '../support/folder.ts';

describe('writeFileAtomic', () => {
  it('writes text and bytes, and makes the folder', async () => {
    const path = join(temporaryFolder(), 'a/b/file.json');
    await writeFileAtomic(path, 'Проливы 海峡\n');
    expect(readFileSync(path, 'utf8')).toBe('Проливы 海峡\n');
    await writeFileAtomic(path, Uint8Array.of(0, 255, 10));
    expect([...readFileSync(path)]).toEqual([0, 255, 10]);
    expect(readdirSync(join(path, '..'))).toEqual(['file.json']);
  });

  it('leaves the old file where writing fails', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'file');
    await writeFileAtomic(path, 'old');
    // A string too long to become bytes is not needed: a folder in the way fails at the rename.
    const blocked = join(folder, 'blocked');
    mkdirSync(join(blocked, 'full'), { recursive: true });
    await expect(writeFileAtomic(blocked, 'new')).rejects.toThrow();
    await expect(writeFileAtomic(path, {} as never)).rejects.toThrow();
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['blocked', 'file']);
  });

  it('leaves the old file or the new one where the process is killed', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'file');
    const module = pathToFileURL(join(packageRoot, 'dist/store/atomic.js')).href;
    await writeFileAtomic(path, 'old'.repeat(1000));
    for (const delay of [0, 1, 3, 8, 20]) {
      const script = `import { writeFileAtomic } from ${JSON.stringify(module)};
        setTimeout(() => process.kill(process.pid, 'SIGKILL'), ${delay});
        for (let i = 0; ; i++) await writeFileAtomic(${JSON.stringify(path)}, String(i % 10).repeat(3_000_000));`;
      spawnSync(process.execPath, ['--input-type=module', '-e', script]);
      const content = readFileSync(path, 'utf8');
      expect(content === 'old'.repeat(1000) || content === content[0]!.repeat(3_000_000)).toBe(true);
    }
  });
});

describe('other files', () => {
  it('go into place when they are whole', async () => {
    const path = join(temporaryFolder(), 'x.parquet');
    writeFileSync(temporaryFor(path), 'whole');
    await moveIntoPlace(temporaryFor(path), path);
    expect(readFileSync(path, 'utf8')).toBe('whole');
    await expect(moveIntoPlace(temporaryFor(path), path)).rejects.toThrow();
  });

  it('that are not named are deleted', async () => {
    const folder = temporaryFolder();
    for (const name of ['a', 'b', 'c.tmp-1']) writeFileSync(join(folder, name), '');
    await keepOnly(folder, ['b', 'missing']);
    expect(readdirSync(folder)).toEqual(['b']);
    await keepOnly(join(folder, 'nowhere'), []);
  });

  it('cannot be written into a folder that is closed', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o500);
    // Whoever may do everything may write here too.
    if (process.getuid?.() !== 0) await expect(writeFileAtomic(join(folder, 'x'), 'x')).rejects.toThrow();
    chmodSync(folder, 0o700);
  });
});

describe('hashes', () => {
  it('are SHA-256', async () => {
    const path = join(temporaryFolder(), 'abc');
    writeFileSync(path, 'abc');
    expect(await sha256OfFile(path)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256OfJson('abc')).toBe('6cc43f858fbb763301637b5af970e2a46b46f461f27e5a0f41e009c59b827b25');
  });

  it('of JSON do not depend on the order of keys', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'x', u: undefined })).toBe('{"a":"x","b":[{"c":null,"d":1}]}');
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(sha256OfJson(turned)).toBe(sha256OfJson(value));
        expect(sha256OfJson({ ...value, another: 1 })).not.toBe(sha256OfJson({ ...value, another: 2 }));
      }),
    );
  });
});
