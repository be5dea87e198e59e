/** The generated pages of docs/: each follows from the definitions in the sources. */
import { configJsonSchema } from '../../config.ts';
import { commandPage } from './command-page.ts';
import { configPage } from './config-page.ts';
import { tablePage } from './table-page.ts';

/** Path below the repository → content of every generated file. */
export async function generatedPages(): Promise<Record<string, string>> {
  const schema = configJsonSchema();
  return {
    'docs/cli.md': await commandPage(),
    'docs/config.md': configPage(schema),
    'docs/crosscurrent.schema.json': `${JSON.stringify(schema, null, 2)}\n`,
    'docs/tables.md': tablePage(),
  };
}
