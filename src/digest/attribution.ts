/** Who a quote is of, in the words of the digest's language. */
import { clip } from '../report/visible.ts';
import type { Wording } from '../wording/wording.ts';
import type { Quoted } from './model.ts';
import { plainSpaces } from './parts.ts';
import { machineTime, timeInWords } from './time-words.ts';
import { webAddress } from './words.ts';

/** Characters of a name from outside that are shown; the digest's file has it whole. */
const nameCharacters = 80;
const titleCharacters = 300;

const countries: Readonly<Record<string, keyof Wording['digest']['ecosystems']>> = {
  cn: 'cn',
  china: 'cn',
  chinese: 'cn',
  ru: 'ru',
  russia: 'ru',
  russian: 'ru',
  ua: 'ua',
  ukraine: 'ua',
  ukrainian: 'ua',
  us: 'us',
  usa: 'us',
  american: 'us',
};

/** What stands below a quote. */
export interface Attribution {
  /** The outlet, or the account. */
  readonly source: string;
  /** The ecosystem, or the platform; empty where it says nothing that `source` does not. */
  readonly where: string;
  /** Headline of an article; empty where there is none. */
  readonly title: string;
  /** The language of the quote, such as `Chinese`. */
  readonly languageName: string;
  readonly time: string;
  /** For a `datetime` attribute; empty where no point in time is known. */
  readonly machineTime: string;
  readonly url: URL | undefined;
}

function shortened(text: string | null, length: number): string {
  const { text: kept, left } = clip(plainSpaces(text ?? ''), length);
  return left > 0 ? `${kept}…` : kept;
}

/** The attribution of what was quoted. */
export function attributionOf(quoted: Quoted, wording: Wording): Attribution {
  const isPost = quoted.kind === 'post';
  const { unnamedSource } = wording.digest;
  const where = isPost
    ? platformName(quoted.platform ?? quoted.ecosystem, wording)
    : ecosystemName(quoted.ecosystem, wording);
  const named = shortened(isPost ? quoted.author : quoted.site, nameCharacters);
  const source = named !== '' ? named : isPost && where !== '' ? where : unnamedSource;
  return {
    source,
    where: where === source ? '' : where,
    title: shortened(quoted.title, titleCharacters),
    languageName: wording.formats.languageName(shortened(quoted.language, 35)),
    time: timeInWords(quoted.time, wording),
    machineTime: machineTime(quoted.time),
    url: webAddress(quoted.url),
  };
}

/** What an ecosystem is called: its country where that is known, else as the study calls it. */
export function ecosystemName(ecosystem: string | null, { digest: { ecosystems } }: Wording): string {
  const key = (ecosystem ?? '').toLowerCase();
  return Object.hasOwn(countries, key) ? ecosystems[countries[key]!] : shortened(ecosystem, nameCharacters);
}

function platformName(platform: string | null, { digest: { platforms } }: Wording): string {
  const key = (platform ?? '').toLowerCase();
  return Object.hasOwn(platforms, key) ? platforms[key as keyof typeof platforms] : shortened(platform, nameCharacters);
}
