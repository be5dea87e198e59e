import { createInterface } from 'node:readline/promises';
import { throwIfAborted } from '../../../errors.ts';
import { defineCommand } from '../../command.ts';
import { openStudy, studyFlag } from '../../study-flags.ts';
import type { StudyFlag } from '../../study-flags.ts';

interface Flags extends StudyFlag {
  readonly annotator: string;
  readonly disputed?: boolean;
}

/** `label judge`, and `label` alone: judging in the terminal. */
export const labelJudge = defineCommand<Flags>({
  usage: '--annotator NAME [--study DIR] [--disputed]',
  about:
    'Judge the pairs of the sample one after the other: does the passage of the article say the same thing as the\n' +
    'narrative? Answers are y(es), n(o), u(nsure), b(ack), s(kip) and q(uit), a line each, from the keyboard or a pipe. Every\n' +
    'answer is on the disk before the next pair is shown; the same command goes on where it stopped. Annotators do not see\n' +
    'what others said, nor scores, sites and ecosystems.',
  flags: {
    ...studyFlag,
    annotator: { kind: 'parsed', parse: String, placeholder: 'NAME', brief: 'Who judges; any number of people may' },
    disputed: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'Show only pairs on which others disagree, to decide them',
    },
  },
  writes: ['judgements'],
  examples: [
    { line: 'crosscurrent label judge --study my-study --annotator wu', about: 'Judge, or go on judging' },
    {
      line: 'crosscurrent label judge --study my-study --annotator lee --disputed',
      about: 'Decide where two disagree',
    },
  ],
  async run({ print, input, report, signal }, flags) {
    const { annotatorName, Journal, readJudgements, standing } = await import('../../../label/journal.ts');
    const { byPair, disputed } = await import('../../../label/resolve.ts');
    const { readAnswer, answers, Judging } = await import('../../../label/session.ts');
    const { endText, pairText } = await import('../../label-text.ts');
    const { writeJudgements } = await import('../../../label/report.ts');
    const { openSample } = await import('../../../label/take-sample.ts');
    const study = await openStudy(flags);
    const annotator = annotatorName(flags.annotator);
    const sampled = await openSample(study);
    const open = flags.disputed === true ? disputed(byPair(await readJudgements(study)), annotator) : undefined;
    const pairs = open === undefined ? sampled : sampled.filter(({ pair_id }) => open.has(pair_id));
    const journal = await Journal.open(study, annotator);
    const lines = createInterface({ input, terminal: false, signal });
    let given = 0;
    try {
      const said = [...standing(journal.judgements)].map(([pair, { judgement }]) => [pair, judgement] as const);
      const judging = new Judging(pairs, new Map(said));
      const show = (): void =>
        print(judging.pair === undefined ? endText : pairText(judging.pair, judging.before, judging.progress));
      show();
      for await (const line of lines) {
        const answer = readAnswer(line);
        if (answer === 'quit') break;
        if (answer === undefined) {
          if (line.trim() !== '') print(`"${line.trim()}" is none of ${answers.join(', ')}`);
          continue;
        }
        if (answer === 'back') {
          if (!judging.back()) print('this is the first pair');
        } else if (judging.pair === undefined) {
          continue;
        } else if (answer === 'skip') {
          judging.skip();
        } else {
          const { pair_id, item_id, narrative_id } = judging.pair;
          const judged_at = new Date().toISOString();
          await journal.append([{ pair_id, judgement: answer, note: '', judged_at, item_id, narrative_id }]);
          judging.judge(answer);
          given += 1;
        }
        show();
      }
      throwIfAborted(signal);
      const { judged, pairs: all } = judging.progress;
      return {
        json: { annotator, given, judged, pairs: all },
        text: `${given} judged now, ${judged} of ${all} ${open === undefined ? 'in the sample' : 'disputed pairs'} by ${annotator}\nnext: crosscurrent label report --study ${study.folder}`,
      };
    } finally {
      lines.close();
      await journal.close();
      // The journal is what counts; while something else is at work in the study its table can wait.
      await study
        .exclusively(() => writeJudgements(study, sampled))
        .catch(() => report.note('the table judgements is written by the next crosscurrent label report'));
    }
  },
});
