import { allTables } from '../store/label-tables.ts';
import { align } from './align.ts';
import type { AnyCommandSpec } from './command.ts';

/** What the help of a command says behind its flags: the tables it writes, and worked examples. */
export function helpSections(spec: AnyCommandSpec): string {
  const sections: string[] = [];
  if (spec.writes.length > 0) {
    const written = spec.writes.map((name) => {
      const { about, columns } = allTables[name];
      const rows = columns.map((column) => [`    ${column.name}`, column.type, column.about]);
      return `  ${name}: ${about}\n${align(rows)}`;
    });
    sections.push(`TABLES\n${written.join('\n')}`);
  }
  const examples = spec.examples.map(({ line, about }) => `  ${about}\n    ${line}`);
  sections.push(`EXAMPLES\n${examples.join('\n')}`);
  return `\n${sections.join('\n\n')}\n`;
}
