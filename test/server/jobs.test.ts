/** Work of seconds that pages begin and watch. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { Jobs } from '../../src/server/jobs.ts';
import type { Job, JobRequest } from '../../src/server/jobs.ts';
import { wordingOf } from '../../src/wording/wording.ts';
import { finishedDemo, sharedDemo } from '../support/finished-demo.ts';
import { served } from '../support/served.ts';

beforeAll(async () => {
  await sharedDemo();
});

const english = wordingOf('en');

function request(key: string, run: JobRequest['run']): JobRequest {
  return { key, page: 'label', title: () => key, to: '/label', run };
}

async function ended(jobs: Jobs, { id }: Job): Promise<Job> {
  for (;;) {
    const job = jobs.get(id)!;
    if (job.state === 'done' || job.state === 'failed') return job;
    await pause(1);
  }
}

test('jobs are done one at a time, in order; the same one is not begun twice', async () => {
  const jobs = new Jobs(() => {});
  let open!: () => void;
  const door = new Promise<void>((done) => (open = done));
  const order: string[] = [];
  const first = jobs.start(
    request('a', async (progress) => {
      progress(() => 'half', 0.5);
      await door;
      order.push('a');
    }),
  );
  const second = jobs.start(request('b', async () => void order.push('b')));
  expect(jobs.start(request('a', async () => void order.push('again'))).id).toBe(first.id);
  await pause(5);
  expect(jobs.get(first.id)).toMatchObject({ state: 'running', part: 0.5 });
  expect(jobs.get(second.id)!.state).toBe('waiting');
  expect(jobs.unfinished('label').map(({ id }) => id)).toEqual([first.id, second.id]);
  open();
  expect((await ended(jobs, second)).state).toBe('done');
  expect(order).toEqual(['a', 'b']);
});

test('a failure is kept for whoever looks; errors of ours are told of, without their text', async () => {
  const errors: unknown[] = [];
  const jobs = new Jobs((error) => errors.push(error));
  const refused = await ended(
    jobs,
    jobs.start(
      request('a', async () => {
        throw new UserError('nothing to draw', { hint: 'run first' });
      }),
    ),
  );
  expect(refused.fault!(english)).toBe('nothing to draw: run first');
  const broken = await ended(
    jobs,
    jobs.start(
      request('b', async () => {
        throw new Error('secret');
      }),
    ),
  );
  expect(broken.state).toBe('failed');
  expect(broken.fault!(english)).not.toContain('secret');
  expect(errors).toHaveLength(1);
});

test('the number of jobs is bounded', async () => {
  const jobs = new Jobs(() => {});
  const never = new Promise<void>(() => {});
  for (let place = 0; place < 8; place++) jobs.start(request(`${place}`, async () => never));
  expect(() => jobs.start(request('one more', async () => never))).toThrow('8 jobs wait');
  const others = new Jobs(() => {});
  const ids: string[] = [];
  for (let place = 0; place < 40; place++) {
    const job = others.start(request(`${place}`, async () => {}));
    ids.push(job.id);
    while (others.unfinished().length > 0) await pause(0);
  }
  expect(ids.filter((id) => others.get(id) !== undefined)).toHaveLength(30);
});

test('a run that is under way is respected, and said', async () => {
  const folder = await finishedDemo();
  const { origin, post } = await served(folder);
  // The process that ran this test is alive, and not this server.
  writeFileSync(join(folder, '.lock'), String(process.ppid));
  const { to } = (await (await post('/label/sample', { pairs: 60, seed: 1 })).json()) as { to: string };
  for (;;) {
    const page = await (await fetch(origin + to, { headers: { 'accept-language': 'uk' } })).text();
    if (page.includes('data-state="running"') || page.includes('data-state="waiting"')) continue;
    expect(page).toContain('data-state="failed"');
    expect(page).toContain(`З цим дослідженням працює інша програма (процес ${process.ppid})`);
    break;
  }
  expect((await fetch(`${origin}/jobs/none`)).status).toBe(404);
});
