/** Every page of the dashboard, in the order of the navigation. */
import type { Page } from '../page.ts';
import { jobPage } from './job.ts';
import { judgePage } from './judge.ts';
import { labelPage } from './label.ts';
import { narrativesPage } from './narratives.ts';

export const pages: readonly Page[] = [narrativesPage, labelPage, judgePage, jobPage];
