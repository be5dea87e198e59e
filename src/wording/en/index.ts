import { common } from './common.ts';
import { digest } from './digest.ts';

/** Everything crosscurrent says in this language. */
export const wording = { common, digest };
