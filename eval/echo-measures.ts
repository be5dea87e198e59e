import type { Study } from '../src/store/study.ts';
import type { Echo } from './echo-data.ts';
import type { Outcome } from './echo-outcome.ts';
export async function measureFigures(_study: Study, _echo: Echo, _outcome: Outcome): Promise<{ figures: Record<string, number>; details: Record<string, unknown> }> { return { figures: {}, details: {} }; }
