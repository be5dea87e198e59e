import { join, relative } from 'node:path';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';
import { packageRoot } from '../../src/package-root.ts';

/** Where whole studies are run and browsers driven, the longest first. */
const longest = ['replay/kill', 'replay/', 'cli/', 'server/', 'search/', 'exports/'];

/** Begins with the files that take longest, so that no worker is left alone with one of them at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const path = relative(join(packageRoot, 'test'), moduleId);
  const place = longest.findIndex((start) => path.startsWith(start));
  return place === -1 ? longest.length : place;
}
