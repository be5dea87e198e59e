/** What differs in how two studies were made, as their `run.json` have it. */
import type { Manifest } from '../store/manifest.ts';

/** What a difference is about. */
export type DifferenceOf = 'option' | 'setting' | 'seed' | 'stage' | 'embedder' | 'version';

/** One thing that is not the same. */
export interface ConfigurationDifference {
  readonly of: DifferenceOf;
  /** The stage it belongs to; empty where it is of the whole study. */
  readonly stage: string;
  /** Path below the options, such as `levels`, or the name of the setting or program. */
  readonly key: string;
  /** As JSON; empty where the study has none. */
  readonly first: string;
  readonly second: string;
}

/** Values by place: a row each, in an order of their own. */
type Entries = Map<string, Omit<ConfigurationDifference, 'first' | 'second'> & { readonly value: string }>;

const order: readonly DifferenceOf[] = ['setting', 'option', 'embedder', 'seed', 'stage', 'version'];

/**
 * Everything that differs; settings and versions that several stages share are named once. Of a stage that
 * only one study has carried out, that is all that is said.
 */
export function configurationDifferences(first: Manifest, second: Manifest): ConfigurationDifference[] {
  const [one, other] = [entriesOf(first), entriesOf(second)];
  return [...new Set([...one.keys(), ...other.keys()])]
    .flatMap((key) => {
      const { value: _value, ...rest } = (one.get(key) ?? other.get(key))!;
      if (rest.of === 'option' && !(rest.stage in first.stages && rest.stage in second.stages)) return [];
      const values = [one.get(key)?.value ?? '', other.get(key)?.value ?? ''] as const;
      return values[0] === values[1] ? [] : [{ ...rest, first: values[0], second: values[1] }];
    })
    .sort((a, b) => order.indexOf(a.of) - order.indexOf(b.of));
}

function entriesOf({ stages }: Manifest): Entries {
  const entries: Entries = new Map();
  const add = (of: DifferenceOf, stage: string, key: string, value: unknown): void => {
    const place = [of, stage, key].join('\u0000');
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
    const known = entries.get(place);
    // Stages that ran at different times may have met different versions.
    const all = known === undefined || known.value.split(', ').includes(text) ? text : `${known.value}, ${text}`;
    entries.set(place, { of, stage, key, value: known !== undefined && all === text ? known.value : all });
  };
  for (const [stage, record] of Object.entries(stages)) {
    add('stage', stage, 'version', record.version);
    add('seed', '', 'seed', record.seed);
    for (const [key, value] of leaves(record.options)) add('option', stage, key, value);
    for (const [key, value] of leaves(record.settings)) add('setting', '', key, value);
    for (const [key, value] of leaves(record.identity))
      if (key.endsWith('id')) add('embedder', '', key.replace(/\.?id$/u, '') || 'own', value);
    for (const [program, version] of Object.entries(record.versions)) add('version', '', program, version);
  }
  return entries;
}

/** Values of a tree of objects with their paths; lists are values. */
function* leaves(value: unknown, path: readonly string[] = []): Generator<readonly [string, unknown]> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, key]);
  } else if (path.length > 0) yield [path.join('.'), value];
}
