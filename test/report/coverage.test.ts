import { expect, test } from 'vitest';
import * as cases from './cases.ts';
import { StudyBuilder, temporaryFolder } from './fixture.ts';
import type { StudyRows } from './fixture.ts';
import { makeReport } from './run.ts';

async function sectionOf(rows: StudyRows): Promise<{ sentences: string[]; cells: string[][]; text: string }> {
  const { document } = await makeReport(temporaryFolder(), rows);
  const section = document.querySelector('#coverage')!;
  const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/gu, ' ').trim();
  return {
    sentences: [...section.querySelectorAll('.limits li')].map((item) => plain(item.textContent)),
    cells: [...section.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => plain(cell.textContent)),
    ),
    text: plain(section.textContent),
  };
}

test('gaps, few articles and one site are said', async () => {
  const study = new StudyBuilder();
  study.post({ id: 'weibo:1', text: '海峡昨夜被封锁。', language: 'zh', at: '2031-03-05T06:00:00Z' });
  for (let place = 0; place < 40; place++)
    study.article({
      id: `article:${place}`,
      ecosystem: 'ru',
      text: 'Пролив закрыт.',
      language: place < 10 ? 'uk' : 'ru',
      at: place < 20 ? '2031-03-05T06:00:00Z' : '2031-03-26T06:00:00Z',
    });
  const { sentences, cells } = await sectionOf(study.measure().rows);
  expect(sentences.slice(0, 2)).toEqual([
    'Russia has no article from 10 March 2031 to 23 March 2031, where its usual rate would give about 33: either it published nothing on the subject then or that was not collected.',
    'All articles from Russia are of one site: what is said of Russia here is said of that site.',
  ]);
  expect(cells.find(([name]) => name === '■ Russia' || name!.endsWith('Russia'))!.slice(1)).toEqual([
    '40',
    '1',
    '2 of 6',
    '0.0 %',
    'Russian 75.0 %, Ukrainian 25.0 %',
  ]);
});

test('the first-appearance answer says whose times are too coarse', async () => {
  const { sentences } = await sectionOf(cases.ties());
  expect(sentences.at(-1)).toMatch(
    /^First appearance needs sharper times than most articles from Russia \(100.0 %\) have/,
  );
});
