/** The first answer: who published most of what matches, and how sure that is. */
import { namesOf, nothing } from './answer.ts';
import type { Answer } from './answer.ts';
import type { ShareStanding } from './tally.ts';
import { leaders, shareStanding } from './tally.ts';
import type { View } from './view.ts';

/** Which ecosystem published most of the matching articles. */
export function shareAnswer(view: View): Answer {
  const { data, parties, links, wording } = view;
  const { share: words, shared } = wording.report;
  const copies = shareStanding(data.share, 'copies');
  const groups = shareStanding(data.share, 'groups');
  const leading = leaders(copies.rows, (row) => row.matched);
  const missing = nothing(view) ?? (copies.matched === 0 ? words.noMatch : undefined);
  return {
    id: 'share',
    question: words.question(parties.platform.name),
    answer: missing ?? shareSentence(copies, leading, view),
    support:
      missing !== undefined || copies.rows.length < 2
        ? []
        : [
            ...rateSentence(copies, leading, view),
            ...groupsSentence(
              leading.map((row) => row.ecosystem),
              groups,
              view,
            ),
            ...shareIntervals(copies, view),
          ],
    caveats: copies.matched > 0 && copies.matched < 30 ? [words.few(copies.matched)] : [],
    links: [
      { href: links.section('share'), text: shared.figures },
      { href: links.section('by-ecosystem'), text: shared.evidenceByEcosystem },
      { href: links.table('share', 'csv'), text: 'share.csv' },
    ],
  };
}

function shareSentence({ rows, matched }: ShareStanding, leading: ShareStanding['rows'], view: View): string {
  const { share: words } = view.wording.report;
  const own = leading[0]!.matched;
  const names = namesOf(
    leading.map((row) => row.ecosystem),
    view,
  );
  if (rows.length === 1) return words.alone(names[0]!, matched);
  if (leading.length === rows.length) return words.allEqual(own, matched);
  if (leading.length > 1) return words.equal(names, own, matched);
  if (matched === 1) return words.only(names[0]!);
  if (own === matched) return words.all(names[0]!, matched);
  return own * 2 > matched ? words.most(names[0]!, own, matched) : words.more(names[0]!, own, matched);
}

/** Who leads against what each published. */
function rateSentence({ rows }: ShareStanding, leading: ShareStanding['rows'], view: View): string[] {
  const { rates: words } = view.wording.report.share;
  const rates = leaders(rows, (row) => row.rate);
  const [first] = rates;
  if (first === undefined) return [];
  const [second] = rows.filter((row) => !rates.includes(row) && row.rate !== null).sort((a, b) => b.rate! - a.rate!);
  const next = second && { rate: second.rate!, name: view.parties.of(second.ecosystem).name };
  const names = namesOf(
    rates.map((row) => row.ecosystem),
    view,
  );
  if (rates.length > 1) return [words.together(names, first.rate!, next)];
  const same = leading.length === 1 && first.ecosystem === leading[0]!.ecosystem;
  return [(same ? words.also : words.instead)(names[0]!, first.rate!, first.articles, next)];
}

function groupsSentence(copyLeaders: readonly string[], groups: ShareStanding, view: View): string[] {
  if (groups.matched === 0) return [];
  const { groups: words } = view.wording.report.share;
  const first = leaders(groups.rows, (row) => row.matched);
  const keys = first.map((row) => row.ecosystem);
  const names = namesOf(keys, view);
  const unchanged = keys.length === copyLeaders.length && keys.every((key) => copyLeaders.includes(key));
  const own = first[0]!.matched;
  return [
    first.length === 1
      ? (unchanged ? words.stays : words.turns)(names[0]!, own, groups.matched)
      : (unchanged ? words.staysTied : words.turnsTied)(names, own, groups.matched),
  ];
}

/** How far the shares would move with other narratives, and whether the first two can be told apart. */
function shareIntervals({ rows }: ShareStanding, { parties, wording }: View): string[] {
  const { share: words } = wording.report;
  const known = rows.filter((row) => row.low !== null && row.high !== null);
  if (known.length === 0) return [];
  const { percentRange, sentences } = wording.formats;
  const ranges = known.map((row) => `${parties.of(row.ecosystem).name} ${percentRange(row.low, row.high)}`);
  const [first, second] = rows;
  const said = words.intervals(ranges);
  if (second === undefined || second.high === null || first!.low === null) return [said];
  return [sentences([said, first!.low > second.high ? words.apart : words.overlap])];
}
