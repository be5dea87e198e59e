/**
 * Which narratives of two studies are the same: by the posts that both studies have. Narratives that share
 * at least half of the smaller one's posts belong together; what hangs together is a family.
 */
import { adjustedRandOfPairs } from '../kernels/adjusted-rand.ts';
import { components } from '../kernels/components.ts';
import { groupBy } from '../kernels/group-by.ts';
import type { Database } from '../store/database.ts';
import { sides } from './windows.ts';
import type { Side } from './windows.ts';

/** What became of the narratives of a family. */
export const familyKinds = ['kept', 'split', 'merged', 'regrouped', 'gone', 'new', 'elsewhere'] as const;

/**
 * kept: one narrative in each study; split, merged: one in the first or second, several in the other;
 * regrouped: several in both; gone, new: the other study has its posts but no such narrative; elsewhere: the
 * other study has none of its posts.
 */
export type FamilyKind = (typeof familyKinds)[number];

/** A narrative of a family. */
export interface FamilyMember {
  readonly narrative_id: string;
  readonly label: string;
  readonly posts: number;
  readonly articles: number;
}

/** Narratives of both studies that belong together. */
export interface Family {
  readonly kind: FamilyKind;
  readonly first: readonly FamilyMember[];
  readonly second: readonly FamilyMember[];
  /** Highest Jaccard index, over posts that both studies have, of two of its narratives; null where there are none. */
  readonly jaccard: number | null;
  readonly posts: number;
}

/** How the narratives of two studies compare. */
export interface ComparedNarratives {
  /** Of the posts in both studies, at the measured level, narratives of any size; null with fewer than two. */
  readonly adjusted_rand: number | null;
  readonly shared_posts: number;
  readonly kinds: Readonly<Record<FamilyKind, number>>;
  /** Largest first. */
  readonly families: readonly Family[];
}

/** Part of the smaller narrative's posts that two must share to belong together. */
const leastPart = 0.5;

/** Compares the narratives of both studies, each at its measured level. */
export async function compareNarratives(
  database: Database,
  levels: readonly [number, number],
): Promise<ComparedNarratives> {
  await database.run(`
    CREATE OR REPLACE TEMP TABLE shared AS
    SELECT item_id FROM first.items WHERE kind = 'post' AND in_scope
    INTERSECT SELECT item_id FROM second.items WHERE kind = 'post' AND in_scope`);
  for (const side of sides) {
    await database.run(`
      CREATE OR REPLACE TEMP TABLE ${side}_posts AS
      SELECT DISTINCT narrative_id, item_id FROM ${side}.events WHERE margin IS NULL AND item_id IN (SELECT item_id FROM shared)`);
  }
  const edges = await database.rows<{ a: string; b: string; common: number; first: number; second: number }>(`
    WITH a AS (SELECT narrative_id, count(*) AS posts FROM first_posts GROUP BY 1),
    b AS (SELECT narrative_id, count(*) AS posts FROM second_posts GROUP BY 1),
    common AS (
      SELECT f.narrative_id AS a, s.narrative_id AS b, count(*) AS common
      FROM first_posts f JOIN second_posts s USING (item_id) GROUP BY ALL)
    SELECT c.a, c.b, common, a.posts AS first, b.posts AS second
    FROM common c JOIN a ON a.narrative_id = c.a JOIN b ON b.narrative_id = c.b
    WHERE common >= ${leastPart} * least(a.posts, b.posts) ORDER BY ALL`);
  const [first, second] = [await membersOf(database, 'first'), await membersOf(database, 'second')];
  const families = familiesOf(first, second, edges);
  return {
    ...(await agreement(database, levels)),
    kinds: Object.fromEntries(
      familyKinds.map((kind) => [kind, families.filter((family) => family.kind === kind).length]),
    ) as Record<FamilyKind, number>,
    families,
  };
}

/** A narrative with the number of its posts that both studies have. */
type Member = FamilyMember & { readonly shared: number };

async function membersOf(database: Database, side: Side): Promise<Member[]> {
  return await database.rows<Member>(`
    WITH matched AS (SELECT narrative_id, count(*) AS articles FROM ${side}.events WHERE margin IS NOT NULL GROUP BY 1),
    both_have AS (SELECT narrative_id, count(*) AS shared FROM ${side}_posts GROUP BY 1)
    SELECT m.narrative_id, left(coalesce(m.label, ''), 300) AS label, m.posts, coalesce(articles, 0) AS articles, coalesce(shared, 0) AS shared
    FROM ${side}.measured m LEFT JOIN matched USING (narrative_id) LEFT JOIN both_have USING (narrative_id)
    ORDER BY m.narrative_id`);
}

