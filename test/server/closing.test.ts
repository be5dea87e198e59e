/** The study is closed while questions begin. */
import { expect, test } from 'vitest';
import { ServedStudy, TooSlow } from '../../src/server/study-reader.ts';
import { defaultResources, Study } from '../../src/store/study.ts';
import { sharedDemo } from '../support/finished-demo.ts';

test('whoever asks while the study is closed, or after that, is told that it took too long, and nothing else', async () => {
  const study = Study.open(await sharedDemo());
  for (let turn = 0; turn < 4; turn++) {
    const served = await ServedStudy.open(study, defaultResources(), () => {});
    const reader = await served.reader();
    const ask = async (place: number): Promise<unknown> =>
      place % 2 === 0
        ? reader.apart(async (database) => database.rows('SELECT count(*) AS n FROM items'))
        : reader.rows('SELECT count(*) AS n FROM items');
    const before = Promise.allSettled([0, 1, 2, 3, 4, 5].map(ask));
    const closing = served.close();
    const meanwhile = Promise.allSettled([0, 1, 2, 3].map(ask));
    await closing;
    for (const outcome of [...(await before), ...(await meanwhile)])
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(TooSlow);
    const late = await Promise.allSettled([ask(0), ask(1), reader.connection()]);
    expect(late).toEqual([1, 2, 3].map(() => ({ status: 'rejected', reason: expect.any(TooSlow) as TooSlow })));
  }
});
