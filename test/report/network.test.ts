import { expect, test } from 'vitest';
import { StudyBuilder, temporaryFolder } from './fixture.ts';
import type { Rows } from './fixture.ts';
import { makeReport } from './run.ts';

function builder(): StudyBuilder {
  const study = new StudyBuilder();
  study.post({ id: 'weibo:1', text: '海峡昨夜被封锁。', language: 'zh', at: '2031-03-05T06:00:00Z' });
  study.article({ id: 'article:1', ecosystem: 'ru', site: 'a.example', text: 'Пролив закрыт.', language: 'ru' });
  study.narrative('n1', { label: '海峡', posts: ['weibo:1'], articles: ['article:1'] });
  return study.measure();
}

async function sectionOf(
  network: Rows,
  ecosystems: Rows,
): Promise<{ text: string; cells: string[][]; links: string[] }> {
  const { rows } = builder();
  const { document } = await makeReport(temporaryFolder(), { ...rows, network, network_ecosystems: ecosystems });
  const section = document.querySelector('#network')!;
  const plain = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();
  return {
    text: plain(section.textContent),
    cells: [...section.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => plain(cell.textContent)),
    ),
    links: [...section.querySelectorAll('tbody a')].map((link) => link.getAttribute('href')!),
  };
}

const edge = {
  place: 1,
  source: 'a.example',
  target: 'weibo',
  source_ecosystem: 'ru',
  target_ecosystem: 'weibo',
  gain: 9,
  share: 0.9,
  cumulative_share: 0.9,
  copies: 4,
  syndicated: 0,
  before: 6,
  after: 1,
  undecided: 2,
  median_delay_hours: 5.26,
  support: 0.83,
  p_value: 0.005,
  is_thin: false,
  narratives: ['n1', 'x', 'y', 'z'],
};

test('edges that stand out are listed with their narratives; chance and thin edges are counted', async () => {
  const { text, cells, links } = await sectionOf(
    [edge, { ...edge, place: 2, p_value: 0.2 }, { ...edge, place: 3, copies: 1, is_thin: true }],
    [
      {
        source: 'ru',
        target: 'weibo',
        edges: 3,
        copies: 9,
        by_chance: 4.2,
        by_chance_low: 1,
        by_chance_high: 8,
        p_value: 0.005,
      },
      {
        source: 'weibo',
        target: 'ru',
        edges: 0,
        copies: 0,
        by_chance: 6,
        by_chance_low: 3,
        by_chance_high: 9,
        p_value: 0.9,
      },
    ],
  );
  expect(text).toContain('1 of 2 (50.0 %) with enough narratives stands out from chance');
  expect(cells[0]).toEqual([
    '● a.example (Russia)',
    '✕ Weibo',
    '4',
    '5.3 hours',
    '6 – 1 – 2',
    '83.0 %',
    '0.005',
    '1 and 3 others',
  ]);
  expect(links[0]).toBe('#n1');
  expect(cells.slice(1)).toEqual([
    ['✕ Weibo', '–', '0 (6)'],
    ['● Russia', '▸more than chance: 9 (4)', '–'],
  ]);
});

test('a network that was not checked says so, and none at all too', async () => {
  const unchecked = await sectionOf(
    [{ ...edge, support: null, p_value: null }],
    [{ source: 'ru', target: 'weibo', edges: 1, copies: 4 }],
  );
  expect(unchecked.text).toContain('They were not compared with chance');
  expect(unchecked.cells[0]!.slice(5, 7)).toEqual(['–', '–']);
  const thin = await sectionOf([{ ...edge, copies: 1, is_thin: true }], []);
  expect(thin.text).toContain('None has enough narratives to be told from chance.');
  const none = await sectionOf([], []);
  expect(none.text).toContain('There is no edge: too few sites share narratives whose order is known.');
});
