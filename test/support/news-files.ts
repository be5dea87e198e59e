/** Files as CC-NEWS has them: sites mixed, a list a month, no index. */
import { gzipSync } from 'node:zlib';
import { record, response } from '../formats/web-archive.ts';
import { seeded } from './random.ts';

/** Where the files lie below the address of the files. */
const root = 'crawl-data/CC-NEWS';

/** Names without their folder; the first and the last lie outside the window from 1 to 20 March. */
const names = [
  '2022/02/CC-NEWS-20220210000000-00001.warc.gz',
  '2022/02/CC-NEWS-20220228230000-00002.warc.gz',
  '2022/03/CC-NEWS-20220301060000-00003.warc.gz',
  '2022/03/CC-NEWS-20220310060000-00004.warc.gz',
  '2022/03/CC-NEWS-20220325000000-00005.warc.gz',
];

/** Each file and each list of a month by its path. `fillerBytes` makes a record longer by so much that cannot be packed. */
export function newsFiles(fillerBytes: number): Map<string, Buffer> {
  const random = seeded(7);
  const filler = (): string =>
    Buffer.from(Array.from({ length: fillerBytes }, () => Math.floor(random() * 256))).toString('base64');
  const page = (url: string, time: string, said: string): Buffer => {
    const story = `${said} at ${url}. The harbour of the northern town opened again after a storm had closed it for two days. `;
    const text = `<html><title>Port reopens</title><!--${filler()}--><article><h1>Port reopens</h1>${`<p>${story.repeat(2)}</p>`.repeat(4)}</article></html>`;
    return packed('response', response(text), url, time);
  };
  const files = new Map<string, Buffer>();
  for (const [number, name] of names.entries()) {
    const hour = (minute: number): string => `${dayOf(name, number)}:${String(minute).padStart(2, '0')}:00Z`;
    const members: Buffer[] = [gzipSync(record('warcinfo', 'software: test\r\n', { 'WARC-Target-URI': '' }))];
    for (let item = 0; item < 6; item++) {
      for (const host of ['www.example.ru', 'sub.example.com', 'elsewhere.net']) {
        const url = `https://${host}/news/${number}-${item}`;
        members.push(packed('request', 'GET / HTTP/1.1\r\n\r\n', url, hour(item)), page(url, hour(item), 'Seen'));
      }
    }
    const odd = `https://example.ru/odd/${number}`;
    members.push(
      // The capture in the file that comes last is the earliest: its record was written late.
      page('https://example.ru/again', `2022-03-0${9 - number}T08:00:00Z`, `File ${number}`),
      packed('response', response('moved', [], '301 Moved'), odd, hour(20)),
      packed('revisit', '', odd, hour(21)),
      packed('response', response('%PDF', ['Content-Type: application/pdf']), odd, hour(22)),
      page('https://example.ru/before', '2022-02-20T08:00:00Z', 'Before'),
    );
    if (number === 2) {
      const damaged = page('https://example.ru/damaged', hour(30), 'Damaged');
      members.push(Buffer.from(damaged.map((byte, at) => (at === 40 ? byte ^ 0xff : byte))));
    }
    members.push(page(`https://example.com/last/${number}`, hour(40), 'Last'));
    files.set(`${root}/${name}`, Buffer.concat(members));
  }
  for (const month of ['2022/02', '2022/03']) {
    const lines = names.filter((name) => name.startsWith(month)).map((name) => `${root}/${name}\n`);
    files.set(`${root}/${month}/warc.paths.gz`, gzipSync(lines.join('')));
  }
  return files;
}

/** Day and hour within a file: the second one was begun on the eve of the window and goes on into it. */
function dayOf(name: string, number: number): string {
  const [, year, month, day, hour] = /CC-NEWS-(\d{4})(\d\d)(\d\d)(\d\d)/.exec(name)!;
  return number === 1 ? '2022-03-01T01' : `${year}-${month}-${day}T${hour}`;
}

function packed(type: string, block: string | Buffer, url: string, time: string): Buffer {
  return gzipSync(record(type, block, { 'WARC-Target-URI': url, 'WARC-Date': time }));
}
