/**
 * `crosscurrent.yaml`: everything a study decides. The schema is the documentation: the JSON Schema,
 * docs/config.md and the messages for mistakes all come from it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parse as parseYaml, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { UserError } from './errors.ts';
import { stages } from './pipeline.ts';
import type { Study } from './store/study.ts';

const isoDay = z.iso.date();

const keywords = z
  .record(z.string(), z.array(z.string().min(1)))
  .describe(
    'per language (ISO 639-1, or "any"): words matched anywhere, ignoring case; /…/ is a regular expression (RE2)',
  );

const embedderSchema = z.union([
  z.literal('bundled').describe('the embedder that ships with crosscurrent'),
  z.literal('static').describe('vectors of tokens, averaged: fast, for passages rather than single sentences'),
  z.strictObject({
    onnx: z.string().describe('folder in the layout of transformers.js: tokenizer.json, config.json, onnx/*.onnx'),
    file: z.string().optional().describe('model file below the folder; found by itself where there is one'),
    prefix: z.string().default('').describe('put before every text, such as "query: "'),
    pooling: z.enum(['mean', 'cls']).default('mean').describe('how token vectors become one'),
    maxTokens: z.number().int().positive().default(512),
  }),
  z.strictObject({
    http: z.url().describe('base address of an OpenAI-compatible server, such as http://127.0.0.1:8080/v1'),
    model: z.string().describe('model name sent with each request'),
    dimensions: z.number().int().positive().describe('columns of its vectors; checked on every answer'),
    prefix: z.string().default(''),
    batch: z.number().int().positive().default(32).describe('texts in a request'),
    timeoutSeconds: z.number().positive().default(60),
    retries: z
      .number()
      .int()
      .nonnegative()
      .default(5)
      .describe('further tries after 429, 5xx, a time-out or a broken connection'),
    keyVariable: z.string().optional().describe('environment variable that holds the API key'),
  }),
]);

const settingsSchema = z.strictObject({
  name: z.string().default('Untitled study').describe('title of the report'),
  about: z.string().default('').describe('a paragraph for the head of the report'),
  seed: z.number().int().nonnegative().default(1).describe('seed of everything random'),
  platform: z.string().min(1).default('weibo').describe('name of the platform the posts are from'),
  embedder: embedderSchema.default('bundled'),
  exact: z
    .boolean()
    .default(false)
    .describe(
      'give every article passage to the embedder, not only those that the fast embedder finds near a narrative',
    ),
  scope: z
    .strictObject({
      from: isoDay.optional().describe('first day of the window, UTC'),
      to: isoDay.optional().describe('last day of the window, UTC, included'),
      posts: z
        .strictObject({
          keywords: keywords.default({}),
          minWords: z
            .number()
            .min(0)
            .max(1000)
            .default(0)
            .describe('only posts of at least this many words; a Chinese character is 0.625 of a word'),
        })
        .prefault({}),
      articles: z.strictObject({ keywords: keywords.default({}) }).prefault({}),
      sites: z
        .strictObject({
          include: z.array(z.string()).default([]).describe('only these sites; empty: all'),
          exclude: z.array(z.string()).default([]).describe('none of these sites'),
        })
        .prefault({}),
    })
    .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      path: ['to'],
      message: 'the last day lies before the first',
    })
    .prefault({})
    .describe('what is analysed; items outside stay in the tables with in_scope false; items without a time are in'),
  sites: z
    .record(z.string(), z.array(z.string()))
    .default({})
    .describe('ecosystem to sites: domains, or files with a domain a line; used where an article names no ecosystem'),
  zones: z
    .record(z.string(), z.string())
    .default({})
    .describe('zone of times without an offset, per site, ecosystem or platform: an IANA name or +HH:MM'),
  firstSeenIsPublication: z
    .boolean()
    .default(false)
    .describe('treat first-seen times as publication times; the report then says so'),
});

/** Settings that do not belong to one stage. */
export type Settings = z.infer<typeof settingsSchema>;

