/** The time of an item, as it is read and as it is handed on. */
import type { ItemTime } from '../../report/times.ts';

/** Columns of `items` that {@link timed} puts together. */
export const timeColumns = `epoch_ms(published_at) AS at, published_precision AS precision, published_basis AS basis,
  epoch_ms(published_earliest) AS earliest, epoch_ms(published_latest) AS latest`;

/** A row with its time as one value. */
export function timed<Row extends { readonly time: ItemTime }>({
  at,
  precision,
  basis,
  earliest,
  latest,
  ...row
}: Record<string, unknown>): Row {
  return { ...row, time: { at, precision, basis, earliest, latest } } as unknown as Row;
}
