/**
 * The Robots Exclusion Protocol (RFC 9309): which paths of a host a crawler may ask for. Beyond the RFC,
 * `Crawl-delay` is read, which many sites write.
 */

/** The rules of a file that hold for one crawler. */
export interface RobotsRules {
  /** Whether a path with its query may be asked for. */
  allows(path: string): boolean;
  /** Pause between two requests that the site asks for, in seconds; undefined where it names none. */
  readonly crawlDelaySeconds: number | undefined;
}

/** Bytes of a file that are read (2.5: at least 500 KiB). */
export const mostRobotsBytes = 500 * 1024;

/** What holds where there is no file (2.3.1.3). */
export const allAllowed: RobotsRules = { allows: () => true, crawlDelaySeconds: undefined };

interface Rule {
  readonly isAllow: boolean;
  readonly pattern: string;
}

interface Group {
  readonly agents: string[];
  readonly rules: Rule[];
  crawlDelaySeconds?: number;
}

/**
 * Reads a file. The groups of the crawler's name (letters, `-` and `_`, in any case) hold together, or else
 * those of `*`, or else everything is allowed.
 */
export function parseRobots(text: string, name: string): RobotsRules {
  const groups = groupsOf(text);
  const namedBy = (agent: string): Group[] => groups.filter(({ agents }) => agents.includes(agent));
  const own = namedBy(name.toLowerCase());
  const holding = own.length > 0 ? own : namedBy('*');
  const rules = holding.flatMap((group) => group.rules);
  const delays = holding.map((group) => group.crawlDelaySeconds).filter((delay) => delay !== undefined);
  return {
    allows: (path) => isAllowed(rules, path),
    crawlDelaySeconds: delays.length === 0 ? undefined : Math.max(...delays),
  };
}

/** The groups of a file; lines that are no part of the protocol neither begin nor end one (2.2.4). */
function groupsOf(text: string): Group[] {
  const groups: Group[] = [];
  let current: Group | undefined;
  let isNaming = false;
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const found = /^\s*([a-z-]+)\s*:\s*(.*?)\s*$/i.exec(line.replace(/#.*/, ''));
    if (found === null) continue;
    const [, key = '', value = ''] = found;
    const word = key.toLowerCase();
    if (word === 'user-agent') {
      if (!isNaming) groups.push((current = { agents: [], rules: [] }));
      isNaming = true;
      current!.agents.push(value === '*' ? '*' : (/^[a-z_-]+/i.exec(value)?.[0].toLowerCase() ?? ''));
    } else if (word === 'allow' || word === 'disallow') {
      isNaming = false;
      // An empty rule says nothing.
      if (value !== '') current?.rules.push({ isAllow: word === 'allow', pattern: evenOut(value) });
    } else if (word === 'crawl-delay' && current !== undefined && /^\d+(?:\.\d+)?$/.test(value)) {
      current.crawlDelaySeconds = Math.max(current.crawlDelaySeconds ?? 0, Number(value));
    }
  }
  return groups;
}

/** The longest rule that matches decides, and of two as long the one that allows (2.2.2). */
function isAllowed(rules: readonly Rule[], path: string): boolean {
  const even = evenOut(path);
  if (even === '/robots.txt') return true;
  let best: Rule | undefined;
  for (const rule of rules) {
    const { pattern, isAllow } = rule;
    const isLonger = best === undefined || pattern.length > best.pattern.length;
    if ((isLonger || (pattern.length === best!.pattern.length && isAllow)) && matches(pattern, even)) best = rule;
  }
  return best?.isAllow ?? true;
}

/** Whether a pattern matches the beginning of a path; `*` stands for anything, `$` at its end for the end of the path (2.2.3). */
function matches(pattern: string, path: string): boolean {
  const isAnchored = pattern.endsWith('$');
  const [head = '', ...parts] = (isAnchored ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(head)) return false;
  const last = parts.pop();
  if (last === undefined) return !isAnchored || path === head;
  let at = head.length;
  for (const part of parts) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return isAnchored ? path.length - last.length >= at && path.endsWith(last) : path.includes(last, at);
}

/**
 * One way of writing: escapes of ordinary characters are undone, characters beyond ASCII are escaped (2.2.2).
 * Reserved ones stay as they are: the RFC would have them escaped, and does not do so itself for `/` and `?`.
 */
function evenOut(path: string): string {
  return path
    .toWellFormed()
    .replace(/%[0-9a-f]{2}/gi, (escape) => {
      const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
      return /[\w.~-]/.test(character) ? character : escape.toUpperCase();
    })
    .replace(/[^\u0021-\u007e]+/gu, encodeURIComponent);
}
