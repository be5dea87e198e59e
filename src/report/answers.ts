/**
 * The four answers as sentences. Each says no more than its figures carry: the highest count is
 * called "most" only above one half, ties are named, and an order nobody can tell is said to be one.
 */
import { groupBy } from '../kernels/group-by.ts';
import { influenceAnswer } from './answer-influence.ts';
import { chanceSentences } from './first-chance.ts';
import { timeSentences } from './section-coverage.ts';
import { sensitivitySentence } from './section-sensitivity.ts';
import type { FirstSums, Overview } from './model.ts';
import { baselineNames, baselines } from './names.ts';
import type { Baseline, Parties } from './names.ts';
import { capitalised, count, counted, listed, partOf, percent, percentRange, splitCount } from './numbers.ts';
import { associatedEcosystems, leaders, shareStanding, winnersOf } from './tally.ts';
import type { View } from './view.ts';

/** One answer with what stands beside it. */
export interface Answer {
  readonly id: 'share' | 'association' | 'first' | 'influence';
  readonly question: string;
  /** The sentence to print. */
  readonly answer: string;
  /** What stands beside it. */
  readonly support: readonly string[];
  readonly caveats: readonly string[];
  /** Where the evidence is. */
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

/** All four answers, in the order of the questions. */
export function answers(view: View): Answer[] {
  const { data, parties, links } = view;
  const all = [shareAnswer(view), associationAnswer(view), firstAnswer(view), influenceAnswer(view)];
  return all.map((answer) => {
    const question = answer.id === 'first' ? 'first_appearance' : answer.id;
    const curve = data.sensitivity.find((other) => other.question === question);
    const sentence = sensitivitySentence(curve, parties);
    if (sentence === undefined) return answer;
    const link = { href: links.section('sensitivity'), text: 'sensitivity' };
    return { ...answer, support: [...answer.support, sentence], links: [...answer.links, link] };
  });
}

function names(keys: readonly string[], parties: Parties): string {
  return listed(keys.map((key) => parties.of(key).name));
}

/** Why there is nothing to say, where there is nothing to say. */
function nothing(data: Overview): string | undefined {
  if (data.narrativesAtLevel === 0) return 'No narratives were found among the posts, so there is nothing to compare.';
  if (data.share.length === 0 && !data.isMeasured) {
    return data.ecosystems.length === 0
      ? 'The study holds no articles, so there is nothing to compare the narratives with.'
      : 'No narrative is large enough to be measured, so there is nothing to compare.';
  }
  return undefined;
}

const noMatch = 'No article matches any of the narratives.';

function shareAnswer(view: View): Answer {
  const { data, parties, links } = view;
  const copies = shareStanding(data.share, 'copies');
  const groups = shareStanding(data.share, 'groups');
  const support: string[] = [];
  let answer = nothing(data);
  if (answer === undefined && copies.matched === 0) answer = noMatch;
  if (answer === undefined) {
    const first = leaders(copies.rows, (row) => row.matched);
    const keys = first.map((row) => row.ecosystem);
    const lead = first[0]!;
    const what =
      copies.matched === 1
        ? 'The only matching article'
        : lead.matched === copies.matched
          ? 'All matching articles'
          : 'Most matching articles';
    if (copies.rows.length === 1) {
      answer = `${copies.matched === 1 ? 'The only matching article' : `All ${count(copies.matched)} matching articles`} came from ${names(keys, parties)}, the only ecosystem in the study, so the share compares nothing.`;
    } else if (first.length > 1) {
      answer = `${capitalised(names(keys, parties))} published equally many matching articles, and more than any other ecosystem: ${count(lead.matched)} each, of ${count(copies.matched)} in all.`;
      if (first.length === copies.rows.length)
        answer = `All ecosystems published equally many matching articles: ${count(lead.matched)} each, of ${count(copies.matched)} in all.`;
    } else if (lead.matched * 2 > copies.matched) {
      answer = `${what} came from ${names(keys, parties)}: ${partOf(lead.matched, copies.matched)}.`;
    } else {
      answer = `More matching articles came from ${names(keys, parties)} than from any other ecosystem: ${partOf(lead.matched, copies.matched)}.`;
    }
    if (copies.rows.length > 1) {
      const rates = leaders(copies.rows, (row) => row.rate);
      const others = copies.rows
        .filter((row) => !rates.includes(row) && row.rate !== null)
        .sort((a, b) => b.rate! - a.rate!);
      if (rates.length > 0) {
        const next =
          others[0] === undefined
            ? ''
            : `, against ${percent(others[0].rate)} for ${names([others[0].ecosystem], parties)}, which comes next`;
        const same = rates.length === 1 && keys.length === 1 && rates[0]!.ecosystem === keys[0];
        const subject = names(
          rates.map((row) => row.ecosystem),
          parties,
        );
        support.push(
          rates.length > 1
            ? `Measured against how much each published, ${subject} lead together: ${percent(rates[0]!.rate)} of their articles match${next}.`
            : `Measured against how much each published, ${subject} ${same ? 'also leads' : 'leads instead'}: ${percent(rates[0]!.rate)} of its ${count(rates[0]!.articles)} articles match${next}.`,
        );
      }
      support.push(...groupsSentence(keys, groups, parties));
      support.push(...shareIntervals(copies.rows, parties));
    }
  }
  return {
    id: 'share',
    question: `Share: which ecosystem published most of what matches the narratives on ${parties.platform.name}?`,
    answer,
    support,
    caveats:
      copies.matched > 0 && copies.matched < 30
        ? [`Only ${counted(copies.matched, 'article')} match: a handful of articles could change the order.`]
        : [],
    links: [
      { href: links.section('share'), text: 'figures' },
      { href: links.section('by-ecosystem'), text: 'evidence by ecosystem' },
      { href: links.table('share', 'csv'), text: 'share.csv' },
    ],
  };
}

/** How far the shares would move with other narratives, and whether the first two can be told apart. */
function shareIntervals(rows: ReturnType<typeof shareStanding>['rows'], parties: Parties): string[] {
  const known = rows.filter((row) => row.low !== null && row.high !== null);
  if (known.length === 0) return [];
  const said = known.map((row) => `${parties.of(row.ecosystem).name} ${percentRange(row.low, row.high)}`);
  const [first, second] = rows;
  const apart = first?.low !== null && second?.high !== null && first!.low > (second?.high ?? 0);
  return [
    `With other narratives the shares would differ; 95 % intervals: ${listed(said)}.${
      second?.high === null || first?.low === null
        ? ''
        : apart
          ? ' The first two intervals do not overlap.'
          : ' The first two intervals overlap, so their order is not certain.'
    }`,
  ];
}

function groupsSentence(
  copyLeaders: readonly string[],
  groups: ReturnType<typeof shareStanding>,
  parties: Parties,
): string[] {
  if (groups.matched === 0) return [];
  const first = leaders(groups.rows, (row) => row.matched);
  const keys = first.map((row) => row.ecosystem);
  const figure =
    first.length === 1
      ? partOf(first[0]!.matched, groups.matched)
      : `${count(first[0]!.matched)} each, of ${count(groups.matched)}`;
  const unchanged = keys.length === copyLeaders.length && keys.every((key) => copyLeaders.includes(key));
  const verb = first.length === 1 ? 'leads' : 'lead together';
  return [
    unchanged
      ? `With copies of one text counted once, the order at the top stays: ${names(keys, parties)} ${verb} with ${figure}.`
      : `With copies of one text counted once, it is ${names(keys, parties)} that ${verb}: ${figure}.`,
  ];
}

function associationAnswer(view: View): Answer {
  const { data, parties, links } = view;
  const all = baselines.map((baseline) => winnersOf(data, baseline, 'copies')).filter((winners) => winners.decided > 0);
  const { changed, compared } = data.association.byBaseline;
  const support: string[] = [];
  let answer = nothing(data);
  if (answer === undefined && all.length === 0) answer = `${noMatch} No narrative is associated with an ecosystem.`;
  if (answer === undefined) {
    const heads = all.map((winners) => {
      const first = leaders(winners.wins, (row) => Math.round(row.split * 1e6));
      return {
        winners,
        keys: first.map((row) => row.ecosystem).sort((a, b) => (parties.of(a).label < parties.of(b).label ? -1 : 1)),
        split: first[0]!.split,
      };
    });
    const tied = heads.some(({ winners }) => winners.tied > 0) ? ', ties split' : '';
    const ecosystems = associatedEcosystems(data);
    const agree = heads.every(({ keys }) => keys.join('\u0000') === heads[0]!.keys.join('\u0000'));
    const each = heads.map(
      ({ winners, split }) =>
        `${splitCount(split)} of ${count(winners.decided)} (${percent(split / winners.decided)}) by ${baselineNames[winners.baseline].name}`,
    );
    if (ecosystems.length === 1) {
      answer = `The study has one ecosystem, ${names(ecosystems, parties)}, so there is no other to compare the narratives with.`;
    } else if (agree && heads[0]!.keys.length === 1) {
      const under =
        heads.length === baselines.length
          ? 'all four baselines'
          : listed(heads.map(({ winners }) => baselineNames[winners.baseline].name));
      const leader = names(heads[0]!.keys, parties);
      const majority = heads.every(({ split, winners }) => split * 2 > winners.decided);
      answer = majority
        ? `Under ${under}, most narratives are most associated with ${leader}: ${listed(each)}${tied}.`
        : `Under ${under}, more narratives are most associated with ${leader} than with any other ecosystem: ${listed(each)}${tied}.`;
    } else if (agree) {
      answer = `No single ecosystem leads: as many narratives are most associated with ${names(heads[0]!.keys, parties)} each (${each.join('; ')}${tied}).`;
    } else {
      const said = byBaselines(
        heads.map(({ winners, keys, split }) => {
          const figure = `${splitCount(split)} of ${count(winners.decided)}${keys.length > 1 ? ' each' : ''}, ${percent(split / winners.decided)}`;
          return [winners.baseline, `${names(keys, parties)} (${figure})`];
        }),
      );
      answer = `The answer depends on the baseline: more narratives than with any other ecosystem are most associated with ${said.join('; with ')}${tied}.`;
    }
    if (ecosystems.length > 1) support.push(...testSentences(data, heads, parties));
    if (compared > 0 && ecosystems.length > 1) {
      support.push(
        changed === 0
          ? `No narrative changes its winner with the baseline (${counted(compared, 'narrative')} compared).`
          : `The winner changes with the baseline in ${partOf(changed, compared, 'narrative')}.`,
      );
    }
    const counting = data.association.byCounting;
    if (counting.compared > 0 && ecosystems.length > 1) {
      support.push(
        counting.changed === 0
          ? 'With copies of one text counted once, no narrative changes its winner.'
          : `With copies of one text counted once, the winner changes under some baseline in ${partOf(counting.changed, counting.compared, 'narrative')}.`,
      );
    }
  }
  return {
    id: 'association',
    question: 'Association: which ecosystem is each narrative most associated with?',
    answer,
    support,
    caveats: [
      'Raw share favours ecosystems that publish much; normalised PMI favours what is unexpected and is unsteady where counts are small; log-odds with a prior hold small counts back. No baseline is the right one: read them side by side.',
    ],
    links: [
      { href: links.section('association'), text: 'figures' },
      ...(all.length > 0 ? [{ href: links.section('values'), text: 'values by narrative' }] : []),
      { href: links.table('association', 'csv'), text: 'association.csv' },
    ],
  };
}

/** What is said of each baseline, with `by` and its name; baselines of which the same is said stand together. */
function byBaselines(said: readonly (readonly [baseline: Baseline, text: string])[]): string[] {
  return [...groupBy(said, ([, text]) => text)].map(
    ([text, own]) => `${text} by ${listed(own.map(([baseline]) => baselineNames[baseline].name))}`,
  );
}

/** In how many narratives the winner is ahead beyond chance, and the intervals of those that lead. */
function testSentences(
  { association: { tests }, summary }: Overview,
  heads: readonly { readonly winners: { readonly baseline: Baseline }; readonly keys: readonly string[] }[],
  parties: Parties,
): string[] {
  const sentences: string[] = [];
  const ranges = heads.flatMap(({ winners: { baseline }, keys }) => {
    const row = summary.find(
      (one) => one.counting === 'copies' && one.baseline === baseline && one.ecosystem === keys[0],
    );
    return keys.length === 1 && row !== undefined && row.low !== null
      ? [[baseline, `${parties.of(row.ecosystem).name} ${percentRange(row.low, row.high)}`] as const]
      : [];
  });
  if (ranges.length > 0)
    sentences.push(
      `With other narratives these parts would differ; 95 % intervals: ${byBaselines(ranges).join('; ')}.`,
    );
  const said = heads.flatMap(({ winners: { baseline } }) => {
    const own = tests.find((test) => test.baseline === baseline);
    if (own === undefined) return [];
    const whose = own.won.map(({ ecosystem, narratives }) => `${parties.of(ecosystem).name} in ${count(narratives)}`);
    const figure = `${count(own.separable)} of ${count(own.tested)}`;
    return [[baseline, whose.length > 0 ? `${figure} (${listed(whose)})` : figure] as const];
  });
  if (said.length > 0)
    sentences.push(
      `One ecosystem is ahead of every other beyond chance in ${byBaselines(said).join('; ')}, of the narratives that could be tested.`,
    );
  return sentences;
}

function firstAnswer(view: View): Answer {
  const { data, parties, times, links } = view;
  const { narratives: total, outcomes, decided } = data.first;
  const support: string[] = [];
  let answer = nothing(data);
  if (answer === undefined && total === 0) answer = `${noMatch} No order can be told.`;
  if (answer === undefined) {
    const unopposed = outcomes.reduce((sum, row) => sum + row.unopposed, 0);
    const winners = outcomes
      .filter((row) => row.first > 0)
      .map((row) => `${parties.of(row.ecosystem).name} in ${count(row.first)}`);
    const alone =
      unopposed === 0
        ? ''
        : unopposed === decided
          ? ' (no other ecosystem has a match in any of these)'
          : ` (in ${count(unopposed)} of these no other ecosystem has a match)`;
    if (decided === 0) {
      answer = `Which ecosystem was first cannot be told for ${total === 1 ? 'the only narrative' : `any of the ${count(total)} narratives`} with a matched article: the times overlap or are not known.`;
    } else {
      const rest = total - decided;
      const had = `had a demonstrably first ecosystem: ${listed(winners)}${alone}.`;
      answer =
        total === 1
          ? `The only narrative with a matched article ${had}`
          : `Of ${counted(total, 'narrative')} with a matched article, ${count(decided)} (${percent(decided / total)}) ${had}`;
      if (rest > 0)
        answer += ` For the other ${rest === 1 ? 'narrative' : count(rest)} the times overlap or are not known, so the order cannot be told.`;
    }
    support.push(...timeSentences(times, parties));
    support.push(againstSentence(data.first, parties));
    if (decided > 0) {
      const robust = outcomes.reduce((sum, row) => sum + row.robust, 0);
      support.push(
        `Without the single earliest item of each narrative, ${partOf(robust, decided, 'narrative')} ${robust === 1 ? 'keeps its' : 'keep their'} first ecosystem. One false match is enough to change a first.`,
      );
    }
    support.push(...chanceSentences(data, parties));
  }
  return {
    id: 'first',
    question: `First appearance: where was each narrative published first, and before ${parties.platform.name} or after?`,
    answer,
    support,
    caveats: [
      'First means first among what was collected.',
      data.chance.length > 0
        ? 'Chance here means that within a narrative any article could be of any ecosystem that was collected that day.'
        : 'Who publishes more is first more often by chance.',
      ...(data.firstSeenIsPublication
        ? [
            'This study declares that it treats the time at which an item was first seen as its time of publication; true times may be earlier.',
          ]
        : []),
    ],
    links: [
      { href: links.section('first'), text: 'figures' },
      { href: links.section('by-ecosystem'), text: 'evidence by ecosystem' },
      { href: links.table('first_appearance', 'csv'), text: 'first_appearance.csv' },
      { href: links.table('first_movers', 'csv'), text: 'first_movers.csv' },
    ],
  };
}

function againstSentence({ narratives, against }: FirstSums, parties: Parties): string {
  const { before, after, undecidable: open } = against;
  const parts = [
    before > 0 && `${count(before)} had demonstrably appeared in an ecosystem before the first post`,
    after > 0 && `${count(after)} appeared in the ecosystems only after it`,
    open > 0 && `for ${count(open)} the order cannot be told`,
  ].filter((part) => part !== false);
  const sentence = listed(parts);
  return `Against ${parties.platform.name}, of ${counted(narratives, 'narrative')}: ${before === 0 ? sentence.replace('only after it', 'only after the first post') : sentence}.`;
}