/** The whole schema: the settings, and the options of each stage under its name. */
export const configSchema = settingsSchema.extend(
  Object.fromEntries(stages.map((stage) => [stage.name, stage.options.prefault({} as never).describe(stage.brief)])),
);

/** A checked configuration: settings, and per stage its options. */
export interface Config {
  readonly settings: Settings;
  readonly options: Readonly<Record<string, unknown>>;
}

interface Mistake {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Where a value has several forms, the mistakes against the form it comes nearest to. */
function concrete(issue: z.core.$ZodIssue, above: readonly PropertyKey[] = []): Mistake[] {
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union') return [{ path, message: issue.message }];
  const weight = (branch: readonly z.core.$ZodIssue[]): number =>
    branch.reduce((sum, { code, ...rest }) => sum + ('keys' in rest ? rest.keys.length : 1), 0);
  const sameForm = issue.errors.filter((branch) => branch.some((inner) => inner.path.length > 0 || 'keys' in inner));
  const nearest = sameForm.sort((a, b) => weight(a) - weight(b))[0];
  return nearest === undefined ? [{ path, message: issue.message }] : nearest.flatMap((inner) => concrete(inner, path));
}

/** A key without a value, such as a section whose lines are all commented out, is as good as left out. */
function withoutBareKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null));
}

/** Checks a parsed configuration; a UserError lists every mistake with its place. */
export function parseConfig(value: unknown, source: string): Config {
  const result = configSchema.safeParse(withoutBareKeys(value ?? {}));
  if (!result.success) {
    const mistakes = result.error.issues
      .flatMap((issue) => concrete(issue))
      .map(({ path, message }) => `  ${path.join('.') || '(top)'}: ${message}`);
    throw new UserError(
      `${source} has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:\n${mistakes.join('\n')}`,
      {
        hint: 'docs/config.md lists every key',
      },
    );
  }
  const all = result.data as Record<string, unknown>;
  const options = Object.fromEntries(stages.map((stage) => [stage.name, all[stage.name]]));
  agreeOnPosts(options as unknown as MatchAndMeasure, value, source);
  const settings = Object.fromEntries(Object.keys(settingsSchema.shape).map((key) => [key, all[key]])) as Settings;
  return { settings, options };
}

/** The options of two stages that must agree. */
interface MatchAndMeasure {
  readonly match: { minPosts: number };
  readonly measure: { readonly minPosts: number; readonly level: number };
}

/** Sees to it that whatever narratives are measured are matched in full. */
function agreeOnPosts({ match, measure }: MatchAndMeasure, value: unknown, source: string): void {
  // A narrative of a coarser level may consist of small ones.
  const most = measure.level === 0 ? measure.minPosts : 1;
  if (match.minPosts <= most) return;
  const isGiven = (value as { match?: { minPosts?: unknown } | null } | null)?.match?.minPosts !== undefined;
  if (isGiven) {
    throw new UserError(
      `${source} leaves out matches that it measures: match.minPosts is ${match.minPosts}, measure.minPosts ${measure.minPosts}, measure.level ${measure.level}`,
      { hint: `set match.minPosts to ${most} or leave it out` },
    );
  }
  // Not `most`: going from 3 posts to 2 would match again.
  match.minPosts = 1;
}

/** Reads the configuration of a study. */
export function readConfig(study: Study): Config {
  const path = study.configPath;
  if (!existsSync(path)) throw new UserError(`${path} does not exist`, { hint: `crosscurrent init ${study.folder}` });
  let value: unknown;
  try {
    value = parseYaml(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof YAMLParseError) throw new UserError(`${path} is not valid YAML: ${error.message}`);
    throw error;
  }
  return parseConfig(value, path);
}

/** The JSON Schema of `crosscurrent.yaml`, for editors. */
export function configJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(configSchema, { io: 'input' }) as Record<string, unknown>;
}
