import type { TypedFlagParameter } from '@stricli/core';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Stage } from '../stage.ts';
import type { CliContext } from './command.ts';

type Flag =
  | TypedFlagParameter<string | undefined, CliContext>
  | TypedFlagParameter<number | undefined, CliContext>
  | TypedFlagParameter<boolean | undefined, CliContext>;

interface Property {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly default?: unknown;
}

/**
 * Flags of a stage, one for each top-level option that is a number, a text, a yes/no or a choice.
 * Options with parts (lists, objects) stand in crosscurrent.yaml only.
 */
export function optionFlags(schema: z.ZodType): Record<string, Flag> {
  const properties = (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }).properties ?? {}) as Record<
    string,
    Property
  >;
  const flags: Record<string, Flag> = {};
  for (const [name, property] of Object.entries(properties)) {
    const flag = flagOf(property);
    if (flag !== undefined) flags[name] = flag;
  }
  return flags;
}

function flagOf(property: Property): Flag | undefined {
  const { description = '', default: value } = property;
  const brief = value === undefined ? description : `${description} (default ${JSON.stringify(value)})`.trim();
  if (property.enum?.every((choice) => typeof choice === 'string') === true) {
    return { kind: 'enum', values: property.enum, optional: true, brief } as unknown as Flag;
  }
  switch (property.type) {
    case 'number':
    case 'integer':
      return { kind: 'parsed', parse: parseNumber, placeholder: 'N', optional: true, brief };
    case 'string':
      return { kind: 'parsed', parse: String, placeholder: 'TEXT', optional: true, brief };
    case 'boolean':
      return { kind: 'parsed', parse: parseYesNo, placeholder: 'true|false', inferEmpty: true, optional: true, brief };
    default:
      return undefined;
  }
}

/** A finite decimal number; a SyntaxError says what was found. */
export function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new SyntaxError(`"${text}" is not a number`);
  return value;
}

/** A number above zero, such as seconds. */
export function parsePositive(text: string): number {
  const value = parseNumber(text);
  if (value <= 0) throw new SyntaxError(`"${text}" is not a number above 0`);
  return value;
}

/** A whole number of at least one, such as a count of workers. */
export function parseCount(text: string): number {
  const value = parseNumber(text);
  if (!Number.isInteger(value) || value < 1) throw new SyntaxError(`"${text}" is not a whole number above 0`);
  return value;
}

/** A whole number of at least zero. */
export function parseSeed(text: string): number {
  const value = parseNumber(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new SyntaxError(`"${text}" is not a whole number`);
  return value;
}

function parseYesNo(text: string): boolean {
  if (text === '' || text === 'true') return true;
  if (text === 'false') return false;
  throw new SyntaxError(`"${text}" is neither true nor false`);
}

/** The options of a stage with those given as flags in their place; a UserError lists every mistake. */
export function overrideOptions(stage: Stage, options: unknown, given: Readonly<Record<string, unknown>>): unknown {
  const result = stage.options.safeParse({ ...(options as object), ...given });
  if (result.success) return result.data;
  const mistakes = result.error.issues.map((issue) => `  --${kebab(issue.path.join('.'))}: ${issue.message}`);
  throw new UserError(`stage ${stage.name} cannot run with these options:\n${mistakes.join('\n')}`, {
    hint: `crosscurrent ${stage.name} --help lists them`,
  });
}

/** `minPosts` as it is written on the command line: `min-posts`. */
export function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
