import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { applyEdits } from '../../../src/stages/measure-edits.ts';
import { posts, Rows } from './study.ts';

function three(): Rows {
  const rows = new Rows();
  rows.narrative('n1', posts(5));
  rows.narrative('n2', posts(3));
  rows.narrative('n3', posts(2));
  rows.member('n3', 'n2-post0'); // one post in two narratives
  rows.matched('n1', 'a', 'chinese', { at: '2022-03-01', precision: 'day' });
  rows.matched('n2', 'b', 'russian', {}, { group: 'b' });
  rows.match('n1', ['b'], 0.75);
  rows.match('n1', ['b'], 0.8);
  rows.matched('n3', 'c', 'russian', { firstSeen: '2022-03-02T00:00:00Z' });
  return rows;
}

test('events hold each item of a measured narrative once, with its best margin and its bounds', async () => {
  const { rows } = await three().measure();
  const events = await rows('events');
  expect(events).toHaveLength(5 + 2);
  expect(events[0]).toEqual({
    narrative_id: 'n1',
    item_id: 'a',
    source: 'chinese',
    site: null,
    syndication_group: null,
    margin: expect.closeTo(0.18, 9),
    published_at: new Date('2022-03-01'),
    precision: 'day',
    earliest: new Date('2022-03-01'),
    latest: new Date('2022-03-02'),
  });
  expect(events[1]).toMatchObject({
    item_id: 'b',
    syndication_group: 'b',
    margin: expect.closeTo(0.08, 9),
    precision: 'unknown',
  });
  expect(events[2]).toMatchObject({ item_id: 'n1-post0', source: 'weibo', margin: null });
});

test('a first-seen time is an upper bound of an event, or its time where the study says so', async () => {
  const bound = await three().measure({ minPosts: 1 });
  const [event] = await bound.rows('events', `item_id = 'c'`);
  expect(event).toMatchObject({ published_at: null, earliest: null, latest: new Date('2022-03-02') });
  const declared = await three().measure({ minPosts: 1 }, { firstSeenIsPublication: true });
  const [same] = await declared.rows('events', `item_id = 'c'`);
  expect(same).toMatchObject({
    published_at: new Date('2022-03-02'),
    precision: 'unknown',
    latest: new Date('2022-03-02T00:00:01Z'),
  });
});

test('edits merge, rename and exclude narratives before anything is measured', async () => {
  const study = three();
  study.edits = `
- merge: [n3]
  into: n2
  because: the same
- rename: n2
  to: Second and third
- exclude: n1
`;
  const { rows } = await study.measure({ minPosts: 5 });
  expect(await rows('measured')).toMatchObject([
    { narrative_id: 'n2', label: 'Second and third', narratives: ['n2', 'n3'], posts: 5, passages: 6 },
  ]);
  const events = await rows('events');
  expect(events.map((row) => [row.narrative_id, row.item_id])).toEqual([
    ['n2', 'b'],
    ['n2', 'c'],
    ['n2', 'n2-post0'],
    ['n2', 'n2-post1'],
    ['n2', 'n2-post2'],
    ['n2', 'n3-post0'],
    ['n2', 'n3-post1'],
  ]);
  expect(await rows('edits')).toEqual([
    { edit: 1, kind: 'merge', narratives: ['n3'], to: 'n2', because: 'the same' },
    { edit: 2, kind: 'rename', narratives: ['n2'], to: 'Second and third', because: null },
    { edit: 3, kind: 'exclude', narratives: ['n1'], to: null, because: null },
  ]);
  expect(await rows('share', `counting = 'copies' AND matched > 0`)).toMatchObject([
    { ecosystem: 'russian', matched: 2 },
  ]);
});

test.each([
  ['- exclude: n9', 'edit 1 names the narrative n9, which there is not'],
  ['- exclude: n1\n- rename: n1\n  to: x', 'edit 2 names the narrative n1, which an edit before it excludes'],
  ['- merge: [n1]\n  into: n2\n- exclude: n1', 'edit 2 names the narrative n1, which an edit before it merges into n2'],
  ['- merge: n1', 'edit 1 is none'],
  ['merge: []', 'is not a list of edits'],
  ['- [', 'is not valid YAML'],
])('the edits %j are refused', async (edits, message) => {
  const study = three();
  study.edits = edits;
  const run = study.measure();
  await expect(run).rejects.toThrow(UserError);
  await expect(run).rejects.toThrow(message);
});

test('a merged narrative too small to have been matched in full is told of', async () => {
  const notes = async (matchedFrom: number): Promise<string> => {
    const rows = new Rows();
    rows.narrative('n1', posts(6));
    rows.narrative('n2', posts(2));
    rows.matched('n1', 'r1', 'russian');
    rows.edits = '- merge: [n2]\n  into: n1\n';
    rows.matchedFrom = matchedFrom;
    return (await rows.measure()).record.notes!.join('; ');
  };
  expect(await notes(5)).toContain('narratives of fewer than 5 posts that were merged into others (edits.yaml): 1;');
  expect(await notes(1)).not.toContain('merged');
});

test('merging goes on through merged narratives, and an edit of another level is refused', () => {
  const levels = new Map([
    ['a', 0],
    ['b', 0],
    ['c', 0],
    ['top', 1],
  ]);
  const { becomes } = applyEdits(
    [
      { merge: ['a'], into: 'b' },
      { merge: ['b'], into: 'c' },
    ],
    levels,
    0,
  );
  expect([...becomes]).toEqual([
    ['a', 'c'],
    ['b', 'c'],
  ]);
  expect(() => applyEdits([{ exclude: 'top' }], levels, 0)).toThrow('which is of level 1, but level 0 is measured');
});

test('a study whose edits changed is measured again', async () => {
  const { study, again } = await three().measure();
  expect(await again()).toBe('fresh');
  writeFileSync(join(study.folder, 'edits.yaml'), '- exclude: n1\n');
  expect(await again()).toBe('stale');
});
