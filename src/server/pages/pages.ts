/** Every page of the dashboard, in the order of the navigation. */
import type { Page } from '../page.ts';
import { comparePage } from './compare.ts';
import { digestPage, digestRevisionsPage, readDigestPage } from './digest.ts';
import { chooseDigestPage, digestsPage } from './digests.ts';
import { exportsPage } from './exports.ts';
import { jobPage } from './job.ts';
import { judgePage } from './judge.ts';
import { labelPage } from './label.ts';
import { narrativesPage } from './narratives.ts';
import { overviewPage } from './overview.ts';
import { searchPage } from './search.ts';

export const pages: readonly Page[] = [
  overviewPage,
  narrativesPage,
  searchPage,
  comparePage,
  labelPage,
  judgePage,
  digestsPage,
  chooseDigestPage,
  digestPage,
  readDigestPage,
  digestRevisionsPage,
  exportsPage,
  jobPage,
];
