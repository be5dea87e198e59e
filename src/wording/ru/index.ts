import { changes } from './changes.ts';
import { common } from './common.ts';
import { compare } from './compare.ts';
import { digest } from './digest.ts';
import { digests } from './digests.ts';
import { exports } from './exports.ts';
import { jobs } from './jobs.ts';
import { label } from './label.ts';
import { narratives } from './narratives.ts';
import { report } from './report/index.ts';
import { search } from './search.ts';

/** Everything crosscurrent says in this language. */
export const wording = { changes, common, compare, digest, digests, exports, jobs, label, narratives, report, search };
