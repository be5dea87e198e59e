import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allCommands } from '../../src/cli/catalogue.ts';
import { generatedPages } from '../../src/cli/docs/pages.ts';
import { configJsonSchema } from '../../src/config.ts';
import { stages } from '../../src/pipeline.ts';
import { tables } from '../../src/store/tables.ts';

const pages = await generatedPages();

test.each(Object.keys(pages))('%s is up to date (npm run docs)', (file) => {
  const path = new URL(`../../${file}`, import.meta.url);
  expect(existsSync(path) && readFileSync(path, 'utf8')).toBe(pages[file]);
});

test('every command is documented, with two examples', async () => {
  for (const { name, load } of allCommands()) {
    expect(pages['docs/cli.md']).toContain(`\n## crosscurrent ${name}\n`);
    const spec = await load();
    expect(spec.examples.length).toBeGreaterThanOrEqual(2);
    for (const { line } of spec.examples)
      expect(line).toContain(`crosscurrent ${name}`.split(' ').slice(0, 2).join(' '));
    for (const [flag, { brief }] of Object.entries(spec.flags)) expect(brief, `${name} --${flag}`).not.toBe('');
  }
});

test('every stage but import is a command of the same name', () => {
  const names = allCommands().map(({ name }) => name);
  for (const { name } of stages) if (name !== 'import') expect(names).toContain(name);
});

test('every key of the configuration and every table is documented', () => {
  const properties = configJsonSchema().properties as Record<string, { properties?: object }>;
  for (const [key, { properties: inner }] of Object.entries(properties)) {
    // A stage without options has nothing to document.
    if (inner !== undefined && Object.keys(inner).length === 0) continue;
    expect(pages['docs/config.md']).toMatch(new RegExp(`^(## ${key}$|\\| \`${key}\` )`, 'm'));
  }
  for (const name of Object.keys(tables)) expect(pages['docs/tables.md']).toContain(`\n## ${name}\n`);
});
