/** Reads the rows of the figures that are plain marks over rows, and makes their Vega-Lite. */
import type { Baseline, Parties, Party } from '../report/names.ts';
import { groupBy } from '../kernels/group-by.ts';
import { parquet } from '../store/database.ts';
import { wordingOf } from '../wording/wording.ts';
import { readCurves } from '../store/sensitivity.ts';
import type { ExportContext } from './context.ts';
import { partyOf } from './graph-sites.ts';
import { baselinePoints, bars, firstIntervals, specificationPoints, weekCells } from './vega-lite.ts';
import type { Source, VegaLite } from './vega-lite.ts';

/** A specification with the name of its file. */
export interface VegaPlot {
  /** Id of the figure in the report. */
  readonly id: string;
  readonly spec: VegaLite;
}

/** Narratives drawn in the figure of first appearances. */
const plottedNarratives = 20;

/** The source of posts that nothing in the data set off. */
const nowhere: Source = { label: 'nowhere in the data', colour: 'var(--soft)', symbol: 'circle' };

/** Every figure there are rows for. */
export async function vegaPlots(context: ExportContext, parties: Parties): Promise<VegaPlot[]> {
  const all = [
    ...(await sharePlots(context, parties)),
    await associationPlot(context, parties),
    await coveragePlot(context, parties),
    await firstPlot(context, parties),
    await influencePlot(context, parties),
    ...(await sensitivityPlots(context, parties)),
  ];
  return all.filter((plot): plot is VegaPlot => plot !== undefined);
}

/** Names and colours of every party, the platform last. */
function everyone(parties: Parties): readonly Party[] {
  return [...parties.ecosystems, parties.platform];
}

async function sharePlots({ database, table }: ExportContext, parties: Parties): Promise<VegaPlot[]> {
  const rows = await database.rows<
    Record<'share' | 'low' | 'high' | 'rate' | 'rate_low' | 'rate_high', number | null> & { ecosystem: string }
  >(
    `SELECT coalesce(ecosystem, '') AS ecosystem, share, low, high, rate, rate_low, rate_high FROM ${parquet(table('share'))}
    WHERE counting = 'copies' ORDER BY matched DESC, ecosystem`,
  );
  if (rows.length === 0) return [];
  const named = rows.map((row) => ({ ...row, source: partyOf(parties, row.ecosystem).label }));
  const ofRows = named.map(({ source, share: value, low, high }) => ({ source, value, low, high }));
  const ofRates = named.map(({ source, rate: value, rate_low: low, rate_high: high }) => ({
    source,
    value,
    low,
    high,
  }));
  return [
    {
      id: 'plot-share',
      spec: bars(
        {
          title: 'Share of the matching articles',
          description:
            'Articles of each ecosystem that match a narrative, of all that match; every article counts. Line: 95 % interval.',
          rows: ofRows,
        },
        parties.ecosystems,
      ),
    },
    {
      id: 'plot-rate',
      spec: bars(
        {
          title: 'Rate among all articles of the ecosystem',
          description:
            'Articles of each ecosystem that match a narrative, of all its articles in the window. Line: 95 % interval.',
          rows: ofRates,
        },
        parties.ecosystems,
      ),
    },
  ];
}

async function associationPlot({ database, table }: ExportContext, parties: Parties): Promise<VegaPlot | undefined> {
  const rows = await database.rows<{
    ecosystem: string;
    baseline: string;
    value: number;
    low: number | null;
    high: number | null;
  }>(
    `SELECT coalesce(ecosystem, '') AS ecosystem, baseline, share AS value, low, high FROM ${parquet(table('association_summary'))}
    WHERE counting = 'copies' ORDER BY baseline, ecosystem`,
  );
  if (rows.length === 0) return undefined;
  return {
    id: 'plot-association',
    spec: baselinePoints(
      {
        title: 'Narratives most associated with each ecosystem, by baseline',
        description:
          'Part of the narratives with a match that each ecosystem wins, ties split. Line: 95 % interval over narratives.',
        rows: rows.map(({ ecosystem, baseline, ...row }) => ({
          source: partyOf(parties, ecosystem).label,
          baseline: wordingOf('en').report.shared.baselines[baseline as Baseline] ?? baseline,
          ...row,
        })),
      },
      parties.ecosystems,
    ),
  };
}

async function coveragePlot({ database, table }: ExportContext, parties: Parties): Promise<VegaPlot | undefined> {
  const rows = await database.rows<{ kind: string; ecosystem: string; week: Date; items: number; part: number }>(`
    WITH weekly AS (
      SELECT kind, coalesce(ecosystem, '') AS ecosystem, week, sum(items)::DOUBLE AS items
      FROM ${parquet(table('coverage'))} WHERE week IS NOT NULL GROUP BY ALL)
    SELECT *, items / max(items) OVER (PARTITION BY kind, ecosystem) AS part FROM weekly ORDER BY kind DESC, ecosystem, week`);
  if (rows.length === 0) return undefined;
  return {
    id: 'plot-coverage',
    spec: weekCells(
      {
        title: 'Items per week',
        description:
          'Items in scope per week; the fullest week of each source is solid. Items without a time are in no week.',
        rows: rows.map(({ kind, ecosystem, week, items, part }) => ({
          source: kind === 'post' ? parties.platform.label : partyOf(parties, ecosystem).label,
          week: week.toISOString(),
          next: new Date(week.getTime() + 7 * 86_400_000).toISOString(),
          items,
          part,
        })),
      },
      everyone(parties),
    ),
  };
}

