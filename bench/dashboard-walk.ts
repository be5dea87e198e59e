/** Follows the links of the dashboard, as far as they lead. */
import { Parser } from 'htmlparser2';

/** What pages of one kind took. */
export interface KindOfPage {
  /** Address with ids and parameters left out. */
  readonly kind: string;
  readonly pages: number;
  /** The first one: what is computed once is computed then. */
  readonly first_milliseconds: number;
  readonly least_milliseconds: number;
  readonly median_milliseconds: number;
  readonly most_milliseconds: number;
  /** Processor time of the server for a page, the first one left out where there are others. */
  readonly processor_milliseconds: number;
  readonly most_kilobytes: number;
}

/** A form that changes something. */
export interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface Walk {
  readonly kinds: readonly KindOfPage[];
  /** Addresses that were not answered with 200, and with what. */
  readonly broken: readonly string[];
  readonly addresses: readonly string[];
  /** Forms of the pages, one for each address and set of fields. */
  readonly forms: readonly Form[];
}

/** What a page that was answered is shown to. */
export type Look = (page: { readonly address: string; readonly status: number; readonly html: string }) => void;

/** How a walk goes. */
export interface WalkOptions {
  /** Addresses to begin with. */
  readonly from: readonly string[];
  /** Pages of each kind that are opened at most. */
  readonly perKind: number;
  readonly look?: Look;
  /** Processor time the server has used, in milliseconds. */
  readonly processor?: () => number;
}

/** The kind of an address: `/narratives/12?page=2` is of `/narratives/…?page`. */
function kindOf(address: string): string {
  const { pathname, searchParams } = new URL(address, 'http://here.invalid');
  const [first = '', ...rest] = pathname.split('/').slice(1);
  return `/${first}${rest.length > 0 ? '/…' : ''}${searchParams.size > 0 ? `?${[...new Set(searchParams.keys())].sort().join('&')}` : ''}`;
}

/** What a page leads to. */
interface Leads {
  /** Links that stay on the server and read; files to be saved among them. */
  readonly links: readonly string[];
  readonly forms: readonly Form[];
}

function leadsOf(html: string, base: string): Leads {
  const links: string[] = [];
  const forms: { action: string; fields: Record<string, string> }[] = [];
  let form: (typeof forms)[number] | undefined;
  const parser = new Parser({
    onopentag(name, attributes) {
      const target =
        name === 'a'
          ? attributes['href']
          : name === 'link' || name === 'script'
            ? (attributes['href'] ?? attributes['src'])
            : undefined;
      if (target !== undefined && !target.startsWith('data:') && URL.canParse(target, base)) {
        const url = new URL(target, base);
        if (url.origin === new URL(base).origin && url.pathname !== '/preferences')
          links.push(url.pathname + url.search);
      }
      if (name === 'form' && attributes['method'] === 'post')
        forms.push((form = { action: attributes['action'] ?? new URL(base).pathname, fields: {} }));
      if (
        form !== undefined &&
        ['input', 'textarea', 'select', 'button'].includes(name) &&
        attributes['name'] !== undefined
      )
        form.fields[attributes['name']] = attributes['value'] ?? '';
    },
    onclosetag(name) {
      if (name === 'form') form = undefined;
    },
  });
  parser.end(html);
  return { links, forms };
}

/** Asks, and asks again where a kept connection was closed just then, as browsers do. */
async function open(address: string): Promise<Response> {
  try {
    return await fetch(address);
  } catch {
    return fetch(address);
  }
}

/** Reads an answer; a file may be longer than memory, and is only counted. */
async function read(answer: Response, isPage: boolean): Promise<{ readonly bytes: number; readonly text: string }> {
  if (isPage) {
    const text = await answer.text();
    return { bytes: Buffer.byteLength(text), text };
  }
  let bytes = 0;
  for await (const part of answer.body ?? []) bytes += (part as Uint8Array).byteLength;
  return { bytes, text: '' };
}

/** Opens up to `perKind` pages of every kind that links lead to, one after the other, from the pages in `from`. */
export async function walk(
  origin: string,
  { from, perKind, look, processor = () => Number.NaN }: WalkOptions,
): Promise<Walk> {
  const waiting = [...from];
  const known = new Set(waiting);
  const kinds = new Map<string, { milliseconds: number[]; bytes: number[]; processor: number[] }>();
  const broken: string[] = [];
  const forms = new Map<string, Form>();
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const kind = kindOf(address);
    const of = kinds.get(kind) ?? { milliseconds: [], bytes: [], processor: [] };
    kinds.set(kind, of);
    if (of.bytes.length >= perKind) continue;
    const [started, used] = [performance.now(), processor()];
    const answer = await open(origin + address);
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true;
    const { bytes, text: html } = await read(answer, isPage);
    of.milliseconds.push(performance.now() - started);
    of.processor.push(processor() - used);
    of.bytes.push(bytes);
    if (answer.status !== 200) broken.push(`${answer.status} ${address}`);
    if (!isPage) continue;
    look?.({ address, status: answer.status, html });
    const leads = leadsOf(html, origin + address);
    for (const form of leads.forms) forms.set(`${form.action} ${Object.keys(form.fields).sort().join(' ')}`, form);
    for (const link of leads.links) {
      if (known.has(link)) continue;
      known.add(link);
      waiting.push(link);
    }
  }
  return {
    kinds: [...kinds].map(([kind, { milliseconds, bytes, processor: used }]) => ({
      kind,
      pages: bytes.length,
      first_milliseconds: milliseconds[0]!,
      least_milliseconds: Math.min(...milliseconds),
      median_milliseconds: [...milliseconds].sort((a, b) => a - b)[milliseconds.length >> 1]!,
      most_milliseconds: Math.max(...milliseconds),
      processor_milliseconds: mean(used.length > 1 ? used.slice(1) : used),
      most_kilobytes: Math.max(...bytes) / 1000,
    })),
    broken,
    addresses: [...known],
    forms: [...forms.values()],
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
