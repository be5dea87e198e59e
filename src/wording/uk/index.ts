import { common } from './common.ts';
import { narratives } from './narratives.ts';
import { report } from '../en/report/index.ts';
import { search } from './search.ts';

/** Everything crosscurrent says in this language. */
export const wording = { common, narratives, report, search };
