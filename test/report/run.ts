import { readFileSync, writeFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { silentReporter } from '../../src/reporter.ts';
import { runStage } from '../../src/stage.ts';
import type { StageOutcome } from '../../src/stage.ts';
import { report } from '../../src/stages/report.ts';
import type { Study } from '../../src/store/study.ts';
import { writeStudy } from './fixture.ts';
import type { StudyRows } from './fixture.ts';

export const settings = {
  name: 'The strait, March 2031',
  about: 'Everything in this study is invented.',
  seed: 1,
  platform: 'weibo',
  embedder: 'bundled',
  scope: {
    from: '2031-03-01',
    to: '2031-03-31',
    posts: { keywords: {}, minWords: 0 },
    articles: { keywords: {} },
    sites: { include: [], exclude: [] },
  },
  sites: {},
  zones: {},
  firstSeenIsPublication: false,
} as const;

export interface Element {
  readonly textContent: string;
  readonly tagName: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
}

export interface Made {
  readonly study: Study;
  readonly outcome: StageOutcome;
  readonly html: string;
  readonly document: Element;
  /** Text of the head and the sections with any white space as one space. */
  readonly text: string;
  table(file: string): string;
}

/** Writes the rows into `folder`, runs the stage and reads the page. */
export async function makeReport(
  folder: string,
  rows: StudyRows,
  {
    options = {},
    changed = {},
    manifest,
  }: { options?: unknown; changed?: Record<string, unknown>; manifest?: unknown } = {},
): Promise<Made> {
  const study = await writeStudy(folder, rows);
  if (manifest !== undefined) writeFileSync(study.manifestPath, JSON.stringify(manifest));
  const outcome = await runStage(report, {
    study,
    settings: { ...settings, ...changed } as never,
    options,
    seed: 1,
    resources: { workers: 2, memoryMegabytes: 512 },
    report: silentReporter,
    signal: new AbortController().signal,
  });
  const html = readFileSync(study.path('report/index.html'), 'utf8');
  const document = parseHTML(html).document as unknown as Element;
  return {
    study,
    outcome,
    html,
    document,
    text: ['body > header', 'main']
      .map((part) => document.querySelector(part)!.textContent)
      .join(' ')
      .replaceAll(/\s+/gu, ' '),
    table: (file) => readFileSync(study.path('report/tables', file), 'utf8'),
  };
}
