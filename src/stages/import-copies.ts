/** Syndication groups: articles that are copies of each other, exact or near. */
import { throwIfAborted } from '../errors.ts';
import { areSimilar, bandCount, bandLength, DisjointSets, signatureLength } from '../kernels/min-hash.ts';
import type { Database } from '../store/database.ts';

/**
 * Makes the table `syndicated` (part, record, syndication_group) from the table `judged` and the view
 * `records`: articles with equal texts, and articles whose signatures agree in at least `least` of their
 * values, also by way of others. A group is named after its earliest article; an article without copies
 * is in no group.
 *
 * Texts meet where a band of their signatures is equal. Of those that share a band each is compared with
 * the first and with the one before it, so that the work grows with the articles and not with their
 * pairs. The signatures stay in DuckDB; only those that meet others are held here.
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

/** Bands whose hashes are held at a time, at 8 bytes each: 112 bytes an article. */
const bandsAtOnce = 14;

/** Joins articles whose signatures are near; of equal texts only the earliest is looked at. */
async function joinNear(database: Database, sets: DisjointSets, least: number, signal: AbortSignal): Promise<void> {
  await database.run(`CREATE TEMP TABLE signed AS
    SELECT article, signature FROM (SELECT *, min(article) OVER (PARTITION BY sha256) AS first FROM copied)
    JOIN (SELECT part, record, signature FROM records WHERE signature IS NOT NULL) USING (part, record)
    WHERE article = first`);
  const met = new Meetings();
  for (let band = 0; band < bandCount; band += bandsAtOnce) {
    throwIfAborted(signal);
    await findMeetings(database, band, Math.min(bandCount, band + bandsAtOnce), met);
  }
  // Signatures side by side, in the order in which their articles are met first.
  const { rowOf, rows: count } = met.rows();
  const signatures = new Uint16Array(count * signatureLength);
  for await (const batch of database.batches<Signed>('SELECT article, signature FROM signed')) {
    for (const { article, signature } of batch) {
      const row = rowOf[article] ?? -1;
      if (row >= 0) copySignature(signature, signatures, row * signatureLength);
    }
  }
  const compare = (a: number, b: number): void => {
    if (sets.find(a) === sets.find(b)) return;
    if (areSimilar(signatures, rowOf[a]!, rowOf[b]!, least)) sets.join(a, b);
  };
  for (const articles of met) {
    for (let place = 1; place < articles.length; place++) {
      compare(articles[0]!, articles[place]!);
      if (place > 1) compare(articles[place - 1]!, articles[place]!);
    }
  }
  await database.run('DROP TABLE signed');
}

/** Lists of articles that share a band, one after the other: texts of one corpus make millions of short ones. */
class Meetings {
  #articles = new Int32Array(1024);
  readonly #ends: number[] = [];
  #length = 0;

  /** Adds a list: the articles in the lower digits of these keys. */
  add(keys: Float64Array, unit: number): void {
    if (this.#length + keys.length > this.#articles.length) {
      const grown = new Int32Array(Math.max(2 * this.#articles.length, this.#length + keys.length));
      grown.set(this.#articles);
      this.#articles = grown;
    }
    for (const key of keys) this.#articles[this.#length++] = key % unit;
    this.#ends.push(this.#length);
  }

  /** Numbers the articles in the order they come; -1 for one that is in no list. */
  rows(): { readonly rowOf: Int32Array; readonly rows: number } {
    const articles = this.#articles.subarray(0, this.#length);
    const rowOf = new Int32Array(articles.reduce((most, article) => Math.max(most, article), -1) + 1).fill(-1);
    let rows = 0;
    for (const article of articles) if (rowOf[article] === -1) rowOf[article] = rows++;
    return { rowOf, rows };
  }

  *[Symbol.iterator](): Generator<Int32Array> {
    let from = 0;
    for (const end of this.#ends) {
      yield this.#articles.subarray(from, end);
      from = end;
    }
  }
}

interface Signed {
  readonly article: number;
  readonly signature: Buffer;
}

/**
 * Finds the articles that share a band from `from` up to and without `to`, in each list rising. Bands are told
 * apart by a hash, which is sorted together with the article as one number of 53 bits.
 */
async function findMeetings(database: Database, from: number, to: number, met: Meetings): Promise<void> {
  const [sizes] = await database.rows<{ rows: number; last: number }>(
    'SELECT count(*) AS rows, coalesce(max(article), 0) AS last FROM signed',
  );
  const articleBits = Math.ceil(Math.log2(sizes!.last + 2));
  const unit = 2 ** articleBits;
  const hashBits = Math.min(32, 53 - articleBits);
  const keys = Array.from({ length: to - from }, () => new Float64Array(sizes!.rows));
  let row = 0;
  for await (const rows of database.batches<Signed>('SELECT article, signature FROM signed')) {
    for (const { article, signature } of rows) {
      keys.forEach(
        (own, place) => (own[row] = (bandHash(signature, from + place) >>> (32 - hashBits)) * unit + article),
      );
      row += 1;
    }
  }
  for (const own of keys) {
    own.sort();
    for (let first = 0; first < own.length;) {
      const hash = Math.floor(own[first]! / unit);
      let end = first + 1;
      while (end < own.length && Math.floor(own[end]! / unit) === hash) end += 1;
      if (end > first + 1) met.add(own.subarray(first, end), unit);
      first = end;
    }
  }
}

/** 32 bits of the values of a band: FNV-1a, and a finish that mixes the upper bits. */
function bandHash(signature: Buffer, band: number): number {
  let hash = 0x811c9dc5;
  for (let i = band * bandLength * 2; i < (band + 1) * bandLength * 2; i++)
    hash = Math.imul(hash ^ signature[i]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function copySignature(bytes: Buffer, into: Uint16Array, from: number): void {
  for (let place = 0; place < signatureLength; place++)
    into[from + place] = bytes[2 * place]! | (bytes[2 * place + 1]! << 8);
}
