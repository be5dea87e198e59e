/** Every file that can be taken away. */
import type { Download } from './download.ts';

export const downloads: readonly Download[] = [];
