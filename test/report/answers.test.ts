import { expect, test } from 'vitest';
import * as cases from './cases.ts';
import { temporaryFolder } from './fixture.ts';
import { makeReport } from './run.ts';
import type { StudyRows } from './fixture.ts';

/** The sentence of each answer, and what stands beside it. */
async function answersOf(rows: StudyRows, changed?: Record<string, unknown>): Promise<Record<string, string[]>> {
  const { document } = await makeReport(temporaryFolder(), rows, changed === undefined ? {} : { changed });
  return Object.fromEntries(
    ['share', 'association', 'first', 'influence'].map((id) => [
      id,
      [...document.querySelectorAll(`#answer-${id} > p`)]
        .filter((p) => p.getAttribute('class') !== 'links')
        .map((p) => p.textContent.replaceAll('\u202f', ' ').trim()),
    ]),
  );
}

test('a majority, a rate led by another, copies', async () => {
  const { share, association, first, influence } = await answersOf(cases.plain());
  expect(share).toEqual([
    'Most matching articles came from Russia: 4 of 7 (57.1 %).',
    'Measured against how much each published, Ukraine leads instead: 100.0 % of its 2 articles match, against 80.0 % for Russia, which comes next.',
    'With copies of one text counted once, the order at the top stays: Russia leads with 4 of 6 (66.7 %).',
    'Mind: Only 7 articles match: a handful of articles could change the order.',
  ]);
  expect(association![0]).toContain('1 of 2');
  expect(first!.slice(0, 3)).toEqual([
    'Of 2 narratives with a matched article, 2 (100.0 %) had a demonstrably first ecosystem: Ukraine in 1 and the United States in 1 (in 1 of these no other ecosystem has a match).',
    'Against Weibo, of 2 narratives: 1 had demonstrably appeared in an ecosystem before the first post and 1 appeared in the ecosystems only after it.',
    'Without the single earliest item of each narrative, 2 of 2 narratives (100.0 %) keep their first ecosystem. One false match is enough to change a first.',
  ]);
  expect(influence![0]).toBe('There is too little to estimate influence from.');
});

test('ties are named', async () => {
  const { share, association, first } = await answersOf(cases.ties());
  expect(share!.slice(0, 3)).toEqual([
    'All ecosystems published equally many matching articles: 1 each, of 2 in all.',
    'Measured against how much each published, Russia and Ukraine lead together: 100.0 % of their articles match.',
    'With copies of one text counted once, the order at the top stays: Russia and Ukraine lead together with 1 each, of 2.',
  ]);
  expect(association![0]).toContain(
    'No single ecosystem leads: as many narratives are most associated with Russia and Ukraine each (0.5 of 1 (50.0 %) by raw share',
  );
  expect(association![1]).toBe('No narrative changes its winner with the baseline (1 narrative compared).');
  expect(first![0]).toBe(
    'Which ecosystem was first cannot be told for the only narrative with a matched article: the times overlap or are not known.',
  );
  expect(first![1]).toMatch(/^First appearance needs sharper times than most articles from Russia \(100.0 %\) have/);
  expect(first![2]).toBe(
    'Against Weibo, of 1 narrative: 1 had demonstrably appeared in an ecosystem before the first post.',
  );
});

test('both countings are told of each answer that counts', async () => {
  const { share, association } = await answersOf(cases.copiesDecide());
  expect(share![0]).toContain('came from Russia: 3 of 5');
  expect(share).toContainEqual('With copies of one text counted once, it is Ukraine that leads: 2 of 3 (66.7 %).');
  expect(association).toContain(
    'With copies of one text counted once, the winner changes under some baseline in 1 of 1 narrative (100.0 %).',
  );
  const { association: unchanged } = await answersOf(cases.ties());
  expect(unchanged).toContain('With copies of one text counted once, no narrative changes its winner.');
});

test('one ecosystem is compared with nothing', async () => {
  const { share, association, first } = await answersOf(cases.oneEcosystem());
  expect(share![0]).toBe(
    'All 2 matching articles came from Russia, the only ecosystem in the study, so the share compares nothing.',
  );
  expect(association![0]).toBe(
    'The study has one ecosystem, Russia, so there is no other to compare the narratives with.',
  );
  expect(first![0]).toBe(
    'The only narrative with a matched article had a demonstrably first ecosystem: Russia in 1 (no other ecosystem has a match in any of these).',
  );
});

test('nothing is said where nothing was found', async () => {
  const noMatch = await answersOf(cases.noMatches());
  expect(noMatch.share![0]).toBe('No article matches any of the narratives.');
  expect(noMatch.association![0]).toContain('No narrative is associated with an ecosystem.');
  expect(noMatch.first![0]).toContain('No order can be told.');
  const none = await answersOf(cases.noNarratives());
  for (const id of ['share', 'association', 'first'])
    expect(none[id]![0]).toBe('No narratives were found among the posts, so there is nothing to compare.');
});

