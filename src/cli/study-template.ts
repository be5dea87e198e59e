import { stringify } from 'yaml';
import { configJsonSchema } from '../config.ts';
import { stages } from '../pipeline.ts';

/** What `init` fills in. */
export interface TemplateValues {
  readonly name: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** `paper`: as in Hanley, Lu & Pan (PNAS 2025), as far as that is known. */
  readonly preset?: 'paper' | undefined;
}

/** Name of the JSON Schema that lies beside crosscurrent.yaml. */
export const schemaFile = 'crosscurrent.schema.json';

interface Property {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Property>>;
}

/** A commented crosscurrent.yaml; every key that is commented out shows its default. */
export function configTemplate({ name, from, to, preset }: TemplateValues): string {
  const day = (key: string, value: string | undefined, example: string, about: string): string =>
    value === undefined ? `  # ${key}: ${example}  # ${about}` : `  ${key}: ${value}  # ${about}`;
  return `# yaml-language-server: $schema=./${schemaFile}
#
# Everything this study decides. Keys that are commented out show their defaults or an example.
# A change makes the stages that depend on it stale: "crosscurrent run" then computes them anew.

name: ${scalar(name)}
# about: A paragraph for the head of the report.
# seed: 1

# Where the posts are from.
platform: weibo

# What is analysed. Items outside stay in the tables with in_scope false.
scope:
${day('from', from, '2022-02-01', 'first day, UTC')}
${day('to', to, '2022-04-30', 'last day, UTC, included')}
  posts:
    keywords: {}
${preset === 'paper' ? '    minWords: 4  # shorter posts were left out\n' : ''}    # keywords:           # a post is in scope if it has any of them; none: all posts
    #   zh: [乌克兰, 俄罗斯]
    #   any: [/NATO|OTAN/]
  articles:
    keywords: {}
  # sites:
  #   exclude: [example.com]

# Sites of the media ecosystems, used where an article names none. A domain covers its subdomains;
# an entry may be a file with a domain a line.
sites: {}
  # russia: [tass.ru, ria.ru]
  # ukraine: [pravda.com.ua]
  # china: sites/china.txt

# Zones of times without an offset, per site, ecosystem or platform.
zones: {}
  # weibo: Asia/Shanghai
  # tass.ru: Europe/Moscow

# What turns text into vectors: "bundled", or a model folder, or a server (docs/config.md).
# embedder: bundled
${preset === 'paper' ? paperPreset : ''}${stageSections()}`;
}

/** What of the paper's method can be fixed. What it does not tell, or what belongs to its own models, is said. */
const paperPreset = `
# What follows repeats Hanley, Lu & Pan, "Across the Firewall" (PNAS 2025), as far as its method is known.
#
# Theirs was another embedder (paraphrase-multilingual-mpnet-base-v2) with λ 0.90 and a classifier of pairs.
# Neither number means anything for another model, so the levels and thresholds here are those that were
# calibrated for the embedder above. Who has their model as an ONNX folder sets
#   embedder: {onnx: FOLDER}   cluster: {levels: [0.9]}   match: {thresholds: {same: 0.8, cross: 0.8}}
# (0.8 stands in for the classifier: their earlier study of the same design took it).
# Not known: the window of the news, the threshold of candidates, how Chinese articles were judged, whether
# articles or passages were counted, how ties were broken, and the model behind their statement on influence.
exact: true  # every passage was embedded and compared
passages:
  words: 100  # longest passage, inside paragraphs
  characters: 160  # of Chinese: our choice, theirs is not told
measure:
  minPosts: 5
  reference: chinese  # the ecosystem whose counts the released PMI takes as they are
  firstMargin: 0  # no stricter threshold for first appearance
  firstResolution: one_day  # a day earlier at least
report:
  published: pnas2025  # their answers beside these
`;

/** The options of every stage with their defaults, commented out. */
function stageSections(): string {
  const properties = (configJsonSchema().properties ?? {}) as Record<string, Property>;
  return stages
    .map((stage) => ({ stage, options: Object.entries(properties[stage.name]?.properties ?? {}) }))
    .filter(({ options }) => options.length > 0)
    .map(
      ({ stage, options }) =>
        `\n# ${stage.brief}.\n# ${stage.name}:\n${options.map(([key, option]) => optionLines(key, option)).join('\n')}\n`,
    )
    .join('');
}

function optionLines(key: string, { default: value, description }: Property): string {
  const about = description === undefined ? '' : `  # ${description.replaceAll('\n', ' ')}`;
  return `#   ${key}: ${value === undefined ? '…' : JSON.stringify(value)}${about}`;
}

function scalar(text: string): string {
  return stringify(text, { lineWidth: 0 }).trimEnd();
}

/** What is written into a study folder for people who open it. */
export const studyReadme = `# A crosscurrent study

| file or folder | what it is |
|---|---|
| crosscurrent.yaml | everything the study decides: edit it |
| edits.yaml | narratives merged, renamed or excluded by hand; write it where you need it |
| ${schemaFile} | lets editors check and complete crosscurrent.yaml |
| imports/ | what was imported, as it was read |
| tables/ | the results as Parquet: open them with DuckDB, pandas or R |
| shards/, vectors/ | intermediate results; vectors are .npy files |
| labels/ | what people judged; keep it, no run can bring it back |
| report/ | the report: open report/index.html |
| run.json | how each result came about: options, hashes, versions, durations |

\`crosscurrent run\` computes what is stale, \`crosscurrent status\` says what that is.
`;

/** What of a study does not belong into version control. */
export const studyGitignore = `.lock
.tmp/
imports/
shards/
tables/
vectors/
`;
