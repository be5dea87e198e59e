/** Syndication groups: articles that are copies of each other, exact or near. */
import { throwIfAborted } from '../errors.ts';
import { bandCount, bandLength, DisjointSets, signatureLength, similarity } from '../kernels/min-hash.ts';
import type { Database } from '../store/database.ts';

/**
 * Makes the table `syndicated` (part, record, syndication_group) from the table `judged` and the view
 * `records`: articles with equal texts, and articles whose signatures agree in at least `least` of their
 * values, also by way of others. A group is named after its earliest article; an article without copies
 * is in no group.
 *
 * Texts meet where a band of their signatures is equal. Of those that share a band each is compared with
 * the first and with the one before it, so that the work grows with the articles and not with their
 * pairs. DuckDB finds the bands within its memory; only signatures that meet others are held here.
 */
export async function groupCopies(database: Database, least: number, signal: AbortSignal): Promise<void> {
  await database.run(`CREATE TEMP TABLE copied AS
    SELECT (row_number() OVER (ORDER BY published_earliest NULLS LAST, item_id) - 1)::INTEGER AS article,
      item_id, sha256, part, record
    FROM judged WHERE kind = 'article' AND kept`);
  const [counted] = await database.rows<{ articles: number }>('SELECT count(*) AS articles FROM copied');
  const sets = new DisjointSets(counted!.articles);
  const equal = database.batches<{ first: number; article: number }>(
    `SELECT first, article FROM (SELECT article, min(article) OVER (PARTITION BY sha256) AS first FROM copied) WHERE first < article`,
  );
  for await (const pairs of equal) for (const { first, article } of pairs) sets.join(first, article);
  if (least < 1) await joinNear(database, sets, least, signal);

  const writer = await database.table([
    { name: 'article', type: 'INTEGER', about: '' },
    { name: 'first', type: 'INTEGER', about: '' },
  ]);
  for (let article = 0; article < counted!.articles; article++) writer.append({ article, first: sets.find(article) });
  writer.flush();
  await database.run(`CREATE TEMP TABLE syndicated AS
    SELECT c.part, c.record, f.item_id AS syndication_group
    FROM (SELECT *, count(*) OVER (PARTITION BY first) AS members FROM ${writer.name}) s
    JOIN copied c USING (article) JOIN copied f ON f.article = s.first WHERE members > 1`);
  for (const table of [writer.name, 'copied']) await database.run(`DROP TABLE ${table}`);
}

/** Joins articles whose signatures are near; of equal texts only the earliest is looked at. */
async function joinNear(database: Database, sets: DisjointSets, least: number, signal: AbortSignal): Promise<void> {
  await database.run(`CREATE TEMP TABLE signed AS
    SELECT article, signature FROM (SELECT *, min(article) OVER (PARTITION BY sha256) AS first FROM copied)
    JOIN (SELECT part, record, signature FROM records WHERE signature IS NOT NULL) USING (part, record)
    WHERE article = first`);
  const bandBytes = bandLength * 2;
  for (let band = 0; band < bandCount; band++) {
    throwIfAborted(signal);
    await database.run(`${band === 0 ? 'CREATE TEMP TABLE met AS' : 'INSERT INTO met'}
      SELECT ${band}::INTEGER AS band, list(article ORDER BY article) AS articles FROM signed
      GROUP BY signature[${band * bandBytes + 1}:${(band + 1) * bandBytes}] HAVING count(*) > 1`);
  }
  const signatures = new Map<number, Uint16Array>();
  const involved = database.batches<{ article: number; signature: Buffer }>(
    'SELECT article, signature FROM signed WHERE article IN (SELECT unnest(articles) FROM met)',
  );
  for await (const rows of involved) for (const row of rows) signatures.set(row.article, valuesOf(row.signature));
  const compare = (a: number, b: number): void => {
    if (sets.find(a) === sets.find(b)) return;
    if (similarity(signatures.get(a)!, signatures.get(b)!) >= least) sets.join(a, b);
  };
  for await (const rows of database.batches<{ articles: number[] }>('SELECT articles FROM met')) {
    throwIfAborted(signal);
    for (const { articles } of rows) {
      for (let place = 1; place < articles.length; place++) {
        compare(articles[0]!, articles[place]!);
        if (place > 1) compare(articles[place - 1]!, articles[place]!);
      }
    }
  }
  for (const table of ['signed', 'met']) await database.run(`DROP TABLE ${table}`);
}

function valuesOf(bytes: Buffer): Uint16Array {
  return Uint16Array.from({ length: signatureLength }, (_, place) => bytes.readUInt16LE(place * 2));
}