async function firstPlot(
  { database, table, platform }: ExportContext,
  parties: Parties,
): Promise<VegaPlot | undefined> {
  const rows = await database.rows<{
    label: string | null;
    narrative_id: string;
    place: number;
    ecosystem: string;
    low: Date;
    high: Date;
  }>(
    `
    WITH told AS (
      SELECT narrative_id FROM ${parquet(table('first_appearance'))} WHERE first_at_low IS NOT NULL AND first_at_high IS NOT NULL
      GROUP BY narrative_id HAVING bool_or(ecosystem = $1) AND bool_or(ecosystem <> $1)),
    chosen AS (
      SELECT m.narrative_id, m.label, row_number() OVER (ORDER BY m.posts DESC, m.narrative_id) AS place
      FROM ${parquet(table('measured'))} m JOIN told USING (narrative_id) QUALIFY place <= ${plottedNarratives})
    SELECT c.narrative_id, c.label, c.place, coalesce(f.ecosystem, '') AS ecosystem, f.first_at_low AS low, f.first_at_high AS high
    FROM chosen c JOIN ${parquet(table('first_appearance'))} f USING (narrative_id)
    WHERE f.first_at_low IS NOT NULL AND f.first_at_high IS NOT NULL ORDER BY c.place, f.ecosystem`,
    [platform],
  );
  if (rows.length === 0) return undefined;
  return {
    id: 'plot-first',
    spec: firstIntervals(
      {
        title: 'First appearance of the narratives with most posts',
        description:
          'A bar is the interval in which a narrative first appeared in an ecosystem or on the platform, a shape its middle. Times are UTC.',
        rows: rows.map(({ label, narrative_id, place, ecosystem, low, high }) => ({
          narrative: `${place} ${(label ?? '').replaceAll(/\s+/gu, ' ').trim() || narrative_id}`,
          place,
          source: partyOf(parties, ecosystem).label,
          low: low.toISOString(),
          high: high.toISOString(),
          middle: new Date((low.getTime() + high.getTime()) / 2).toISOString(),
        })),
      },
      everyone(parties),
    ),
  };
}

async function influencePlot(
  { database, table, platform }: ExportContext,
  parties: Parties,
): Promise<VegaPlot | undefined> {
  const rows = await database.rows<{ source: string; value: number; low: number | null; high: number | null }>(
    `SELECT source, influence AS value, influence_low AS low, influence_high AS high FROM ${parquet(table('influence'))}
    WHERE model = 'hawkes' AND target = $1 AND influence IS NOT NULL ORDER BY source = 'background', source = $1, value DESC, source`,
    [platform],
  );
  if (rows.length === 0) return undefined;
  return {
    id: 'plot-influence',
    spec: bars(
      {
        title: `Part of the posts on ${parties.platform.label} that each source set off`,
        description:
          'Set off directly, by a Hawkes model; the background came from nowhere in the data. Line: 95 % interval.',
        rows: rows.map(({ source, ...row }) => ({
          source: source === 'background' ? nowhere.label : partyOf(parties, source).label,
          ...row,
        })),
      },
      [...everyone(parties), nowhere],
    ),
  };
}

const titles = {
  share: 'Share of the matching articles',
  association: 'Narratives most associated with each ecosystem',
  first_appearance: 'Narratives each ecosystem is first in',
  influence: 'Posts that each ecosystem set off',
} as const;

async function sensitivityPlots({ database, table }: ExportContext, parties: Parties): Promise<VegaPlot[]> {
  const curves = await readCurves(database, table('sensitivity'));
  return curves
    .filter(({ study }) => study.is_study && study.winners.length > 0)
    .map(({ question, study, specifications }) => {
      const winner = study.winners[0]!;
      const places = new Map(
        [...groupBy(specifications, ({ specification }) => specification).values()]
          .flat()
          .sort((a, b) => (a.values[winner] ?? 0) - (b.values[winner] ?? 0) || a.specification - b.specification)
          .map(({ specification }, index) => [specification, index + 1]),
      );
      return {
        id: `plot-sensitivity-${question}`,
        spec: specificationPoints(
          {
            title: `${titles[question]}, under every set of choices`,
            description: 'A column is one set of choices; the line marks that of the study.',
            rows: specifications.flatMap(({ values, winners: _winners, specification, ...choices }) =>
              Object.entries(values).map(([source, value]) => ({
                place: places.get(specification)!,
                source: partyOf(parties, source).label,
                value,
                specification,
                ...choices,
              })),
            ),
          },
          parties.ecosystems,
        ),
      };
    });
}
