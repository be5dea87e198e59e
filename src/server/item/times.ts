/** The time of an item among the columns of a row. */

/** Columns of `items` that {@link timed} puts together. */
export const timeColumns = `epoch_ms(published_at) AS at, published_precision AS precision, published_basis AS basis,
  epoch_ms(published_earliest) AS earliest, epoch_ms(published_latest) AS latest`;

/** A row with its time as one value, `time`. */
export function timed({ at, precision, basis, earliest, latest, ...row }: Record<string, unknown>): unknown {
  return { ...row, time: { at, precision, basis, earliest, latest } };
}
