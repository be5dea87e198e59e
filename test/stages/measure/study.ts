/** Small studies for the tests of the stage: rows put together by hand, then measured. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Settings } from '../../../src/config.ts';
import { silentReporter } from '../../../src/reporter.ts';
import { planStage, runStage } from '../../../src/stage.ts';
import type { Freshness, RunRequest } from '../../../src/stage.ts';
import { measure } from '../../../src/stages/measure.ts';
import { Database, parquet } from '../../../src/store/database.ts';
import type { Cell } from '../../../src/store/database.ts';
import type { StageRecord } from '../../../src/store/manifest.ts';
import { Study } from '../../../src/store/study.ts';
import { tables } from '../../../src/store/tables.ts';
import type { TableName } from '../../../src/store/tables.ts';

type Row = Record<string, Cell>;
type Input = 'items' | 'narratives' | 'members' | 'matches';

const lengths = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

export interface Times {
  /** ISO 8601; left out: no time of publication. */
  readonly at?: string;
  readonly precision?: keyof typeof lengths;
  readonly firstSeen?: string;
  readonly fetched?: string;
}

/** The time columns, as the stage `import` fills them. */
function timesOf({ at, precision = 'second', firstSeen, fetched }: Times): Row {
  const seen = { first_seen_at: instant(firstSeen), fetched_at: instant(fetched) };
  if (at !== undefined) {
    const start = Date.parse(at);
    return {
      ...seen,
      published_at: start,
      published_precision: precision,
      published_basis: 'jsonld',
      published_earliest: start,
      published_latest: start + lengths[precision],
    };
  }
  const bound = firstSeen ?? fetched;
  const basis = bound === undefined ? null : firstSeen === undefined ? 'fetch' : 'first_seen';
  return { ...seen, published_precision: 'unknown', published_basis: basis, published_latest: instant(bound) };
}

function instant(iso: string | undefined): number | null {
  return iso === undefined ? null : Date.parse(iso);
}

export interface MeasuredStudy {
  readonly record: StageRecord;
  readonly study: Study;
  /** Whether a run with the same options would run the stage again. */
  again(): Promise<Freshness>;
  rows(table: TableName, where?: string): Promise<Record<string, unknown>[]>;
}

/** Collects the rows of a study; every item has one passage. */
export class Rows {
  readonly tables: Record<Input, Row[]> = { items: [], narratives: [], members: [], matches: [] };

  /** A narrative and its posts, each with its times. */
  narrative(
    id: string,
    posts: readonly Times[],
    { level = 0, parent }: { level?: number; parent?: string } = {},
  ): void {
    this.tables.narratives.push({
      narrative_id: id,
      level,
      parent_id: parent,
      posts: posts.length,
      passages: posts.length,
    });
    for (const [place, times] of posts.entries()) {
      this.post(`${id}-post${place}`, times);
      this.member(id, `${id}-post${place}`, level);
    }
  }

  post(id: string, times: Times, inScope = true): void {
    this.tables.items.push({
      item_id: id,
      kind: 'post',
      ecosystem: 'weibo',
      platform: 'weibo',
      in_scope: inScope,
      ...timesOf(times),
    });
  }

  member(narrative: string, item: string, level = 0): void {
    this.tables.members.push({
      passage_id: `${item}#0`,
      item_id: item,
      narrative_id: narrative,
      level,
      similarity: 0.8,
    });
  }

  /** An article; its matches follow with {@link match}. */
  article(
    id: string,
    ecosystem: string | null,
    times: Times = {},
    { group, site, inScope = true }: { group?: string; site?: string; inScope?: boolean } = {},
  ): void {
    this.tables.items.push({
      item_id: id,
      kind: 'article',
      ecosystem,
      site,
      syndication_group: group,
      in_scope: inScope,
      ...timesOf(times),
    });
  }

  match(narrative: string, articles: readonly string[], verified_score = 0.9): void {
    for (const item_id of articles) {
      const ecosystem = this.tables.items.find((row) => row.item_id === item_id)!.ecosystem;
      const passage_id = `${item_id}#${this.tables.matches.length}`;
      this.tables.matches.push({
        narrative_id: narrative,
        passage_id,
        item_id,
        ecosystem,
        score: 0.8,
        verified_score,
        threshold: 0.72,
      });
    }
  }

  /** An article with a match. */
  matched(
    narrative: string,
    id: string,
    ecosystem: string,
    times: Times = {},
    more: { group?: string; site?: string } = {},
  ): void {
    this.article(id, ecosystem, times, more);
    this.match(narrative, [id]);
  }

  /** Posts of the smallest narratives that were matched in full. */
  matchedFrom = 1;

  /** `edits.yaml`, where there is one. */
  edits: string | undefined;

  /** Writes the rows and runs the stage on them. */
  async measure(options: Record<string, unknown> = {}, settings: Partial<Settings> = {}): Promise<MeasuredStudy> {
    const folder = mkdtempSync(join(tmpdir(), 'crosscurrent-measure-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const study = new Study(folder);
    using database = await Database.open({ threads: 1, memoryMegabytes: 256 });
    for (const [name, rows] of Object.entries(this.tables)) {
      const writer = await database.table(tables[name as Input].columns);
      for (const row of rows) writer.append(row);
      await writer.write(study.artefact(name as TableName));
    }
    mkdirSync(join(folder, 'vectors'), { recursive: true });
    writeFileSync(study.artefact('calibration'), JSON.stringify({ minPosts: this.matchedFrom }));
    if (this.edits !== undefined) writeFileSync(join(folder, 'edits.yaml'), this.edits);
    const record = await runMeasure(study, options, settings);
    return {
      record,
      study,
      again: async () => (await planStage(measure, requestOf(study, options, settings))).freshness,
      async rows(table, where = 'true') {
        using reading = await Database.open({ threads: 1, memoryMegabytes: 256 });
        return await reading.rows(`SELECT * FROM ${parquet(study.artefact(table))} WHERE ${where}`);
      },
    };
  }
}

/** Runs the stage, whether or not its result is fresh. */
export async function runMeasure(
  study: Study,
  options: Record<string, unknown>,
  settings: Partial<Settings> = {},
  workers = 1,
): Promise<StageRecord> {
  const outcome = await runStage(measure, requestOf(study, options, settings, workers));
  return outcome.record;
}

function requestOf(
  study: Study,
  options: Record<string, unknown>,
  settings: Partial<Settings>,
  workers = 1,
): RunRequest {
  return {
    study,
    settings: { platform: 'weibo', firstSeenIsPublication: false, ...settings } as Settings,
    options,
    seed: 1,
    resources: { workers, memoryMegabytes: 256 },
    report: silentReporter,
    signal: new AbortController().signal,
    force: true,
  };
}

/** As many posts at one time. */
export function posts(count: number, times: Times = { at: '2022-03-01T12:00:00Z' }): Times[] {
  return Array.from({ length: count }, () => times);
}
