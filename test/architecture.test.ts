import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What the import rules of .oxlintrc.json say about one file at `path` with this content. */
function violations(path: string, source: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'crosscurrent-lint-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  mkdirSync(join(folder, dirname(path)), { recursive: true });
  writeFileSync(join(folder, path), source);
  const { stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/oxlint/bin/oxlint'), '--format=unix', path],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  return stdout
    .split('\n')
    .filter((line) => line.includes('no-restricted-imports'))
    .join('\n');
}

const importing = (from: string): string => `import { x } from '${from}';\nexport const y = x;\n`;

test.each([
  ['src/kernels/distance.ts', 'node:fs'],
  ['src/kernels/distance.ts', 'zod'],
  ['src/kernels/distance.ts', '../errors.ts'],
  ['src/kernels/distance.ts', '../store/study.ts'],
  ['src/kernels/linear/distance.ts', '../../errors.ts'],
  ['src/store/study.ts', '../stages/embed.ts'],
  ['src/store/study.ts', '../pipeline.ts'],
  ['src/formats/warc.ts', '../cli/align.ts'],
  ['src/embedders/onnx.ts', '../stage.ts'],
  ['src/extract/article.ts', '../stages/import.ts'],
  ['src/stages/embed.ts', '../cli/align.ts'],
  ['src/stages/embed.ts', '../server/routes.ts'],
  ['src/stages/embed.ts', '../pipeline.ts'],
  ['src/report/page.ts', '../cli/align.ts'],
  ['src/label/frame.ts', '../cli/align.ts'],
  ['src/label/frame.ts', '../pipeline.ts'],
  ['src/digest/store.ts', '../cli/align.ts'],
  ['src/digest/store.ts', '../config.ts'],
  ['src/digest/digest.ts', '../server/app.ts'],
  ['src/search/open.ts', '../cli/align.ts'],
  ['src/search/open.ts', '../server/routes.ts'],
  ['src/exports/bundle.ts', '../cli/align.ts'],
  ['src/exports/bundle.ts', '../pipeline.ts'],
  ['src/store/study.ts', '../exports/csv.ts'],
  ['src/server/routes.ts', '../cli/align.ts'],
  ['src/server/narrative/entries.ts', '../../cli/align.ts'],
  ['src/wording/en/common.ts', '../../store/study.ts'],
  ['web/main.ts', '../src/report/markup.ts'],
  ['src/pipeline.ts', './cli/align.ts'],
])('%s may not import %s', (path, from) => {
  expect(violations(path, importing(from))).toContain('no-restricted-imports');
});

test.each([
  ['src/kernels/distance.ts', './vectors.ts'],
  ['src/kernels/linear/distance.ts', '../vectors.ts'],
  ['src/store/study.ts', '../errors.ts'],
  ['src/formats/warc.ts', 'node:zlib'],
  ['src/embedders/onnx.ts', '../kernels/vectors.ts'],
  ['src/extract/article.ts', '../formats/time.ts'],
  ['src/stages/embed.ts', '../store/study.ts'],
  ['src/stages/embed.ts', '../stage.ts'],
  ['src/cli/commands/run.ts', '../../pipeline.ts'],
  ['src/server/routes.ts', '../store/study.ts'],
  ['src/wording/uk/common.ts', '../formats.ts'],
  ['src/wording/uk/common.ts', '../en/common.ts'],
  ['web/main.ts', './live.ts'],
])('%s may import %s', (path, from) => {
  expect(violations(path, importing(from))).toBe('');
});
