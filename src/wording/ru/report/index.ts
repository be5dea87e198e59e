import { association } from './association.ts';
import { chance } from './chance.ts';
import { coverage } from './coverage.ts';
import { evidence } from './evidence.ts';
import { first } from './first.ts';
import { influence } from './influence.ts';
import { method } from './method.ts';
import { narratives } from './narratives.ts';
import { network } from './network.ts';
import { nouns } from './nouns.ts';
import { page } from './page.ts';
import { parties } from './parties.ts';
import { published } from './published.ts';
import { sensitivity } from './sensitivity.ts';
import { share } from './share.ts';
import { shared } from './shared.ts';
import { times } from './times.ts';

export const report = {
  association,
  chance,
  coverage,
  evidence,
  first,
  influence,
  method,
  narratives,
  network,
  nouns,
  page,
  parties,
  published,
  sensitivity,
  share,
  shared,
  times,
};
