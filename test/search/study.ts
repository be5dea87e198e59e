/** A study of texts written for the test, finished up to its index. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseConfig } from '../../src/config.ts';
import { importFiles } from '../../src/imports.ts';
import { runPipeline } from '../../src/pipeline.ts';
import { silentReporter } from '../../src/reporter.ts';
import { runStage } from '../../src/stage.ts';
import type { StageOutcome } from '../../src/stage.ts';
import { indexStage } from '../../src/stages/index.ts';
import { Study } from '../../src/store/study.ts';

export interface Text {
  readonly id: string;
  readonly text: string;
  readonly language: string;
  /** Left out: a post. */
  readonly ecosystem?: string;
  readonly at?: string;
  readonly title?: string;
}

/** The claim of the first narrative is told in four languages, the second only on the platform. */
export const texts: readonly Text[] = [
  {
    id: 'p1',
    language: 'zh',
    text: '海军在夜里用水雷封锁了海峡，三十多艘商船停在港外等待。',
    at: '2031-03-05T12:00:00Z',
  },
  { id: 'p2', language: 'zh', text: '听说海峡被海军的水雷封锁了，商船都停在港外。', at: '2031-03-06T12:00:00Z' },
  { id: 'p3', language: 'zh', text: '葱油拌面的关键是小火慢熬，葱要分两次下，先白后绿。', at: '2031-03-07T12:00:00Z' },
  { id: 'p4', language: 'zh', text: '做葱油拌面一定要小火慢熬，葱分两次下锅。', at: '2031-03-08T12:00:00Z' },
  {
    id: 'a1',
    language: 'en',
    ecosystem: 'american',
    at: '2031-03-08T12:00:00Z',
    text: 'The navy closed the strait with mines at night, and more than thirty merchant ships wait outside the harbour.',
  },
  {
    id: 'a2',
    language: 'ru',
    ecosystem: 'russian',
    at: '2031-03-09T12:00:00Z',
    text: 'Военно-морской флот ночью перекрыл пролив минами, более тридцати торговых судов ждут за пределами гавани.',
  },
  {
    id: 'a3',
    language: 'uk',
    ecosystem: 'ukrainian',
    at: '2031-03-10T12:00:00Z',
    text: 'Військово-морський флот уночі перекрив протоку мінами, понад тридцять торгових суден чекають за межами гавані.',
  },
  {
    id: 'a4',
    language: 'en',
    ecosystem: 'american',
    text: 'Spring onion noodles <script>alert(1)</script> need a low \u202efire\u202c and \ud83d\ude00 patience; the &amp; oil keeps for a month.',
  },
];

export const open = (folder: string): Study => new Study(join(folder, 'study'));

/** Writes the texts as a study and carries out every stage up to `last`, and the index. */
export async function makeStudy(
  folder: string,
  {
    last = 'measure',
    own = texts,
    config = {},
    index = true,
  }: { last?: string; own?: readonly Text[]; config?: object; index?: boolean } = {},
): Promise<Study> {
  const study = open(folder);
  await mkdir(study.folder, { recursive: true });
  await writeFile(study.configPath, JSON.stringify({ name: 'Search', measure: { minPosts: 2 }, ...config }));
  const request = requestFor(study, config);
  for (const kind of ['post', 'article'] as const) {
    const lines = own.filter(({ ecosystem }) => (ecosystem === undefined) === (kind === 'post'));
    if (lines.length === 0) continue;
    const file = join(folder, `${kind}s.ndjson`);
    await writeFile(
      file,
      `${lines.map(({ at, ...line }) => JSON.stringify({ ...line, published_at: at, site: line.ecosystem })).join('\n')}\n`,
    );
    await importFiles({ ...request, kind, files: [file] });
  }
  await runPipeline(request, last);
  if (index) await makeIndex(study, config);
  return study;
}

export async function makeIndex(study: Study, config: object = {}, workers = 1): Promise<StageOutcome> {
  const request = requestFor(study, config, workers);
  return runStage(indexStage, { ...request, options: {} });
}

function requestFor(study: Study, config: object, workers = 1) {
  const { settings, options } = parseConfig({ name: 'Search', measure: { minPosts: 2 }, ...config }, 'the test');
  return {
    study,
    settings,
    options,
    seed: settings.seed,
    resources: { workers, memoryMegabytes: 512 },
    report: silentReporter,
    signal: new AbortController().signal,
  };
}
