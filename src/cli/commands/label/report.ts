import { defineCommand } from '../../command.ts';
import { labelReportText } from '../../label-report-text.ts';
import { parseNumber } from '../../option-flags.ts';
import { openStudy, studyFlag } from '../../study-flags.ts';
import type { StudyFlag } from '../../study-flags.ts';

interface Flags extends StudyFlag {
  readonly precision: number;
}

/** `label report`: what the judgements mean. */
export const labelReportCommand = defineCommand<Flags>({
  usage: '[--study DIR] [--precision P] [--json]',
  about:
    'Say what the judgements mean: agreement of annotators (Cohen’s κ), precision and recall above the floor as the\n' +
    'threshold moves, recommended thresholds, and shares of the ecosystems corrected by what was judged, with 95 %\n' +
    'intervals. Pairs stand for their strata (Horvitz-Thompson); what annotators disagree on stays unsure unless a third\n' +
    'one decides, and unsure pairs count as no and as yes for the two ends of every figure; see docs/label.md.',
  flags: {
    ...studyFlag,
    precision: {
      kind: 'parsed',
      parse: parsePrecision,
      placeholder: 'P',
      default: '0.8',
      brief: 'Precision the recommended threshold must surely have, 0 to 1',
    },
  },
  writes: ['judgements', 'label_agreement', 'label_curve', 'label_thresholds', 'label_share'],
  examples: [
    { line: 'crosscurrent label report --study my-study', about: 'Look at what the judgements mean' },
    {
      line: 'crosscurrent label report --study my-study --precision 0.9',
      about: 'Ask for the threshold with a precision of 90 % or more',
    },
  ],
  async run({ report }, flags) {
    const { writeLabelReport } = await import('../../../label/report.ts');
    const { Database } = await import('../../../store/database.ts');
    const study = await openStudy(flags);
    const { precision } = flags;
    const found = await study.exclusively(async () => {
      using database = await Database.open();
      return await writeLabelReport(database, study, { precision });
    });
    if (found.isStale)
      report.warn(
        'the study has changed since the sample was drawn: the figures are about the study as it was (crosscurrent label sample)',
      );
    return { json: { ...found, precision }, text: labelReportText(found, precision) };
  },
});

/** A number from 0 to 1. */
function parsePrecision(text: string): number {
  const value = parseNumber(text);
  if (value < 0 || value > 1) throw new SyntaxError(`"${text}" is not a number from 0 to 1`);
  return value;
}
