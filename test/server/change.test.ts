/** Changes by POST: from where they are taken, in which form, and what is said where they are refused. */
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readJudgements } from '../../src/label/journal.ts';
import { Turns } from '../../src/server/turns.ts';
import { finishedDemo, sharedDemo } from '../support/finished-demo.ts';
import { served } from '../support/served.ts';

beforeAll(async () => {
  await sharedDemo();
});

interface Told {
  readonly error?: string;
  readonly to?: string;
  readonly judged?: number;
  readonly pairs?: number;
}

async function told(answer: Response): Promise<Told> {
  return (await answer.json()) as Told;
}

/** Pairs that a page leads to, one after the other. */
async function firstPair(origin: string): Promise<string> {
  const page = await (await fetch(`${origin}/label/judge?annotator=nobody`)).text();
  return /data-pair="([^"]+)"/u.exec(page)![1]!;
}

test('only pages of this server change anything', async () => {
  const { origin, post, study } = await served(await finishedDemo());
  const pair = await firstPair(origin);
  const fields = { annotator: 'wu', pair, judgement: 'yes' };
  const port = Number(new URL(origin).port);
  const foreign: readonly Readonly<Record<string, string>>[] = [
    { origin: '' },
    { origin: `http://127.0.0.1:${port + 1}` },
    { origin: `http://localhost:${port}` },
    { origin: `https://127.0.0.1:${port}@evil.example` },
    { origin: 'null' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
  ];
  for (const headers of foreign)
    expect((await post('/label/judge', fields, headers)).status, JSON.stringify(headers)).toBe(403);
  // A name that a foreign site pointed at this machine, with the origin that its pages would have.
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = {
      host: `evil.example:${port}`,
      origin: `http://evil.example:${port}`,
      'content-type': 'application/json',
    };
    const asked = request(`${origin}/label/judge`, { method: 'POST', headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on('error', reject);
    asked.end(JSON.stringify(fields));
  });
  expect(status).toBe(421);
  expect(await readJudgements(study)).toEqual(new Map());
  expect((await post('/label/judge', fields, { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  expect((await readJudgements(study)).get('wu')).toHaveLength(1);
});

test('a change is a form or JSON, and nothing that a foreign page can send unasked', async () => {
  const { origin, post, study } = await served(await finishedDemo());
  const pair = await firstPair(origin);
  const fields = JSON.stringify({ annotator: 'wu', pair, judgement: 'yes' });
  for (const type of ['text/plain', 'text/plain; application/json', 'multipart/form-data; boundary=x', ''])
    expect((await post('/label/judge', fields, { 'content-type': type })).status, type).toBe(415);
  expect((await post('/label/judge', '{"annotator":')).status).toBe(400);
  for (const other of ['null', '[]', '"x"', '1']) expect((await post('/label/judge', other)).status, other).toBe(400);
  expect(await readJudgements(study)).toEqual(new Map());
  const form = await post('/label/judge', new URLSearchParams({ annotator: 'wu', pair, judgement: 'no' }).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  });
  expect(form.status).toBe(303);
  expect(form.headers.get('location')).toBe(`/label/judge?annotator=wu&after=${pair}`);
  expect((await readJudgements(study)).get('wu')).toMatchObject([{ pair_id: pair, judgement: 'no' }]);
});

test('what is wrong is said in the language of the visitor, to scripts and to people', async () => {
  const { origin, post } = await served(await finishedDemo());
  const bad = { annotator: 'wu', pair: await firstPair(origin), judgement: 'maybe' };
  const refused = await post('/label/judge', bad, { 'accept-language': 'uk' });
  expect(refused.status).toBe(400);
  expect((await told(refused)).error).toMatch(/^judgement: Неправильна/u);
  const page = await post('/label/judge', new URLSearchParams({ ...bad, note: '<script>' }).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    'accept-language': 'zh-CN',
    referer: `${origin}/label/judge?annotator=wu`,
  });
  expect(page.status).toBe(400);
  const text = await page.text();
  expect(text).toContain('<html lang="zh-Hans"');
  expect(text).toContain('已拒绝');
  expect(text).toContain('href="/label/judge?annotator=wu"');
  expect(text).not.toContain('<script>');
  const gone = await post('/label/judge', { ...bad, judgement: 'yes', pair: 'pair-none' }, { 'accept-language': 'ru' });
  expect(gone.status).toBe(409);
  expect((await told(gone)).error).toContain('Этой пары уже нет');
});

test.each(['../x', '..', '.x', 'a/b', 'a\\b', '', ' ', 'x\0', '\u202ex', 'x'.repeat(41), '__proto__/x'])(
  'no file is made of a name like %j',
  async (annotator) => {
    const { origin, post, study } = await served(await finishedDemo());
    const pair = await firstPair(origin);
    for (const path of ['/label/judge', '/label/start']) {
      const refused = await post(path, { annotator, pair, judgement: 'yes' });
      expect(refused.status).toBe(409);
      expect((await told(refused)).error).toContain('annotator');
      expect(refused.headers.get('set-cookie')).toBeNull();
    }
    const page = await fetch(`${origin}/label/judge?${new URLSearchParams({ annotator }).toString()}`);
    expect(page.status).toBe(annotator === '' ? 200 : 400);
    expect(await page.text()).not.toContain('data-pair');
    expect(await readJudgements(study)).toEqual(new Map());
  },
);

test('what is too large is refused before it is read whole', async () => {
  const { origin, post } = await served(await finishedDemo());
  const pair = await firstPair(origin);
  const note = 'x'.repeat(40_000);
  const large = await post('/label/judge', { annotator: 'wu', pair, judgement: 'yes', note });
  expect(large.status).toBe(413);
  expect((await told(large)).error).toBe('More was sent than this page takes.');
  const long = await post('/label/judge', { annotator: 'wu', pair, judgement: 'yes', note: 'x'.repeat(2001) });
  expect(long.status).toBe(400);
});

test('a form of thousands of fields is read in one go', async () => {
  const { post } = await served(await finishedDemo());
  const fields = Array.from({ length: 12_000 }, (_, place) => place.toString(36)).join('&');
  const started = performance.now();
  const refused = await post('/label/start', fields, { 'content-type': 'application/x-www-form-urlencoded' });
  expect(refused.status).toBe(400);
  expect(performance.now() - started).toBeLessThan(5000);
});

test('two tabs cannot interleave: the same answer is written once, every line is whole, the last word stands', async () => {
  const { origin, post, study } = await served(await finishedDemo());
  const pair = await firstPair(origin);
  const judge = async (judgement: string): Promise<Response> =>
    post('/label/judge', { annotator: 'Wu', pair, judgement });
  const same = await Promise.all(Array.from({ length: 20 }, () => judge('yes')));
  expect(same.map(({ status }) => status)).toEqual(same.map(() => 200));
  expect(await told(same[0]!)).toMatchObject({ judged: 1 });
  expect((await readJudgements(study)).get('wu')).toHaveLength(1);
  await Promise.all(Array.from({ length: 30 }, (_, place) => judge(place % 2 === 0 ? 'no' : 'unsure')));
  const text = readFileSync(join(study.folder, 'labels/wu.jsonl'), 'utf8');
  const lines = text.split('\n').slice(0, -1);
  expect(lines).toHaveLength(31);
  const said = lines.map((line) => (JSON.parse(line) as { judgement: string }).judgement);
  expect(said.slice(1).every((word, place) => word !== said[place])).toBe(true);
  await judge('no');
  expect((await readJudgements(study)).get('wu')!.at(-1)!.judgement).toBe('no');
});

test('turns go on after a failure, and hold up nobody else', async () => {
  const turns = new Turns();
  const order: string[] = [];
  let release!: () => void;
  const held = new Promise<void>((done) => (release = done));
  const first = turns.take('a', async () => {
    await held;
    order.push('a1');
    throw new Error('broken');
  });
  const second = turns.take('a', async () => void order.push('a2'));
  await turns.take('b', async () => void order.push('b1'));
  release();
  await expect(first).rejects.toThrow('broken');
  await second;
  expect(order).toEqual(['b1', 'a1', 'a2']);
});
