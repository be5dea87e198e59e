import { allTables } from '../../store/label-tables.ts';
import { generatedNotice, markdownTable } from './markdown.ts';

/** docs/tables.md: every table of a study with its columns. */
export function tablePage(): string {
  const sections = Object.values(allTables).map(
    ({ name, about, columns }) =>
      `## ${name}\n\n${about}\n\n${markdownTable(
        ['column', 'type', 'meaning'],
        columns.map((column) => [`\`${column.name}\``, column.type, column.about]),
      )}`,
  );
  return `${generatedNotice}

# Tables

The tables of a study are Parquet files in \`tables/\`. DuckDB, pandas and R open them as they are:

\`\`\`sql
SELECT * FROM 'my-study/tables/share.parquet';
\`\`\`

\`\`\`python
pandas.read_parquet('my-study/tables/share.parquet')
\`\`\`

\`\`\`r
arrow::read_parquet('my-study/tables/share.parquet')
\`\`\`

Ids are texts. Times are instants in UTC. A column without a value is null.

${sections.join('\n\n')}
`;
}
