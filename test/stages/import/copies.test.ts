/** Syndication groups: exact and near copies of articles. */
import { expect, it } from 'vitest';
import { inFolder } from '../../formats/reading.ts';
import { ndjson, testStudy } from './study.ts';

const sentence = (subject: string, number: number): string =>
  `The ${subject} report number ${number} names ${subject}${number}a, ${subject}${number}b and ${subject}${number}c as places of the ${number} events.`;
const story = (subject: string, from: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => sentence(subject, from + i));

const flood = story('flood', 0, 20);
const chinese = Array.from({ length: 90 }, (_, i) => String.fromCharCode(0x4e00 + ((i * 37) % 3000))).join('');

const articles = [
  // The earliest of its group, though neither the first in the file nor the least id.
  { id: 'z', published_at: '2022-03-01T06:00:00Z', text: flood.join(' ') },
  { id: 'a', published_at: '2022-03-01T09:00:00Z', title: 'Other title', text: flood.join(' ') },
  // Another lead and a shorter end.
  { id: 'b', published_at: '2022-03-02T06:00:00Z', text: [...story('lead', 0, 2), ...flood.slice(1, 18)].join(' ') },
  // As the one before, with a further paragraph: a copy by way of it.
  { id: 'c', text: [...story('lead', 0, 2), ...flood.slice(1, 18), ...story('more', 0, 3)].join('\n') },
  // A quarter of it is quoted.
  { id: 'd', published_at: '2022-03-01T06:00:00Z', text: [...flood.slice(0, 5), ...story('fire', 0, 15)].join(' ') },
  { id: 'e', published_at: '2022-03-01T06:00:00Z', text: story('frost', 0, 20).join(' ') },
  { id: 'f', language: 'zh', published_at: '2022-03-03T06:00:00Z', text: chinese },
  { id: 'g', language: 'zh', published_at: '2022-03-04T06:00:00Z', text: `本报讯，${chinese}。` },
  // Headlines of the same words are equal or nothing.
  { id: 'h', text: 'Harbour closed' },
  { id: 'i', text: 'HARBOUR  closed' },
  { id: 'j', text: 'Harbour closed again' },
].map((record) => ({ language: 'en', ...record }));

const groups = async (similarity?: number): Promise<Record<string, string>> =>
  inFolder(async (folder) => {
    const test = await testStudy(folder);
    await test.import('article', [await test.file('articles.ndjson', ndjson(articles))]);
    await test.import('post', [await test.file('posts.ndjson', ndjson([{ id: 1, text: flood.join(' ') }]))]);
    const { record } = await test.run({}, similarity === undefined ? {} : { similarity });
    const found = (await test.rows('items')).filter((row) => row['syndication_group'] !== null);
    expect(record.counts['syndicated']).toBe(found.length);
    expect(record.counts['syndication_groups']).toBe(new Set(found.map((row) => row['syndication_group'])).size);
    return Object.fromEntries(found.map((row) => [String(row['item_id']), String(row['syndication_group'])]));
  });

it('copies with another title, lead or end are one group, named after its earliest article', async () => {
  expect(await groups()).toEqual({
    'article:z': 'article:z',
    'article:a': 'article:z',
    'article:b': 'article:z',
    'article:c': 'article:z',
    'article:f': 'article:f',
    'article:g': 'article:f',
    'article:h': 'article:h',
    'article:i': 'article:h',
  });
});

it('with a similarity of 1 only equal texts are', async () => {
  expect(await groups(1)).toEqual({ 'article:h': 'article:h', 'article:i': 'article:h' });
});
