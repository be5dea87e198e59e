/**
 * The library behind the command line.
 *
 * @example
 * import { createEmbedder } from 'crosscurrent';
 * const embedder = await createEmbedder('bundled');
 * const vectors = await embedder.embed(['海峡已关闭', 'the strait is closed']);
 */
export { createEmbedder } from './embedders/create.ts';
export type { CreateOptions, EmbedderChoice } from './embedders/create.ts';
export type { Embedder } from './embedders/embedder.ts';

export { extractArticle } from './extract/article.ts';
export type { Article, ArticleOptions } from './extract/article.ts';
export type { DateCandidate } from './extract/date-candidates.ts';
export type { PageKind } from './extract/kind.ts';

export { configJsonSchema, parseConfig, readConfig } from './config.ts';
export type { Config, Settings } from './config.ts';
export { exitCodes, InterruptedError, UserError } from './errors.ts';
export { importFiles } from './imports.ts';
export type { ImportRequest, ImportSummary } from './imports.ts';
export { planPipeline, runPipeline, stages } from './pipeline.ts';
export type { PipelineRequest } from './pipeline.ts';
export { openSearch } from './search/open.ts';
export type { SearchOptions } from './search/open.ts';
export type {
  NarrativeHit,
  PassageHit,
  Search,
  SearchFilter,
  SearchNote,
  SearchRequest,
  SearchResult,
} from './search/types.ts';
export { silentReporter } from './reporter.ts';
export type { Reporter } from './reporter.ts';
export type { StageOutcome } from './stage.ts';
export { version } from './store/manifest.ts';
export { defaultResources, Study } from './store/study.ts';
export type { Resources } from './store/study.ts';
export { tables } from './store/tables.ts';
export type { Column, Table, TableName } from './store/tables.ts';

export { alignment } from './kernels/alignment.ts';
export { dpMeans } from './kernels/dp-means.ts';
export { passagesOf } from './kernels/passage.ts';
