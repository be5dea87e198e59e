/** The second answer: which ecosystem the narratives are most associated with, by every baseline. */
import type { Said } from '../wording/en/report/association.ts';
import { groupBy } from '../kernels/group-by.ts';
import { namesOf, nothing } from './answer.ts';
import type { Answer } from './answer.ts';
import { baselines } from './names.ts';
import type { Baseline } from './names.ts';
import type { StandingWinners } from './tally.ts';
import { associatedEcosystems, leaders, winnersOf } from './tally.ts';
import type { View } from './view.ts';

/** Who leads under a baseline. */
interface Head {
  readonly winners: StandingWinners;
  readonly keys: readonly string[];
  readonly split: number;
}

/** Which ecosystem most narratives are most associated with. */
export function associationAnswer(view: View): Answer {
  const { data, parties, links, wording } = view;
  const { association: words, shared } = wording.report;
  const order = parties.ecosystems.map(({ key }) => key);
  const heads = baselines
    .map((baseline) => winnersOf(data, baseline, 'copies'))
    .filter((winners) => winners.decided > 0)
    .map((winners): Head => {
      const first = leaders(winners.wins, (row) => Math.round(row.split * 1e6));
      const keys = first.map((row) => row.ecosystem).sort((a, b) => order.indexOf(a) - order.indexOf(b));
      return { winners, keys, split: first[0]!.split };
    });
  const missing = nothing(view) ?? (heads.length === 0 ? words.noMatch : undefined);
  return {
    id: 'association',
    question: words.question,
    answer: missing ?? associationSentence(heads, view),
    support: missing === undefined && associatedEcosystems(data).length > 1 ? supportOf(heads, view) : [],
    caveats: [words.caveat],
    links: [
      { href: links.section('association'), text: shared.figures },
      ...(heads.length > 0 ? [{ href: links.section('values'), text: words.values }] : []),
      { href: links.table('association', 'csv'), text: 'association.csv' },
    ],
  };
}

function associationSentence(heads: readonly Head[], view: View): string {
  const { association: words, shared } = view.wording.report;
  const ecosystems = associatedEcosystems(view.data);
  if (ecosystems.length === 1) return words.alone(namesOf(ecosystems, view)[0]!);
  const tied = heads.some(({ winners }) => winners.tied > 0);
  const won = heads.map(({ winners: { baseline, decided }, split }) => ({
    baseline: shared.baselines[baseline],
    split,
    decided,
  }));
  const { keys } = heads[0]!;
  const names = namesOf(keys, view);
  if (heads.every((head) => head.keys.join('\u0000') === keys.join('\u0000'))) {
    if (keys.length > 1) return words.equal(names, won, tied);
    const isMajority = won.every(({ split, decided }) => split * 2 > decided);
    return (isMajority ? words.most : words.more)(names[0]!, won, heads.length === baselines.length, tied);
  }
  const said = heads.map(
    (head) => [head.winners.baseline, words.leads(namesOf(head.keys, view), head.split, head.winners.decided)] as const,
  );
  return words.depends(byBaselines(said, view), tied);
}

/** What is said of each baseline; those of which the same is said stand together. */
function byBaselines(said: readonly (readonly [baseline: Baseline, text: string])[], { wording }: View): Said[] {
  return [...groupBy(said, ([, text]) => text)].map(([text, own]) => ({
    text,
    baselines: own.map(([baseline]) => wording.report.shared.baselines[baseline]),
  }));
}

function supportOf(heads: readonly Head[], view: View): string[] {
  const { association: words } = view.wording.report;
  const { byBaseline, byCounting } = view.data.association;
  return [
    ...testSentences(heads, view),
    ...(byBaseline.compared === 0
      ? []
      : [
          byBaseline.changed === 0
            ? words.unchanged(byBaseline.compared)
            : words.changed(byBaseline.changed, byBaseline.compared),
        ]),
    ...(byCounting.compared === 0
      ? []
      : [
          byCounting.changed === 0
            ? words.countingUnchanged
            : words.countingChanged(byCounting.changed, byCounting.compared),
        ]),
  ];
}

/** In how many narratives the winner is ahead beyond chance, and the intervals of those that lead. */
function testSentences(heads: readonly Head[], view: View): string[] {
  const { data, parties, wording } = view;
  const { association: words } = wording.report;
  const ranges = heads.flatMap(({ winners: { baseline }, keys }) => {
    const row = data.summary.find(
      (one) => one.counting === 'copies' && one.baseline === baseline && one.ecosystem === keys[0],
    );
    return keys.length === 1 && row !== undefined && row.low !== null
      ? [[baseline, `${parties.of(row.ecosystem).name} ${wording.formats.percentRange(row.low, row.high)}`] as const]
      : [];
  });
  const ahead = heads.flatMap(({ winners: { baseline } }) => {
    const own = data.association.tests.find((test) => test.baseline === baseline);
    if (own === undefined) return [];
    const won = own.won.map(({ ecosystem, narratives }) => [parties.of(ecosystem).name, narratives] as const);
    return [[baseline, words.ahead(own.separable, own.tested, won)] as const];
  });
  return [
    ...(ranges.length > 0 ? [words.intervals(byBaselines(ranges, view))] : []),
    ...(ahead.length > 0 ? [words.beyond(byBaselines(ahead, view))] : []),
  ];
}
