/** Names of ecosystems in a sentence: the noun takes the case, and a name that is not known stays as it is. */
import { formatsOf } from '../../formats.ts';
import { parties } from './parties.ts';

const { listed } = formatsOf('ru');

const genitives: ReadonlyMap<string, string> = new Map([
  [parties.china.name, 'Китая'],
  [parties.russia.name, 'России'],
  [parties.ukraine.name, 'Украины'],
  [parties.unitedStates.name, 'США'],
]);

const nouns = {
  nominative: ['медиасистема', 'медиасистемы'],
  genitive: ['медиасистемы', 'медиасистем'],
  instrumental: ['медиасистемой', 'медиасистемами'],
} as const;

/** `медиасистема России`, `с медиасистемами России и Украины`, `из медиасистемы «bloggers»`. */
export function ecosystems(form: keyof typeof nouns, names: readonly string[]): string {
  const [one, several] = nouns[form];
  return `${names.length === 1 ? one : several} ${listed(names.map((name) => genitives.get(name) ?? `«${name}»`))}`;
}
