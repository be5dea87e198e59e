import { common } from './common.ts';

/** Everything crosscurrent says in this language. */
export const wording = { common };
