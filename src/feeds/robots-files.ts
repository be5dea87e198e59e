/** Asks hosts for their robots.txt, once, before anything else of them is asked for. */
import { gunzipSync } from 'node:zlib';
import type { PoliteClient } from '../crawl/client.ts';
import type { Clock } from '../crawl/clock.ts';
import { FetchFailure } from '../crawl/exchange.ts';
import { allAllowed, mostRobotsBytes, parseRobots } from './robots.ts';
import type { RobotsRules } from './robots.ts';

/** Milliseconds after which a file is asked for again (RFC 9309, 2.4). */
const longestKept = 24 * 3600 * 1000;

/** Longest pause between two requests that a `Crawl-delay` brings about, in seconds. */
const longestDelay = 300;

/** Statuses that say there is no file (2.3.1.3); 429 rather says that one is asked too often. */
const statuses = [200, ...Array.from({ length: 100 }, (_, index) => 400 + index).filter((status) => status !== 429)];

/** The rules of a host, or why it could not tell them. */
type Found = RobotsRules | { readonly unreachable: string };

interface Kept {
  readonly rules: Promise<Found>;
  readonly until: number;
}

/** The robots.txt files of all hosts. */
export class RobotsFiles {
  readonly #client: () => PoliteClient;
  readonly #clock: Clock;
  readonly #name: string;
  readonly #kept = new Map<string, Kept>();
  readonly #delays = new Map<string, number>();

  /** `name` is the crawler's name in the files; the client may be made later. */
  constructor({ client, clock, name }: { client: () => PoliteClient; clock: Clock; name: string }) {
    this.#client = client;
    this.#clock = clock;
    this.#name = name;
  }

  /** Pause between two requests that a host asked for in its file, in milliseconds; 0 where it did not. */
  delayOf(host: string): number {
    return this.#delays.get(host) ?? 0;
  }

  /**
   * Throws a FetchFailure where an address may not be asked for: `robots` where the file says so,
   * `robots-unreachable` where the host could not tell (2.3.1.4).
   */
  async check(url: URL): Promise<void> {
    const rules = await this.#rulesOf(url);
    const { host, href } = url;
    if ('unreachable' in rules)
      throw new FetchFailure('robots-unreachable', `robots.txt could not be fetched: ${rules.unreachable}`, {
        host,
        isPassing: false,
      });
    if (!rules.allows(`${url.pathname}${url.search}`))
      throw new FetchFailure('robots', `${href} is disallowed by robots.txt`, { host, isPassing: false });
  }

  /** Forgets the hosts that could not tell, so that they are asked again. */
  async forgetUnreachable(): Promise<void> {
    for (const [origin, { rules }] of this.#kept) {
      const isKnown = await rules.then(
        (found) => !('unreachable' in found),
        () => false,
      );
      if (!isKnown) this.#kept.delete(origin);
    }
  }

  #rulesOf({ origin, host }: URL): Promise<Found> {
    const kept = this.#kept.get(origin);
    const now = this.#clock.now();
    if (kept !== undefined && kept.until > now) return kept.rules;
    const rules = this.#fetch(origin, host);
    this.#kept.set(origin, { rules, until: now + longestKept });
    return rules;
  }

  async #fetch(origin: string, host: string): Promise<Found> {
    let rules = allAllowed;
    try {
      const { status, body } = await this.#client().get(`${origin}/robots.txt`, {
        accept: statuses,
        mostBytes: mostRobotsBytes,
        cutsOff: true,
      });
      if (status === 200) rules = parseRobots(textOf(body), this.#name);
    } catch (error) {
      if (!(error instanceof FetchFailure)) throw error;
      // More than five redirects, and statuses without a meaning here, count as no file (2.3.1.2, 2.3.1.3).
      const isMissing = error.reason === 'redirects' || /^http-[1-4]/.test(error.reason);
      if (!isMissing || error.reason === 'http-429') return { unreachable: error.message };
    }
    this.#delays.set(host, Math.min(longestDelay, rules.crawlDelaySeconds ?? 0) * 1000);
    return rules;
  }
}

/** The text of a file; some servers pack what they were not asked to. */
function textOf(body: Buffer): string {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body.toString('utf8');
  try {
    return gunzipSync(body, { maxOutputLength: mostRobotsBytes }).toString('utf8');
  } catch {
    return '';
  }
}
