/** Quotes come from the study, and stay what they were when it changes. */
import { expect, test } from 'vitest';
import { quotesOf, sha256OfText, wholeQuote } from '../../src/digest/model.ts';
import { checkQuotes, quotePassage, quotePassages } from '../../src/digest/quote.ts';
import { createDigest } from '../../src/digest/store.ts';
import { Database } from '../../src/store/database.ts';
import { bareStudy } from './make.ts';
import { itemRows, passageRows, writeTables } from './tables.ts';

const head = { title: 'Strait', language: 'en', author: '' } as const;
const now = new Date(Date.UTC(2031, 3, 1));

test('a quote holds its text, who said it and when, and the narrative it is nearest to', async () => {
  const study = bareStudy();
  await writeTables(study);
  using database = await Database.open();
  const text = passageRows[0]!['text'] as string;
  const [article, post, twice] = await quotePassages(
    database,
    study,
    [
      { passage_id: 'article:1#0' },
      { passage_id: 'weibo:1#0' },
      { passage_id: 'article:1#0', narrative_id: 'n0-000001' },
    ],
    now,
  );
  expect(article).toEqual({
    passage_id: 'article:1#0',
    item_id: 'article:1',
    narrative_id: 'n0-000002',
    kind: 'article',
    text,
    text_sha256: sha256OfText(text),
    title: 'Strait closed',
    author: 'A. Writer',
    site: 'harbor-herald.example',
    platform: null,
    ecosystem: 'american',
    language: 'en',
    url: 'https://harbor-herald.example/1',
    time: {
      at: '2031-03-07T00:00:00.000Z',
      precision: 'day',
      basis: 'url',
      earliest: '2031-03-06T10:00:00.000Z',
      latest: '2031-03-08T12:00:00.000Z',
    },
    quoted_at: now.toISOString(),
  });
  expect(post).toMatchObject({ kind: 'post', platform: 'weibo', narrative_id: 'n0-000002', text: '海峡关闭了。' });
  expect(twice).toEqual({ ...article, narrative_id: 'n0-000001' });
  expect(await quotePassage(database, study, { passage_id: 'article:1#1' }, now)).toMatchObject({ narrative_id: null });
});

test.each([
  [{ passage_id: 'article:9#0' }, /no passage "article:9#0"/],
  [{ passage_id: "x' OR '1'='1" }, /no passage/],
  [{ passage_id: 'article:1#0', narrative_id: "n' OR 1=1 --" }, /no narrative/],
  [{ passage_id: 'weibo:1#long' }, /has 20001 characters, and a quote has 1 to 20000/],
])('%j cannot be quoted', async (wanted, why) => {
  const study = bareStudy();
  await writeTables(study);
  using database = await Database.open();
  await expect(quotePassage(database, study, wanted)).rejects.toThrow(why);
});

test('a check says what is the same, changed and gone, and whether the item still says it', async () => {
  const study = bareStudy();
  await writeTables(study);
  using database = await Database.open();
  const quoted = await quotePassages(
    database,
    study,
    ['article:1#0', 'article:1#1', 'weibo:1#0'].map((passage_id) => ({ passage_id })),
  );
  const digest = { ...(await createDigest(study, head)), blocks: quoted.map(wholeQuote) };
  const states = async () =>
    (await checkQuotes(database, study, digest)).map(({ state, in_item }) => `${state} ${in_item}`);
  expect(await states()).toEqual(['same true', 'same true', 'same true']);
  await writeTables(study, {
    items: itemRows.slice(0, 1),
    passages: [{ ...passageRows[0], text: 'The strait was closed on Monday.' }],
  });
  expect(await states()).toEqual(['changed true', 'gone true', 'gone null']);
  await writeTables(study, {
    items: [{ ...itemRows[0], text: 'The strait was closed on Tuesday.' }],
    passages: [{ ...passageRows[0], text: 'The strait was closed on Tuesday.' }],
  });
  expect(await states()).toEqual(['changed false', 'gone false', 'gone null']);
  expect(quotesOf(digest)[0]!.quoted.text).toBe(passageRows[0]!['text']);
});
