import { expect, test } from 'vitest';
import { z } from 'zod';
import { kebab, optionFlags, overrideOptions, parseCount, parseNumber, parseSeed } from '../../src/cli/option-flags.ts';
import { UserError } from '../../src/errors.ts';
import type { Stage } from '../../src/stage.ts';

const schema = z.strictObject({
  lambda: z.number().positive().max(1).default(0.5).describe('similarity that opens a narrative'),
  rounds: z.number().int().optional().describe('rounds'),
  method: z.enum(['fast', 'exact']).default('fast').describe('how'),
  merge: z.boolean().default(true).describe('merge levels'),
  label: z.string().default('').describe('a text'),
  levels: z.array(z.number()).default([]).describe('no flag: a list'),
  nested: z.strictObject({ a: z.number().default(1) }).prefault({}),
});

test('numbers, texts, choices and yes/no become flags; lists and objects do not', () => {
  const flags = optionFlags(schema);
  expect(Object.keys(flags)).toEqual(['lambda', 'rounds', 'method', 'merge', 'label']);
  expect(flags.lambda).toMatchObject({
    kind: 'parsed',
    optional: true,
    brief: 'similarity that opens a narrative (default 0.5)',
  });
  expect(flags.rounds).toMatchObject({ brief: 'rounds' });
  expect(flags.method).toMatchObject({ kind: 'enum', values: ['fast', 'exact'] });
});

test('what is given replaces what is configured', () => {
  const stage = { name: 'cluster', options: schema } as unknown as Stage;
  const configured = schema.parse({ lambda: 0.7, levels: [1] });
  expect(overrideOptions(stage, configured, { lambda: 0.6 })).toMatchObject({
    lambda: 0.6,
    levels: [1],
    method: 'fast',
  });
  expect(overrideOptions(stage, configured, {})).toEqual(configured);
});

test('a value out of range is the user’s mistake and names the flag', () => {
  const stage = { name: 'cluster', options: schema } as unknown as Stage;
  expect(() => overrideOptions(stage, {}, { lambda: 7, rounds: 0.5 })).toThrow(UserError);
  expect(() => overrideOptions(stage, {}, { lambda: 7, rounds: 0.5 })).toThrow(/--lambda: .*\n.*--rounds: /);
});

test('numbers are read strictly', () => {
  expect(parseNumber('-0.5')).toBe(-0.5);
  for (const text of ['', ' ', 'x', '1e999', 'NaN']) expect(() => parseNumber(text)).toThrow(SyntaxError);
  expect(parseCount('3')).toBe(3);
  for (const text of ['0', '-1', '1.5']) expect(() => parseCount(text)).toThrow(SyntaxError);
  expect(parseSeed('0')).toBe(0);
});

test('names are written with hyphens', () => {
  expect(kebab('minPosts')).toBe('min-posts');
});
