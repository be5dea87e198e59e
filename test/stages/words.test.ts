/** Words by which ecosystems differ, on texts put together by hand. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { silentReporter } from '../../src/reporter.ts';
import { runStage } from '../../src/stage.ts';
import { words } from '../../src/stages/words.ts';
import { Database, parquet } from '../../src/store/database.ts';
import type { Cell } from '../../src/store/database.ts';
import { Study } from '../../src/store/study.ts';
import { tables } from '../../src/store/tables.ts';

interface Text {
  readonly narrative: string;
  readonly ecosystem: string;
  readonly language: string;
  readonly text: string;
}

/** Runs the stage on texts that match narratives, each an article of one passage. */
async function wordsOfTexts(
  texts: readonly Text[],
  options: Record<string, unknown> = {},
): Promise<Record<string, unknown>[]> {
  const folder = mkdtempSync(join(tmpdir(), 'crosscurrent-words-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const study = new Study(folder);
  using database = await Database.open({ threads: 1, memoryMegabytes: 256 });
  const narratives = [...new Set(texts.map(({ narrative }) => narrative))];
  const rows: Record<'passages' | 'narratives' | 'matches' | 'measured' | 'events', Record<string, Cell>[]> = {
    passages: texts.map(({ text, language }, n) => ({
      passage_id: `a${n}#0`,
      item_id: `a${n}`,
      ordinal: 0,
      text,
      language,
    })),
    narratives: narratives.map((narrative_id) => ({ narrative_id, level: 0 })),
    matches: texts.map(({ narrative, ecosystem }, n) => ({
      narrative_id: narrative,
      passage_id: `a${n}#0`,
      item_id: `a${n}`,
      ecosystem,
    })),
    measured: narratives.map((narrative_id) => ({ narrative_id, level: 0, narratives: [narrative_id] })),
    events: texts.map(({ narrative, ecosystem }, n) => ({
      narrative_id: narrative,
      item_id: `a${n}`,
      source: ecosystem,
    })),
  };
  for (const name of ['passages', 'narratives', 'matches', 'measured', 'events'] as const) {
    const writer = await database.table(tables[name].columns);
    for (const row of rows[name]) writer.append(row);
    await writer.write(study.artefact(name));
  }
  await runStage(words, {
    study,
    settings: {} as never,
    options,
    seed: 1,
    resources: { workers: 1, memoryMegabytes: 256 },
    report: silentReporter,
    signal: new AbortController().signal,
  });
  return await database.rows(`SELECT * FROM ${parquet(study.artefact('words'))}`);
}

/** Texts that differ by a number, so that none is a copy of another. */
function texts(count: number, narrative: string, ecosystem: string, language: string, text: string): Text[] {
  return Array.from({ length: count }, (_, n) => ({ narrative, ecosystem, language, text: `${text} ${n}` }));
}

const shared = 'the strait was closed to the ships';

test('ecosystems of one language are set against each other, and words of both are left out', async () => {
  const found = await wordsOfTexts([
    ...texts(20, 'n0', 'american', 'en', `${shared} by aggression`),
    ...texts(20, 'n0', 'british', 'en', `${shared} by accident`),
  ]);
  expect(found).toMatchObject([
    {
      ecosystem: 'american',
      language: 'en',
      rank: 1,
      word: 'aggression',
      count: 20,
      passages: 20,
      compared_with: 'other_ecosystems',
    },
    { ecosystem: 'british', rank: 1, word: 'accident', count: 20, compared_with: 'other_ecosystems' },
  ]);
  expect(found).toHaveLength(2);
  // 8 words a passage; both have 160, the prior 500 · 20 / 320 of the word: α = 31.25.
  const [a, b] = [20 + 31.25, 31.25];
  const size = 160 + 500;
  expect(found[0]!.log_odds).toBeCloseTo(Math.log(a / (size - a) / (b / (size - b))) / Math.sqrt(1 / a + 1 / b), 10);
});

test('a language of one ecosystem is set against its other narratives', async () => {
  const found = await wordsOfTexts(
    [
      ...texts(20, 'n0', 'russian', 'ru', 'пролив закрыт учения'),
      ...texts(20, 'n1', 'russian', 'ru', 'пролив открыт выборы'),
      ...texts(20, 'n0', 'american', 'en', shared),
    ],
    { prior: 20 },
  );
  expect(
    found.filter((row) => row.narrative_id === 'n0').map((row) => [row.ecosystem, row.word, row.compared_with]),
  ).toEqual([
    ['russian', 'закрыт', 'other_narratives'],
    ['russian', 'учения', 'other_narratives'],
  ]);
});

test('rare words, copies of a text, and what nothing can be compared with give no words', async () => {
  const copies = Array.from({ length: 9 }, () => ({
    narrative: 'n0',
    ecosystem: 'american',
    language: 'en',
    text: 'copied claims',
  }));
  // Counted nine times, the words of the copies would stand at 3.6 standard deviations.
  const options = { minCount: 2, prior: 20 };
  expect(await wordsOfTexts([...copies, ...texts(9, 'n0', 'british', 'en', shared)], options)).toEqual([]);
  expect(await wordsOfTexts(texts(9, 'n0', 'american', 'en', shared))).toEqual([]);
});
