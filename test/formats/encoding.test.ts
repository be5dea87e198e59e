import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encode, gist, read } from './reading.ts';

const chinese = '俄罗斯国防部表示，部队已经在指定地区完成演习任务，并将返回驻地。';
const russian =
  'Министерство обороны сообщило, что войска завершили учения и возвращаются в пункты постоянной дислокации.';
const ukrainian =
  'Міністерство оборони повідомило, що їхні війська завершили навчання й повертаються на свої місця; ґрунт тримає.';

describe('sniffing', () => {
  it.each([
    ['utf-8', chinese],
    ['utf-8', russian],
    ['gb18030', chinese],
    ['windows-1251', russian],
    ['windows-1251', ukrainian],
    ['koi8-u', russian],
    ['koi8-u', ukrainian],
  ])('%s: %s', async (encoding, text) => {
    const content = `id,text\n1,"${text}"\n2,plain\n3,"${text} ${text}"\n`;
    const bytes = encoding === 'utf-8' ? Buffer.from(content) : encode(content, encoding);
    const reading = await read(bytes);
    expect(reading.encoding).toBe(encoding);
    expect(gist(reading)).toEqual([
      { id: '1', text },
      { id: '2', text: 'plain' },
      { id: '3', text: `${text} ${text}` },
    ]);
  });

  it.each([
    ['Путин: «Мы готовы»', 'windows-1251'],
    ['НОВОСТИ ДНЯ', 'windows-1251'],
    ['Война и мир', 'koi8-u'],
    ['北京冬奥会', 'gb18030'],
  ])('a short text: %s in %s', async (text, encoding) => {
    const reading = await read(encode(`{"text":"${text}"}\n`, encoding));
    expect(reading.encoding).toBe(encoding);
    expect(gist(reading)).toEqual([{ text }]);
  });

  it('finds the first foreign letters far behind the head', async () => {
    const lines = `{"text":"${'plain '.repeat(20)}"}\n`.repeat(20_000);
    const reading = await read(Buffer.concat([Buffer.from(lines), encode(`{"text":"${russian}"}\n`, 'windows-1251')]));
    expect(reading.encoding).toBe('windows-1251');
    expect(reading.records.at(-1)).toMatchObject({ place: '20001', fields: { text: russian } });
  });

  it.each([
    ['utf-8', Buffer.from('\ufeffid,text\n1,Привіт\n')],
    ['utf-16le', Buffer.from('\ufeffid,text\n1,Привіт\n', 'utf16le')],
    ['utf-16be', Buffer.from('\ufeffid,text\n1,Привіт\n', 'utf16le').swap16()],
    ['utf-16le', Buffer.from('id,text\n1,Привіт\n', 'utf16le')],
  ])('%s by its mark or its NULs', async (encoding, bytes) => {
    const reading = await read(bytes);
    expect(reading.encoding).toBe(encoding);
    expect(gist(reading)).toEqual([{ id: '1', text: 'Привіт' }]);
  });

  it('looks into gzip', async () => {
    const reading = await read(gzipSync(encode(`id;text\n1;${russian}\n`, 'koi8-u')));
    expect(reading.survey.packing).toBe('gzip');
    expect(reading.encoding).toBe('koi8-u');
    expect(gist(reading)).toEqual([{ id: '1', text: russian }]);
  });

  it('takes other encodings from chardet', async () => {
    const reading = await read(
      encode('id,text\n1,"Größe, Fuß, Übermut, schön"\n2,"Mädchen für später"\n', 'windows-1252'),
    );
    expect(gist(reading)[0]).toEqual({ id: '1', text: 'Größe, Fuß, Übermut, schön' });
  });

  it('obeys the caller', async () => {
    const reading = await read(encode('id,text\n1,да\n', 'koi8-u'), { encoding: 'KOI8-U' });
    expect(gist(reading)).toEqual([{ id: '1', text: 'да' }]);
    await expect(read('id,text\n1,a\n', { encoding: 'rot13' })).rejects.toThrow('"rot13" is not an encoding');
  });
});

describe('damage', () => {
  it('costs one line of UTF-8', async () => {
    const good = `{"text":"${russian}"}\n`;
    const bad = Buffer.concat([Buffer.from('{"text":"a'), Uint8Array.of(0xd0), Buffer.from('"}\n')]);
    const reading = await read(Buffer.concat([Buffer.from(good), bad, Buffer.from(good)]));
    expect(reading.encoding).toBe('utf-8');
    expect(gist(reading)).toEqual([{ text: russian }, '2: encoding', { text: russian }]);
  });

  it('costs the rows of a CSV that the line is part of', async () => {
    const text = Buffer.concat([
      Buffer.from(`id,text\n1,"${russian}"\n2,"a\n`),
      Uint8Array.of(0xff),
      Buffer.from('b"\n3,c\n'),
    ]);
    expect(gist(await read(text))).toEqual([{ id: '1', text: russian }, '3-4: encoding', { id: '3', text: 'c' }]);
  });

  it('keeps what a torn gzip archive still gives', async () => {
    const rows = Array.from(
      { length: 30_000 },
      (_, i) => `{"id":"${(i * 2654435761) % 4294967296}","text":"row ${i}"}\n`,
    );
    const packed = gzipSync(rows.join(''));
    const { records } = await read(packed.subarray(0, packed.length / 2));
    expect(records.length).toBeGreaterThan(1000);
    expect(records[0]).toMatchObject({ fields: { text: 'row 0' } });
    expect(records.at(-1)).toMatchObject({ slug: 'gzip-damaged' });
  });
});
