import { common } from './common.ts';
import { changes } from './changes.ts';
import { jobs } from './jobs.ts';
import { label } from './label.ts';
import { narratives } from './narratives.ts';

/** Everything crosscurrent says in this language. */
export const wording = { common, narratives, changes, jobs, label };
