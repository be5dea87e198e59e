/**
 * Invented sentences in four languages: a fact is a choice of words and names, and says the same in
 * each language. The words carry no meaning beyond that.
 */
import { does, syllables, what, when, where, who, why } from './words.ts';
import type { Row } from './words.ts';

/** Languages sentences can be made in. */
export const languages = ['en', 'zh', 'ru', 'uk'] as const;

/** One of them. */
export type Language = (typeof languages)[number];

/** What the facts of a topic have in common: names by number. */
export interface Topic {
  readonly place: number;
  readonly person: number;
  readonly what: number;
}

/** A statement: places in the lists of words, names by number, and a number. */
export interface Fact extends Topic {
  /** Which of the forms of a sentence. */
  readonly form: number;
  readonly who: number;
  readonly does: number;
  readonly where: number;
  readonly why: number;
  readonly when: number;
  readonly howMany: number;
}

/** Invented places and persons there are. */
const names = syllables.length ** 3;

/** Numbers below 1 from a seed, always the same (mulberry32 of Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A topic at random. */
export function anyTopic(random: () => number): Topic {
  const upTo = (limit: number): number => Math.floor(random() * limit);
  return { place: upTo(names), person: upTo(names), what: upTo(what.length) };
}

/** A fact at random, of any topic or of this one. */
export function anyFact(random: () => number, topic: Topic = anyTopic(random)): Fact {
  const upTo = (limit: number): number => Math.floor(random() * limit);
  return {
    ...topic,
    // Two facts of three are about the thing the topic is about.
    what: random() < 2 / 3 ? topic.what : upTo(what.length),
    form: upTo(3),
    who: upTo(who.length),
    does: upTo(does.length),
    where: upTo(where.length),
    why: upTo(why.length),
    when: upTo(when.length),
    howMany: 2 + upTo(997),
  };
}

/** The fact as a sentence. */
export function sentence(fact: Fact, language: Language): string {
  const column = languages.indexOf(language);
  const word = (rows: readonly Row[], place: number): string => rows[place]![column]!;
  const written = forms[language][fact.form]!({
    who: word(who, fact.who),
    does: word(does, fact.does),
    what: `${fact.howMany}${language === 'zh' ? '处' : ' '}${word(what, fact.what)}`,
    where: word(where, fact.where),
    why: word(why, fact.why),
    when: word(when, fact.when),
    place: name(fact.place, column),
    person: name(fact.person, column),
  });
  return written[0]!.toUpperCase() + written.slice(1);
}

interface Words {
  readonly who: string;
  readonly does: string;
  readonly what: string;
  readonly where: string;
  readonly why: string;
  readonly when: string;
  readonly place: string;
  readonly person: string;
}

type Form = (words: Words) => string;

const forms: Readonly<Record<Language, readonly Form[]>> = {
  en: [
    (w) => `${w.who} of ${w.place} ${w.does} ${w.what} ${w.where} ${w.why}.`,
    (w) => `${w.when}, ${w.who} of ${w.place} ${w.does} ${w.what} ${w.where}, ${w.person} said.`,
    (w) => `${w.person} told reporters that ${w.who} ${w.does} ${w.what} ${w.where} in ${w.place} ${w.why}.`,
  ],
  zh: [
    (w) => `${w.why}，${w.place}的${w.who}${w.where}${w.does}${w.what}。`,
    (w) => `${w.person}说，${w.when}${w.place}的${w.who}${w.where}${w.does}${w.what}。`,
    (w) => `${w.person}对记者表示，${w.why}，${w.who}在${w.place}${w.where}${w.does}${w.what}。`,
  ],
  ru: [
    (w) => `${w.who} города ${w.place} ${w.does} ${w.what} ${w.where} ${w.why}.`,
    (w) => `${w.when} ${w.who} города ${w.place} ${w.does} ${w.what} ${w.where}, сообщает ${w.person}.`,
    (w) => `${w.person} говорит журналистам, что ${w.who} ${w.does} ${w.what} ${w.where} в городе ${w.place} ${w.why}.`,
  ],
  uk: [
    (w) => `${w.who} міста ${w.place} ${w.does} ${w.what} ${w.where} ${w.why}.`,
    (w) => `${w.when} ${w.who} міста ${w.place} ${w.does} ${w.what} ${w.where}, повідомляє ${w.person}.`,
    (w) => `${w.person} каже журналістам, що ${w.who} ${w.does} ${w.what} ${w.where} у місті ${w.place} ${w.why}.`,
  ],
};

/** The invented name of this number: two or three syllables. */
function name(number: number, column: number): string {
  const size = syllables.length;
  const [first, second, third] = [number % size, Math.floor(number / size) % size, Math.floor(number / size ** 2)];
  const parts = third < size / 2 ? [first, second] : [first, second, third];
  const written = parts.map((part) => syllables[part]![column]!).join('');
  return written[0]!.toUpperCase() + written.slice(1);
}
