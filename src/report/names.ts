/** How ecosystems and the platform are called, coloured and drawn: the same everywhere in the report. */

import { clip } from './visible.ts';

/** Anything that publishes: an ecosystem, or the platform. */
export interface Party {
  /** As the tables have it. */
  readonly key: string;
  /** In a sentence: `the United States`. */
  readonly name: string;
  /** On a label: `United States`. */
  readonly label: string;
  /** Name of its style class and anchor: `e0`, `e1` … and `ep` for the platform. */
  readonly id: string;
  /** Its colour, as a reference to a style variable. */
  readonly colour: string;
  /** Its shape in figures. */
  readonly symbol: 'circle' | 'square' | 'triangle' | 'diamond' | 'star' | 'cross' | 'hexagon' | 'times';
  /** The same shape as a character. */
  readonly mark: string;
}

const known: Readonly<Record<string, readonly [name: string, label: string]>> = {
  cn: ['China', 'China'],
  china: ['China', 'China'],
  chinese: ['China', 'China'],
  ru: ['Russia', 'Russia'],
  russia: ['Russia', 'Russia'],
  russian: ['Russia', 'Russia'],
  ua: ['Ukraine', 'Ukraine'],
  ukraine: ['Ukraine', 'Ukraine'],
  ukrainian: ['Ukraine', 'Ukraine'],
  us: ['the United States', 'United States'],
  usa: ['the United States', 'United States'],
  american: ['the United States', 'United States'],
};

const platforms: Readonly<Record<string, string>> = {
  weibo: 'Weibo',
  telegram: 'Telegram',
  vk: 'VK',
  x: 'X',
  twitter: 'Twitter',
  bluesky: 'Bluesky',
  mastodon: 'Mastodon',
};

const symbols = ['circle', 'square', 'triangle', 'diamond', 'star', 'cross', 'hexagon'] as const;
const marks = ['●', '■', '▲', '◆', '★', '✚', '⬢'] as const;

/** Colours there are; the eighth ecosystem has the first colour again, with another shape. */
export const colours = 6;

/** Characters of an unknown name that are shown; the tables have it whole. */
const nameCharacters = 48;

/** A right-to-left name is followed by a left-to-right mark, so that figures after it stay in place. */
function steady(key: string): string {
  const { text, left } = clip(key, nameCharacters);
  const name = left > 0 ? `${text}…` : text;
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u.test(name) ? `${name}\u200e` : name;
}

/** The parties of a study. */
export interface Parties {
  /** Ecosystems in the order of their labels. */
  readonly ecosystems: readonly Party[];
  readonly platform: Party;
  /** The party of a key in the tables. */
  of(key: string): Party;
}

/** Names the ecosystems of a study; an unknown code is shown as the tables have it. */
export function namedParties(keys: Iterable<string>, platformKey: string): Parties {
  const ecosystems = [...new Set(keys)].filter((key) => key !== platformKey);
  const labels = ecosystems.map((key) => known[key.toLowerCase()]?.[1]);
  const named = ecosystems.map((key, index) => {
    const label = labels[index];
    // Two codes of one country would be told apart by nothing: both then keep their codes.
    const unique = label !== undefined && labels.filter((other) => other === label).length === 1;
    const plain = steady(key === '' ? '(none)' : key);
    return unique ? { key, name: known[key.toLowerCase()]![0], label } : { key, name: plain, label: plain };
  });
  named.sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : a.key < b.key ? -1 : 1));
  const parties: Party[] = named.map((entry, index) => ({
    ...entry,
    id: `e${index}`,
    colour: `var(--c${index % colours})`,
    symbol: symbols[index % symbols.length]!,
    mark: marks[index % marks.length]!,
  }));
  const platformName = steady(platforms[platformKey.toLowerCase()] ?? platformKey);
  const platform: Party = {
    key: platformKey,
    name: platformName,
    label: platformName,
    id: 'ep',
    colour: 'var(--cp)',
    symbol: 'times',
    mark: '✕',
  };
  const byKey = new Map([...parties, platform].map((party) => [party.key, party]));
  return {
    ecosystems: parties,
    platform,
    of(key) {
      const party = byKey.get(key);
      if (party === undefined) throw new RangeError(`no party is called ${key}`);
      return party;
    },
  };
}

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** The English name of a language code; the code itself where there is none. */
export function languageName(code: string): string {
  if (code === 'und' || code === '') return 'undetermined';
  try {
    return languages.of(code) ?? code;
  } catch {
    return code;
  }
}

/** The baselines of association, in the order of the report. */
export const baselines = ['raw', 'npmi_own', 'npmi_released', 'log_odds'] as const;

/** A baseline of association. */
export type Baseline = (typeof baselines)[number];

/** What a baseline is called, and the letter that stands for it in a figure: shapes mean ecosystems. */
export const baselineNames: Readonly<Record<Baseline, { readonly name: string; readonly letter: string }>> = {
  raw: { name: 'raw share', letter: 'S' },
  npmi_own: { name: 'normalised PMI (own totals)', letter: 'O' },
  npmi_released: { name: 'normalised PMI (released variant)', letter: 'R' },
  log_odds: { name: 'log-odds with a prior', letter: 'L' },
};
