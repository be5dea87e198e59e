import { exitCodes } from '../../../errors.ts';
import { align } from '../../align.ts';
import { defineCommand } from '../../command.ts';
import { openStudy, studyFlag } from '../../study-flags.ts';
import type { StudyFlag } from '../../study-flags.ts';

interface AnnotatorFlags extends StudyFlag {
  readonly annotator: string;
}

interface ExportFlags extends AnnotatorFlags {
  readonly bom?: boolean;
}

/** `label export`: the sample as a file for a spreadsheet. */
export const labelExport = defineCommand<ExportFlags>({
  usage: 'FILE --annotator NAME [--study DIR] [--bom]',
  about:
    'Write the pairs of the sample as CSV, with what the annotator judged so far. Fill in the column judgement with yes, no\n' +
    'or unsure, and note with anything; leave pair_id as it is. Cells that a spreadsheet would run as formulas begin with an\n' +
    'apostrophe.',
  flags: {
    ...studyFlag,
    annotator: { kind: 'parsed', parse: String, placeholder: 'NAME', brief: 'Whose judgements are filled in' },
    bom: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'Begin with a byte order mark, which Excel needs to see that the file is UTF-8',
    },
  },
  positional: { placeholder: 'FILE', brief: 'File to write', minimum: 1, maximum: 1 },
  writes: [],
  examples: [
    {
      line: 'crosscurrent label export wu.csv --annotator wu --study my-study --bom',
      about: 'A file for Excel',
    },
    { line: 'crosscurrent label export wu.csv --annotator wu --study my-study', about: 'A file for everything else' },
  ],
  async run(_session, flags, [file = '']) {
    const { annotatorName, readJudgements, standing } = await import('../../../label/journal.ts');
    const { pairsCsv } = await import('../../../label/csv.ts');
    const { openSample } = await import('../../../label/take-sample.ts');
    const { writeFileAtomic } = await import('../../../store/atomic.ts');
    const study = await openStudy(flags);
    const annotator = annotatorName(flags.annotator);
    const pairs = await openSample(study);
    const said = standing((await readJudgements(study)).get(annotator) ?? []);
    await writeFileAtomic(file, pairsCsv(pairs, said, { bom: flags.bom === true }));
    const judged = pairs.filter(({ pair_id }) => said.has(pair_id)).length;
    return {
      json: { file, annotator, pairs: pairs.length, judged },
      text: `${pairs.length} pairs written, ${judged} of them judged by ${annotator}\nnext: crosscurrent label import ${file} --annotator ${annotator} --study ${study.folder}`,
    };
  },
});

/** `label import`: judgements from such a file. */
export const labelImport = defineCommand<AnnotatorFlags>({
  usage: 'FILE --annotator NAME [--study DIR]',
  about:
    'Take the judgements of a file that label export wrote and someone filled in. Rows with an empty judgement are passed\n' +
    'over; rows that cannot be taken are named with the reason, and the exit code is then 3. What the annotator said\n' +
    'before is kept in the journal, and the later judgement stands.',
  flags: {
    ...studyFlag,
    annotator: { kind: 'parsed', parse: String, placeholder: 'NAME', brief: 'Who judged' },
  },
  positional: { placeholder: 'FILE', brief: 'File to read', minimum: 1, maximum: 1 },
  writes: ['judgements'],
  examples: [
    { line: 'crosscurrent label import wu.csv --annotator wu --study my-study', about: 'Take what Wu judged' },
    {
      line: 'crosscurrent label import wu.csv --annotator wu --study my-study --json | jq .rejected',
      about: 'Name the rows that were not taken',
    },
  ],
  async run({ signal }, flags, [file = '']) {
    const { annotatorName, Journal, standing } = await import('../../../label/journal.ts');
    const { readJudgedCsv } = await import('../../../label/csv.ts');
    const { openSample } = await import('../../../label/take-sample.ts');
    const { writeJudgements } = await import('../../../label/report.ts');
    const study = await openStudy(flags);
    const annotator = annotatorName(flags.annotator);
    const pairs = await openSample(study);
    const found = await readJudgedCsv(file, pairs, signal);
    return study.exclusively(async () => {
      const journal = await Journal.open(study, annotator);
      let taken = 0;
      try {
        const before = standing(journal.judgements);
        const judged_at = new Date().toISOString();
        const changed = found.judgements.filter(({ pair, judgement, note }) => {
          const last = before.get(pair.pair_id);
          return last?.judgement !== judgement || last.note !== note;
        });
        await journal.append(
          changed.map(({ pair: { pair_id, item_id, narrative_id }, judgement, note }) => ({
            pair_id,
            judgement,
            note,
            judged_at,
            item_id,
            narrative_id,
          })),
        );
        taken = changed.length;
      } finally {
        await journal.close();
      }
      await writeJudgements(study, pairs);
      const { empty, rejected } = found;
      const unchanged = found.judgements.length - taken;
      return {
        json: { file, annotator, taken, unchanged, empty, rejected },
        text: [
          `${taken} judgements of ${annotator} taken, ${unchanged} known already, ${empty} rows without one, ${rejected.length} rejected`,
          ...(rejected.length === 0
            ? []
            : [
                align([
                  ['line', 'reason', 'detail'],
                  ...rejected.map(({ record, slug, detail }) => [record, slug, detail]),
                ]),
              ]),
          `next: crosscurrent label report --study ${study.folder}`,
        ].join('\n\n'),
        exitCode: rejected.length === 0 ? exitCodes.ok : exitCodes.rejects,
      };
    });
  },
});
