/** Everything that pages can change. */
import type { Change } from './change.ts';
import { labelChanges } from './label-changes.ts';

export const changes: readonly Change[] = [...labelChanges];
