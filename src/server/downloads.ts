/** Every file that can be taken away. */
import { digestDownloads } from './digest/downloads.ts';
import type { Download } from './download.ts';
import { exportDownloads } from './exports/downloads.ts';

export const downloads: readonly Download[] = [...digestDownloads, ...exportDownloads];
