import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { prepareExport } from '../../src/exports/exports.ts';
import type { DataFormat, ExportOptions } from '../../src/exports/exports.ts';
import { temporaryFolder } from '../support/folder.ts';
import { exportFixture, secret, textsOf, withContext } from './fixture.ts';

async function exported(
  format: DataFormat,
  options: Partial<ExportOptions> = {},
): Promise<{ rows: Record<string, string>[]; header: string; notes: readonly string[] }> {
  const study = await exportFixture(temporaryFolder());
  return await withContext(study, async (context) => {
    const prepared = await prepareExport(format, context, { day: '2031-04-01', ...options });
    const [text] = Object.values(await textsOf(prepared));
    return {
      rows: parse(text!, { columns: true, record_delimiter: '\r\n' }),
      header: text!.slice(0, text!.indexOf('\r\n')),
      notes: prepared.notes,
    };
  });
}

test('CooRTweet gets clock times only, and says what it does not get', async () => {
  const { rows, header, notes } = await exported('coortweet');
  expect(header).toBe('"object_id","account_id","content_id","timestamp_share"');
  // Six articles to the second or minute, and the post with an author.
  expect(rows.map(({ content_id }) => content_id)).toHaveLength(7);
  expect(rows[0]).toEqual({
    object_id: 'n1',
    account_id: 'ria.example',
    content_id: 'article:0-second',
    timestamp_share: String(Date.parse('2031-03-05T06:00:00Z') / 1000),
  });
  expect(rows.find(({ content_id }) => content_id === 'weibo:1')!['account_id']).toBe(`weibo:${secret}-作者`);
  expect(notes.join('\n')).toContain('7 shares of 14 items of narratives');
  expect(notes.join('\n')).toContain(
    '6 items are left out: the time is known less well than to the minute, or not at all',
  );
  expect(notes.join('\n')).toContain('1 post is left out: without an author there is no account');
});

test('CooRTweet to the second leaves minutes out', async () => {
  const { rows } = await exported('coortweet', { precision: 'second' });
  expect(rows).toHaveLength(4);
});

test('4CAT gets its columns first and no item without a time', async () => {
  const { rows, header, notes } = await exported('fourcat');
  expect(header.startsWith('"id","thread_id","author","body","timestamp","unix_timestamp",')).toBe(true);
  expect(rows).toHaveLength(11);
  expect(rows.find(({ id }) => id === 'weibo:1')).toMatchObject({
    thread_id: 'weibo:1',
    timestamp: '2031-03-05 06:00:00',
    unix_timestamp: String(Date.parse('2031-03-05T06:00:00Z') / 1000),
    narratives: 'n1',
  });
  // What a spreadsheet would run is disarmed, unless a program is to read it.
  expect(rows.find(({ id }) => id === 'article:0-second')!['body']).toBe(`'=1+1 ${secret}\nпролив`);
  expect((await exported('fourcat', { raw: true })).rows.find(({ id }) => id === 'article:0-second')!['body']).toBe(
    `=1+1 ${secret}\nпролив`,
  );
  expect(notes.join('\n')).toContain('3 items are left out: they have no publication time');
  expect(notes.join('\n')).toContain('3 items are known to the day');
});

test('BERTopic gets passages with the number of their narrative', async () => {
  const { rows } = await exported('bertopic');
  expect(rows).toHaveLength(14);
  expect(rows[0]).toMatchObject({
    Topic: '0',
    Name: `0_${secret}`,
    Representation: `["${secret}"]`,
    Representative_document: 'True',
    kind: 'post',
    narrative_id: 'n1',
  });
  expect(rows.filter(({ Timestamp }) => Timestamp === '')).toHaveLength(3);
});

test('tables: every one that is written, or those that are named', async () => {
  const study = await exportFixture(temporaryFolder());
  await withContext(study, async (context) => {
    const all = await textsOf(await prepareExport('ndjson', context, { day: '2031-04-01' }));
    expect(Object.keys(all)).toContain('judgements.ndjson');
    const [first] = all['share.ndjson']!.split('\n');
    expect(JSON.parse(first!)).toMatchObject({ counting: 'copies', interval_note: null });
    const { files } = await prepareExport('parquet', context, { day: '2031-04-01', tables: ['items'] });
    expect(files.map(({ name, rows }) => [name, rows()])).toEqual([['items.parquet', 14]]);
    await expect(prepareExport('csv', context, { day: '2031-04-01', tables: ['toString'] })).rejects.toThrow(
      'there is no table "toString"',
    );
  });
});
