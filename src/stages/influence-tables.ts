/** The tables `influence` and `influence_fit`. */
import type { PairFigures } from '../kernels/hawkes-figures.ts';
import type { TimedEvents } from '../kernels/hawkes-times.ts';
import type { Database } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import type { Estimate } from './influence-estimate.ts';

/** Everything the tables say. */
export interface Described {
  readonly names: readonly string[];
  readonly events: TimedEvents;
  /** Why a process has no figures. */
  readonly reasons: readonly (string | undefined)[];
  readonly counting: string;
  /** Models that were asked for, estimated or not. */
  readonly models: readonly string[];
  readonly estimates: Readonly<Record<string, Estimate>>;
}

/** Name of the source that stands for what came from nowhere in the data. */
export const backgroundSource = 'background';

/** Writes a row for each model, source and target, and one for each target's background. */
export async function writeInfluence(
  database: Database,
  { names, events, reasons, counting, models, estimates }: Described,
  methodOf: (model: string) => string,
  path: string,
): Promise<void> {
  const K = names.length;
  const counts = names.map(() => 0);
  for (const kind of events.kinds) counts[kind]! += 1;
  const writer = await database.table(tables.influence.columns);
  for (const model of models) {
    const estimate = estimates[model];
    const cells = (figure: keyof PairFigures, column: string, place: number): Record<string, number | null> => ({
      [column]: known(estimate?.figures[figure][place]),
      [`${column}_low`]: known(estimate?.bounds?.low[figure][place]),
      [`${column}_high`]: known(estimate?.bounds?.high[figure][place]),
    });
    for (const [target, targetName] of names.entries()) {
      const about = { model, target: targetName, target_events: counts[target], counting, method: methodOf(model) };
      for (const [source, sourceName] of names.entries()) {
        const reason = reasons[source] ?? reasons[target];
        const place = source * K + target;
        writer.append({
          ...about,
          source: sourceName,
          source_events: counts[source],
          ...(reason === undefined && {
            ...cells('weight', 'weight', place),
            ...cells('influence', 'influence', place),
            ...cells('efficiency', 'efficiency', place),
            ...cells('influenceRoot', 'influence_root', place),
            ...cells('efficiencyRoot', 'efficiency_root', place),
          }),
          reason,
        });
      }
      const reason = reasons[target];
      writer.append({
        ...about,
        source: backgroundSource,
        ...(reason === undefined && cells('background', 'influence', target)),
        reason,
      });
    }
  }
  await writer.write(path, 'model, target, source');
}

/** Writes what each model is like, and the residuals of each process. */
export async function writeFit(
  database: Database,
  { names, events, models, estimates }: Described,
  path: string,
): Promise<void> {
  const writer = await database.table(tables.influence_fit.columns);
  for (const model of models) {
    const estimate = estimates[model];
    if (estimate === undefined) continue;
    const about = {
      model,
      narratives: events.starts.length - 1,
      imputations: estimate.imputations,
      spectral_radius: estimate.spectralRadius,
      delay_days: known(estimate.delayDays),
      log_likelihood: known(estimate.logLikelihood),
      converged: estimate.converged,
    };
    if (estimate.residuals.length === 0) writer.append(about);
    for (const [kind, { waits, distance, pValue, quantiles }] of estimate.residuals.entries())
      for (const { probability, observed, expected } of quantiles)
        writer.append({
          ...about,
          process: names[kind]!,
          waits,
          ks_distance: known(distance),
          ks_p_value: known(pValue),
          probability,
          observed: known(observed),
          expected,
        });
  }
  await writer.write(path, 'model, process, probability');
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
