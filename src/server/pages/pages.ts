/** Every page of the dashboard, in the order of the navigation. */
import type { Page } from '../page.ts';
import { narrativesPage } from './narratives.ts';

export const pages: readonly Page[] = [narrativesPage];