test('unknown times decide nothing', async () => {
  const { first } = await answersOf(cases.undated(), { firstSeenIsPublication: true });
  expect(first![0]).toContain('cannot be told');
  expect(first![1]).toContain('too coarsely');
  expect(first![2]).toBe('Against Weibo, of 1 narrative: for 1 the order cannot be told.');
  expect(first!.at(-1)).toContain('treats the time at which an item was first seen as its time of publication');
});

test('influence is said with its interval, and what overlaps is not put in order', async () => {
  const figures = (influence: number, low: number, high: number): Record<string, number> => ({
    influence,
    influence_low: low,
    influence_high: high,
    influence_root: influence + 0.1,
    influence_root_low: low,
    influence_root_high: high + 0.2,
    efficiency: 2 * influence,
    efficiency_low: 2 * low,
    efficiency_high: 2 * high,
  });
  const rows = cases.plain();
  rows.influence = [
    { source: 'ru', target: 'weibo', ...figures(0.34, 0.252, 0.425) },
    { source: 'ua', target: 'weibo', ...figures(0.2, 0.1, 0.3) },
    { source: 'us', target: 'weibo', ...figures(0.03, 0.01, 0.06) },
    { source: 'weibo', target: 'weibo', ...figures(0.3, 0.25, 0.35) },
    { source: 'background', target: 'weibo', influence: 0.13, influence_low: 0.08, influence_high: 0.2 },
    { source: 'weibo', target: 'ru', reason: 'fewer than 20 events of ru (7)' },
  ].map((row) => ({ model: 'hawkes', ...row }));
  rows.influence_fit = [
    {
      model: 'hawkes',
      process: 'weibo',
      waits: 60,
      ks_distance: 0.02,
      ks_p_value: 0.9,
      spectral_radius: 0.7,
      delay_days: 0.9,
    },
  ];
  const { influence } = await answersOf(rows);
  expect(influence).toEqual([
    'An estimated 34.0 % (25.2 to 42.5 %) of the posts on Weibo were set off directly by articles from Russia, more than by those of any other ecosystem. The interval of Ukraine overlaps with it, so the order between them is not certain.',
    'The others: Ukraine 20.0 % (10.0 to 30.0 %) and the United States 3.0 % (1.0 to 6.0 %).',
    'Weibo itself set off 30.0 % (25.0 to 35.0 %) of its posts; 13.0 % (8.0 to 20.0 %) came from nowhere in the data: independent starts, or sources that were not collected.',
    'By where each chain of posts and articles began: Russia 44.0 % (25.2 to 62.5 %), Ukraine 30.0 % (10.0 to 50.0 %) and the United States 13.0 % (1.0 to 26.0 %) of the posts.',
    expect.stringMatching(/^Mind: Who set off what is inferred from times alone/),
  ]);
  const { document } = await makeReport(temporaryFolder(), rows);
  const section = document.querySelector('#influence')!;
  expect(document.querySelector('#first')!.textContent.replaceAll('\u202f', ' ')).toContain(
    'Precision of the 3 first times in ecosystems: 3 (100.0 %) to the minute or better.',
  );
  expect(section.textContent.replaceAll('\u202f', ' ')).toContain(
    'Posts set off by one article, on average: Russia 0.68 (0.50 to 0.85), Ukraine 0.40 (0.20 to 0.60) and the United States 0.06 (0.02 to 0.12).',
  );
  expect(section.textContent).toContain('Without figures: fewer than 20 events from Russia (7).');
  expect(section.querySelectorAll('#plot-influence svg')).toHaveLength(2);
  expect(section.querySelectorAll('#influence-pairs tbody tr')).toHaveLength(5);
});

test('influence without intervals, tied, or none at all claims no order', async () => {
  const answerTo = async (...values: number[]): Promise<string> => {
    const rows = cases.plain();
    rows.influence = values.map((influence, place) => ({
      model: 'hawkes',
      source: ['ru', 'ua'][place],
      target: 'weibo',
      influence,
    }));
    return (await answersOf(rows)).influence![0]!;
  };
  expect(await answerTo(0.3, 0.2)).toBe(
    'An estimated 30.0 % of the posts on Weibo were set off directly by articles from Russia, more than by those of any other ecosystem. No intervals were estimated, so the order between the ecosystems is not certain.',
  );
  expect(await answerTo(0.2, 0.2)).toContain('articles from Russia, as many as by those of Ukraine.');
  expect(await answerTo(0, 0)).toContain('articles of no ecosystem set off any of the posts on Weibo directly');
});
