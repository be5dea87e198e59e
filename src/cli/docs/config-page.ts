import { generatedNotice, markdownTable } from './markdown.ts';

interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

/** docs/config.md: every key of crosscurrent.yaml, from its JSON Schema. */
export function configPage(root: Schema): string {
  const general: string[][] = [];
  const sections: string[] = [];
  for (const [key, schema] of Object.entries(root.properties ?? {})) {
    if (schema.properties !== undefined && Object.keys(schema.properties).length === 0) continue;
    const inner = rowsInside(key, schema);
    const alternatives = schema.anyOf ?? schema.oneOf ?? [];
    if (inner.length === 0 && alternatives.length === 0) {
      general.push(rowOf(key, schema));
      continue;
    }
    const about = schema.description === undefined ? [] : [`${upperFirst(schema.description)}.`];
    const body = inner.length > 0 ? [markdownTable(head, inner)] : alternatives.map((one) => alternative(key, one));
    const value = schema.default === undefined || inner.length > 0 ? [] : [`Default: ${code(schema.default)}. One of:`];
    sections.push([`## ${key}`, ...about, ...value, ...body].join('\n\n'));
  }
  return `${generatedNotice}

# Configuration

\`crosscurrent.yaml\` holds everything a study decides. Every key may be left out. \`crosscurrent init\` writes a commented
file and a schema beside it, with which editors check and complete the keys
([crosscurrent.schema.json](crosscurrent.schema.json)). A key that does not exist is a mistake, not ignored. A change makes
the stages that depend on it stale, and no others.

## General

${markdownTable(head, general)}

${sections.join('\n\n')}
`;
}

const head = ['key', 'value', 'default', 'meaning'];

function rowOf(path: string, schema: Schema): string[] {
  return [`\`${path}\``, valueOf(schema), defaultOf(schema), schema.description ?? ''];
}

/** Rows for the keys inside a key, and inside those; a key that only groups others has no row. */
function rowsInside(path: string, { properties = {} }: Schema): string[][] {
  return Object.entries(properties).flatMap(([key, inner]) => {
    const below = rowsInside(`${path}.${key}`, inner);
    return below.length > 0 ? below : [rowOf(`${path}.${key}`, inner)];
  });
}

/** One of several shapes a key can have. */
function alternative(path: string, schema: Schema): string {
  if (schema.properties === undefined) return `**${valueOf(schema)}**: ${schema.description ?? ''}`;
  const required = (schema.required ?? []).map(code).join(', ');
  return `**${required === '' ? 'keys' : `keys with ${required}`}**:\n\n${markdownTable(head, rowsInside(path, schema))}`;
}

/** What may stand there, in words. */
function valueOf(schema: Schema): string {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return [...new Set(alternatives.map(valueOf))].join(' or ');
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ');
  if (schema.items !== undefined) return `list of ${valueOf(schema.items)}`;
  if (schema.properties !== undefined) return `keys ${Object.keys(schema.properties).map(code).join(', ')}`;
  if (typeof schema.additionalProperties === 'object')
    return `names, each with ${valueOf(schema.additionalProperties)}`;
  const type = typeof schema.type === 'string' ? schema.type : (schema.type ?? ['any']).join(' or ');
  return `${names[type] ?? type}${rangeOf(schema)}`;
}

const names: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  boolean: '`true` or `false`',
  any: 'anything',
};

function rangeOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): string {
  const parts: string[] = [];
  if (exclusiveMinimum !== undefined) parts.push(`above ${exclusiveMinimum}`);
  if (minimum !== undefined && minimum !== Number.MIN_SAFE_INTEGER) parts.push(`at least ${minimum}`);
  if (exclusiveMaximum !== undefined) parts.push(`below ${exclusiveMaximum}`);
  if (maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER) parts.push(`at most ${maximum}`);
  return parts.length === 0 ? '' : `, ${parts.join(', ')}`;
}

function defaultOf({ default: value }: Schema): string {
  if (value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0))
    return '';
  return code(value);
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' && value !== '' ? value : JSON.stringify(value)}\``;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
