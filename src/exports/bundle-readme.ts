/** `README.md` of a bundle: what is in it, how it is opened, and how the study is repeated. */
import type { BundleAbout } from './bundle-about.ts';
import { blank } from './bundle-about.ts';
import type { AnyTableName } from './context.ts';
import { markdownText } from './markdown-text.ts';
import { sharing } from './shared-columns.ts';

/** What the note is about. */
export interface ReadmeRequest {
  readonly about: BundleAbout;
  readonly tables: readonly { readonly name: AnyTableName; readonly about: string; readonly rows: number }[];
  readonly formats: readonly ('csv' | 'parquet')[];
  readonly idsOnly: boolean;
  readonly hasEdits: boolean;
  readonly version: string;
  /** Tables that no record of `run.json` vouches for. */
  readonly unrecorded: readonly string[];
}

/** The note as Markdown. */
export function bundleReadme(request: ReadmeRequest): string {
  const { about, tables, formats, idsOnly, hasEdits, version, unrecorded } = request;
  return `# ${markdownText(about.title)}

${about.description === '' ? blank('what the study asks, in a paragraph') : markdownText(about.description)}

Replication bundle of a study made with crosscurrent ${version}.

| file | what it is |
| --- | --- |
| \`tables/\` | the tables, ${formats.map((format) => (format === 'csv' ? 'as CSV' : 'as Parquet')).join(' and ')} |
| \`datapackage.json\` | columns, types and keys of the tables, a Data Package |
| \`ro-crate-metadata.json\` | every file and the run that made it, an RO-Crate |
| \`datasheet.md\` | where the data come from and what they can carry; blanks are marked |
| \`run.json\` | options, seeds, versions, models, and SHA-256 of inputs and outputs of each stage |
| \`crosscurrent.yaml\` | the settings of the study |
${hasEdits ? '| `edits.yaml` | what a person changed about the narratives |\n' : ''}
| table | rows | what it holds |
| --- | ---: | --- |
${tables.map(({ name, about: what, rows }) => `| ${name} | ${rows.toLocaleString('en')} | ${what} |`).join('\n')}

${idsOnly ? held(tables.map(({ name }) => name)) : ''}${formats.includes('csv') ? csvNote(formats.includes('parquet')) : ''}${
    unrecorded.length === 0
      ? ''
      : `## Tables without a record

\`run.json\` does not speak of ${unrecorded.join(', ')}: judgements of people, or tables whose stage did not end.

`
  }## Opening it

\`\`\`sh
frictionless validate datapackage.json
duckdb -c "SELECT * FROM 'tables/share.${formats[0]!}'"
\`\`\`

In R \`${formats[0] === 'csv' ? 'readr::read_csv("tables/share.csv")' : 'arrow::read_parquet("tables/share.parquet")'}\`, in Python \`${formats[0] === 'csv' ? 'pandas.read_csv("tables/items.csv", dtype={"item_id": str})' : 'pandas.read_parquet("tables/items.parquet")'}\`. Ids are text, never numbers.

## Repeating it

1. ${idsOnly ? 'Fetch the posts and articles by their ids and addresses, as far as they are still there.' : 'Take the files that were imported: `run.json` has their SHA-256.'}
2. \`crosscurrent init study\`, and put \`crosscurrent.yaml\`${hasEdits ? ' and `edits.yaml`' : ''} into it. Paths in it that began with …/ were places on the machine of the study.
3. \`crosscurrent import\` the files, then \`crosscurrent run\`.
4. Compare the hashes of \`outputs\` in both \`run.json\`. The same files, settings, seed and versions give the same bytes; other processors may change last digits.
`;
}

function held(names: readonly AnyTableName[]): string {
  const lines = names.flatMap((name) => {
    const { held: columns } = sharing(name);
    return columns.length === 0 ? [] : [`- ${name}: ${columns.map((column) => column.name).join(', ')}`];
  });
  return `## Ids only

Texts, and everything from which texts, titles, authors or annotators can be read, are held back. These columns are missing:

${lines.join('\n')}

Of edits only merges and exclusions are kept. Annotators have numbers. An address (\`url\`) may hold words of a title: look before you publish. The hashes in \`run.json\` are those of the whole tables, not of these.

`;
}

function csvNote(hasParquet: boolean): string {
  return `## The CSV files

UTF-8, RFC 4180. A text that begins with = + - @, a tab, a line break or a full-width sign of these has an apostrophe before it, since a spreadsheet would run it as a formula; the character NUL is ␀. Lists are JSON arrays, times ISO 8601 in UTC, an empty cell means no value.${hasParquet ? ' The Parquet files hold every text as it is: compute with them.' : ''}

`;
}
