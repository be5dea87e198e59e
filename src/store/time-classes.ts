/** The classes of times of the table `coverage`, as SQL over columns `earliest` and `latest`. */
import type { TimeClasses } from '../kernels/time-needs.ts';

/** Widest intervals of times that count as known to the hour and to the day; the longest day has 25 hours. */
const widths = { hour: 'INTERVAL 1 HOUR', day: 'INTERVAL 25 HOUR' } as const;

/** Whether both bounds of a time are known. */
export const isBounded = 'earliest IS NOT NULL AND latest IS NOT NULL';

/** Whether a time is of each class. */
export const timeClassSql: Readonly<Record<keyof TimeClasses, string>> = {
  to_hour: `${isBounded} AND latest - earliest <= ${widths.hour}`,
  to_day: `${isBounded} AND latest - earliest > ${widths.hour} AND latest - earliest <= ${widths.day}`,
  coarser: `${isBounded} AND latest - earliest > ${widths.day}`,
  bounded: '(earliest IS NULL) <> (latest IS NULL)',
  undated: 'earliest IS NULL AND latest IS NULL',
};
