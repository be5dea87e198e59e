import { common } from './common.ts';
import { compare } from './compare.ts';
import { digest } from './digest.ts';
import { narratives } from './narratives.ts';
import { search } from './search.ts';

/** Everything crosscurrent says in this language. */
export const wording = { common, compare, digest, narratives, search };
