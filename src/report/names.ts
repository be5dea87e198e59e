/** How ecosystems and the platform are called, coloured and drawn: the same everywhere in the report. */
import { wordingOf } from '../wording/wording.ts';
import type { Wording } from '../wording/wording.ts';
import { clip } from './visible.ts';

type Names = Wording['report']['parties'];

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

/** Codes of the ecosystems that are known, and which of them each means. */
const known: ReadonlyMap<string, Exclude<keyof Names, 'platforms'>> = new Map([
  ['cn', 'china'],
  ['china', 'china'],
  ['chinese', 'china'],
  ['ru', 'russia'],
  ['russia', 'russia'],
  ['russian', 'russia'],
  ['ua', 'ukraine'],
  ['ukraine', 'ukraine'],
  ['ukrainian', 'ukraine'],
  ['us', 'unitedStates'],
  ['usa', 'unitedStates'],
  ['american', 'unitedStates'],
]);

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
  /** Ecosystems in the order of their English labels. */
  readonly ecosystems: readonly Party[];
  readonly platform: Party;
  /** The party of a key in the tables. */
  of(key: string): Party;
}

/**
 * Names the ecosystems of a study; an unknown code is shown as the tables have it. Their order, and with it
 * their colours and shapes, is that of their English labels in every language.
 */
export function namedParties(
  keys: Iterable<string>,
  platformKey: string,
  { report }: Pick<Wording, 'report'>,
): Parties {
  const english = wordingOf('en').report.parties;
  const ecosystems = [...new Set(keys)].filter((key) => key !== platformKey);
  const countries = ecosystems.map((key) => known.get(key.toLowerCase()));
  const named = ecosystems.map((key, index) => {
    const country = countries[index];
    // Two codes of one country would be told apart by nothing: both then keep their codes.
    const unique = country !== undefined && countries.filter((other) => other === country).length === 1;
    const plain = steady(key === '' ? report.shared.noKey : key);
    return unique
      ? { key, ...report.parties[country], place: english[country].label }
      : { key, name: plain, label: plain, place: plain };
  });
  named.sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : a.key < b.key ? -1 : 1));
  const parties: Party[] = named.map(({ place: _place, ...entry }, index) => ({
    ...entry,
    id: `e${index}`,
    colour: `var(--c${index % colours})`,
    symbol: symbols[index % symbols.length]!,
    mark: marks[index % marks.length]!,
  }));
  const platforms = new Map(Object.entries(report.parties.platforms));
  const platformName = steady(platforms.get(platformKey.toLowerCase()) ?? platformKey);
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

/** The baselines of association, in the order of the report. */
export const baselines = ['raw', 'npmi_own', 'npmi_released', 'log_odds'] as const;

/** A baseline of association. */
export type Baseline = (typeof baselines)[number];

/** The letter that stands for a baseline in a figure: shapes mean ecosystems. */
export const baselineLetters: Readonly<Record<Baseline, string>> = {
  raw: 'S',
  npmi_own: 'O',
  npmi_released: 'R',
  log_odds: 'L',
};
