/** What the data of each ecosystem carry: weeks, gaps, times, languages, copies. */
import { fractionOf, gapsOf, isTelling, studyWeeks, sumOfWeeks } from '../kernels/coverage.ts';
import type { Gap, Stretch } from '../kernels/coverage.ts';
import { standingOfTimes } from '../kernels/time-needs.ts';
import type { TimeStanding } from '../kernels/time-needs.ts';
import type { EcosystemCoverage } from '../store/coverage.ts';

const day = 86_400_000;

/** The declared window of a study: days, both included. */
export interface Window {
  readonly from: string | null;
  readonly to: string | null;
}

/** An ecosystem, or the platform, in the weeks of the study. */
export interface Covered extends EcosystemCoverage {
  /** Weeks of the study with items. */
  readonly weeksCovered: number;
  /** Every stretch of weeks without items. */
  readonly gaps: readonly Gap[];
  /** Gaps that chance hardly explains. */
  readonly telling: readonly Gap[];
}

/** What all of them cover. */
export interface StudyCoverage {
  /** Weeks the study is about; undefined where no time bounds them. */
  readonly weeks: Stretch | undefined;
  /** The platform first. */
  readonly parties: readonly Covered[];
}

/** Sets what the ecosystems have against the weeks of the study. */
export function studyCoverage(rows: readonly EcosystemCoverage[], window: Window): StudyCoverage {
  const from = window.from === null ? null : Date.parse(window.from);
  const to = window.to === null ? null : Date.parse(window.to) + day;
  const weeks = studyWeeks(sumOfWeeks(rows.map((row) => row.weekly)), from, to);
  return {
    weeks,
    parties: rows.map((row) => {
      const gaps = weeks === undefined ? [] : gapsOf(row.weekly, weeks, (week) => fractionOf(week, from, to));
      return {
        ...row,
        weeksCovered:
          weeks === undefined ? 0 : row.weekly.weeks.filter((week) => week >= weeks.first && week <= weeks.last).length,
        gaps,
        telling: gaps.filter(isTelling),
      };
    }),
  };
}

/** Whether the times of each ecosystem are sharp enough to say who was first. */
export interface TimeNeeds {
  /** Typical distance between the first two ecosystems of a narrative, in milliseconds; null where not known. */
  readonly distance: number | null;
  readonly standings: readonly (TimeStanding & { readonly ecosystem: string })[];
}

/** Judges the times of the ecosystems against the distance between first appearances, in milliseconds. */
export function timeNeeds(
  coverage: StudyCoverage,
  distance: number | null,
  firstSeenIsPublication: boolean,
): TimeNeeds {
  const standings = coverage.parties
    .filter(({ kind }) => kind === 'article')
    .map((row) => {
      const { to_hour, bounded } = row;
      // By declaration the bound is the time then.
      const classes = firstSeenIsPublication ? { ...row, to_hour: to_hour + bounded, bounded: 0 } : row;
      return { ecosystem: row.ecosystem, ...standingOfTimes(classes, distance) };
    });
  return { distance, standings };
}
