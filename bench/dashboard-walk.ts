/** Follows the links of the dashboard, as far as they lead, and asks for addresses nobody should ask for. */
import { Parser } from 'htmlparser2';
import { Random } from '../src/kernels/random.ts';

/** What pages of one kind took. */
export interface KindOfPage {
  /** Address with ids and parameters left out. */
  readonly kind: string;
  readonly pages: number;
  readonly median_milliseconds: number;
  readonly most_milliseconds: number;
  readonly most_kilobytes: number;
}

export interface Walk {
  readonly kinds: readonly KindOfPage[];
  /** Addresses that were not answered with 200, and with what. */
  readonly broken: readonly string[];
  readonly addresses: readonly string[];
}

/** The kind of an address: `/narratives/12?page=2` is of `/narratives/…?page`. */
function kindOf(address: string): string {
  const { pathname, searchParams } = new URL(address, 'http://here.invalid');
  const [first = '', ...rest] = pathname.split('/').slice(1);
  return `/${first}${rest.length > 0 ? '/…' : ''}${searchParams.size > 0 ? `?${[...new Set(searchParams.keys())].sort().join('&')}` : ''}`;
}

/** Links of a page that stay on the server and read. */
function linksOf(html: string, base: string): string[] {
  const links: string[] = [];
  const parser = new Parser({
    onopentag(name, { href, src, download }) {
      const target =
        name === 'a' && download === undefined
          ? href
          : name === 'link' || name === 'script'
            ? (href ?? src)
            : undefined;
      if (target === undefined || target.startsWith('data:') || !URL.canParse(target, base)) return;
      const url = new URL(target, base);
      if (url.origin === new URL(base).origin && url.pathname !== '/preferences') links.push(url.pathname + url.search);
    },
  });
  parser.end(html);
  return links;
}

/** Opens up to `perKind` pages of every kind that links lead to. */
export async function walk(origin: string, perKind: number): Promise<Walk> {
  const waiting = ['/'];
  const known = new Set(waiting);
  const kinds = new Map<string, { milliseconds: number[]; bytes: number[] }>();
  const broken: string[] = [];
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const kind = kindOf(address);
    const of = kinds.get(kind) ?? { milliseconds: [], bytes: [] };
    kinds.set(kind, of);
    if (of.bytes.length >= perKind) continue;
    const started = performance.now();
    const answer = await fetch(origin + address);
    const html = await answer.text();
    of.milliseconds.push(performance.now() - started);
    of.bytes.push(Buffer.byteLength(html));
    if (answer.status !== 200) broken.push(`${answer.status} ${address}`);
    if (answer.headers.get('content-type')?.startsWith('text/html') !== true) continue;
    for (const link of linksOf(html, origin + address)) {
      if (known.has(link)) continue;
      known.add(link);
      waiting.push(link);
    }
  }
  return {
    kinds: [...kinds].map(([kind, { milliseconds, bytes }]) => ({
      kind,
      pages: bytes.length,
      median_milliseconds: [...milliseconds].sort((a, b) => a - b)[milliseconds.length >> 1]!,
      most_milliseconds: Math.max(...milliseconds),
      most_kilobytes: Math.max(...bytes) / 1000,
    })),
    broken,
    addresses: [...known],
  };
}

const hostileValues = [
  '',
  '0',
  '-1',
  '1e309',
  '99999999999999999999',
  'NaN',
  'null',
  "' OR 1=1 --",
  '"; DROP TABLE items; --',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '%00',
  '\u202e\u0000\ud800',
  '𠜎'.repeat(300),
  'a'.repeat(4000),
  '乌克兰 Россия',
  '2022-02-30',
  '9999-12-31',
  '-271821-04-20',
  '__proto__',
  '${7*7}{{7*7}}',
  '%',
  '_',
  '\\',
];

/** What came of addresses nobody should ask for. */
export interface FuzzedPages {
  readonly requests: number;
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Addresses answered with a status from 500 on, or not at all. */
  readonly failures: readonly string[];
  readonly seconds: number;
}

/** Asks for `requests` addresses made from known ones by putting hostile values into them, several at a time. */
export async function fuzzPages(
  origin: string,
  known: readonly string[],
  requests: number,
  seed: number,
): Promise<FuzzedPages> {
  const random = new Random(seed);
  const some = <T>(list: readonly T[]): T => list[random.below(list.length)]!;
  const names = [...new Set(known.flatMap((address) => [...new URL(address, origin).searchParams.keys()]))];
  const damaged = (): string => {
    const url = new URL(some(known), origin);
    for (let times = 1 + random.below(3); times > 0; times--) {
      const value = some(hostileValues);
      if (random.below(4) === 0 && url.pathname.split('/').length > 2)
        url.pathname = url.pathname.replace(/[^/]*$/u, () => encodeURIComponent(value.toWellFormed()));
      else if (names.length > 0 || url.searchParams.size > 0)
        url.searchParams.set(some([...names, ...url.searchParams.keys(), 'nothing']), value);
    }
    return url.href;
  };
  const addresses = Array.from({ length: requests }, damaged);
  const statuses: Record<string, number> = {};
  const failures: string[] = [];
  const started = performance.now();
  const ask = async (): Promise<void> => {
    for (let address = addresses.pop(); address !== undefined; address = addresses.pop()) {
      let status = 'none';
      try {
        const answer = await fetch(address, { redirect: 'manual' });
        await answer.arrayBuffer();
        status = String(answer.status);
      } catch {
        // Counted as no answer.
      }
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status === 'none' || Number(status) >= 500) failures.push(`${status} ${address.slice(0, 300)}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, ask));
  return { requests, statuses, failures, seconds: (performance.now() - started) / 1000 };
}
