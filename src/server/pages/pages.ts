/** Every page of the dashboard, in the order of the navigation. */
import type { Page } from '../page.ts';
import { comparePage } from './compare.ts';
import { digestPage, digestRevisionsPage, readDigestPage } from './digest.ts';
import { chooseDigestPage, digestsPage } from './digests.ts';
import { exportsPage } from './exports.ts';
import { ecosystemsPage } from './ecosystems.ts';
import { jobPage } from './job.ts';
import { judgePage } from './judge.ts';
import { labelPage } from './label.ts';
import { itemPage } from './item.ts';
import { alignmentPage, narrativePage } from './narrative.ts';
import { narrativesPage } from './narratives.ts';
import { overviewPage } from './overview.ts';
import { qualityCopiesPage } from './quality-copies.ts';
import { qualityItemsPage } from './quality-items.ts';
import { qualityRejectsPage } from './quality-rejects.ts';
import { qualityPage } from './quality.ts';
import { searchPage } from './search.ts';
import { sensitivityAnswersPage, sensitivityPage } from './sensitivity.ts';
import { sitePage } from './site.ts';
import { sitesPage } from './sites.ts';

export const pages: readonly Page[] = [
  overviewPage,
  narrativesPage,
  narrativePage,
  alignmentPage,
  itemPage,
  ecosystemsPage,
  sitesPage,
  sitePage,
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
  qualityPage,
  qualityItemsPage,
  qualityCopiesPage,
  qualityRejectsPage,
  sensitivityPage,
  sensitivityAnswersPage,
];
