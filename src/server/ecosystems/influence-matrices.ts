/** Who set off whom, and who passes narratives on to whom, between ecosystems: two matrices. */
import { backgroundSource } from '../../report/answer-influence.ts';
import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import type { Party } from '../../report/names.ts';
import { standsOut } from '../../report/read-network.ts';
import type { View } from '../../report/view.ts';
import { matrixPlot } from './matrix-plot.ts';
import type { MatrixCell, MatrixParty } from './matrix-plot.ts';
import { address } from '../page.ts';

/** Influence of every source on every target, directly; undefined where there are no figures. */
export function influenceMatrix(view: View): Markup | undefined {
  const { data, wording } = view;
  const { influence: words } = wording.ecosystems;
  const { percent, percentRange } = wording.formats;
  const rows = data.influence.filter((row) => row.model === 'hawkes' && row.influence.value !== null);
  if (rows.length === 0) return undefined;
  const all = [...view.parties.ecosystems, view.parties.platform];
  const targets = all.filter((party) => rows.some(({ target }) => target === party.key));
  const background: MatrixParty = { id: backgroundSource, label: wording.report.shared.background, mark: '○' };
  const sources: readonly (MatrixParty & { readonly key: string })[] = [
    ...all.filter((party) => rows.some(({ source }) => source === party.key)),
    { ...background, key: backgroundSource },
  ];
  const darkest = Math.max(
    ...rows.filter(({ source }) => source !== backgroundSource).map(({ influence }) => influence.value!),
    1e-9,
  );
  const described: string[] = [];
  const cells = sources.flatMap((source) =>
    targets.flatMap((target): MatrixCell[] => {
      const own = rows.find((row) => row.source === source.key && row.target === target.key)?.influence;
      if (own === undefined) return [];
      const { value, low, high } = own;
      const beside = percentRange(low, high);
      described.push(
        words.cell(source.label, target.label, beside === '' ? percent(value) : words.ranged(percent(value), beside)),
      );
      return [
        {
          source: source.id,
          target: target.id,
          text: percent(value),
          beside,
          strength: source.key === backgroundSource ? 0 : value! / darkest,
          // Where an interval begins at 0, an influence of nothing is in it.
          isFirm: source.key !== backgroundSource && low !== null && low >= 0.0005,
        },
      ];
    }),
  );
  return matrixPlot({
    id: 'plot-influence-matrix',
    title: words.plot,
    description: `${described.join('; ')}.`,
    caption: markup`${words.caption}`,
    sources,
    targets,
    cells,
  });
}

/** Narratives passed on between the sites of the ecosystems, against chance; undefined where there is no edge. */
export function passedMatrix({ data, parties, wording }: View): Markup | undefined {
  const { passed: words } = wording.ecosystems;
  const { count } = wording.formats;
  const { passed } = data.network;
  const all = [...parties.ecosystems, parties.platform];
  const named = (ends: 'source' | 'target'): Party[] =>
    all.filter((party) => passed.some((row) => row[ends] === party.key));
  const [sources, targets] = [named('source'), named('target')];
  if (sources.length === 0) return undefined;
  const excess = (row: (typeof passed)[number]): number =>
    row.by_chance === null ? row.copies : Math.max(0, row.copies - row.by_chance);
  const darkest = Math.max(...passed.map(excess), 1);
  const described: string[] = [];
  const cells = sources.flatMap((source) =>
    targets.flatMap((target): MatrixCell[] => {
      const row = passed.find((one) => one.source === source.key && one.target === target.key);
      if (row === undefined) return [];
      const { by_chance: chance, by_chance_low: low, by_chance_high: high } = row;
      const beside =
        chance === null
          ? ''
          : low === null || high === null
            ? words.short(count(chance))
            : words.byChance(count(chance), count(low), count(high));
      described.push(words.cell(source.label, target.label, row.copies, beside));
      return [
        {
          source: source.id,
          target: target.id,
          text: count(row.copies),
          beside,
          strength: excess(row) / darkest,
          isFirm: row.p_value !== null && row.p_value <= standsOut && excess(row) > 0,
          href: `${address('/ecosystems', { edges: 'all', from: source.key, to: target.key })}#edges`,
        },
      ];
    }),
  );
  return matrixPlot({
    id: 'plot-passed-matrix',
    title: words.plot,
    description: `${described.join('; ')}.`,
    caption: markup`${words.caption(standsOut)}`,
    sources,
    targets,
    cells,
  });
}
