/** The fourth answer: who set off what, with the interval of every figure and what the figures cannot carry. */
import type { Wording } from '../wording/wording.ts';
import type { Answer } from './answer.ts';
import type { InfluenceRow, Overview, Ranged } from './model.ts';
import type { View } from './view.ts';

/** Name of the source that stands for what came from nowhere in the data. */
export const backgroundSource = 'background';

/** `34.0 % (25.2 to 42.5 %)`; without an interval the figure alone. */
export function rangedPercent({ value, low, high }: Ranged, { formats, report }: Wording): string {
  if (value === null || low === null || high === null) return formats.percent(value);
  return report.influence.percent(value, low, high);
}

/** `0.62 (0.50 to 0.76)`. */
export function rangedNumber({ value, low, high }: Ranged, { formats, report }: Wording): string {
  if (value === null || low === null || high === null) return formats.decimal(value, 2);
  return report.influence.number(value, low, high);
}

/** What each source did to the platform by the main model, most influence first. */
export function onPlatform(data: Pick<Overview, 'influence' | 'platform'>): {
  readonly ecosystems: readonly InfluenceRow[];
  readonly itself: InfluenceRow | undefined;
  readonly background: InfluenceRow | undefined;
} {
  const rows = data.influence.filter((row) => row.model === 'hawkes' && row.target === data.platform);
  return {
    ecosystems: rows
      .filter(({ source }) => source !== data.platform && source !== backgroundSource)
      .sort((a, b) => (b.influence.value ?? -1) - (a.influence.value ?? -1) || (a.source < b.source ? -1 : 1)),
    itself: rows.find(({ source }) => source === data.platform),
    background: rows.find(({ source }) => source === backgroundSource),
  };
}

/** Why there are no figures, in the words of the reader; a reason the report does not know stays as the table has it. */
export function reasonInWords(reason: string, { parties, wording }: View): string {
  const { influence: words } = wording.report;
  const narratives = /^fewer than (\d+) narratives \((\d+)\)$/u.exec(reason);
  if (narratives !== null) return words.fewNarratives(narratives[1]!, narratives[2]!);
  const events = /^fewer than (\d+) events of (.*) \((\d+)\)$/su.exec(reason);
  const party = [parties.platform, ...parties.ecosystems].find(({ key }) => key === events?.[2]);
  return events === null || party === undefined ? reason : words.fewEvents(events[1]!, party.name, events[3]!);
}

/** How much of what was said on the platform each ecosystem set off. */
export function influenceAnswer(view: View): Answer {
  const { data, parties, links, wording } = view;
  const { influence: words, shared } = wording.report;
  const { ecosystems, itself } = onPlatform(data);
  const known = ecosystems.filter((row) => row.influence.value !== null);
  const reason = [...ecosystems, itself].map((row) => row?.reason).find((text) => text !== undefined && text !== null);
  const isKnown = known.length > 0;
  return {
    id: 'influence',
    question: words.question(parties.platform.name),
    answer: isKnown
      ? influenceSentence(known, view)
      : words.tooLittle(reason === undefined || reason === null ? undefined : reasonInWords(reason, view)),
    support: isKnown ? supportOf(known, view) : [words.notShown],
    caveats: isKnown ? words.caveats : [],
    links: [
      { href: links.section('influence'), text: shared.figures },
      { href: links.table('influence', 'csv'), text: 'influence.csv' },
      ...(data.narratives > 0 ? [{ href: links.section('narratives'), text: words.narratives }] : []),
    ],
  };
}

function influenceSentence(known: readonly InfluenceRow[], { parties, wording }: View): string {
  const { influence: words } = wording.report;
  const [lead, ...others] = known as [InfluenceRow, ...InfluenceRow[]];
  const nameOf = (row: InfluenceRow): string => parties.of(row.source).name;
  const platform = parties.platform.name;
  const figure = rangedPercent(lead.influence, wording);
  const tied = others.filter((row) => row.influence.value === lead.influence.value);
  const near = others.filter((row) => !tied.includes(row) && overlap(lead.influence, row.influence));
  return wording.formats.sentences([
    lead.influence.value === 0
      ? words.nobody(platform)
      : others.length === 0
        ? words.alone(figure, platform, nameOf(lead))
        : tied.length === 0
          ? words.most(figure, platform, nameOf(lead))
          : words.tied(figure, platform, nameOf(lead), tied.map(nameOf)),
    ...(near.length > 0 ? [words.near(near.map(nameOf))] : []),
    ...(others.length > 0 && lead.influence.low === null ? [words.noIntervals] : []),
  ]);
}

function supportOf(known: readonly InfluenceRow[], { data, parties, wording }: View): string[] {
  const { influence: words } = wording.report;
  const { itself, background } = onPlatform(data);
  const figure = (row: InfluenceRow, of: Ranged): string =>
    `${parties.of(row.source).name} ${rangedPercent(of, wording)}`;
  const isNobody = known[0]!.influence.value === 0;
  const rest = (isNobody ? known : known.slice(1)).map((row) => figure(row, row.influence));
  const roots = [...known].sort((a, b) => (b.root.value ?? 0) - (a.root.value ?? 0));
  return [
    ...(rest.length > 0 ? [isNobody ? words.byEcosystem(rest) : words.others(rest)] : []),
    ...(itself === undefined || itself.influence.value === null || background === undefined
      ? []
      : [
          words.itself(
            parties.platform.name,
            rangedPercent(itself.influence, wording),
            rangedPercent(background.influence, wording),
          ),
        ]),
    words.roots(roots.map((row) => figure(row, row.root))),
    ...misfit(data, parties.platform.name, wording),
  ];
}

/** Distances above this are called large: a twentieth of the waits is elsewhere than the model has them. */
const largeDistance = 0.05;

/** What speaks against the model; how well it fits is told in its section. */
function misfit(data: Overview, platform: string, { formats, report }: Wording): string[] {
  const fit = data.influenceFit.find((row) => row.model === 'hawkes' && row.process === data.platform);
  if (fit?.distance === null || fit === undefined) return [];
  return [
    ...(fit.distance > largeDistance ? [report.influence.rough(formats.percent(fit.distance), platform)] : []),
    ...(fit.spectralRadius >= 1 ? [report.influence.explosive] : []),
  ];
}

function overlap(a: Ranged, b: Ranged): boolean {
  return a.low !== null && b.high !== null && b.high >= a.low;
}
