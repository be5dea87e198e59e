/** Names of ecosystems in a sentence: the noun takes the case, and a name that is not known stays as it is. */
import { formatsOf } from '../../formats.ts';
import { parties } from './parties.ts';

const { listed } = formatsOf('uk');

const genitives: ReadonlyMap<string, string> = new Map([
  [parties.china.name, 'Китаю'],
  [parties.russia.name, 'Росії'],
  [parties.ukraine.name, 'України'],
  [parties.unitedStates.name, 'США'],
]);

const nouns = {
  nominative: ['медіасистема', 'медіасистеми'],
  genitive: ['медіасистеми', 'медіасистем'],
  instrumental: ['медіасистемою', 'медіасистемами'],
} as const;

/** `медіасистема Росії`, `з медіасистемами Росії і України`, `у медіасистемі «bloggers»`. */
export function ecosystems(form: keyof typeof nouns, names: readonly string[]): string {
  const [one, several] = nouns[form];
  return `${names.length === 1 ? one : several} ${listed(names.map((name) => genitives.get(name) ?? `«${name}»`))}`;
}
