import { changes } from './changes.ts';
import { common } from './common.ts';
import { compare } from './compare.ts';
import { digest } from './digest.ts';
import { digests } from './digests.ts';
import { ecosystems } from './ecosystems.ts';
import { exports } from './exports.ts';
import { item } from './item.ts';
import { jobs } from './jobs.ts';
import { label } from './label.ts';
import { narrative } from './narrative.ts';
import { narratives } from './narratives.ts';
import { quality } from './quality.ts';
import { report } from './report/index.ts';
import { search } from './search.ts';
import { sensitivity } from './sensitivity.ts';
import { sites } from './sites.ts';

/** Everything crosscurrent says in this language. */
export const wording = {
  changes,
  common,
  compare,
  digest,
  digests,
  ecosystems,
  exports,
  item,
  jobs,
  label,
  narrative,
  narratives,
  quality,
  report,
  search,
  sensitivity,
  sites,
};
