/** Everything that pages can change. */
import type { Change } from './change.ts';
import { digestChanges } from './digest/changes.ts';
import { exportChanges } from './exports/changes.ts';
import { labelChanges } from './label/changes.ts';

export const changes: readonly Change[] = [...labelChanges, ...digestChanges, ...exportChanges];
