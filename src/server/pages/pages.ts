/** Every page of the dashboard, in the order of the navigation. */
import type { Page } from '../page.ts';
import { narrativesPage } from './narratives.ts';
import { overviewPage } from './overview.ts';
import { searchPage } from './search.ts';

export const pages: readonly Page[] = [overviewPage, narrativesPage, searchPage];
