/**
 * Studies for the tests of the report: rows put together by hand and written as the tables of a
 * study. The measures are worked out here in the plainest way, independently of the stages.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { writeCoverage } from '../../src/stages/import-coverage.ts';
import { Database } from '../../src/store/database.ts';
import type { Cell } from '../../src/store/database.ts';
import { Study } from '../../src/store/study.ts';
import { tables } from '../../src/store/tables.ts';
import type { TableName } from '../../src/store/tables.ts';

export type Rows = Record<string, Cell>[];
export type StudyRows = Partial<Record<TableName, Rows>>;

const hour = 3_600_000;

export interface ItemGiven {
  readonly id: string;
  readonly text: string;
  readonly language: string;
  /** ISO 8601; empty: unknown. */
  readonly at?: string;
  readonly precision?: 'second' | 'minute' | 'hour' | 'day' | 'unknown';
  readonly basis?: string;
  readonly title?: string;
  readonly url?: string;
  readonly site?: string;
  readonly author?: string;
  readonly group?: string;
}

function times({ at, precision = 'second', basis }: ItemGiven, fallback: string): Record<string, Cell> {
  if (at === undefined || precision === 'unknown')
    return { published_precision: 'unknown', published_basis: basis ?? null };
  const instant = Date.parse(at);
  if (basis === 'first_seen')
    return {
      first_seen_at: instant,
      published_precision: precision,
      published_basis: basis,
      published_latest: instant,
    };
  const length = { second: 1000, minute: 60_000, hour, day: 24 * hour }[precision];
  return {
    published_at: instant,
    published_precision: precision,
    published_basis: basis ?? fallback,
    published_earliest: instant,
    published_latest: instant + length,
  };
}

/** Collects the items, narratives and matches of a study, one passage per item. */
export class StudyBuilder {
  readonly rows: Record<TableName, Rows> = Object.fromEntries(
    Object.keys(tables)
      .filter((name) => name !== 'coverage')
      .map((name) => [name, []]),
  ) as unknown as Record<TableName, Rows>;
  readonly platform: string;

  constructor(platform = 'weibo') {
    this.platform = platform;
  }

