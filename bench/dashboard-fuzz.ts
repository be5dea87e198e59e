/** Asks the dashboard for what nobody should ask for: hostile values, damaged addresses, damaged forms. */
import { Agent, request } from 'node:http';
import { Random } from '../src/kernels/random.ts';
import type { Form } from './dashboard-walk.ts';

const hostileValues: readonly string[] = [
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
  '..%2f..%2fetc%2fpasswd',
  '%00',
  'a\0b',
  '\u202e\u0000\ud800',
  '𠜎'.repeat(300),
  'a'.repeat(4000),
  '('.repeat(500),
  'a*'.repeat(200),
  '乌克兰 Россия',
  '2022-02-30',
  '0000-01-01',
  '9999-12-31',
  '-271821-04-20',
  '__proto__',
  'constructor',
  'toString',
  '${7*7}{{7*7}}',
  '//elsewhere.example/',
  '/.//elsewhere.example/',
  'javascript:alert(1)',
  '%',
  '_',
  '\\',
  '\r\nSet-Cookie: a=b',
];

/** What came of requests nobody should send. */
export interface Fuzzed {
  readonly requests: number;
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Requests answered with 500 or more, or not at all; 503 says that it was too much at once, and is none. */
  readonly failures: readonly string[];
  readonly seconds: number;
  readonly median_milliseconds: number;
  readonly most_milliseconds: number;
}

/** A request as it goes over the wire. */
interface Asked {
  readonly method: 'GET' | 'HEAD' | 'POST';
  /** Path and query, not put right by anybody. */
  readonly path: string;
  readonly type?: string;
  readonly body?: string;
}

/** How much is asked, and of what seed. */
export interface FuzzOptions {
  readonly requests: number;
  readonly seed: number;
  /** Seconds after which no more is asked. */
  readonly seconds: number;
}

/** Asks for addresses made from known ones, by hostile values and by damage to the text of the address. */
export async function fuzzAddresses(origin: string, known: readonly string[], options: FuzzOptions): Promise<Fuzzed> {
  const random = new Random(options.seed);
  const some = someOf(random);
  const names = [...new Set(known.flatMap((address) => [...new URL(address, origin).searchParams.keys()]))];
  return fuzz(origin, options, () => {
    const url = new URL(some(known), origin);
    for (let times = 1 + random.below(3); times > 0; times--) {
      const value = some(hostileValues);
      if (random.below(4) === 0 && url.pathname.split('/').length > 2)
        url.pathname = url.pathname.replace(/[^/]*$/u, () => encodeURIComponent(value.toWellFormed()));
      else url.searchParams.set(some([...names, ...url.searchParams.keys(), 'nothing', '__proto__']), value);
    }
    const path = url.pathname + url.search;
    return {
      method: random.below(20) === 0 ? 'HEAD' : 'GET',
      path: random.below(3) === 0 ? damaged(path, random) : path,
    };
  });
}

/** Posts the forms that pages offer, with hostile values, missing and additional fields, as forms and as JSON. */
export async function fuzzForms(origin: string, forms: readonly Form[], options: FuzzOptions): Promise<Fuzzed> {
  const random = new Random(options.seed);
  const some = someOf(random);
  const value = (): unknown => {
    switch (random.below(8)) {
      case 0:
        return null;
      case 1:
        return [some(hostileValues), { __proto__: some(hostileValues) }];
      case 2:
        return random.below(1000) - 500;
      case 3:
        return { length: 1e9, toString: 'x' };
      default:
        return some(hostileValues);
    }
  };
  return fuzz(origin, options, () => {
    const form = some(forms);
    const fields = Object.entries(form.fields).filter(() => random.below(6) > 0) as [string, unknown][];
    const isJson = random.below(2) === 0;
    for (const field of fields)
      if (random.below(3) === 0) field[1] = isJson ? value() : some(hostileValues).toWellFormed();
    if (random.below(4) === 0) fields.push([some(['__proto__', 'constructor', 'x'.repeat(2000)]), some(hostileValues)]);
    const body = isJson
      ? JSON.stringify(Object.fromEntries(fields))
      : new URLSearchParams(fields.map(([name, text]): [string, string] => [name, String(text)])).toString();
    return {
      method: 'POST',
      path: random.below(20) === 0 ? damaged(form.action, random) : form.action,
      type: random.below(20) === 0 ? 'text/plain' : isJson ? 'application/json' : 'application/x-www-form-urlencoded',
      body: random.below(6) === 0 ? damaged(body, random) : body,
    };
  });
}

function someOf(random: Random): <T>(list: readonly T[]) => T {
  return (list) => list[random.below(list.length)]!;
}

/** A text with a few characters taken out, doubled, or replaced by ones that mean something in an address. */
function damaged(text: string, random: Random): string {
  let result = text;
  for (let times = 1 + random.below(4); times > 0; times--) {
    const at = 1 + random.below(result.length);
    const piece = ['%', '%zz', '%c3%28', '%00', '/', '//', '/../', '?', '&', '=', ';', '#', '+', '[', '"', ''][
      random.below(16)
    ]!;
    result = result.slice(0, at) + piece + result.slice(at + random.below(3));
  }
  return result;
}

/** Sends up to `requests` requests, several at a time, as a page of the server would. */
async function fuzz(origin: string, { requests, seconds }: FuzzOptions, next: () => Asked): Promise<Fuzzed> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const statuses: Record<string, number> = {};
  const failures: string[] = [];
  const times: number[] = [];
  const started = performance.now();
  let left = requests;
  const ask = async (): Promise<void> => {
    while (left-- > 0 && performance.now() - started < seconds * 1000) {
      const asked = next();
      const sent = performance.now();
      const status = await send(origin, agent, asked);
      times.push(performance.now() - sent);
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status === 'none' || (Number(status) >= 500 && status !== '503'))
        failures.push(`${status} ${asked.method} ${asked.path.slice(0, 300)} ${(asked.body ?? '').slice(0, 300)}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, ask));
  agent.destroy();
  times.sort((a, b) => a - b);
  return {
    requests: times.length,
    statuses,
    failures,
    seconds: (performance.now() - started) / 1000,
    median_milliseconds: times[times.length >> 1] ?? Number.NaN,
    most_milliseconds: times.at(-1) ?? Number.NaN,
  };
}

/** The status of an answer; `none` where there was none. */
async function send(origin: string, agent: Agent, { method, path, type, body }: Asked): Promise<string> {
  return new Promise((done) => {
    const headers = type === undefined ? {} : { origin, 'content-type': type };
    // What no client can write into a line of HTTP is written as a client would write it.
    const line = path.replace(/[^\u0021-\u007e]/gu, (character) => encodeURIComponent(character.toWellFormed()));
    const asked = request(origin, { method, path: line, agent, headers, timeout: 60_000 }, (answer) => {
      answer.resume();
      answer.on('end', () => done(String(answer.statusCode)));
      answer.on('error', () => done('none'));
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => done('none'));
    asked.end(body);
  });
}
