/** The table `coverage`: what there is of each source and week, and how sharp its times are. */
import { expect, it } from 'vitest';
import { inFolder } from '../../formats/reading.ts';
import { ndjson, settings, testStudy } from './study.ts';

const text = 'A report of the port, which was closed on the day before.';
const site = 'news.example';
const article = (id: string, fields: Record<string, unknown>): Record<string, unknown> => ({
  id,
  text: `${text} Number ${id}.`,
  language: 'en',
  url: `https://${site}/${id}`,
  ...fields,
});

it('counts each item in scope once, in the week of the middle of its time', async () => {
  const rows = await inFolder(async (folder) => {
    const study = await testStudy(folder, settings({ sites: { us: [site] } }));
    await study.import('article', [
      await study.file(
        'articles.ndjson',
        ndjson([
          // The day of a Monday in Shanghai begins on Sunday in UTC.
          article('monday', { published_at: '2022-03-07T00:00:00+08:00', published_precision: 'day' }),
          article('hour', { published_at: '2022-03-08T06:00:00Z' }),
          // A day somewhere on earth lasts 50 hours.
          article('somewhere', { published_at: '2022-03-16' }),
          article('seen', { first_seen_at: '2022-03-09T00:00:00Z' }),
          article('never', {}),
          // Two copies of one text.
          article('one', { published_at: '2022-03-15T06:00:00Z', text: text.repeat(6) }),
          article('two', { published_at: '2022-03-15T07:00:00Z', text: text.repeat(6) }),
        ]),
      ),
    ]);
    await study.run();
    return study.rows('coverage');
  });
  const plain = rows.map(({ week, site: where, ecosystem, language, kind, ...counts }) => {
    expect({ where, ecosystem, language, kind }).toEqual({
      where: site,
      ecosystem: 'us',
      language: 'en',
      kind: 'article',
    });
    return {
      week: week === null ? null : (week as Date).toISOString().slice(0, 10),
      ...Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, Number(value)])),
    };
  });
  const none = { to_hour: 0, to_day: 0, coarser: 0, bounded: 0, undated: 0, syndicated: 0, syndicated_characters: 0 };
  const lengthOf = (...ids: string[]): number => ids.reduce((sum, id) => sum + `${text} Number ${id}.`.length, 0);
  expect(plain).toEqual([
    { ...none, week: '2022-03-07', items: 2, characters: lengthOf('monday', 'hour'), to_hour: 1, to_day: 1 },
    {
      ...none,
      week: '2022-03-14',
      items: 3,
      characters: lengthOf('somewhere') + 2 * 6 * text.length,
      to_hour: 2,
      coarser: 1,
      syndicated: 2,
      syndicated_characters: 2 * 6 * text.length,
    },
    { ...none, week: null, items: 2, characters: lengthOf('seen', 'never'), bounded: 1, undated: 1 },
  ]);
});