  post(given: ItemGiven): string {
    return this.#item(
      given,
      { kind: 'post', platform: this.platform, ecosystem: this.platform, site: null },
      'weibo_mid',
    );
  }

  article(given: ItemGiven & { ecosystem: string }): string {
    return this.#item(
      given,
      {
        kind: 'article',
        ecosystem: given.ecosystem,
        site: given.site ?? `${given.ecosystem}.example`,
        syndication_group: given.group ?? null,
      },
      'jsonld',
    );
  }

  #item(given: ItemGiven, more: Record<string, Cell>, basis: string): string {
    const { id, text, language, title = null, url = null, author = null } = given;
    this.rows.items.push({
      item_id: id,
      text,
      language,
      language_basis: 'field',
      title,
      url,
      author,
      sha256: id,
      in_scope: true,
      ...times(given, basis),
      ...more,
    });
    this.rows.passages.push({ passage_id: `${id}#0`, item_id: id, ordinal: 0, text, language });
    return id;
  }

  /** A narrative of level 0 with its posts, and its matched articles. */
  narrative(
    id: string,
    given: {
      label: string;
      posts: readonly string[];
      articles?: readonly string[];
      keywords?: Record<string, string[]>;
    },
  ): void {
    const { label, posts, articles = [], keywords = {} } = given;
    const at = posts.map((post) => this.#find(post).published_at).filter((value) => typeof value === 'number');
    this.rows.narratives.push({
      narrative_id: id,
      level: 0,
      posts: posts.length,
      passages: posts.length,
      label,
      keywords: JSON.stringify(keywords),
      medoids: posts.slice(0, 1).map((post) => `${post}#0`),
      embedder: 'bundled',
      first_post_at: at.length === 0 ? null : Math.min(...at),
      last_post_at: at.length === 0 ? null : Math.max(...at),
    });
    for (const [index, post] of posts.entries()) {
      this.rows.members.push({
        passage_id: `${post}#0`,
        item_id: post,
        narrative_id: id,
        level: 0,
        similarity: 0.9 - index / 1000,
      });
    }
    for (const [index, article] of articles.entries()) {
      this.rows.matches.push({
        narrative_id: id,
        passage_id: `${article}#0`,
        item_id: article,
        ecosystem: this.#find(article).ecosystem!,
        score: 0.8 - index / 1000,
        verified_score: 0.85 - index / 1000,
        threshold: 0.72,
        post_passage_id: `${posts[index % posts.length]!}#0`,
        embedder: 'bundled',
      });
    }
  }

  readonly #byId = new Map<string, Record<string, Cell>>();

  #find(id: string): Record<string, Cell> {
    while (this.#byId.size < this.rows.items.length) {
      const row = this.rows.items[this.#byId.size]!;
      this.#byId.set(row.item_id as string, row);
    }
    return this.#byId.get(id)!;
  }

  /** Fills share, association and first_appearance. */
  measure(): this {
    const articles = this.rows.items.filter((item) => item.kind === 'article');
    const ecosystems = [...new Set(articles.map((item) => item.ecosystem as string))].sort();
    const unit = {
      copies: (id: string) => id,
      groups: (id: string) => (this.#find(id).syndication_group as string | null) ?? id,
    } as const;
    for (const counting of ['copies', 'groups'] as const) {
      const distinct = (ids: string[]): number => new Set(ids.map(unit[counting])).size;
      const of = (ecosystem: string, narrative?: string): number =>
        distinct(
          this.rows.matches
            .filter((row) => row.ecosystem === ecosystem && (narrative === undefined || row.narrative_id === narrative))
            .map((row) => row.item_id as string),
        );
      const matched = ecosystems.map((ecosystem) => of(ecosystem));
      const all = matched.reduce((a, b) => a + b, 0);
      for (const [index, ecosystem] of ecosystems.entries()) {
        const total = distinct(
          articles.filter((item) => item.ecosystem === ecosystem).map((item) => item.item_id as string),
        );
        this.rows.share.push({
          ecosystem,
          counting,
          articles: total,
          matched: matched[index]!,
          share: all === 0 ? null : matched[index]! / all,
          rate: total === 0 ? null : matched[index]! / total,
        });
      }
      const counts = new Map(
        this.rows.narratives.map((row) => [
          row.narrative_id as string,
          ecosystems.map((ecosystem) => of(ecosystem, row.narrative_id as string)),
        ]),
      );
      const columns = ecosystems.map((_, index) => [...counts.values()].reduce((sum, row) => sum + row[index]!, 0));
      const sum = columns.reduce((a, b) => a + b, 0);
      for (const [narrative_id, row] of counts) {
        const own = row.reduce((a, b) => a + b, 0);
        const values = {
          raw: row.map((k) => (own === 0 ? null : k / own)),
          npmi_own: row.map((k, index) =>
            own === 0 ? null : k === 0 ? -1 : Math.log((k * sum) / (own * columns[index]!)) / -Math.log(k / sum),
          ),
          npmi_released: row.map((k, index) =>
            own === 0
              ? null
              : k === 0
                ? -1
                : Math.log(((k + 0.5) * sum) / (own * columns[index]!)) / -Math.log((k + 0.5) / sum),
          ),
          log_odds: row.map((k, index) => {
            if (own === 0 || own === sum) return 0;
            const alpha = (this.rows.narratives.length * own) / sum;
            const odds = (y: number, n: number): number => (y + alpha) / (n + this.rows.narratives.length - y - alpha);
            return (
              Math.log(odds(k, columns[index]!) / odds(own - k, sum - columns[index]!)) /
              Math.sqrt(1 / (k + alpha) + 1 / (own - k + alpha))
            );
          }),
        };
        for (const [baseline, list] of Object.entries(values)) {
          const best = Math.max(...list.map((value, index) => (row[index] === 0 ? -Infinity : (value ?? -Infinity))));
          for (const [index, ecosystem] of ecosystems.entries()) {
            this.rows.association.push({
              narrative_id,
              ecosystem,
              baseline,
              counting,
              articles: row[index]!,
              value: list[index]!,
              is_winner: own > 0 && row[index]! > 0 && list[index] === best,
            });
          }
        }
      }
    }
    for (const narrative of this.rows.narratives) this.#first(narrative.narrative_id as string);
    return this;
  }

  #first(narrative_id: string): void {
    const items = [...this.rows.members, ...this.rows.matches]
      .filter((row) => row.narrative_id === narrative_id)
      .map((row) => this.#find(row.item_id as string));
    const parties = [...new Set(items.map((item) => item.ecosystem as string))].sort();
    const number = (value: Cell, otherwise: number): number => (typeof value === 'number' ? value : otherwise);
    const firsts = parties.map((ecosystem) => {
      const own = items.filter((item) => item.ecosystem === ecosystem);
      const bounded = own
        .filter((item) => typeof item.published_latest === 'number')
        .sort((a, b) => number(a.published_latest, 0) - number(b.published_latest, 0));
      const item = bounded[0];
      const earliest =
        bounded.length === 0 ? -Infinity : Math.min(...bounded.map((row) => number(row.published_earliest, -Infinity)));
      return {
        ecosystem,
        item,
        earliest,
        latest: number(item?.published_latest, Infinity),
        undated: own.length - bounded.length,
      };
    });
    const platform = firsts.find((entry) => entry.ecosystem === this.platform);
    const ecosystems = firsts.filter((entry) => entry.ecosystem !== this.platform);
    const lead = ecosystems.find(
      (entry) =>
        entry.item !== undefined && ecosystems.every((other) => other === entry || entry.latest <= other.earliest),
    );
    for (const entry of firsts) {
      const isPlatform = entry === platform;
      const outcome = lead === undefined ? 'undecidable' : lead === entry ? 'first' : 'not_first';
      const against =
        platform === undefined
          ? 'undecidable'
          : entry.latest <= platform.earliest
            ? 'before'
            : platform.latest <= entry.earliest
              ? 'after'
              : 'undecidable';
      this.rows.first_appearance.push({
        narrative_id,
        ecosystem: entry.ecosystem,
        first_at: entry.item?.published_at,
        precision: entry.item === undefined ? 'unknown' : entry.item.published_precision,
        item_id: entry.item?.item_id,
        first_at_low: Number.isFinite(entry.earliest) ? entry.earliest : null,
        first_at_high: Number.isFinite(entry.latest) ? entry.latest : null,
        undated: entry.undated,
        outcome: isPlatform ? null : outcome,
        against_platform: isPlatform ? null : against,
        outcome_without_earliest: isPlatform ? null : outcome,
      });
    }
  }
}

/** Writes the rows as the tables of a study in `folder`. */
export async function writeStudy(folder: string, rows: StudyRows): Promise<Study> {
  const study = new Study(folder);
  const database = await Database.open();
  try {
    for (const name of Object.keys(tables) as TableName[]) {
      const table = await database.table(tables[name].columns);
      for (const row of rows[name] ?? []) table.append(row);
      await table.write(study.artefact(name));
    }
    if (rows.coverage === undefined) await writeCoverage(database, study.artefact('items'), study.artefact('coverage'));
  } finally {
    database.close();
  }
  return study;
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crosscurrent-report-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
