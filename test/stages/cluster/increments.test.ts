import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Database, parquet } from '../../../src/store/database.ts';
import { readNpy } from '../../../src/store/npy.ts';
import type { Study } from '../../../src/store/study.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { columns, group, narrativesOfPosts, postsAbout, writePosts } from './study.ts';
import type { Post } from './study.ts';

/** Eight posts about subject 0, seven about 1, and so on. */
const first: readonly Post[] = [0, 1, 2, 3, 4].flatMap((subject) => postsAbout(subject, 8 - subject));

const hashes = ({ outputs }: { outputs: Readonly<Record<string, { sha256: string }>> }): string[] =>
  Object.values(outputs).map(({ sha256 }) => sha256);

async function idsOf(study: Study, level: number): Promise<string[]> {
  using database = await Database.open();
  const rows = await database.rows<{ narrative_id: string }>(
    `SELECT narrative_id FROM ${parquet(study.artefact('narratives'))} WHERE level = ${level}`,
  );
  return rows.map((row) => row.narrative_id);
}

describe('a first run', () => {
  it('groups posts and describes the groups, the largest first', async () => {
    const study = await writePosts(temporaryFolder(), first);
    const { counts, notes } = await group(study);
    expect(counts).toEqual({ passages: 30, narratives_level_0: 5, narratives_level_1: 3 });
    expect(notes).toBeUndefined();
    using database = await Database.open();
    const rows = await database.rows(`SELECT * FROM ${parquet(study.artefact('narratives'))}`);
    expect(rows.map((row) => row['narrative_id'])).toEqual([
      ...[0, 1, 2, 3, 4].map((number) => `n0-00000${number}`),
      ...[0, 1, 2].map((number) => `n1-00000${number}`),
    ]);
    expect(rows[1]).toMatchObject({
      parent_id: 'n1-000000',
      posts: 7,
      passages: 7,
      embedder: 'test',
      first_post_at: new Date(8000),
      last_post_at: new Date(14_000),
    });
    expect(rows[1]!['label']).toMatch(/^Subject1 is what post s1-\d tells\.$/);
    expect(rows[5]).toMatchObject({ level: 1, parent_id: null, posts: 15 });
    expect((await readNpy(study.artefact('centres'))).rows).toBe(5);
  });

  it('gives the same bytes with one worker and two, and again from what it left', async () => {
    const study = await writePosts(temporaryFolder(), first);
    const one = await group(study, {}, 1);
    expect(hashes(await group(study, {}, 2))).toEqual(hashes(one));
    rmSync(study.artefact('clustering'));
    expect(hashes(await group(study, {}, 2))).toEqual(hashes(one));
  });
});

describe('a run with new posts', () => {
  it('leaves narratives and members as they are; new posts join or open narratives', async () => {
    const study = await writePosts(temporaryFolder(), first);
    await group(study);
    const [before, coarse] = [await narrativesOfPosts(study), await narrativesOfPosts(study, 1)];
    const centres = await readNpy(study.artefact('centres'));
    await writePosts(study.folder, [
      ...postsAbout(2, 2, 'new'),
      ...postsAbout(5, 3, 'new'),
      ...first,
      ...postsAbout(9, 1, 'new'),
    ]);
    await group(study);
    const [after, coarseAfter] = [await narrativesOfPosts(study), await narrativesOfPosts(study, 1)];
    expect(after).toMatchObject(before);
    expect(coarseAfter).toMatchObject(coarse);
    expect(after['new2-0']).toBe(before['s2-0']);
    expect([after['new5-0'], after['new5-2'], after['new9-0']]).toEqual(['n0-000005', 'n0-000005', 'n0-000006']);
    // Subject 5 resembles subject 4: its narrative joins the coarser one of that; subject 9 opens one.
    expect(coarseAfter['new5-0']).toBe(coarse['s4-0']);
    expect(coarseAfter['new9-0']).toBe('n1-000003');
    const centresAfter = await readNpy(study.artefact('centres'));
    expect(centresAfter.rows).toBe(7);
    expect(centresAfter.data.subarray(0, 5 * columns)).toEqual(centres.data);
    expect(await idsOf(study, 0)).toHaveLength(7);
  });

  it('lets a narrative without posts disappear and never uses its id again', async () => {
    const study = await writePosts(temporaryFolder(), first);
    await group(study);
    const before = await narrativesOfPosts(study);
    const gone = before['s4-0']!;
    const rest = first.filter((post) => post.subject !== 4);
    await writePosts(study.folder, rest);
    await group(study);
    expect(await idsOf(study, 0)).toEqual([0, 1, 2, 3].map((number) => `n0-00000${number}`));
    expect(await idsOf(study, 1)).toEqual(['n1-000000', 'n1-000001']);
    await writePosts(study.folder, first);
    await group(study);
    const after = await narrativesOfPosts(study);
    expect(after).toMatchObject(Object.fromEntries(rest.map(({ id }) => [id, before[id]])));
    expect(gone).toBe('n0-000004');
    expect(after['s4-0']).toBe('n0-000005');
  });

  it('takes a post whose text changed as a new one', async () => {
    const study = await writePosts(temporaryFolder(), first);
    await group(study);
    const changed = first.map((post) => (post.id === 's0-3' ? { ...post, subject: 3, text: 'Corrected.' } : post));
    await writePosts(study.folder, changed);
    await group(study);
    const after = await narrativesOfPosts(study);
    expect(after['s0-3']).toBe(after['s3-0']);
  });

  it('ends in the same bytes whichever output a killed run had put in place', async () => {
    const study = await writePosts(temporaryFolder(), first);
    await group(study);
    const copy = temporaryFolder();
    cpSync(study.folder, copy, { recursive: true });
    const more = [...first, ...postsAbout(6, 3), ...postsAbout(0, 2, 'new')];
    await writePosts(study.folder, more);
    const whole = hashes(await group(study));
    // The index of the new state is in place, the tables are old.
    cpSync(join(copy, 'tables'), join(study.folder, 'tables'), { recursive: true });
    await writePosts(study.folder, more);
    expect(hashes(await group(study))).toEqual(whole);
    // The tables are new, the index is the one before.
    const old = await writePosts(copy, more);
    cpSync(study.artefact('members'), old.artefact('members'));
    cpSync(study.artefact('centres'), old.artefact('centres'));
    expect(hashes(await group(old))).toEqual(whole);
  });

  it('says when most posts are newer than the last fit', async () => {
    const study = await writePosts(temporaryFolder(), first.slice(0, 8));
    await group(study);
    await writePosts(study.folder, first);
    const expected = ['narratives were fitted on 8 post passages and there are 30 now: crosscurrent run --refit'];
    expect((await group(study)).notes).toEqual(expected);
    expect((await group(study)).notes).toEqual(expected);
    rmSync(study.artefact('clustering'));
    expect((await group(study)).notes).toBeUndefined();
  });

  it.each<[string, (study: Study) => Promise<object>]>([
    ['other levels', async () => ({ levels: [0.7, 0.3] })],
    ['other means', async (study) => (await writePosts(study.folder, first.slice(1), 0.01), {})],
    ['a lost file', async (study) => (rmSync(study.path('vectors/clustering'), { recursive: true }), {})],
  ])('groups everything anew after %s', async (_, change) => {
    const study = await writePosts(temporaryFolder(), first);
    await group(study);
    await writePosts(study.folder, first.slice(8));
    await group(study);
    expect((await idsOf(study, 0))[0]).toBe('n0-000001');
    await group(study, await change(study));
    expect((await idsOf(study, 0))[0]).toBe('n0-000000');
  });
});
