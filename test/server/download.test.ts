/** What becomes of a file that is sent: faults, visitors who leave, too many at once, names that mean harm. */
import { assert, asyncProperty, string } from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { UserError } from '../../src/errors.ts';
import type { Piece } from '../../src/exports/pieces.ts';
import { defineDownload, Downloads, safeFileName, TooMany } from '../../src/server/download.ts';
import type { Download, SentFile } from '../../src/server/download.ts';
import type { Visit } from '../../src/server/page.ts';

/** A visit of which downloads use the connections and the signal alone. */
function visitor(): { visit: Visit; leave: () => void; open: () => number } {
  const left = new AbortController();
  let open = 0;
  const connection = async (): Promise<unknown> => {
    open += 1;
    return { interrupt: () => {}, close: () => (open -= 1) };
  };
  return {
    visit: { reader: { connection }, signal: left.signal } as unknown as Visit,
    leave: () => left.abort(),
    open: () => open,
  };
}

function sending(pieces: () => AsyncIterable<Piece>, more: Partial<SentFile> = {}): Download {
  return defineDownload({
    name: 'exports',
    path: '/file',
    query: z.object({}),
    async send({ connect }) {
      await connect();
      return { name: 'file.csv', mediaType: 'text/csv', pieces: pieces(), ...more };
    },
  });
}

async function* endless(ended: () => void): AsyncGenerator<Piece> {
  try {
    for (;;) yield 'x'.repeat(1000);
  } finally {
    ended();
  }
}

const nothing = (): void => {};

test('a file is sent piece by piece, no faster than it is taken', async () => {
  let made = 0;
  const downloads = new Downloads(nothing);
  const { visit, open } = visitor();
  const file = sending(async function* () {
    for (const piece of ['one', new Uint8Array([50]), 'three', 'four']) {
      made += 1;
      yield piece;
    }
  });
  const { body, headers } = (await downloads.begin(file, visit, {}, {}, false))!;
  expect(headers).toMatchObject({ 'Content-Type': 'text/csv', 'Cache-Control': 'no-store' });
  expect(made).toBe(2);
  const reader = body!.getReader();
  expect(Buffer.from((await reader.read()).value!).toString()).toBe('one');
  await reader.read();
  expect(made).toBe(2);
  await reader.read();
  expect(made).toBe(3);
  expect([downloads.underWay, open()]).toEqual([1, 1]);
  await reader.read();
  expect((await reader.read()).done).toBe(true);
  expect([downloads.underWay, open()]).toEqual([0, 0]);
});

test('a fault before anything is sent is thrown, one in the middle breaks off and is told of', async () => {
  const errors: unknown[] = [];
  const downloads = new Downloads((error) => errors.push(error));
  const { visit, open } = visitor();
  const early = sending(async function* () {
    yield 'heading';
    throw new UserError('no rows to be had');
  });
  await expect(downloads.begin(early, visit, {}, {}, false)).rejects.toThrow('no rows to be had');
  expect([downloads.underWay, open(), errors.length]).toEqual([0, 0, 0]);
  const late = sending(async function* () {
    yield 'heading';
    yield 'row';
    throw new Error('broken');
  });
  const { body } = (await downloads.begin(late, visit, {}, {}, false))!;
  await expect(new Response(body).text()).rejects.toThrow('broken');
  expect([downloads.underWay, open(), errors.length]).toEqual([0, 0, 1]);
});

test('what is not there, and a question for headers alone, hold nothing', async () => {
  const downloads = new Downloads(nothing);
  const { visit, open } = visitor();
  const none = defineDownload({ name: 'exports', path: '/none', query: z.object({}), send: async () => undefined });
  expect(await downloads.begin(none, visit, {}, {}, false)).toBeUndefined();
  const head = await downloads.begin(
    sending(() => endless(nothing), { bytes: 12 }),
    visit,
    {},
    {},
    true,
  );
  expect(head!.body).toBeUndefined();
  expect(head!.headers['Content-Length']).toBe('12');
  expect([downloads.underWay, open()]).toEqual([0, 0]);
});

test.each(['while it is read', 'before it is read', 'before it is begun'])(
  'whoever leaves %s frees all',
  async (when) => {
    const downloads = new Downloads(nothing);
    const { visit, leave, open } = visitor();
    let ended = 0;
    if (when === 'before it is begun') {
      leave();
      await expect(
        downloads.begin(
          sending(() => endless(() => ended++)),
          visit,
          {},
          {},
          false,
        ),
      ).rejects.toThrow();
    } else {
      const { body } = (await downloads.begin(
        sending(() => endless(() => ended++)),
        visit,
        {},
        {},
        false,
      ))!;
      if (when === 'before it is read') leave();
      else {
        const reader = body!.getReader();
        await reader.read();
        await reader.cancel();
      }
      await new Promise((wake) => setTimeout(wake, 5));
    }
    expect(ended).toBe(1);
    expect([downloads.underWay, open()]).toEqual([0, 0]);
  },
);

test('a few are sent at once, others wait, and too many are refused', async () => {
  const downloads = new Downloads(nothing);
  const first = visitor();
  const file = sending(() => endless(nothing));
  const begin = async (visit: Visit): Promise<unknown> => downloads.begin(file, visit, {}, {}, false);
  const held = await Promise.all([1, 2, 3, 4].map(async () => downloads.begin(file, first.visit, {}, {}, false)));
  const patient = visitor();
  const impatient = visitor();
  const served = begin(patient.visit);
  const gone = begin(impatient.visit);
  impatient.leave();
  await expect(gone).rejects.toThrow(TooMany);
  const waiting = visitor();
  const others = Promise.allSettled(Array.from({ length: 15 }, async () => begin(waiting.visit)));
  await expect(begin(visitor().visit)).rejects.toThrow(TooMany);
  await held[0]!.body!.cancel();
  await served;
  expect([downloads.underWay, patient.open()]).toEqual([4, 1]);
  waiting.leave();
  await others;
  first.leave();
  patient.leave();
  await new Promise((wake) => setTimeout(wake, 5));
  expect(downloads.underWay).toBe(0);
});

test.each([
  ['../../etc/passwd', 'etc-passwd'],
  ['share.csv', 'share.csv'],
  ['con.csv', '_con.csv'],
  ['a"b\r\nSet-Cookie: x=1.csv', 'a-bSet-Cookie-x=1.csv'],
  ['\u202egnp.exe', 'gnp.exe'],
  ['研究 一.zip', '研究-一.zip'],
  ['', 'file'],
  ['...', 'file'],
  ['\ud800.csv', 'csv'],
])('%j is saved as %s', (name, expected) => {
  expect(safeFileName(name)).toBe(expected);
});

test('any name becomes a header and a file name', async () => {
  await assert(
    asyncProperty(string({ unit: 'binary', maxLength: 400 }), async (name) => {
      const { visit } = visitor();
      const sent = await new Downloads(nothing).begin(
        sending(() => endless(nothing), { name }),
        visit,
        {},
        {},
        true,
      );
      const header = new Headers(sent!.headers).get('content-disposition')!;
      const [, ascii, encoded] =
        /^attachment; filename="([\x20-\x21\x23-\x7e]+)"; filename\*=UTF-8''([\w.~!$&+^`|%-]+)$/u.exec(header)!;
      expect(decodeURIComponent(encoded!)).toBe(safeFileName(name));
      expect(ascii).not.toMatch(/[/\\]|^\./u);
      expect(Buffer.byteLength(safeFileName(name))).toBeLessThanOrEqual(201);
    }),
    { numRuns: 300 },
  );
});