interface Edge {
  readonly a: string;
  readonly b: string;
  readonly common: number;
  readonly first: number;
  readonly second: number;
}

/** Families from the edges between narratives, those with most posts first. */
export function familiesOf(first: readonly Member[], second: readonly Member[], edges: readonly Edge[]): Family[] {
  const places = {
    first: new Map(first.map(({ narrative_id }, place) => [narrative_id, place])),
    second: new Map(second.map(({ narrative_id }, place) => [narrative_id, place + first.length])),
  };
  const known = edges.flatMap((edge) => {
    const [a, b] = [places.first.get(edge.a), places.second.get(edge.b)];
    return a === undefined || b === undefined ? [] : [{ ...edge, ends: [a, b] as const }];
  });
  const family = components(
    first.length + second.length,
    known.map(({ ends }) => ends),
  );
  const best = new Map<number, number>();
  for (const { ends, common, first: a, second: b } of known) {
    const number = family[ends[0]]!;
    best.set(number, Math.max(best.get(number) ?? 0, common / (a + b - common)));
  }
  const ofFirst = groupBy(first.keys(), (place) => family[place]!);
  const ofSecond = groupBy(second.keys(), (place) => family[place + first.length]!);
  const plain = ({ shared: _shared, ...member }: Member): FamilyMember => member;
  return [...new Set(family)]
    .map((number): Family => {
      const one = (ofFirst.get(number) ?? []).map((place) => first[place]!);
      const other = (ofSecond.get(number) ?? []).map((place) => second[place]!);
      const posts = [one, other].map((own) => own.reduce((sum, member) => sum + member.posts, 0));
      return {
        kind: kindOf(one, other),
        first: one.map(plain),
        second: other.map(plain),
        jaccard: best.get(number) ?? null,
        posts: Math.max(...posts),
      };
    })
    .sort((a, b) => b.posts - a.posts);
}

function kindOf(first: readonly Member[], second: readonly Member[]): FamilyKind {
  if (second.length === 0) return first.some(({ shared }) => shared > 0) ? 'gone' : 'elsewhere';
  if (first.length === 0) return second.some(({ shared }) => shared > 0) ? 'new' : 'elsewhere';
  if (first.length === 1) return second.length === 1 ? 'kept' : 'split';
  return second.length === 1 ? 'merged' : 'regrouped';
}

/** Adjusted Rand index of the posts in both studies; a post with several passages is where its most similar one is. */
async function agreement(
  database: Database,
  levels: readonly [number, number],
): Promise<Pick<ComparedNarratives, 'adjusted_rand' | 'shared_posts'>> {
  const home = (place: 0 | 1): string => `
    SELECT item_id, arg_max(narrative_id, (similarity, narrative_id)) AS narrative_id
    FROM ${sides[place]}.members WHERE level = ${levels[place]} AND item_id IN (SELECT item_id FROM shared) GROUP BY 1`;
  const pairs = 'coalesce(sum(n * (n - 1) / 2), 0)::DOUBLE';
  const [found] = await database.rows<{ items: number; together: number; clusters: number; classes: number }>(`
    WITH both_homes AS (
      SELECT f.narrative_id AS a, s.narrative_id AS b FROM (${home(0)}) f JOIN (${home(1)}) s USING (item_id))
    SELECT (SELECT count(*) FROM both_homes) AS items,
      (SELECT ${pairs} FROM (SELECT count(*) AS n FROM both_homes GROUP BY a, b)) AS together,
      (SELECT ${pairs} FROM (SELECT count(*) AS n FROM both_homes GROUP BY a)) AS clusters,
      (SELECT ${pairs} FROM (SELECT count(*) AS n FROM both_homes GROUP BY b)) AS classes`);
  const { items, together, clusters, classes } = found!;
  return {
    shared_posts: items,
    adjusted_rand:
      items < 2 ? null : adjustedRandOfPairs({ items, together, inClusters: clusters, inClasses: classes }),
  };
}
