/**
 * Every folder in test/cases/digest holds a digest and what it must look like: Markdown in the four languages of
 * the frame, the HTML page and both feeds in its own.
 *
 * To write what is expected anew after a deliberate change: WRITE_CASES=1 npx vitest run test/digest/cases.test.ts
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { atomFeed, feedOfOne, jsonFeed } from '../../src/digest/feed.ts';
import { digestPage } from '../../src/digest/html.ts';
import { digestMarkdown } from '../../src/digest/markdown.ts';
import { digestSchema } from '../../src/digest/model.ts';
import { packageRoot } from '../../src/package-root.ts';
import { interfaceLanguages } from '../../src/wording/languages.ts';

const cases = join(packageRoot, 'test/cases/digest');

test.each(readdirSync(cases))('%s', (name) => {
  const digest = digestSchema.parse(JSON.parse(readFileSync(join(cases, name, 'input/digest.json'), 'utf8')));
  const found: Record<string, string> = {
    ...Object.fromEntries(
      interfaceLanguages.map((language) => [`${language}.md`, digestMarkdown({ ...digest, language })]),
    ),
    'page.html': digestPage(digest),
    'feed.xml': atomFeed(feedOfOne(digest), [digest]),
    'feed.json': jsonFeed(feedOfOne(digest), [digest]),
  };
  const folder = join(cases, name, 'expected');
  for (const [file, content] of Object.entries(found)) {
    if (process.env['WRITE_CASES'] === '1') {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, file), content);
    }
    expect(readFileSync(join(folder, file), 'utf8'), file).toBe(content);
  }
  expect(readdirSync(folder).sort()).toEqual(Object.keys(found).sort());
});
