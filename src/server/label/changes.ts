/** What the pages of judging change: the sample, judgements, and the figures that are computed from them. */
import { z } from 'zod';
import { diskFault, UserError } from '../../errors.ts';
import { recordJudgement, words } from '../../label/journal.ts';
import { writeLabelReport } from '../../label/report.ts';
import { takeSample } from '../../label/take-sample.ts';
import type { SampleStep } from '../../label/take-sample.ts';
import { Database } from '../../store/database.ts';
import { Occupied } from '../../store/study.ts';
import type { Wording } from '../../wording/wording.ts';
import { defineChange } from '../change.ts';
import { nameOf, placeOf, sampledPairs } from './query.ts';
import { jobAddress } from '../pages/job.ts';
import { address } from '../page.ts';
import { flagQuery } from '../query.ts';

/** Where judging happens. */
export const judgePath = '/label/judge';

/** The cookie that remembers who judges in this browser. */
export const annotatorCookie = 'crosscurrent_annotator';

/** Bands of margins that samples drawn in the dashboard have; the same as those of `label sample`. */
export const defaultBands: readonly number[] = [-0.05, 0, 0.05, 0.1];
const defaultAtLeast = 2;

/** Most pairs that a sample drawn in the dashboard has. */
export const mostPairs = 20_000;

/** Characters of a note. */
export const longestNote = 2000;

const steps: readonly SampleStep[] = ['frame', 'draw', 'texts', 'write'];

/** Draws the sample, or makes it larger. */
const drawSample = defineChange({
  path: '/label/sample',
  body: z.object({
    pairs: z.coerce.number().int().min(1).max(mostPairs),
    seed: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  }),
  resource: () => 'jobs',
  async run({ reader, jobs }, { pairs, seed }) {
    const { study } = reader;
    const job = jobs.start({
      key: 'label sample',
      page: 'label',
      title: ({ label }) => label.drawing,
      to: '/label',
      run: async (progress) =>
        study.exclusively(async () => {
          using database = await study.database();
          await takeSample(database, study, { pairs, seed, bands: defaultBands, atLeast: defaultAtLeast }, (step) =>
            progress(({ label }) => label.steps[step], steps.indexOf(step) / steps.length),
          );
        }),
    });
    return { to: jobAddress(job) };
  },
});

/** Computes what the judgements mean, and writes it down. */
const computeFigures = defineChange({
  path: '/label/report',
  body: z.object({ precision: z.coerce.number().min(0).max(1) }),
  resource: () => 'jobs',
  async run({ reader, jobs }, { precision }) {
    const { study } = reader;
    const job = jobs.start({
      key: 'label report',
      page: 'label',
      title: ({ label }) => label.computing,
      to: '/label#figures',
      run: async (progress) =>
        study.exclusively(async () => {
          progress(({ label }) => label.steps.figures, 0.1);
          using database = await Database.open();
          await writeLabelReport(database, study, { precision });
        }),
    });
    return { to: jobAddress(job) };
  },
});

/** Begins to judge, or goes on. */
const startJudging = defineChange({
  path: '/label/start',
  body: z.object({ annotator: z.string().max(200), disputed: flagQuery }),
  resource: () => 'start',
  async run({ wording }, { annotator, disputed }) {
    const name = requireName(wording, annotator);
    return { to: address(judgePath, { annotator: name, disputed }), cookies: { [annotatorCookie]: name } };
  },
});

/** Writes down one judgement. It is on the disk before this is answered, and once however often it is sent. */
const judge = defineChange({
  path: judgePath,
  body: z.object({
    annotator: z.string().max(200),
    pair: z.string().max(200),
    judgement: z.enum(words),
    note: z.string().max(longestNote).default(''),
    disputed: flagQuery,
  }),
  bytes: 32_768,
  resource: ({ annotator }) => `journal ${nameOf(annotator) ?? ''}`,
  async run({ reader, wording }, { annotator, pair, judgement, note, disputed }) {
    const name = requireName(wording, annotator);
    const { label } = wording;
    const pairs = (await sampledPairs(reader)) ?? [];
    const judged = pairs.find(({ pair_id }) => pair_id === pair);
    if (judged === undefined) throw new UserError(label.pairGone, { hint: label.pairGoneHint });
    const { item_id, narrative_id } = judged;
    try {
      await recordJudgement(reader.study, name, {
        pair_id: pair,
        judgement,
        note: note.trim(),
        judged_at: new Date().toISOString(),
        item_id,
        narrative_id,
      });
    } catch (error) {
      if (error instanceof Occupied) throw new UserError(label.journalOpen(name, error.holder));
      const code = diskFault(error);
      throw code === undefined ? error : new UserError(label.notWritten(code));
    }
    const isDisputed = disputed === '1';
    const place = await placeOf(reader, pairs, name, { isDisputed });
    const { judged: done, pairs: all } = place!.judging.progress;
    return {
      to: address(judgePath, { annotator: name, disputed, after: pair }),
      answer: { judged: done, pairs: all, progress: label.progress(done, all), saved: label.saved(judgement) },
    };
  },
});

/** Every change of these pages. */
export const labelChanges = [drawSample, computeFigures, startJudging, judge];

function requireName({ label }: Wording, given: string): string {
  const name = nameOf(given);
  if (name === undefined) throw new UserError(label.noName(given.slice(0, 60)), { hint: label.noNameHint });
  return name;
}
